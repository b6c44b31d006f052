"""The smoke search: before a database takes its place, an entry must be found in it by its own title."""

import sqlite3
from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kb.errors import DatabaseError
from kb.model.encoder import COMMON, Curve, LateInteraction
from kb.search.engine import Search
from kb.search.request import SearchRequest

FIRST = 5
# Of the entries asked for, the first that is not withdrawn; else the first of all.
PROBE = """
select entries.slug, entries.title, vectors.vector, build.model_hash
from entries join passages on passages.entry = entries.slug join vectors on vectors.hash = passages.vector join build
where passages.field = 'summary' and entries.slug = (
    select slug from entries order by withdrawn_on is not null, slug not in ({marks}), slug limit 1
)
order by passages.position limit 1
"""


@dataclass(frozen=True)
class _Recalled:
    """An encoder that knows one vector, the one that the build gave to the entry's own summary."""

    model_hash: str
    vector: NDArray[np.float32]
    curve: Curve = COMMON
    late_interaction: LateInteraction | None = None

    def encode(self, _text: str) -> NDArray[np.float32]:
        return self.vector

    def tokens(self, _text: str) -> NDArray[np.float32]:
        return self.vector[None, :0]

    def knows(self, _word: str) -> bool:
        return True


class _Narrowed(Search):
    """The search where the meaning of one entry alone is known: all vectors of a large base take seconds to read."""

    def __init__(self, path: Path, encoder: _Recalled, slug: str) -> None:
        self._slug = slug
        self._narrowed: set[sqlite3.Connection] = set()
        super().__init__(path, encoder)

    def connection(self) -> sqlite3.Connection:
        connection = super().connection()
        if connection not in self._narrowed:
            # A temporary view stands before the table of its name, for this connection alone.
            connection.execute("create temp table narrowed as select ? as entry", [self._slug])
            among = "entry = (select entry from narrowed)"
            connection.execute(f"create temp view passages as select * from main.passages where {among}")  # noqa: S608
            self._narrowed.add(connection)
        return connection


def smoke_search(path: Path) -> None:
    """Search the database through the code that serves. Raises DatabaseError where an entry's title does not find it."""
    slug, title, encoder = _probe(path)
    _require_found(path, slug, title, Search(path, encoder))


def smoke_changed(path: Path, slugs: Collection[str]) -> None:
    """Search an updated database for one of the changed entries. Raises DatabaseError where its title does not find it.

    What only the vectors of all other entries could show was shown when the whole was built.
    """
    slug, title, encoder = _probe(path, slugs)
    _require_found(path, slug, title, _Narrowed(path, encoder, slug))


def _probe(path: Path, slugs: Collection[str] = ()) -> tuple[str, str, _Recalled]:
    """Give an entry that a search must find: its slug, its title, and an encoder that gives its vector."""
    marks = ", ".join("?" * len(slugs))
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        found = connection.execute(PROBE.format(marks=marks), sorted(slugs)).fetchone()
    if found is None:
        raise DatabaseError(f"{path}: there is no entry to search for; write one with `kb new` and build again")
    slug, title, vector, model_hash = found
    return slug, title, _Recalled(model_hash, np.frombuffer(vector, dtype="<f4").astype(np.float32))


def _require_found(path: Path, slug: str, title: str, search: Search) -> None:
    answer = search.answer(SearchRequest(q=title, size=FIRST))
    search.connection().close()
    if not answer.confident or slug not in {hit.slug for hit in answer.results}:
        raise DatabaseError(f"{path}: the title of {slug} does not find it, so this base is not published; report it")
