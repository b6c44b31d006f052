"""The meaning half, as ranking sees it: how near each entry is to a query, whatever keeps the vectors."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Bounds:
    """What is known of the cosine of each entry's best passage: a guess, and two values between which the truth lies."""

    best: Floats
    low: Floats
    high: Floats

    @classmethod
    def exactly(cls, best: Floats) -> "Bounds":
        """Give the bounds where all is known."""
        return cls(best, best, best)

    def settled(self, entries: Numbers, exact: Floats) -> "Bounds":
        """Give the bounds once the truth about some entries is known."""
        best, low, high = self.best.copy(), self.low.copy(), self.high.copy()
        best[entries] = low[entries] = high[entries] = exact
        return Bounds(best, low, high)


@dataclass(frozen=True)
class Similarities:
    """For each entry: what is known of its best passage, and the cosine of all its passages taken together.

    What the cut asked for is exact, unless the answer is not `complete`: then `best` may be too low, never too high.
    """

    bounds: Bounds
    whole: Floats
    complete: bool = True


class Cut(Protocol):
    """Tells which entries an answer depends on."""

    def unsettled(self, bounds: Bounds, whole: Floats, mask: Mask) -> Numbers:
        """Give the entries of which more must be known before hits, totals and the order of the first are certain."""
        ...


class Meaning(Protocol):
    """Keeps the vectors of all passages. Safe to share between threads."""

    @property
    def wholes(self) -> Floats:
        """The mean of each entry's vectors, of unit length."""
        ...

    def near(self, direction: Floats) -> Floats:
        """Give the cosine of a vector to each entry's mean."""
        ...

    def similarities(self, query: Floats, mask: Mask, cut: Cut) -> Similarities:
        """Compare a query with every entry. `mask` are the entries that pass the filters."""
        ...

    def of_entry(self, entry: int, query: Floats) -> dict[int, float]:
        """Give the similarity of each of an entry's passages, by id, the nearest first."""
        ...


# Opens an engine for the entries with these slugs, in their order.
Opening = Callable[[Connection, Sequence[str]], Meaning]


def nearest_first(passages: Numbers, similar: Floats) -> dict[int, float]:
    """Give similarities by passage, the nearest first."""
    order = np.argsort(-similar, kind="stable")
    return dict(zip(passages[order].tolist(), similar[order].tolist(), strict=True))
