"""The timeline as a drawing: where each dated step, bar, end and wave stands on one axis of years."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from kb.model.dates import first_day, last_day
from kb.published.wording import count, day
from kb.synthesis.timeline import Scheme, SchemeStep, Timeline, Wave

YEAR, EDGE = 64.0, 12.0
# As many years in a row without a step are left out of the axis, which says so.
FEWEST_LEFT_OUT = 3


@dataclass(frozen=True)
class Axis:
    """The years, or decades where a source gives no more, in columns of one width; nothing stands between them."""

    columns: tuple[tuple[str, str, str], ...]
    """What each is called, its first day and its last day."""

    @property
    def width(self) -> float:
        """Give the width of the drawing."""
        return len(self.columns) * YEAR + 2 * EDGE

    @property
    def lines(self) -> tuple[float, ...]:
        """Give the places at which columns begin, and the end of the last."""
        return tuple(EDGE + number * YEAR for number in range(len(self.columns) + 1))

    @property
    def breaks(self) -> tuple[float, ...]:
        """Give the places at which years are left out, as no scheme has a step in them."""
        pairs = enumerate(pairwise(self.columns), start=1)
        return tuple(EDGE + n * YEAR for n, (one, other) in pairs if int(other[1][:4]) > int(one[2][:4]) + 1)

    def at(self, first: str, last: str) -> float:
        """Give the middle of the time between two days."""
        return (self._place(first, 0) + self._place(last, 1)) / 2

    def _place(self, date: str, whole_days: int) -> float:
        number, (_, first, last) = next(
            (n, column) for n, column in enumerate(self.columns) if column[1] <= date <= column[2]
        )
        year, month, day_of_month = (int(part) for part in date.split("-"))
        years = year - int(first[:4]) + (month - 1 + (day_of_month - 1 + whole_days) / 31) / 12
        return EDGE + (number + years / (int(last[:4]) - int(first[:4]) + 1)) * YEAR


@dataclass(frozen=True)
class Mark:
    """One mark on a row: the first of several steps, a step, or the date by which the end was known."""

    shape: str
    state: str
    x: float


@dataclass(frozen=True)
class Bar:
    """A part of a bar: between steps that happened, or on to steps that were planned."""

    state: str
    start: float
    end: float


@dataclass(frozen=True)
class Row:
    """One scheme: its bars, its marks, and the same in words."""

    scheme: Scheme
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    words: str


@dataclass(frozen=True)
class Drawing:
    """The whole timeline, ready for a template."""

    axis: Axis
    rows: tuple[Row, ...]
    waves: tuple[tuple[Wave, float], ...]


def draw(timeline: Timeline) -> Drawing:
    """Place every scheme and wave on one axis."""
    axis = _axis(timeline)
    rows = tuple(_row(scheme, axis) for scheme in timeline.schemes)
    waves = tuple((wave, axis.at(first_day(wave.date), last_day(wave.date))) for wave in timeline.waves)
    return Drawing(axis, rows, waves)


def _axis(timeline: Timeline) -> Axis:
    """Give a column to each year from the first to the last, and one to each decade that a source names and few steps fall in."""
    dates = {date for scheme in timeline.schemes for date in _dates(scheme)} | {wave.date for wave in timeline.waves}
    decades = {date for date in dates if date.endswith("s")}
    named = {int(day[:4]) for date in dates - decades for day in (first_day(date), last_day(date))}
    sparse = {decade for decade in decades if len(named & _years_of(decade)) <= FEWEST_LEFT_OUT}
    within = {year for decade in sparse for year in _years_of(decade)}
    full = decades - sparse
    years = _without_gaps(
        _years(named - within, full), named | within | {year for decade in full for year in _years_of(decade)}
    )
    found = [(str(year), f"{year}-01-01", f"{year}-12-31") for year in years if year not in within]
    found += [(decade, first_day(decade), last_day(decade)) for decade in sparse]
    return Axis(tuple(sorted(found, key=lambda column: column[1])))


def _years_of(decade: str) -> set[int]:
    return {int(decade[:4]) + number for number in range(10)}


def _years(named: set[int], decades: set[str]) -> range:
    """Give the years from the first to the last, and all years of a decade that some of them belong to."""
    if not named:
        return range(0)
    first, last = min(named), max(named)
    within = [start for start in (int(decade[:4]) for decade in decades) if start <= last and start + 9 >= first]
    return range(min([first, *within]), max([last, *(start + 9 for start in within)]) + 1)


def _without_gaps(years: range, named: set[int]) -> tuple[int, ...]:
    """Leave out years in a row in which no scheme has a step, where there are several."""
    known = sorted(named & set(years))
    left_out = {
        year for one, other in pairwise(known) if other - one > FEWEST_LEFT_OUT for year in range(one + 1, other)
    }
    return tuple(year for year in years if year not in left_out)


def _dates(scheme: Scheme) -> Iterable[str]:
    yield from (date for step in scheme.steps for date in (step.date, step.to) if date)
    if scheme.is_over:
        yield scheme.status_as_of


def _row(scheme: Scheme, axis: Axis) -> Row:
    points = sorted((x, step.state) for step in scheme.steps for x in _points(step, axis))
    marks = [Mark("step", state, x) for x, state in dict.fromkeys(points)]
    if len(marks) > 1:
        marks[0] = Mark("first", marks[0].state, marks[0].x)
    if scheme.is_over:
        known = scheme.status_as_of
        marks.append(Mark("over", "happened", axis.at(first_day(known), last_day(known))))
    return Row(scheme, _bars(points), tuple(marks), _words(scheme))


def _points(step: SchemeStep, axis: Axis) -> Iterable[float]:
    """Give the middle of the time that each printed date names."""
    yield from (round(axis.at(first_day(date), last_day(date)), 1) for date in (step.date, step.to) if date)


def _bars(points: list[tuple[float, str]]) -> tuple[Bar, ...]:
    """Run one bar from the first step to the last, solid between those that happened."""
    if not points:
        return ()
    happened = [x for x, state in points if state == "happened"]
    start, end = points[0][0], points[-1][0]
    begun, done = (min(happened), max(happened)) if happened else (end, end)
    parts = (Bar("planned", start, begun), Bar("happened", begun, done), Bar("planned", done, end))
    return tuple(part for part in parts if part.end > part.start)


def _words(scheme: Scheme) -> str:
    """Say what a row shows, for those who hear the page."""
    parts = [
        _told(steps, name) for steps, name in ((scheme.happened, "happened"), (scheme.planned, "planned")) if steps
    ]
    return "; ".join(parts) or "no dated step"


def _told(steps: tuple[SchemeStep, ...], name: str) -> str:
    first, last = steps[0].date, max(steps, key=lambda step: step.ends)
    until = last.to or last.date
    span = day(first) if first == until else f"{day(first)} to {day(until)}"
    return f"{count(len(steps), 'step')} {name}, {span}"
