"""The meaning half: the cosine of the query to every passage, and what an entry's passages come to together."""

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kb.errors import DatabaseError

Floats = NDArray[np.float32]
DIMENSIONS = 384
ROWS = 4096
MANY = 20_000
THREADS = min(os.cpu_count() or 1, 4)


@dataclass(frozen=True)
class Similarities:
    """For each entry: its best passage's cosine, and the cosine of its passages' mean."""

    best: Floats
    whole: Floats
    passages: Floats


class Meaning:
    """The vectors of all passages as one matrix, in the order of the entries."""

    def __init__(self, connection: sqlite3.Connection, slugs: list[str]) -> None:
        total = connection.execute("select count(*) from passages where vector is not null").fetchone()[0]
        self.passage_ids = np.zeros(total, dtype=np.int64)
        self.vectors = np.zeros((total, DIMENSIONS), dtype=np.float32)
        owners = np.zeros(total, dtype=np.int64)
        numbers = {slug: number for number, slug in enumerate(slugs)}
        rows = connection.execute(
            "select passages.id, passages.entry, vectors.vector from passages"
            " join vectors on vectors.hash = passages.vector order by passages.id"
        )
        at = 0
        while part := rows.fetchmany(ROWS):
            to = at + len(part)
            self.passage_ids[at:to] = [row[0] for row in part]
            owners[at:to] = [numbers[row[1]] for row in part]
            self.vectors[at:to] = _matrix([row[2] for row in part])
            at = to
        self._threads = ThreadPoolExecutor(THREADS, "meaning")
        self._entries = len(slugs)
        # Passages of an entry stand together: `starts` is where each entry's begin.
        self.starts = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]]) if total else np.zeros(0, np.int64)
        self.owners = owners[self.starts]
        self.ends = np.r_[self.starts[1:], total] if total else np.zeros(0, np.int64)
        self.wholes = self._wholes()
        self._row_of_entry = np.full(self._entries, -1, dtype=np.int64)
        self._row_of_entry[self.owners] = np.arange(len(self.owners))

    def _wholes(self) -> Floats:
        wholes = np.zeros((self._entries, DIMENSIONS), dtype=np.float32)
        if len(self.starts):
            wholes[self.owners] = np.add.reduceat(self.vectors, self.starts, axis=0)
        norms = np.linalg.norm(wholes, axis=1, keepdims=True)
        return np.asarray(wholes / np.maximum(norms, 1e-9), dtype=np.float32)

    def similarities(self, query: Floats) -> Similarities:
        """Compare a query with everything."""
        passages = self._cosines(query)
        best = np.zeros(self._entries, dtype=np.float32)
        if len(self.starts):
            best[self.owners] = np.maximum.reduceat(passages, self.starts)
        return Similarities(best, self.wholes @ query, passages)

    def _cosines(self, query: Floats) -> Floats:
        """Give the cosine to every passage. Many passages are shared out, as one thread can't use all the memory's speed."""
        if len(self.vectors) < MANY:
            return self.vectors @ query
        cosines = np.empty(len(self.vectors), dtype=np.float32)
        bounds = np.linspace(0, len(cosines), THREADS + 1).astype(int).tolist()
        parts = [slice(start, end) for start, end in pairwise(bounds)]
        list(self._threads.map(lambda part: np.dot(self.vectors[part], query, out=cosines[part]), parts))
        return cosines

    def of_entry(self, entry: int, passages: Floats) -> dict[int, float]:
        """Give the similarity of each of an entry's passages, by id, the nearest first."""
        row = self._row_of_entry[entry]
        if row < 0:
            return {}
        part = slice(self.starts[row], self.ends[row])
        nearest = np.argsort(-passages[part], kind="stable")
        return dict(zip(self.passage_ids[part][nearest].tolist(), passages[part][nearest].tolist(), strict=True))


def _matrix(blobs: list[bytes]) -> Floats:
    try:
        return np.frombuffer(b"".join(blobs), dtype="<f4").reshape(len(blobs), DIMENSIONS)
    except ValueError as error:
        message = f"a vector of the database has not {DIMENSIONS} numbers; build the database again with `make build`"
        raise DatabaseError(message) from error
