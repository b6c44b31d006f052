"""What a release holds of the database: which tables become CSV files, their rows, and every entry as JSON."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ingest.describe.descriptions import SEARCH_TABLES, Column, Description, descriptions
from ingest.store.fingerprint import content_hash
from kb.errors import DatabaseError
from kb.exports.table import Row
from kb.model.vocabulary import Vocabularies
from kb.published.entry_json import entry_as_json
from kb.published.labels import read_labels
from kb.published.records import read_all

# What only the search of the site reads is in kb.db alone: it is binary, or of no use without the code.
LEFT_OUT = frozenset(table.name for table in SEARCH_TABLES) - {"passages"}


@dataclass(frozen=True)
class Build:
    """Which data a database holds, and when it was built."""

    data_version: str
    built_at: str


@contextmanager
def opened(database: Path, entries: Path) -> Iterator[tuple[sqlite3.Connection, Build]]:
    """Open the database for reading. Raises DatabaseError unless it was built from the entries as they are now."""
    if not database.is_file():
        raise DatabaseError(f"{database}: there is no such database; run `make build` first")
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            yield connection, _build(connection, database, entries)
    except sqlite3.DatabaseError as error:
        raise DatabaseError(f"{database}: this is no database of ours ({error}); run `make build`") from error


def _build(connection: sqlite3.Connection, database: Path, entries: Path) -> Build:
    row = connection.execute("select content_hash, data_version, built_at from build").fetchone()
    if row is None or row[0] != content_hash(entries):
        raise DatabaseError(f"{database}: built from other files than those in {entries} now; run `make build` first")
    return Build(row[1], row[2])


def tables(vocabularies: Vocabularies) -> tuple[Description, ...]:
    """Describe the tables that become CSV files."""
    return tuple(_published(table) for table in descriptions(vocabularies) if table.name not in LEFT_OUT)


def _published(table: Description) -> Description:
    """Leave out the columns that point to what is left out."""
    return replace(table, columns=tuple(column for column in table.columns if not _dangles(column)))


def _dangles(column: Column) -> bool:
    return column.points_to is not None and column.points_to[0] in LEFT_OUT


def rows(connection: sqlite3.Connection, table: Description) -> Iterator[Row]:
    """Give the rows of a table in the order in which the build wrote them."""
    names = [column.name for column in table.columns]
    columns = ", ".join(f'"{name}"' for name in names)
    for row in connection.execute(f"select {columns} from {table.name} order by rowid"):  # noqa: S608 - our own names
        yield dict(zip(names, row, strict=True))


def entries_as_json(connection: sqlite3.Connection, build: Build) -> dict[str, Any]:
    """Give every entry in the form that the API gives it."""
    labels = read_labels(connection)
    found = [entry_as_json(entry, labels) for entry in read_all(connection)]
    return {"data_version": build.data_version, "total": len(found), "entries": found}
