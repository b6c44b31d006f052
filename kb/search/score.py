"""Fuses the halves into one score. The constants were fitted once, over all judged collections; see docs/search.md."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.model.encoder import COMMON
from kb.model.encoder import Curve as EncoderCurve

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
# The mixture of the halves.
MEANING, WORDS = 0.55, 0.45
# Late interaction takes the place of this share of the meaning half, for so many of the entries found first.
LATE, LATE_FIRST = 0.5, 20
# What the entries found first say is taken as said with the query, at this weight, once the base is this large: in a
# small base the first few are not a sample of those that answer, they are most of them.
FIRST, FEEDBACK, CROWD = 5, 0.3, 1000
# A likeness counts as what its encoder's own curve says that it is worth, told on one scale: so the mixture of the halves
# and its curve are the same for every encoder.
LIKENESS = Curve(COMMON.steepness, COMMON.middle)
CURVES = {"hybrid": Curve(18.0, 0.333), "keyword": Curve(12.0, 0.32), "semantic": LIKENESS}
# An entry that the keyword half does not match is a hit from this score on.
FLOOR = 0.15
# An entry is matched by the keyword half if it holds this share of the query, weighted by how telling each word is.
MATCHED = 0.6
# From this score on, the best hit is taken for an answer.
CONFIDENT = 0.5

# A query that is held whole by an entry, and half by hardly any other, is a name or a number: that entry is meant.
WHOLE, HALF, HARDLY_ANY, MEANT = 0.99, 0.4, 5, 0.7


def named(values: Floats, coverage: Floats) -> Floats:
    """Raise the entries that hold a query whole of which hardly any other holds half, as with names and numbers."""
    if np.count_nonzero(coverage > HALF) > HARDLY_ANY:
        return values
    return np.where(coverage >= WHOLE, np.maximum(values, MEANT + (1 - MEANT) * values), values).astype(np.float32)


@dataclass(frozen=True)
class Scale:
    """Tells likenesses of one kind, by one encoder, on the scale of all."""

    factor: float
    shift: float

    @classmethod
    def by(cls, curve: EncoderCurve) -> "Scale":
        """Give the scale for likenesses that have this score curve."""
        factor = curve.steepness / LIKENESS.steepness
        return cls(factor, LIKENESS.middle - factor * curve.middle)

    def __call__(self, likeness: Floats) -> Floats:
        """Give likenesses on the scale of all."""
        return np.asarray(self.factor * likeness + self.shift, dtype=np.float32)


@dataclass(frozen=True)
class Meaning:
    """The meaning half's measure."""

    scale: Scale

    @classmethod
    def by(cls, curve: EncoderCurve) -> "Meaning":
        """Give the measure for an encoder with that score curve."""
        return cls(Scale.by(curve))

    def __call__(self, best: Floats, whole: Floats) -> Floats:
        """Mix the cosine of the best passage with that of the entry as a whole."""
        return self.scale(BEST * best + (1 - BEST) * whole)


def fused(keyword: Floats, semantic: Floats, mode: str) -> Floats:
    """Give the measure of a mode: a fixed mixture, so that it means the same whatever else was found."""
    if mode == "semantic":
        return semantic
    if mode == "keyword":
        return keyword
    return np.asarray(MEANING * semantic + WORDS * keyword, dtype=np.float32)


def late(late: Floats, semantic: Floats, mode: str) -> Floats:
    """Give by how much late interaction moves a mode's measure, where the meaning half stands at `semantic`.

    An entry of which late interaction knows nothing (NaN) stays where it is.
    """
    weight = LATE * (1.0 if mode == "semantic" else MEANING)
    return np.asarray(weight * np.nan_to_num(late - semantic), dtype=np.float32)


def feedback(values: Floats, wholes: Floats, near: Callable[[Floats], Floats]) -> "Feedback":
    """Take the first few entries together: what is near to them is moved up.

    `near` gives the cosine of a vector to each of the wholes.
    """
    count = min(FIRST, len(values))
    weight = MEANING * FEEDBACK * min(1.0, len(values) / CROWD)
    first = np.argpartition(-values, count - 1)[:count]
    shares = np.maximum(values[first], 0)
    centre = shares @ wholes[first] / max(float(shares.sum()), 1e-9)
    return Feedback(near(np.asarray(centre, dtype=np.float32)), weight)


@dataclass(frozen=True)
class Feedback:
    """How near each entry is to the first few, and what that counts for."""

    near: Floats
    weight: float

    def moved(self, values: Floats, semantic: Floats) -> Floats:
        """Move up what is near to the first few: what answers alike stands together."""
        return np.asarray(values + self.weight * (self.near - semantic), dtype=np.float32)
