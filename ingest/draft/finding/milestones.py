"""Finds dated steps: what began, opened, was signed or ended, or is planned to."""

import re
from collections.abc import Iterator

from ingest.draft.finding import chances
from ingest.draft.finding.facts import Fact, FactKind, Value
from ingest.draft.finding.passages import Passage
from ingest.draft.finding.words import pattern, patterns
from kb.numbers.printed import Printed
from kb.numbers.reader import figures

_SPAN = re.compile(r"\b(?:between|from)\s(?:\w+ )?$", re.IGNORECASE)
NEAR = 90


def milestones(passage: Passage, published: str) -> Iterator[Fact]:
    """Give the dated steps of a passage; a date after the document's own is planned."""
    for figure in figures(passage.text):
        date = _date(figure)
        step = _step(passage.text, figure) or _of_plan(passage)
        if date and step and not _SPAN.search(passage.text[: figure.start]):
            planned = pattern("planned").search(passage.text) or (published and date[:4] > published[:4])
            state = "planned" if planned else "happened"
            fields: dict[str, Value] = {"date": date, "what": step, "state": state}
            yield Fact(FactKind.MILESTONE, fields, (passage.spot(figure.start),), chances.MILESTONE)


def _of_plan(passage: Passage) -> str:
    """Under a heading such as 'Timetable' each date is a step."""
    return "Step of the plan" if pattern("plan headings").search(passage.block.section) else ""


def _date(figure: Printed) -> str:
    """Give the most exact reading that has a year."""
    dated = [date for date in figure.dates if re.match(r"(?:19|20)\d\d|Q\d", date)]
    return max(dated, key=lambda date: (len(date), date), default="")


def _step(text: str, figure: Printed) -> str:
    """Give what happened near the date, in our own words; the nearest verb counts."""
    found = [
        (min(abs(figure.start - match.end()), abs(match.start() - figure.end)), name)
        for name, told in patterns("steps", ignoring_case=True)
        for match in told.finditer(text)
    ]
    near = min(found, default=(NEAR + 1, ""))
    return near[1] if near[0] <= NEAR else ""
