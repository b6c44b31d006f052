"""Measures an encoder on the questions of entries that nothing was learnt from, and fits its score curve to them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.vectors.embed import encode_queries
from ingest.vectors.model import Model
from ingest.vectors.tuning.lessons import Lessons
from kb.model.encoder import Curve
from kb.search.score import BEST

Floats = NDArray[np.float64]
Vectors = NDArray[np.float32]
FIRST, ROUNDS = 3, 2000


@dataclass(frozen=True)
class Likeness:
    """Which rank the own entries of held-out questions have, and how near the nearest is to questions on another subject."""

    ranks: NDArray[np.int64]
    elsewhere: Floats

    @property
    def reciprocal(self) -> Floats:
        """The reciprocal rank of each question's own entry."""
        return np.asarray(1 / self.ranks)

    @property
    def mrr(self) -> float:
        """Their mean."""
        return float(self.reciprocal.mean())

    @property
    def first(self) -> float:
        """The share of questions whose own entry is among the first three."""
        return float((self.ranks <= FIRST).mean())


@dataclass(frozen=True)
class Gain:
    """By how much the mean reciprocal rank has grown, with a bootstrap interval of 95 percent over the questions."""

    mean: float
    low: float
    high: float

    @classmethod
    def of(cls, before: Likeness, after: Likeness, seed: int) -> "Gain":
        """Compare question by question."""
        gains = after.reciprocal - before.reciprocal
        draws = np.random.default_rng(seed).integers(0, len(gains), (ROUNDS, len(gains)))
        low, high = np.quantile(gains[draws].mean(axis=1), [0.025, 0.975])
        return cls(float(gains.mean()), float(low), float(high))


def likeness(model: Model, found: Lessons, vectors: Vectors) -> Likeness:
    """Measure a model on the held-out entries, among all entries, by the meaning half alone.

    `vectors` are those of the passages, row by row. Questions are no passages here: none finds its entry by itself.
    """
    entries = _Entries.of(found, vectors)
    ranks: list[int] = []
    for slug in found.held_out:
        linked = np.isin(entries.slugs, list(found.linked[slug]))
        for query in encode_queries(found.questions[slug], model):
            near = entries.near(query)
            ranks.append(1 + int(np.count_nonzero(near[~linked] > near[entries.slugs == slug])))
    elsewhere = [float(entries.near(query).max()) for query in encode_queries(found.elsewhere, model)]
    return Likeness(np.array(ranks), np.array(elsewhere))


@dataclass(frozen=True)
class _Entries:
    """The vectors of all passages, by entry."""

    slugs: NDArray[np.str_]
    starts: NDArray[np.int64]
    vectors: Vectors
    wholes: Vectors

    @classmethod
    def of(cls, found: Lessons, vectors: Vectors) -> "_Entries":
        owners = np.array([passage.entry for passage in found.passages])
        slugs = np.unique(owners)
        starts = np.searchsorted(owners, slugs)
        sums = np.add.reduceat(vectors, starts, axis=0)
        return cls(slugs, starts, vectors, sums / np.linalg.norm(sums, axis=1, keepdims=True))

    def near(self, query: Vectors) -> Vectors:
        """Give how near each entry is to a query."""
        best = np.maximum.reduceat(self.vectors @ query, self.starts)
        return np.asarray(BEST * best + (1 - BEST) * (self.wholes @ query), dtype=np.float32)


def curve(published: Curve, before: Likeness, after: Likeness) -> Curve:
    """Give the score curve of a tuned encoder: a question on another subject scores on average as it did before.

    It is moved, not made steeper: a steeper one would give meaning more weight against words, which made hits worse where
    it was tried. No judged query takes part.
    """
    moved = float(after.elsewhere.mean() - before.elsewhere.mean())
    return Curve(steepness=published.steepness, middle=round(published.middle + moved, 3))
