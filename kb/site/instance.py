"""A version of the base as Datasette serves it: read-only, with the settings of a public instance."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import thread_time
from typing import Any, TypeVar

from datasette.app import Datasette
from datasette.database import Database, QueryInterrupted, Results

from kb.site.budget import budget
from kb.site.public import public
from kb.site.site import DATABASE

# SQL from strangers can take a process down by one call, so tables and search are the way in; see docs/serving.md.
SETTINGS: dict[str, bool | int] = {
    "default_allow_sql": False,
    "allow_download": False,
    "allow_csv_stream": True,
    "max_csv_mb": 60,
    "suggest_facets": False,
    "default_page_size": 30,
    "max_returned_rows": 1000,
    "sql_time_limit_ms": 500,
    "facet_time_limit_ms": 200,
}


# The largest value that a query may make or read, in bytes.
MAX_VALUE = 16_000_000
# So many steps of SQLite lie between two looks at the clock, for which its thread needs the interpreter: about a millisecond.
STEPS = 10_000
Answer = TypeVar("Answer")
Plugins = Mapping[str, Mapping[str, Any]]


class Published(Database):  # type: ignore[misc]
    """A database of Datasette whose file may lie at a path of any characters, and whose queries have a budget."""

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """Open the file as one that never changes. Raises OSError where it is to be written."""
        if write:
            raise OSError(f"{self.path} is published and never written")
        address = f"{Path(self.path).resolve().as_uri()}?immutable=1"
        connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE)
        self._all_file_connections.append(connection)
        return connection

    async def execute_fn(self, fn: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """Run a function in a thread, and count its work as the request's."""
        counted = budget.get()

        def timed(connection: sqlite3.Connection) -> Answer:
            started = thread_time()
            try:
                return fn(connection)
            finally:
                if counted is not None:
                    counted.spent += thread_time() - started

        found: Answer = await super().execute_fn(timed)
        return found

    async def execute(
        self,
        sql: str,
        params: Any = None,  # noqa: ANN401 - whatever SQLite binds
        truncate: bool = False,
        custom_time_limit: int | None = None,
        page_size: int | None = None,
        log_sql_errors: bool = True,  # noqa: ARG002 - what a reader mistypes is no failure of ours, and is never logged
    ) -> Results:
        """Run a query for as long as its own limit and the request's budget allow: they count work, not waiting for a turn."""
        counted = budget.get()
        limits = (custom_time_limit, self.ds.sql_time_limit_ms, counted and counted.milliseconds_left(sql))
        milliseconds = min(limit for limit in limits if limit)
        if milliseconds < 0:
            raise QueryInterrupted(TimeoutError("no query takes less than no time"), sql, params)
        most = self.ds.max_returned_rows + (self.ds.max_returned_rows == (page_size or self.ds.page_size))

        def run(connection: sqlite3.Connection) -> Results:
            with _working_at_most(connection, milliseconds / 1000):
                try:
                    cursor = connection.execute(sql, params if params is not None else {})
                    rows = cursor.fetchmany(most + 1) if truncate else cursor.fetchall()
                except sqlite3.OperationalError as error:
                    if error.args == ("interrupted",):
                        raise QueryInterrupted(error, sql, params) from error
                    raise
            return Results(rows[:most] if truncate else rows, truncate and len(rows) > most, cursor.description)

        return await self.execute_fn(run)


@contextmanager
def _working_at_most(connection: sqlite3.Connection, seconds: float) -> Iterator[None]:
    """Interrupt a query once this thread has worked so long on it."""
    end = thread_time() + seconds
    connection.set_progress_handler(lambda: thread_time() >= end, STEPS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, STEPS)


def instance(database: Path, metadata: dict[str, Any] | None = None, plugins: Plugins | None = None) -> Datasette:
    """Give a Datasette that serves one database under our name, whatever its file is called.

    `plugins` are settings of further plugins by their names, beside those in the metadata.
    """
    datasette = empty(metadata, plugins)
    serve_there(datasette, database)
    return datasette


def empty(metadata: dict[str, Any] | None = None, plugins: Plugins | None = None) -> Datasette:
    """Give a Datasette with our settings that serves nothing yet."""
    told = metadata or {}
    settings = {**SETTINGS, "base_url": public().path}
    named = {**told, "plugins": {**told.get("plugins", {}), **(plugins or {})}}
    datasette = Datasette([], metadata=named, settings=settings, cors=True)
    for name in [name for name in datasette.databases if name != "_internal"]:
        datasette.remove_database(name)
    return datasette


def serve_there(datasette: Datasette, database: Path) -> None:
    """Let a Datasette serve a published database under our name."""
    datasette.add_database(Published(datasette, path=str(database), is_mutable=False), name=DATABASE)
