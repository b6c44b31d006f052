"""The timeline of one scheme, from plan to evaluation: a row a dated step, its mark where it stands among the years."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from kb.model.dates import first_day, last_day
from kb.published.records import EntryRecord
from kb.published.wording import count, day
from kb.site.drawing.scale import Scale
from kb.site.drawing.svg import Picture, element, shortened, text

WIDTH, LEFT, RIGHT, ROW, HEAD, WORDS = 760.0, 120.0, 380.0, 30.0, 30.0, 50
PLANNED, HAPPENED, STUDIED, OVER = "planned", "happened", "studied", "over"
MOST_TICKS = 6
SHAPE = {
    PLANNED: "M0 -6a6 6 0 1 0 .01 0z",
    HAPPENED: "M0 -6a6 6 0 1 0 .01 0z",
    STUDIED: "M-6 -6h12v12h-12z",
    OVER: "M-6 -6L6 6M6 -6L-6 6",
}
LOOK = {PLANNED: "accent hollow", HAPPENED: "accent", STUDIED: "accent", OVER: "over"}
ENDS = frozenset({"failed", "ended", "unsuccessful-bid"})


@dataclass(frozen=True)
class DatedStep:
    """One step as it is drawn: what it is, and from when to when."""

    state: str
    date: str
    to: str | None
    what: str


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
    return Picture(WIDTH, bottom + 4, words, element("path", look="line", d=lines) + names + rows)


def _axis(steps: tuple[DatedStep, ...]) -> Scale:
    first = int(first_day(steps[0].date)[:4])
    last = max(int(last_day(step.to or step.date)[:4]) for step in steps) + 1
    return Scale(first, last, LEFT, RIGHT)


def _row(step: DatedStep, y: float, axis: Scale, titled: bool) -> str:
    begun, done = _middle(step.date), _middle(step.to or step.date)
    when = day(step.date) + (f" to {day(step.to)}" if step.to else "")
    bar = element("path", look="reach", d=f"M{axis.at(begun):.1f} {y:g}H{axis.at(done):.1f}") if step.to else ""
    mark = element(
        "path", look=LOOK[step.state], d=SHAPE[step.state], transform=f"translate({axis.at(begun):.1f} {y:g})"
    )
    words = shortened(step.what + (" (planned)" if step.state == PLANNED else ""), WORDS)
    return (
        text(0, y + 4, shortened(when, 20), "ink name")
        + bar
        + (element("g", element("title", escape(step.what)) + mark) if titled else mark)
        + text(RIGHT + 14, y + 4, words, "soft" if step.state == PLANNED else "ink name")
    )


def _middle(date: str) -> float:
    """Give the middle of the time that a printed date means, in years."""
    return (_years(first_day(date)) + _years(last_day(date))) / 2


def _years(date: str) -> float:
    year, month, day_of_month = (int(part) for part in date.split("-"))
    return year + (month - 1 + (day_of_month - 1) / 31) / 12
