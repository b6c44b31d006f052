"""Puts the lines of a page in reading order: columns one after the other, what spans them in its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

# A gap this many times as wide as the letters are high parts two columns or two cells.
GAP = 1.1
FEWEST_LINES = 4
MOST_SPANNING = 0.6
SHORT_CELL = 3


@dataclass(frozen=True)
class Segment:
    """Words that stand side by side without a wide gap, in points from the page's left and top."""

    left: float
    right: float
    top: float
    bottom: float
    text: str
    size: float
    bold: bool

    @property
    def words(self) -> int:
        """Number of words."""
        return self.text.count(" ") + 1


def regions(segments: Sequence[Segment]) -> Iterator[list[Segment]]:
    """Give the regions of a page in reading order, each a single column of segments from top to bottom."""
    gutter = _gutter(segments)
    if gutter is None:
        if segments:
            yield sorted(segments, key=lambda segment: (round(segment.top), segment.left))
        return
    waiting: list[Segment] = []
    for segment in sorted(segments, key=lambda segment: (segment.top, segment.left)):
        if segment.left < gutter < segment.right:
            yield from _sides(waiting, gutter)
            waiting = []
            yield [segment]
        else:
            waiting.append(segment)
    yield from _sides(waiting, gutter)


def _sides(segments: list[Segment], gutter: float) -> Iterator[list[Segment]]:
    for side in (
        [segment for segment in segments if segment.right <= gutter],
        [segment for segment in segments if segment.left >= gutter],
    ):
        yield from regions(side)


def _gutter(segments: Sequence[Segment]) -> float | None:
    """Find where two columns part, if there are two: few lines cross it, and both sides hold running text."""
    if len(segments) < 2 * FEWEST_LINES:
        return None
    left, right = min(s.left for s in segments), max(s.right for s in segments)
    low, high = left + (right - left) * 0.2, left + (right - left) * 0.8
    candidates = {round(s.right + 2) for s in segments if low < s.right + 2 < high}
    rated = [(_crossing(segments, x), -_width(segments, x), x) for x in candidates if _parts(segments, x)]
    return min(rated)[2] if rated else None


def _crossing(segments: Sequence[Segment], x: float) -> int:
    return sum(segment.left < x < segment.right for segment in segments)


def _width(segments: Sequence[Segment], x: float) -> float:
    """Give how wide the gap around x is, as far as nothing but spanning lines reaches into it."""
    beyond = [segment.left for segment in segments if segment.left >= x]
    before = [segment.right for segment in segments if segment.right <= x]
    return min(beyond) - max(before)


def _parts(segments: Sequence[Segment], x: float) -> bool:
    before = [segment for segment in segments if segment.right <= x]
    beyond = [segment for segment in segments if segment.left >= x]
    if min(len(before), len(beyond)) < FEWEST_LINES or _crossing(segments, x) > MOST_SPANNING * len(segments):
        return False
    beside = min(before[-1].bottom, beyond[-1].bottom) > max(before[0].top, beyond[0].top)
    running = min(median(s.words for s in before), median(s.words for s in beyond)) >= SHORT_CELL
    return beside and running
