"""The timeline of one scheme, from plan to evaluation: a row a dated step, its mark where it stands among the years."""

from calendar import isleap, monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from html import escape

from kb.model.dates import first_day, last_day
from kb.published.records import EntryRecord
from kb.published.wording import count, day
from kb.site.drawing.scale import Scale
from kb.site.drawing.svg import Picture, element, shortened, text

ROW, HEAD, WORDS = 30.0, 30.0, 50
# The dates take what the longest needs; then come the years, then what happened.
LEAST, LETTER, YEARS, SAID = 120.0, 6.7, 250.0, 330.0
PLANNED, HAPPENED, STUDIED, OVER = "planned", "happened", "studied", "over"
MOST_TICKS = 6
SHAPE = {
    PLANNED: "M0 -6a6 6 0 1 0 .01 0z",
    HAPPENED: "M0 -6a6 6 0 1 0 .01 0z",
    STUDIED: "M-6 -6h12v12h-12z",
    OVER: "M-6 -6L6 6M6 -6L-6 6",
}
LOOK = {PLANNED: "accent hollow", HAPPENED: "accent", STUDIED: "accent", OVER: "over"}
MEANINGS = {
    PLANNED: "planned when the source was written", HAPPENED: "happened", STUDIED: "results published",
    OVER: "known by then to be over",
}  # fmt: skip
ENDS = frozenset({"failed", "ended", "unsuccessful-bid"})


@dataclass(frozen=True)
class DatedStep:
    """One step as it is drawn: what it is, and from when to when."""

    state: str
    date: str
    to: str | None
    what: str

    @property
    def when(self) -> str:
        """Give its date, or its first and last, in words."""
        return day(self.date) + (f" to {day(self.to)}" if self.to else "")


def steps_of(entry: EntryRecord, status: str) -> tuple[DatedStep, ...]:
    """Give the dated steps of an entry, the end of a scheme by its `status` in words, and the studies that measured it."""
    found = [DatedStep(one.state, one.date, one.to, one.what) for one in entry.milestones]
    if entry.status in ENDS:
        found.append(DatedStep(OVER, entry.status_as_of, None, f"{status}, known by then"))
    found += [
        DatedStep(STUDIED, source.date, None, f"Results published: {source.title}")
        for source in entry.sources
        if source.measured and any(impact.source == source.id and impact.measured for impact in entry.impacts)
    ]
    return tuple(sorted(found, key=lambda step: (first_day(step.date), last_day(step.date))))


def steps_picture(steps: Iterable[DatedStep], *, titled: bool = True) -> Picture:
    """Draw the steps on one axis of years, each `titled` with all its words where no list beneath has them."""
    steps = tuple(steps)
    axis = _axis(steps)
    every = -(-int(axis.high - axis.low) // MOST_TICKS)
    years = range(int(axis.low), int(axis.high) + 1, every)
    bottom = HEAD + ROW * len(steps)
    lines = "".join(f"M{axis.at(year):.1f} {HEAD - 6:g}V{bottom:g}" for year in years)
    names = "".join(text(axis.at(year), HEAD - 11, str(year), "soft small mid") for year in years)
    rows = "".join(_row(step, HEAD + ROW * (number + 0.5), axis, titled) for number, step in enumerate(steps))
    words = f"Timeline of {count(len(steps), 'dated step')}"
    shown = dict.fromkeys(step.state for step in steps)
    key = tuple((element("path", look=LOOK[state], d=SHAPE[state]), MEANINGS[state]) for state in shown)
    grid = element("path", look="line", d=lines)
    return Picture(axis.right + 14 + SAID, bottom + 4, words, grid + names + rows, key)


def _axis(steps: tuple[DatedStep, ...]) -> Scale:
    first = int(first_day(steps[0].date)[:4])
    last = max(int(last_day(step.to or step.date)[:4]) for step in steps) + 1
    left = max(LEAST, 20 + LETTER * max(len(step.when) for step in steps))
    return Scale(first, last, left, left + YEARS)


def _row(step: DatedStep, y: float, axis: Scale, titled: bool) -> str:
    begun, done = _middle(step.date), _middle(step.to or step.date)
    bar = element("path", look="reach", d=f"M{axis.at(begun):.1f} {y:g}H{axis.at(done):.1f}") if step.to else ""
    mark = element(
        "path", look=LOOK[step.state], d=SHAPE[step.state], transform=f"translate({axis.at(begun):.1f} {y:g})"
    )
    words = shortened(step.what + (" (planned)" if step.state == PLANNED else ""), WORDS)
    return (
        text(0, y + 4, step.when, "ink name")
        + bar
        + (element("g", element("title", escape(step.what)) + mark) if titled else mark)
        + text(axis.right + 14, y + 4, words, "soft" if step.state == PLANNED else "ink name")
    )


def _middle(printed: str) -> float:
    """Give the middle of the time that a printed date means, in years."""
    return (_years(first_day(printed), 0) + _years(last_day(printed), 1)) / 2


def _years(day_of_it: str, whole_days: int) -> float:
    """Give a day in years; the last day that a date can mean may be the 31st of any month."""
    year, month, number = (int(part) for part in day_of_it.split("-"))
    found = date(year, month, min(number, monthrange(year, month)[1]))
    return year + (found.timetuple().tm_yday - 1 + whole_days) / (366 if isleap(year) else 365)
