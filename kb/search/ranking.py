"""Ranks the entries for one query: what each is worth, and what must be known for that to be certain."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kb.search import score
from kb.search.keyword import KeywordScores
from kb.search.meaning import Bounds, Floats, Mask, Meaning, Numbers, Similarities

# The first so many are always exact, so that what is shown of them is.
FIRST = 200
EVERY = 2**62
# Gives what late interaction says of some entries, on the scale of the meaning half.
Late = Callable[[Numbers], Floats]


@dataclass(frozen=True)
class Ranked:
    """For every entry: its score, that before late interaction, two values between which its likeness is, whether it is a hit."""

    values: Floats
    before: Floats
    least_alike: Floats
    most_alike: Floats
    hits: Mask

    def is_answer(self, hits: Mask) -> bool:
        """Tell whether the best of some hits can be taken for an answer: with late interaction, and without it."""
        return (
            bool(hits.any()) and min(float(half[hits].max()) for half in (self.values, self.before)) >= score.CONFIDENT
        )


class Ranking:
    """The ranking of one query, in one mode. `first` is how many of the best will be shown in order."""

    def __init__(
        self, keyword: KeywordScores, mode: str, engine: Meaning, meaning: score.Meaning, first: int = 0
    ) -> None:
        self._keyword, self._mode, self._engine, self._meaning = keyword, mode, engine, meaning
        # An entry of those that late interaction moves may fall behind as many others.
        self._first = max(first, FIRST) + score.LATE_FIRST
        self._matched = keyword.coverage >= score.MATCHED
        self._feedback: score.Feedback | None = None

    def ranked(self, similar: Similarities, late: Late | None = None) -> Ranked:
        """Score every entry, the first few once more by late interaction.

        What is a hit is told without late interaction: it tells apart entries, not queries.
        """
        bounds = similar.bounds
        semantic, least, most = (self._meaning(each, similar.whole) for each in (bounds.best, bounds.low, bounds.high))
        fused = score.fused(self._keyword.share, semantic, self._mode)
        if self._has_feedback:
            feedback = self._feedback or self._fed_back(fused)
            moved = feedback.moved(fused, semantic)
            fused = np.asarray(moved + (fused.max() - moved.max()), dtype=np.float32)
        before = self._scores(fused)
        if late is not None:
            first = _first(fused, score.LATE_FIRST)
            fused[first] += score.late(late(first), semantic[first], self._mode)
        return Ranked(self._scores(fused), before, least, most, self._hits(before))

    def unsettled(self, bounds: Bounds, whole: Floats, mask: Mask) -> Numbers:
        """Give the entries of which more must be known: first those that feedback is taken from, then the others."""
        loose = bounds.low < bounds.high
        if self._mode == "keyword" or not loose.any():
            return np.zeros(0, dtype=np.int64)
        semantic = self._meaning(bounds.low, whole), self._meaning(bounds.high, whole)
        low, high = (score.fused(self._keyword.share, each, self._mode) for each in semantic)
        if self._has_feedback:
            leading = loose & _among_first(low, high, score.FIRST)
            if leading.any():
                return np.flatnonzero(leading)
            highest = low.max()
            self._feedback = self._feedback or self._fed_back(low)
            low, high = (self._feedback.moved(*pair) for pair in zip((low, high), semantic, strict=True))
            leading = loose & _among_first(low, high, 1)
            if leading.any():
                return np.flatnonzero(leading)
            shift = highest - low.max()
            low, high = low + shift, high + shift
        # Late interaction moves the first of all entries, so that a score is the same whatever is filtered.
        moved = _among_first(low, high, score.LATE_FIRST)
        undecided = self._undecided(self._scores(low), self._scores(high), mask)
        return np.flatnonzero(loose & (moved | (mask & (undecided | _among_first(*semantic, FIRST, mask)))))

    @property
    def _has_feedback(self) -> bool:
        return self._mode == "hybrid" and len(self._engine.wholes) > 0

    def _fed_back(self, values: Floats) -> score.Feedback:
        return score.feedback(values, self._engine.wholes, self._engine.near)

    def _scores(self, fused: Floats) -> Floats:
        values = score.CURVES[self._mode](fused)
        return values if self._mode == "semantic" else score.named(values, self._keyword.coverage)

    def _hits(self, values: Floats) -> Mask:
        reached = values >= score.FLOOR
        return reached if self._mode == "semantic" else self._matched | reached

    def _undecided(self, low: Floats, high: Floats, mask: Mask) -> Mask:
        """Give the entries that may be hits or not, and those that may be among the first hits, or the first at all."""
        possible = self._hits(high) & mask
        return (possible & ~self._hits(low)) | _among_first(low, high, self._first, possible) | _near(low, high, mask)


def _first(values: Floats, count: int) -> Numbers:
    """Give the first so many entries, the order of their slugs settling ties as in answers."""
    values = np.round(values, 6)
    entries = np.arange(len(values))
    if len(values) > count:
        entries = np.flatnonzero(values >= np.partition(values, -count)[-count])
    return entries[np.argsort(-values[entries], kind="stable")][:count]


def _near(low: Floats, high: Floats, mask: Mask) -> Mask:
    """Give the entries that may be among the nearest misses."""
    return _among_first(low, high, FIRST, mask)


def _among_first(low: Floats, high: Floats, count: int, among: Mask | None = None) -> Mask:
    """Give the entries that may be among the first so many of some."""
    among = np.ones(len(low), dtype=bool) if among is None else among
    values = low[among]
    if len(values) <= count:
        return among
    least = np.partition(values, len(values) - count)[len(values) - count]
    return np.asarray(among & (high >= least))
