"""Shares the comparing of a query with many vectors out among threads, as one can't use all the memory's speed."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np

from kb.search.meaning import Floats

MANY = 20_000
THREADS = min(os.cpu_count() or 1, 4)


class Shares:
    """The threads of one engine."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(THREADS, "meaning")

    def each(self, total: int, work: Callable[[slice], object]) -> None:
        """Do the work for all of so many rows, in as many parts as there are threads where they are many."""
        if total < MANY:
            work(slice(0, total))
            return
        bounds = np.linspace(0, total, THREADS + 1).astype(int).tolist()
        list(self._threads.map(work, [slice(start, end) for start, end in pairwise(bounds)]))

    def cosines(self, vectors: Floats, query: Floats) -> Floats:
        """Give the cosine of a query to each vector."""
        cosines = np.empty(len(vectors), dtype=np.float32)
        self.each(len(vectors), lambda part: np.dot(vectors[part], query, out=cosines[part]))
        return cosines
