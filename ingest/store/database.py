"""Stores the base: a new file beside the target, checked, then put in its place in one step."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from ingest.store.rows import Rows
from ingest.store.tables import TABLES, Table
from kb.errors import BrokenEnvironmentError, DamagedError, DatabaseError
from kb.published.version import Version


def prepare_folder(folder: Path, space: int = 0) -> None:
    """Make the folder, and make sure before hours of work that files of so many bytes can be written in it.

    Raises BrokenEnvironmentError where they can't.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".{os.getpid()}.probe"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise BrokenEnvironmentError(f"{folder}: can't be written: {error.strerror}; choose another folder") from error
    free = shutil.disk_usage(folder).free
    if free < space:
        message = f"{folder}: about {_megabytes(space)} MB are needed and {_megabytes(free)} are free"
        raise BrokenEnvironmentError(f"{message}; free some, or choose another folder")


def _megabytes(size: int) -> str:
    return f"{-(-size // 1_000_000):,}"


@contextmanager
def replacing(target: Path, check: Callable[[Path], None] | None = None) -> Iterator[Database]:
    """Give a new database beside the target; it takes the target's place only if the block and the checks succeed.

    `check` is called with the finished file and raises where it must not be published.
    Raises BrokenEnvironmentError where the folder can't be written or the disk is full. The old file stays whole.
    """
    with _draft(target) as draft:
        database = Database(draft, use_counts_table=False)
        try:
            database.execute("pragma journal_mode = off")
            database.execute("pragma synchronous = off")
            yield database
            _verify(database)
            database.vacuum()
        finally:
            database.close()
        if check:
            check(draft)


@contextmanager
def updating(before: Version, target: Path, check: Callable[[Path], None]) -> Iterator["Future[Database]"]:
    """Give, as soon as it is made, a copy of a version's database to change; it becomes the target if all succeeds.

    The copy is made, and the version held to its hashes, while the caller goes on; SQLite keeps the foreign keys while
    it is changed. `check` is called with the finished file and raises where it must not be published.
    Raises DamagedError where the version is damaged, BrokenEnvironmentError where no copy can be written.
    """
    with _draft(target) as draft, ThreadPoolExecutor(1) as copier:
        copied = copier.submit(_copy, before, draft)
        try:
            yield copied
        finally:
            copied.result().close()
        # The disk writes while the file is searched.
        flushed = copier.submit(_flush, draft)
        check(draft)
        flushed.result()


def _copy(before: Version, draft: Path) -> Database:
    shutil.copyfile(before.database, draft)
    damage = before.damage()
    if damage:
        raise DamagedError(f"{before.folder} is damaged: {damage}")
    connection = sqlite3.connect(draft, check_same_thread=False)
    for pragma in ("journal_mode = off", "synchronous = off", "foreign_keys = on"):
        connection.execute(f"pragma {pragma}")
    return Database(connection, use_counts_table=False)


@contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """Give the name of a file beside the target that takes its place if the block succeeds."""
    draft = target.with_name(f".{target.name}.draft")
    try:
        draft.unlink(missing_ok=True)
        yield draft
        _flush(draft)
        draft.replace(target)
    except (sqlite3.OperationalError, OSError) as error:
        raise BrokenEnvironmentError(
            f"{target}: the database can't be written: {error}; check permissions and free space"
        ) from error
    finally:
        draft.unlink(missing_ok=True)


def _verify(database: Database) -> None:
    damage = database.execute("pragma integrity_check").fetchone()[0]
    broken = database.execute("pragma foreign_key_check").fetchall()
    if damage != "ok":
        raise DatabaseError(f"the new database is damaged: {damage}; check the disk and build again")
    if broken:
        table, row, other, _ = broken[0]
        raise DatabaseError(f"row {row} of {table} points to a row of {other} that is missing; run `kb check`")


def _flush(path: Path) -> None:
    """Make sure that the file is on the disk before its name changes."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def create(database: Database) -> None:
    """Create all tables, so that one without rows is there too."""
    for table in TABLES:
        _create(database, table)


def _create(database: Database, table: Table) -> None:
    statement = database.create_table_sql(
        table.name,
        table.columns,
        pk=table.pk,
        foreign_keys=[(column, other, key) for column, (other, key) in table.foreign_keys.items()],
        not_null=table.not_null,
        column_order=list(table.columns),
    )
    # A numeric column keeps 97000 whole beside 19.5, where a real one would print 97000.0; programs read both as reals.
    database.execute(statement.replace(" REAL", " NUMERIC"))
    for column in table.foreign_keys:
        database.table(table.name).create_index([column])


def insert(database: Database, rows: Rows) -> None:
    """Insert rows in the order of the tables, so that what is pointed to comes first."""
    with database.atomic():
        for table in TABLES:
            if rows.get(table.name):
                database.table(table.name).insert_all(rows[table.name], columns=table.columns, pk=table.pk)
