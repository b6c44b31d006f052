"""Rules on dates: nothing is later than what it is known from, or than what follows it."""

import re
from collections.abc import Iterator

from kb.model.citations import Location
from kb.model.dates import first_day, last_day
from kb.model.entry import Entry
from kb.model.facts import cites
from kb.model.source import Source
from kb.numbers.dates import date_figures
from kb.rules.finding import Context, Finding
from kb.rules.naming import called

LIFETIME, LONG_AGO, LONG_BEFORE = 80, 10, 20
THROUGH = re.compile(r"\b((?:19|20)\d\d) ?(?:to|until|till|-|–) ?((?:19|20)\d\d)\b")
AS_SOURCE = "use the source's date"


def dates_before_source(entry: Entry, context: Context) -> Iterator[Finding]:
    """What a source describes cannot be later than the source."""
    latest = _latest(context)
    if latest and first_day(entry.status.as_of) > latest:
        message = f"as_of {entry.status.as_of} is after the date of every cited source"
        yield Finding(("status", "as_of"), "date-after-source", message, AS_SOURCE)
    elif latest and _year(entry.status.as_of) < _year(latest) - LONG_BEFORE:
        message = f"as_of {entry.status.as_of} is over {LONG_BEFORE} years before the entry's latest source"
        yield Finding(("status", "as_of"), "date-implausible", message, AS_SOURCE)
    if latest and entry.vanguard and first_day(entry.vanguard.chosen) > latest:
        message = f"chosen {entry.vanguard.chosen} is after the date of every cited source"
        yield Finding(("vanguard", "chosen"), "date-after-source", message, "copy the date from the list of the sites")
    for index, contact in enumerate(entry.contacts):
        source = context.sources.get(cites(contact.cite)[0].source)
        at: Location = ("contacts", index, "as_of")
        if source and first_day(contact.as_of) > last_day(source.date):
            message = f"as_of {contact.as_of} is after the source's date {source.date}"
            yield Finding(at, "date-after-source", message, AS_SOURCE)
        elif source and last_day(contact.as_of) < first_day(source.date):
            message = f"as_of {contact.as_of} is before the source's date {source.date}"
            yield Finding(at, "contact-date", message, AS_SOURCE)


def _cited(context: Context) -> list[Source]:
    named = {cite.source for _, cite in context.cites}
    return [context.sources[name] for name in sorted(named) if name in context.sources]


def _latest(context: Context) -> str | None:
    """Give the last day that a cited source can be of; None where none is known."""
    return max((last_day(source.date) for source in _cited(context)), default=None)


def steps_are_in_order(entry: Entry, context: Context) -> Iterator[Finding]:
    """A step ends after it began, is of its source's time, and happened before its source was written."""
    latest = _latest(context)
    for index, step in enumerate(entry.milestones):
        at: Location = ("milestones", index, "date")
        if step.to and last_day(step.to) < first_day(step.date):
            message = f"it lasts from {step.date} to {step.to}, which is earlier"
            yield Finding(("milestones", index, "to"), "dates-reversed", message, "swap date and to, or correct one")
        if latest and step.state == "happened" and first_day(step.date) > latest:
            message = f"it happened in {step.date}, after the date of every cited source"
            yield Finding(at, "happened-after-source", message, "set state: planned, or correct the date")
        apart = _year(latest) - _year(step.date) if latest else 0
        most = LONG_AGO if step.state == "planned" else LIFETIME
        if apart > most or apart < -LIFETIME:
            way = f"{most} years before" if apart > 0 else f"{LIFETIME} years after"
            message = f"{step.date} is over {way} its source"
            yield Finding(at, "date-implausible", message, "check the year, and the century")


def _year(printed: str) -> int:
    return int(first_day(printed)[:4])


def observed_is_past(entry: Entry, context: Context) -> Iterator[Finding]:
    """What a source observed was over when it was written."""
    for index, impact in enumerate(entry.impacts):
        sources = [context.sources[cite.source] for cite in cites(impact.cite) if cite.source in context.sources]
        dates = [last_day(source.date) for source in sources]
        if impact.basis not in {"observed", "reported"} or not impact.period or not dates:
            continue
        if max(_begins(impact.period), default="") > max(dates):
            message = f"basis is {impact.basis!r} but the period {impact.period!r} is after the source's date"
            advice = "use target or projection, or correct the period"
            yield Finding(("impacts", index, "period"), "observed-after-source", message, advice)


def _begins(period: str) -> Iterator[str]:
    """Give the first day of each date of a text; of what can be read as several, the earliest."""
    for figure in date_figures(period):
        days = [first_day(date) for date in figure.dates if date[:1] in {"1", "2"}]
        if days:
            yield min(days)


def periods_are_in_order(entry: Entry, _context: Context) -> Iterator[Finding]:
    """A period ends after it begins, and what a change is counted from lies before it."""
    for index, impact in enumerate(entry.impacts):
        days, before = list(_begins(impact.period or "")), list(_begins(impact.baseline or ""))
        ends = THROUGH.search(impact.period or "")
        if ends and int(ends[1]) > int(ends[2]):
            message = f"the period {impact.period!r} ends before it begins"
            yield Finding(("impacts", index, "period"), "period-reversed", message, "swap its ends, or correct one")
        elif days and before and min(before) > max(days):
            message = f"the baseline {impact.baseline!r} is later than the period {impact.period!r}"
            advice = "swap them, or correct one: a change is counted from what was before"
            yield Finding(("impacts", index, "baseline"), "period-reversed", message, advice)


def checked_after_sources(entry: Entry, context: Context) -> Iterator[Finding]:
    """An entry is checked against sources that are there."""
    earliest = min((first_day(source.date) for source in _cited(context)), default=None)
    if earliest and last_day(entry.review.last_checked) < earliest:
        message = f"it was checked in {entry.review.last_checked}, before any cited source was published"
        yield Finding(("review", "last_checked"), "checked-before-source", message, "give the day of the last check")


def nothing_after_today(entry: Entry, context: Context) -> Iterator[Finding]:
    """What has been done has a date up to today. A warning, as the clock of a computer may be wrong."""
    done: list[tuple[Location, str]] = [(("review", "last_checked"), entry.review.last_checked)]
    if entry.withdrawn:
        done.append((("withdrawn", "on"), entry.withdrawn.on))
    happened = ((index, one) for index, one in enumerate(entry.milestones) if one.state == "happened")
    done += [(("milestones", index, "date"), one.date) for index, one in happened]
    for at, date in done:
        if first_day(date) > context.today:
            message = f"{called(at)} is {date}, and today is {context.today}"
            yield Finding(at, "date-after-today", message, "correct the year, month or day")


DATE_RULES = (
    dates_before_source,
    steps_are_in_order,
    observed_is_past,
    checked_after_sources,
    periods_are_in_order,
    nothing_after_today,
)
