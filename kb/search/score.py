"""Fuses the halves into one score. The constants were fitted once, over all judged collections; see docs/search.md."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Curve:
    """A logistic curve that turns a fused measure into a score between 0 and 1."""

    steepness: float
    middle: float

    def __call__(self, values: Floats) -> Floats:
        """Give the scores."""
        return np.asarray(1 / (1 + np.exp(-self.steepness * (values - self.middle))), dtype=np.float32)


# How much of the meaning half is the best passage; the rest is the entry as a whole, so that several good ones count.
BEST = 0.7
MEANING = 0.45
CURVES = {"hybrid": Curve(14.0, 0.36), "keyword": Curve(8.0, 0.35), "semantic": Curve(14.0, 0.40)}
# An entry that the keyword half does not match is a hit from this score on.
FLOOR = 0.35
# An entry is matched by the keyword half if it holds this share of the query, weighted by how telling each word is.
MATCHED = 0.6
CONFIDENT = 0.5


def meaning(best: Floats, whole: Floats) -> Floats:
    """Give the meaning half's measure."""
    return np.asarray(BEST * best + (1 - BEST) * whole, dtype=np.float32)


def fused(keyword: Floats, semantic: Floats, mode: str) -> Floats:
    """Give the measure of a mode: a fixed mixture, so that it means the same whatever else was found."""
    if mode == "keyword":
        return keyword
    if mode == "semantic":
        return semantic
    return np.asarray(MEANING * semantic + (1 - MEANING) * keyword, dtype=np.float32)
