"""Rules on dates: nothing is later than what it is known from."""

from collections.abc import Iterator

from kb.model.citations import Location, citations
from kb.model.dates import first_day, last_day
from kb.model.entry import Entry
from kb.model.facts import cites
from kb.rules.finding import Context, Finding


def dates_before_source(entry: Entry, context: Context) -> Iterator[Finding]:
    """What a source describes cannot be later than the source."""
    cited = {cite.source for _, cite in citations(entry)} & set(context.sources)
    latest = max((last_day(context.sources[s].date) for s in cited), default=None)
    if latest and first_day(entry.status.as_of) > latest:
        message = f"as_of {entry.status.as_of} is after the date of every cited source"
        yield Finding(("status", "as_of"), "date-after-source", message, "use the source's date")
    for index, contact in enumerate(entry.contacts):
        source = context.sources.get(cites(contact.cite)[0].source)
        if source and first_day(contact.as_of) > last_day(source.date):
            message = f"as_of {contact.as_of} is after the source's date {source.date}"
            yield Finding(("contacts", index, "as_of"), "date-after-source", message, "use the source's date")


def nothing_after_today(entry: Entry, context: Context) -> Iterator[Finding]:
    """What has been done has a date up to today. A warning, as the clock of a computer may be wrong."""
    done: list[tuple[Location, str]] = [(("review", "last_checked"), entry.review.last_checked)]
    if entry.withdrawn:
        done.append((("withdrawn", "on"), entry.withdrawn.on))
    happened = ((index, one) for index, one in enumerate(entry.milestones) if one.state == "happened")
    done += [(("milestones", index, "date"), one.date) for index, one in happened]
    for at, date in done:
        if first_day(date) > context.today:
            message = f"{'.'.join(map(str, at))} is {date}, and today is {context.today}"
            yield Finding(at, "date-after-today", message, "correct the year, month or day", severity="warning")
