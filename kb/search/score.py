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
# The mixture of the halves, and what holding the query's words at all adds to how much the entry says of them.
MEANING, WORDS, COVERAGE = 0.45, 0.45, 0.10
# What the entries found first say is taken as said with the query, at this weight; see `feedback`.
FIRST, FEEDBACK = 5, 0.3
CURVES = {"hybrid": Curve(14.0, 0.36), "keyword": Curve(8.0, 0.35), "semantic": Curve(14.0, 0.40)}
# An entry that the keyword half does not match is a hit from this score on.
FLOOR = 0.15
# An entry is matched by the keyword half if it holds this share of the query, weighted by how telling each word is.
MATCHED = 0.6
CONFIDENT = 0.5


def meaning(best: Floats, whole: Floats) -> Floats:
    """Give the meaning half's measure."""
    return np.asarray(BEST * best + (1 - BEST) * whole, dtype=np.float32)


def fused(share: Floats, coverage: Floats, semantic: Floats, mode: str) -> Floats:
    """Give the measure of a mode: a fixed mixture, so that it means the same whatever else was found."""
    if mode == "semantic":
        return semantic
    words = WORDS * share + COVERAGE * coverage
    if mode == "keyword":
        return np.asarray(words / (WORDS + COVERAGE), dtype=np.float32)
    return np.asarray(MEANING * semantic + words, dtype=np.float32)


def feedback(values: Floats, wholes: Floats) -> Floats:
    """Give how near every entry is to the first few, taken together: what answers alike stands together."""
    count = min(FIRST, len(values))
    first = np.argpartition(-values, count - 1)[:count]
    first = first[np.argsort(-values[first], kind="stable")]
    weights = np.maximum(values[first], 0)
    centre = weights @ wholes[first] / max(float(weights.sum()), 1e-9)
    return np.asarray(wholes @ centre, dtype=np.float32)


def with_feedback(values: Floats, semantic: Floats, near: Floats) -> Floats:
    """Let feedback take the place of a part of the meaning half."""
    return np.asarray(values + MEANING * FEEDBACK * (near - semantic), dtype=np.float32)
