"""What all pages share: the published database, its labels, its version, and links that keep the reader's area."""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from kb.errors import DatabaseError
from kb.model.base import BaseFile
from kb.published.labels import Labels, Term, read_labels

if TYPE_CHECKING:  # Datasette loads this package while it loads itself
    from datasette.app import Datasette

DATABASE = "kb"
Answer = TypeVar("Answer")
Arguments = ParamSpec("Arguments")


@dataclass(frozen=True)
class Build:
    """Which data the database holds, and when it was built."""

    data_version: str
    content_hash: str
    built_at: str


@dataclass(frozen=True)
class FileState:
    """What tells a file apart from any other that takes its place or is written over it."""

    inode: int
    size: int
    changed: int

    @classmethod
    def of(cls, path: Path) -> "FileState":
        """Look at a file. Raises DatabaseError where it is gone."""
        try:
            found = path.stat()
        except OSError as error:
            raise DatabaseError(f"{path}: {error.strerror}; build it again with `make build`") from error
        return cls(found.st_ino, found.st_size, found.st_mtime_ns)


@dataclass(frozen=True)
class Site:
    """One published database with what every page needs of it."""

    datasette: "Datasette"
    path: Path
    labels: Labels
    build: Build
    entries: int
    opened: FileState

    async def read(
        self,
        reader: Callable[Concatenate[sqlite3.Connection, Arguments], Answer],
        *arguments: Arguments.args,
        **named: Arguments.kwargs,
    ) -> Answer:
        """Run a function that reads the database, in Datasette's thread for it."""
        database = self.datasette.get_database(DATABASE)
        answer: Answer = await database.execute_fn(lambda connection: reader(connection, *arguments, **named))
        return answer

    @property
    def base(self) -> BaseFile:
        """Give what the base says of itself: its name, kinds, filters and words."""
        return self.labels.base

    @property
    def repository(self) -> str | None:
        """Give the public address of the repository: as the operator has set it, else as the base says."""
        config = self.datasette.plugin_config("care-models-evidence") or {}
        address = config.get("repository") or self.base.repository
        return str(address).rstrip("/") if address else None

    def link(self, path: str, pairs: Iterable[tuple[str, str]] = ()) -> str:
        """Give an address on this site."""
        query = urlencode(list(pairs))
        return str(self.datasette.urls.path(path)) + (f"?{query}" if query else "")


_sites: "WeakKeyDictionary[Datasette, Site]" = WeakKeyDictionary()


async def site_of(datasette: "Datasette") -> Site:
    """Give the site that a Datasette serves. Raises DatabaseError where its database is not one of ours."""
    if datasette not in _sites:
        if DATABASE not in datasette.databases:
            raise DatabaseError(f"no database named {DATABASE!r} is being served; serve build/kb.db")
        database = datasette.get_database(DATABASE)
        labels, build, entries = await database.execute_fn(_read)
        path = Path(database.path or "")
        _sites[datasette] = Site(datasette, path, labels, build, entries, FileState.of(path))
    return _sites[datasette]


def forget(datasette: "Datasette") -> None:
    """Let go of the site of a Datasette that serves no more."""
    _sites.pop(datasette, None)


def _read(connection: sqlite3.Connection) -> tuple[Labels, Build, int]:
    try:
        row = connection.execute("select data_version, content_hash, built_at from build").fetchone()
        entries = connection.execute("select count(*) from entries").fetchone()[0]
        return read_labels(connection), Build(*(row or ("not built", "", ""))), entries
    except (sqlite3.Error, ValueError) as error:
        raise DatabaseError(f"the database can't be read: {error}; build it again with `make build`") from error


class Words:
    """Collects the terms that a page uses, so that each is explained once on it."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._used: dict[tuple[str, str], tuple[str, Term]] = {}

    def use(self, vocabulary: str, term_id: str) -> str:
        """Note that the page uses a term, and give the id of its explanation."""
        explained = (f"word-{len(self._used) + 1}", self._labels.term(vocabulary, term_id))
        return self._used.setdefault((vocabulary, term_id), explained)[0]

    @property
    def used(self) -> tuple[tuple[str, Term], ...]:
        """Give the terms used so far, with the ids of their explanations."""
        return tuple(self._used.values())
