"""Writes the vectors of a finished database to a PostgreSQL server with pgvector, in a schema of its own."""

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ingest.progress import stage
from kb.search.engines.files import identity_of
from kb.search.engines.layout import Layout, Wholes, read, shape
from kb.search.engines.postgres import ONE_BY_ONE, connect, schema_of, told
from kb.search.meaning import Floats

if TYPE_CHECKING:
    from pg8000.native import Connection
    from typing_extensions import Buffer

PART = 16_384
# The binary form in which PostgreSQL copies rows: each field's length, then its bytes, the highest first.
HEAD, END = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"


def write(database: Path, address: str) -> str:
    """Write the vectors under the name of this version of the base, in place of what is there, and give the name.

    Raises BrokenEnvironmentError where the server can't be reached, DatabaseError where it refuses.
    """
    schema = schema_of(identity_of(database))
    with told(address), closing(connect(address)) as server:
        server.run("begin")
        # The server's refusal, where it gives no right to write, comes before the vectors are read.
        _create_schema(server, schema)
        layout, vectors = _read(database)
        _create(server, schema, vectors.shape[1])
        server.run(f"copy {schema}.passages from stdin (format binary)", stream=_Stream(_passages(layout, vectors)))
        _write_entries(server, schema, layout, Wholes.of(layout, vectors))
        if len(vectors) > ONE_BY_ONE:
            nearest = f"(cast(vector as halfvec({vectors.shape[1]})) halfvec_ip_ops)"
            server.run("set local maintenance_work_mem = '1GB'")
            server.run(f"create index on {schema}.passages using hnsw ({nearest})")
        server.run("commit")
        server.run(f"analyze {schema}.passages")
    return schema


def _read(database: Path) -> tuple[Layout, Floats]:
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        slugs = [row[0] for row in connection.execute("select slug from entries order by slug")]
        vectors = np.zeros(shape(connection), dtype=np.float32)
        with stage("read", len(vectors)) as advance:
            layout = read(connection, slugs, vectors, advance)
    return layout, vectors


def _create_schema(server: "Connection", schema: str) -> None:
    server.run("create extension if not exists vector")
    server.run(f"drop schema if exists {schema} cascade")
    server.run(f"create schema {schema}")


def _create(server: "Connection", schema: str, dimensions: int) -> None:
    columns = f"id bigint primary key, entry int not null, vector vector({dimensions}) not null"
    server.run(f"create table {schema}.passages ({columns})")
    columns = "entry int primary key, passages int not null, direction bytea not null, length real not null"
    server.run(f"create table {schema}.entries ({columns})")
    server.run(f"create index on {schema}.passages (entry)")


def _passages(layout: Layout, vectors: Floats) -> Iterator[bytes]:
    owner = np.repeat(layout.owners, layout.ends - layout.starts)
    dimensions = vectors.shape[1]
    form = _passage(dimensions)
    yield HEAD
    with stage("copy", len(vectors)) as advance:
        for at in range(0, len(vectors), PART):
            part = slice(at, at + PART)
            rows = np.zeros(len(vectors[part]), dtype=form)
            rows["fields"], rows["id_bytes"], rows["entry_bytes"] = 3, 8, 4
            rows["vector_bytes"], rows["dimensions"] = 4 + 4 * dimensions, dimensions
            rows["id"], rows["entry"], rows["vector"] = layout.passages[part], owner[part], vectors[part]
            yield rows.tobytes()
            advance(len(rows))
    yield END


def _passage(dimensions: int) -> np.dtype[np.void]:
    """Give the binary form of one row of passages."""
    return np.dtype(
        [
            ("fields", ">i2"), ("id_bytes", ">i4"), ("id", ">i8"), ("entry_bytes", ">i4"), ("entry", ">i4"),
            ("vector_bytes", ">i4"), ("dimensions", ">i2"), ("unused", ">i2"), ("vector", ">f4", (dimensions,)),
        ]
    )  # fmt: skip


def _write_entries(server: "Connection", schema: str, layout: Layout, wholes: Wholes) -> None:
    passages = np.zeros(layout.entries, dtype=np.int64)
    passages[layout.owners] = layout.ends - layout.starts
    insert = f"insert into {schema}.entries values (:entry, :passages, :direction, :length)"  # noqa: S608 - our own name
    statement = server.prepare(insert)
    for entry in range(layout.entries):
        statement.run(
            entry=entry,
            passages=int(passages[entry]),
            direction=wholes.directions[entry].astype("<f4").tobytes(),
            length=float(wholes.lengths[entry]),
        )


class _Stream(io.RawIOBase):
    """Parts of bytes, one after the other, read as a file is."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts, self._rest = parts, memoryview(b"")

    def readinto(self, buffer: "Buffer") -> int:
        """Fill a buffer as far as the part goes; 0 at the end."""
        self._rest = self._rest or memoryview(next(self._parts, b""))
        into = memoryview(buffer)
        given = self._rest[: len(into)]
        into[: len(given)], self._rest = given, self._rest[len(given) :]
        return len(given)
