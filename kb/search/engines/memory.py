"""The exact engine: every vector in memory as float32, every query compared with each."""

import sqlite3
from collections.abc import Sequence

import numpy as np

from kb.search.engines.layout import Wholes, read, shape
from kb.search.engines.shares import Shares
from kb.search.meaning import Bounds, Cut, Floats, Mask, Similarities, nearest_first


class InMemory:
    """The vectors of all passages as one matrix, in the order of the entries."""

    def __init__(self, connection: sqlite3.Connection, slugs: Sequence[str]) -> None:
        """Read all vectors. Raises DatabaseError where there is none, or one has other dimensions."""
        self._vectors = np.zeros(shape(connection), dtype=np.float32)
        self._layout = read(connection, slugs, self._vectors)
        self._rows, self._ends = self._layout.rows(), self._layout.ends
        self._shares = Shares()
        self.wholes = Wholes.of(self._layout, self._vectors).directions

    def near(self, direction: Floats) -> Floats:
        """Give the cosine of a vector to each entry's mean."""
        return self._shares.cosines(self.wholes, direction)

    def similarities(self, query: Floats, mask: Mask, cut: Cut) -> Similarities:  # noqa: ARG002 - all is exact
        """Compare a query with everything."""
        passages = self._shares.cosines(self._vectors, query)
        return Similarities(Bounds.exactly(self._layout.best(passages)), self.near(query))

    def of_entry(self, entry: int, query: Floats) -> dict[int, float]:
        """Give the similarity of each of an entry's passages, by id, the nearest first."""
        row = self._rows[entry]
        if row < 0:
            return {}
        part = slice(self._layout.starts[row], self._ends[row])
        return nearest_first(self._layout.passages[part], self._vectors[part] @ query)
