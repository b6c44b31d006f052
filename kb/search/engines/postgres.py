"""The engine of a central database: PostgreSQL with pgvector, for those who run one already or write while serving.

Few passages are compared one by one, so all is exact. Of many the nearest are asked for, and an answer says "at least".
"""

import hashlib
import json
import ssl
import threading
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

import numpy as np

from kb.errors import BrokenEnvironmentError, DatabaseError, missing_part
from kb.search.engines.files import identity_of
from kb.search.engines.layout import Wholes
from kb.search.engines.settling import settle
from kb.search.engines.shares import Shares
from kb.search.meaning import Bounds, Cut, Floats, Mask, Numbers, Similarities, nearest_first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pg8000.native import Connection as Server

# So many passages are compared one by one; of more the nearest are asked for.
ONE_BY_ONE = 50_000
NEAREST = 1_000
MOST = 500
OPTIONS = (
    "set hnsw.iterative_scan = relaxed_order",
    "set hnsw.ef_search = 200",
    "set max_parallel_workers_per_gather = 2",
)
# Only the names of our own schema, tables and columns are put into these; values are bound.
MEANS = "select entry, passages, direction, length from {schema}.entries order by entry"
OF_ENTRY = "select id, -(vector <#> cast(:query as vector)) from {schema}.passages where entry = :entry order by id"
EACH = "select entry, max(-(vector <#> cast(:query as vector))) from {schema}.passages {where} group by entry"
NEAR = (
    "select entry, max(-(vector <#> cast(:query as vector))) from ("
    " select entry, vector from {schema}.passages {where}"
    " order by cast(vector as halfvec({dimensions})) <#> cast(:query as halfvec({dimensions})) limit {nearest}"
    ") as near group by entry"
)
AMONG = "where entry = any(cast(:entries as int[]))"


class Central:
    """Asks a PostgreSQL server; the mean of each entry's vectors is kept here."""

    def __init__(self, address: str, database: Path, entries: int, one_by_one: int = ONE_BY_ONE) -> None:
        """Read the means. Raises BrokenEnvironmentError or DatabaseError where the server lacks this base."""
        self._address, self._schema = address, schema_of(identity_of(database))
        self._local, self._servers = threading.local(), list["Server"]()
        self._shares = Shares()
        rows = self._run(MEANS.format(schema=self._schema))
        if [row[0] for row in rows] != list(range(entries)):
            message = (
                f"{shown(address)}: the base there has {len(rows)} entries, {database} {entries}; run `kb vectors`"
            )
            raise DatabaseError(message)
        self._passages = np.array([row[1] for row in rows], dtype=np.int64)
        directions = np.frombuffer(b"".join(row[2] for row in rows), dtype="<f4").reshape(entries, -1)
        self._wholes = Wholes(directions.astype(np.float32), np.array([row[3] for row in rows], dtype=np.float32))
        self._one_by_one = one_by_one
        self.wholes = self._wholes.directions

    @classmethod
    def opening(cls, address: str, database: Path) -> "Callable[[Connection, Sequence[str]], Central]":
        """Give what opens the base of a database on the server with that address."""
        return lambda _connection, slugs: cls(address, database, len(slugs))

    def near(self, direction: Floats) -> Floats:
        """Give the cosine of a vector to each entry's mean."""
        return self._shares.cosines(self.wholes, direction)

    def similarities(self, query: Floats, mask: Mask, cut: Cut) -> Similarities:
        """Ask for the nearest passages of all entries, and of those that pass the filters."""
        whole = self.near(query)
        best, known = self._wholes.least(whole), np.zeros(len(whole), dtype=bool)
        for among in (None,) if mask.all() else (None, mask):
            exact = self._look(best, query, among)
            known |= (mask if among is not None else np.ones(len(whole), dtype=bool)) & exact
        known |= self._passages == 0
        bounds = Bounds(best, best, np.where(known, best, np.float32(1.0)))
        return settle(bounds, whole, mask, cut, lambda entries: self._best(entries, query), MOST)

    def _look(self, best: Floats, query: Floats, among: Mask | None) -> bool:
        """Raise what is known of the best passages; tell whether that is now exact."""
        total = int(self._passages.sum() if among is None else self._passages[among].sum())
        exact = total <= self._one_by_one
        where = "" if among is None else AMONG
        entries = None if among is None else np.flatnonzero(among).tolist()
        rows = self._run((EACH if exact else NEAR).format(**self._names(where)), query=_text(query), entries=entries)
        found = np.array([row[0] for row in rows], dtype=np.int64)
        near = np.array([row[1] for row in rows], dtype=np.float32)
        best[found] = near if exact else np.maximum(best[found], near)
        return exact

    def _best(self, entries: Numbers, query: Floats) -> Floats:
        rows = self._run(EACH.format(**self._names(AMONG)), query=_text(query), entries=entries.tolist())
        found: dict[int, float] = {row[0]: row[1] for row in rows}
        return np.array([found.get(entry, 0.0) for entry in entries.tolist()], dtype=np.float32)

    def of_entry(self, entry: int, query: Floats) -> dict[int, float]:
        """Give the similarity of each of an entry's passages, by id, the nearest first."""
        rows = self._run(OF_ENTRY.format(schema=self._schema), query=_text(query), entry=entry)
        return nearest_first(
            np.array([row[0] for row in rows], np.int64), np.array([row[1] for row in rows], np.float32)
        )

    def close(self) -> None:
        """End the connections of all threads."""
        while self._servers:
            self._servers.pop().close()

    def _names(self, where: str) -> dict[str, object]:
        return {"schema": self._schema, "where": where, "dimensions": self.wholes.shape[1], "nearest": NEAREST}

    def _run(self, statement: str, **values: object) -> list[list[Any]]:
        with told(self._address):
            if getattr(self._local, "server", None) is None:
                self._local.server = connect(self._address)
                self._servers.append(self._local.server)
                for option in OPTIONS:
                    self._local.server.run(option)
            return list(self._local.server.run(statement, **values) or [])


def schema_of(identity: dict[str, str]) -> str:
    """Give the name under which a base is kept on a server: another version has another."""
    return f"kb_{hashlib.sha256(json.dumps(identity, sort_keys=True).encode()).hexdigest()[:24]}"


def shown(address: str) -> str:
    """Give an address without its password."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.hostname or ''}{parts.path}"


def connect(address: str) -> "Server":
    """Connect to a server.

    In its address `?sslmode=verify-full` asks for TLS with a known certificate, and `?host=/folder` for a local socket.
    """
    native = _pg8000()
    parts = urlsplit(address)
    options = parse_qs(parts.query)
    port, folder = parts.port or 5432, options.get("host", [""])[0]
    return native.Connection(
        unquote(parts.username or "postgres"),
        host=parts.hostname or "localhost",
        port=port,
        unix_sock=f"{folder}/.s.PGSQL.{port}" if folder else None,
        database=parts.path.strip("/") or "postgres",
        password=unquote(parts.password) if parts.password else None,
        ssl_context=ssl.create_default_context() if options.get("sslmode") == ["verify-full"] else None,
    )


@contextmanager
def told(address: str) -> "Iterator[None]":
    """Say of a server's errors which server it was and what to do."""
    native = _pg8000()
    try:
        yield
    except native.DatabaseError as error:
        said = error.args[0].get("M", error) if error.args and isinstance(error.args[0], dict) else error
        raise DatabaseError(f"{shown(address)}: {said}; has this base been written there with `kb vectors`?") from error
    except (native.InterfaceError, OSError) as error:
        raise BrokenEnvironmentError(
            f"{shown(address)}: the server can't be reached: {error}; is it running?"
        ) from error


def _text(vector: Floats) -> str:
    return f"[{','.join(map(str, vector.tolist()))}]"


def _pg8000() -> Any:  # noqa: ANN401 - pg8000 has no types
    try:
        from pg8000 import native
    except ImportError as missing:
        raise missing_part("pg8000", "server") from missing
    return native
