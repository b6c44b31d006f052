"""Which passages belong to which entry: passages of an entry stand together, in the order of the entries."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kb.errors import DatabaseError
from kb.search.meaning import Floats, Numbers

ROWS = 4096
# Bytes of a number in a vector.
FLOAT = 4
FIRST = "select length(vectors.vector) from passages join vectors on vectors.hash = passages.vector limit 1"
STORED = (
    "select passages.id, passages.entry, vectors.vector from passages"
    " join vectors on vectors.hash = passages.vector order by passages.id"
)


@dataclass(frozen=True)
class Layout:
    """The ids of all passages, the entries that have any, and where each of these begins."""

    entries: int
    passages: Numbers
    owners: Numbers
    starts: Numbers

    @classmethod
    def of(cls, entries: int, passages: Numbers, owner_of_each: Numbers) -> "Layout":
        """Lay out passages whose owners are known."""
        new = np.r_[True, owner_of_each[1:] != owner_of_each[:-1]] if len(passages) else np.zeros(0, dtype=bool)
        starts = np.flatnonzero(new)
        return cls(entries, passages, owner_of_each[starts], starts)

    @property
    def ends(self) -> Numbers:
        """Where each entry's passages end."""
        return np.r_[self.starts[1:], len(self.passages)] if len(self.starts) else self.starts

    def rows(self) -> Numbers:
        """Give for each entry its place among those that have passages, or -1."""
        rows = np.full(self.entries, -1, dtype=np.int64)
        rows[self.owners] = np.arange(len(self.owners))
        return rows

    def best(self, similar: Floats) -> Floats:
        """Give each entry's highest of its passages' similarities; 0 where it has no passage."""
        best = np.zeros(self.entries, dtype=np.float32)
        if len(self.starts):
            best[self.owners] = np.maximum.reduceat(similar, self.starts)
        return best


@dataclass(frozen=True)
class Wholes:
    """Each entry's passages taken together: the direction of their mean, and how long the mean is."""

    directions: Floats
    lengths: Floats

    @classmethod
    def of(cls, layout: Layout, vectors: Floats) -> "Wholes":
        """Add up the vectors of each entry."""
        sums = np.zeros((layout.entries, vectors.shape[1]), dtype=np.float32)
        counts = np.ones(layout.entries, dtype=np.float32)
        if len(layout.starts):
            sums[layout.owners] = np.add.reduceat(vectors, layout.starts, axis=0)
            counts[layout.owners] = layout.ends - layout.starts
        norms = np.linalg.norm(sums, axis=1)
        directions = sums / np.maximum(norms, 1e-9)[:, None]
        return cls(np.asarray(directions, dtype=np.float32), np.asarray(norms / counts, dtype=np.float32))

    def least(self, whole: Floats) -> Floats:
        """Give what each entry's best passage comes to at least: the mean of the cosines of all its passages."""
        return self.lengths * whole


def stored(
    connection: sqlite3.Connection, numbers: dict[str, int], width: int
) -> Iterator[tuple[list[int], list[int], Floats]]:
    """Give the passages that have a vector, part by part: ids, numbers of their entries, vectors."""
    rows = connection.execute(STORED)
    while part := rows.fetchmany(ROWS):
        yield [row[0] for row in part], [numbers[row[1]] for row in part], _matrix([row[2] for row in part], width)


def shape(connection: sqlite3.Connection) -> tuple[int, int]:
    """Give the number of passages that have a vector, and of the numbers in a vector.

    Raises DatabaseError where there is no vector at all.
    """
    rows = connection.execute("select count(*) from passages where vector is not null").fetchone()[0]
    first = connection.execute(FIRST).fetchone()
    if first is None:
        raise DatabaseError("the database has no vectors; build it again with `make build`")
    return int(rows), int(first[0]) // FLOAT


def read(
    connection: sqlite3.Connection, slugs: Sequence[str], vectors: Floats, advance: Callable[[int], None] | None = None
) -> Layout:
    """Read all vectors into an array that has a row for each, and give their layout; `advance` is told how many more."""
    numbers = {slug: number for number, slug in enumerate(slugs)}
    passages, owners = np.zeros(len(vectors), dtype=np.int64), np.zeros(len(vectors), dtype=np.int64)
    at = 0
    for ids, entries, matrix in stored(connection, numbers, vectors.shape[1]):
        to = at + len(ids)
        passages[at:to], owners[at:to], vectors[at:to] = ids, entries, matrix
        at = to
        if advance:
            advance(len(ids))
    return Layout.of(len(slugs), passages, owners)


def _matrix(blobs: list[bytes], width: int) -> Floats:
    try:
        return np.frombuffer(b"".join(blobs), dtype="<f4").reshape(len(blobs), width)
    except ValueError as error:
        message = f"a vector of the database has not {width} numbers; build the database again with `make build`"
        raise DatabaseError(message) from error
