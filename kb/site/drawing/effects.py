"""Drawings made on the server: numbers for the SVG in templates, so that no library runs in the browser."""

from dataclasses import dataclass

from kb.published.record_types import ImpactRecord
from kb.published.wording import SIGNED

WIDTH, MIDDLE, REACH = 240.0, 120.0, 104.0
FULL_SCALE = 60.0
STUB = 34.0
PERCENT = frozenset({"percent", "percentage-points"})
LEAST = 7.0


@dataclass(frozen=True)
class Track:
    """One row of the effect direction plot: a bar from `start` to `end`, worse on the left and better on the right."""

    effect: str
    basis: str
    start: float
    end: float
    glyph: str
    glyph_at: float
    whisker: tuple[float, float] | None
    beyond: bool

    @property
    def left(self) -> float:
        """Give the left end of the bar."""
        return min(self.start, self.end)

    @property
    def width(self) -> float:
        """Give the length of the bar."""
        return abs(self.end - self.start)


def track(impact: ImpactRecord) -> Track:
    """Place an impact: its side by effect, its length by size where that is a change in percent."""
    side = {"good": 1, "bad": -1}.get(impact.effect or "", 0)
    scaled = impact.value is not None and impact.unit in PERCENT and impact.measure in SIGNED
    size = abs(impact.value or 0) if scaled else 0.0
    length = max(LEAST, min(size, FULL_SCALE) / FULL_SCALE * REACH) if scaled else STUB
    if impact.effect == "mixed":
        start, end = MIDDLE - STUB, MIDDLE + STUB
    else:
        start, end = MIDDLE, MIDDLE + side * length
    whisker = _whisker(impact, side) if scaled and side else None
    return Track(impact.effect or "unclear", impact.basis, start, end, _glyph(impact), end, whisker, size > FULL_SCALE)


def _glyph(impact: ImpactRecord) -> str:
    """Name the mark at the end of the bar: what happened to the thing measured, good or bad."""
    if impact.effect == "mixed":
        return "both"
    return {"increase": "up", "decrease": "down"}.get(impact.direction, "still" if impact.effect == "none" else "open")


def _whisker(impact: ImpactRecord, side: int) -> tuple[float, float] | None:
    if impact.interval_low is None or impact.interval_high is None or not impact.value:
        return None
    toward = side * (1 if impact.value > 0 else -1)
    ends = [MIDDLE + toward * _scaled(limit) for limit in (impact.interval_low, impact.interval_high)]
    return min(ends), max(ends)


def _scaled(value: float) -> float:
    return max(-FULL_SCALE, min(FULL_SCALE, value)) / FULL_SCALE * REACH
