"""A scale of one unit: where a value stands, round ticks, and what lies beyond its ends."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

TICKS = 6
# A value this many times the median size would press all others together: the scale ends before it.
FAR = 4.0


@dataclass(frozen=True)
class Scale:
    """Values from `low` to `high` on pixels from `left` to `right`."""

    low: float
    high: float
    left: float
    right: float

    def at(self, value: float) -> float:
        """Give the place of a value, at an end where it lies beyond."""
        within = min(max(value, self.low), self.high)
        return self.left + (within - self.low) / (self.high - self.low) * (self.right - self.left)

    def beyond(self, value: float) -> int:
        """Tell whether a value lies beyond: -1 before the scale, 1 after it, 0 on it."""
        return (value > self.high) - (value < self.low)

    @property
    def ticks(self) -> tuple[float, ...]:
        """Give round values across the scale."""
        step = round_step(self.high - self.low)
        first = math.ceil(self.low / step - 1e-9)
        return tuple(round(n * step, 10) for n in range(first, math.floor(self.high / step + 1e-9) + 1))


def round_step(span: float) -> float:
    """Give a step of 1, 2 or 5 times a power of ten that parts a span into about six."""
    rough = span / TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    return next(times * power for times in (1, 2, 5, 10) if times * power >= rough - 1e-12)


def scale_of(values: Iterable[float], middle: float, ends: tuple[float, float]) -> Scale:
    """Fit a scale to values, with `middle` (nothing changed: 0, or 1 of a ratio) on it; outliers lie beyond."""
    sizes = [value - middle for value in values]
    far = FAR * median(abs(size) for size in sizes) or 1.0
    near = [size for size in sizes if abs(size) <= far]
    low, high = min(0.0, *near), max(0.0, *near)
    step = round_step((high - low) or 1.0)
    low, high = (
        math.floor(low / step - 0.15) * step if low else 0.0,
        math.ceil(high / step + 0.15) * step if high else 0.0,
    )
    return Scale(middle + low, middle + (high if high > low else low + step), *ends)
