"""Measures an encoder on the questions of entries that nothing was learnt from, and fits its score curve to them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.vectors.embed import Encoded, encode_queries, query_tokens
from ingest.vectors.model import Model
from ingest.vectors.projection import Projection
from ingest.vectors.tuning.lessons import QUESTIONS, Lessons
from kb.model.encoder import COMMON, Curve
from kb.search.late import maxsim
from kb.search.score import BEST, LATE, LATE_FIRST, Scale

Floats = NDArray[np.float64]
Vectors = NDArray[np.float32]
FIRST, ROUNDS = 3, 2000
LEAST = 1e-3


@dataclass(frozen=True)
class Likeness:
    """Which rank the own entries of held-out questions have, and how near the nearest entry is to each."""

    ranks: NDArray[np.int64]
    nearest: Floats

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


def likeness(model: Model, found: Lessons, encoded: Sequence[Encoded]) -> Likeness:
    """Measure a model on the held-out entries, among all entries, by the meaning half alone.

    `encoded` is what it gives for the passages. Questions are no passages here: none finds its entry by itself.
    """
    entries = _Entries.of(found, encoded, questions=False)
    ranks: list[int] = []
    nearest: list[float] = []
    for slug in found.held_out:
        linked = np.isin(entries.slugs, list(found.linked[slug]))
        for query in encode_queries(found.questions[slug], model):
            near = entries.near(query)
            ranks.append(1 + int(np.count_nonzero(near[~linked] > near[entries.slugs == slug])))
            nearest.append(float(near.max()))
    return Likeness(np.array(ranks), np.array(nearest))


@dataclass(frozen=True)
class _Entries:
    """What a model gives for passages, by entry."""

    slugs: NDArray[np.str_]
    starts: NDArray[np.int64]
    encoded: Sequence[Encoded]
    vectors: Vectors
    wholes: Vectors

    @classmethod
    def of(cls, found: Lessons, encoded: Sequence[Encoded], *, questions: bool) -> "_Entries":
        pairs = zip(found.passages, encoded, strict=True)
        taken = [(passage.entry, each) for passage, each in pairs if questions or passage.field != QUESTIONS]
        given = [each for _, each in taken]
        slugs, starts = np.unique(np.array([entry for entry, _ in taken]), return_index=True)
        vectors = np.frombuffer(b"".join(each.vector for each in given), dtype="<f4").reshape(len(given), -1)
        sums = np.add.reduceat(vectors, starts, axis=0)
        return cls(slugs, starts, given, vectors, sums / np.linalg.norm(sums, axis=1, keepdims=True))

    def near(self, query: Vectors) -> Vectors:
        """Give how near each entry is to a query."""
        best = np.maximum.reduceat(self.vectors @ query, self.starts)
        return np.asarray(BEST * best + (1 - BEST) * (self.wholes @ query), dtype=np.float32)

    def maxsim(self, entries: NDArray[np.int64], query: Vectors) -> Vectors:
        """Give MaxSim of a query's token vectors for some entries."""
        ends = np.r_[self.starts[1:], len(self.encoded)]
        passages = [self.encoded[self.starts[entry] : ends[entry]] for entry in entries]
        tokens = [
            np.frombuffer(each.tokens, dtype=np.int8).reshape(-1, query.shape[1]) for own in passages for each in own
        ]
        lengths = np.array([len(each) for each in tokens])
        return maxsim(np.concatenate(tokens), lengths, np.array([len(own) for own in passages]), query)


def curve(published: Curve, before: Likeness, after: Likeness) -> Curve:
    """Give the score curve of a tuned encoder: a question that the base answers scores on average as it did before.

    It is moved, not made steeper: a steeper one would give meaning more weight against words, which made hits worse where
    it was tried. No judged query takes part.
    """
    moved = float(after.nearest.mean() - before.nearest.mean())
    return Curve(steepness=published.steepness, middle=round(published.middle + moved, 3))


def late_curve(model: Model, projection: Projection, found: Lessons, encoded: Sequence[Encoded], curve: Curve) -> Curve:
    """Give the score curve of MaxSim: told on the scale of all likenesses, it has the spread of the meaning half.

    Spread is that over the entries which held-out questions find first, their own and those linked to it left out, as their
    questions are passages. It is moved so that the best entry for a question on another subject scores on average as
    before. No judged query takes part.
    """
    compared = _Compared(model, projection, _Entries.of(found, encoded, questions=True), Scale.by(curve))
    asked = [(text, found.linked[slug]) for slug in found.held_out for text in found.questions[slug]]
    told, alike = zip(*(compared.first(text, linked) for text, linked in asked), strict=True)
    # An encoder that tells nothing apart has no spread.
    factor = max(float(np.std(told)), LEAST) / max(float(np.std(alike)), LEAST)
    pairs = [compared.first(text) for text in found.elsewhere]
    raised = [((1 - LATE) * one + LATE * factor * other).max() - one.max() for one, other in pairs]
    shift = -float(np.mean(raised)) / LATE
    return Curve(steepness=round(factor * COMMON.steepness, 3), middle=round((COMMON.middle - shift) / factor, 3))


@dataclass(frozen=True)
class _Compared:
    """What pooled vectors and MaxSim say of the entries that a question finds first by meaning."""

    model: Model
    projection: Projection
    entries: _Entries
    scale: Scale

    def first(self, text: str, without: frozenset[str] = frozenset()) -> tuple[Vectors, Vectors]:
        """Give the meaning half on the scale of all likenesses, and MaxSim, for the first entries that are not `without`."""
        (query,) = encode_queries([text], self.model)
        others = np.flatnonzero(~np.isin(self.entries.slugs, list(without)))
        near = self.scale(self.entries.near(query)[others])
        first = np.argsort(-near, kind="stable")[:LATE_FIRST]
        tokens = query_tokens(text, self.model, self.projection)
        return near[first], self.entries.maxsim(others[first], tokens)
