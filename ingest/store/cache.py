"""What builds keep beside the versions to be quick: it may be deleted at any time, and is made anew where it is damaged."""

import json
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

from ingest.read.problems import Problem
from ingest.vectors.previous import is_outside
from kb.errors import BrokenEnvironmentError

CACHE, JOURNAL = "cache.db", "-journal"
TABLES = (
    "create table if not exists mentions (key text primary key, mentions text not null)",
    "create table if not exists encoded (hash text primary key, vector blob not null, tokens blob not null)",
    "create table if not exists files (path text primary key, hash text not null)",
    "create table if not exists warnings (path text not null, problem text not null)",
)
Answer = TypeVar("Answer")


def using(cache: Path, work: Callable[[sqlite3.Connection], Answer]) -> Answer:
    """Run a function on the cache, and once more on a new one where this one is damaged.

    Raises BrokenEnvironmentError where another program has locked it or the folder can't be written.
    """
    try:
        return _run(cache, work)
    except (sqlite3.DatabaseError, IsADirectoryError) as error:
        if isinstance(error, sqlite3.Error) and is_outside(error):
            message = f"{cache}: this cache can't be used ({error}); close what holds it, or delete it, and build again"
            raise BrokenEnvironmentError(message) from error
        print(f"{cache} was damaged ({error}) and is made anew", file=sys.stderr)
        discard(cache)
        return _run(cache, work)


def _run(cache: Path, work: Callable[[sqlite3.Connection], Answer]) -> Answer:
    if cache.is_dir():
        raise IsADirectoryError(f"{cache} is a folder")
    with closing(sqlite3.connect(cache)) as connection, connection:
        for table in TABLES:
            connection.execute(table)
        return work(connection)


def discard(cache: Path) -> None:
    """Remove a cache with what SQLite keeps beside it."""
    for path in (cache, *(cache.with_name(f"{cache.name}{ending}") for ending in (JOURNAL, "-wal", "-shm"))):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def recover(cache: Path) -> None:
    """Let SQLite take back what a build that died was writing; its journal must not be removed by anybody else."""
    if cache.with_name(f"{cache.name}{JOURNAL}").exists():
        # Reading takes back what was begun; a journal in which nothing had been begun goes with the next write.
        using(cache, lambda connection: connection.execute("pragma user_version = 0"))


def adopt(cache: Path, other: Path) -> None:
    """Begin with a copy of another folder's cache where there is none here; one that can't be read is told of on stderr."""
    if not other.is_file() or cache.exists():
        return
    draft = cache.with_name(f".{cache.name}.draft")
    draft.unlink(missing_ok=True)
    try:
        # Another build may be writing it, or may have died over it: SQLite gives what was there before.
        with closing(sqlite3.connect(other)) as source, closing(sqlite3.connect(draft)) as copy:
            source.backup(copy)
    except sqlite3.Error as error:
        print(f"{other} can't be read ({error}); this build begins without it", file=sys.stderr)
        draft.unlink(missing_ok=True)
    else:
        draft.replace(cache)


def remember_build(cache: Path, hashes: Mapping[str, str], warnings: Iterable[Problem]) -> None:
    """Keep the hashes of the files that were built, and the warnings about them."""

    def write(connection: sqlite3.Connection) -> None:
        connection.execute("delete from files")
        connection.executemany("insert into files values (?, ?)", hashes.items())
        connection.execute("delete from warnings")
        rows = ((problem.path, json.dumps(asdict(problem))) for problem in warnings)
        connection.executemany("insert into warnings values (?, ?)", rows)

    using(cache, write)


def known_files(cache: Path) -> dict[str, str]:
    """Give the hashes of the files of the last build, by path; none where it is not known."""
    return using(cache, lambda connection: dict(connection.execute("select path, hash from files order by path")))


def known_warnings(cache: Path) -> list[Problem]:
    """Give the warnings of the last build, in their order."""
    rows = using(cache, lambda connection: connection.execute("select problem from warnings order by rowid").fetchall())
    return [Problem(**{**(one := json.loads(text)), "allowed": tuple(one["allowed"])}) for (text,) in rows]
