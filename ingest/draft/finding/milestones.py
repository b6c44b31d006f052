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
# How far before a step a word may stand that makes it a plan, in letters.
BEFORE = 50


def milestones(passage: Passage, published: str) -> Iterator[Fact]:
    """Give the dated steps of a passage; a date after the document's own is planned."""
    for figure in figures(passage.text):
        date = _date(figure)
        step, place = _step(passage.text, figure)
        step = step or _of_plan(passage)
        if date and step and not _SPAN.search(passage.text[: figure.start]):
            ahead = _is_later(date, published) or _is_planned(passage.text, place, figure) or (place < 0)
            state = "planned" if ahead else "happened"
            fields: dict[str, Value] = {"date": date, "what": step, "state": state}
            yield Fact(FactKind.MILESTONE, fields, (passage.spot(figure.start),), chances.MILESTONE)


def _of_plan(passage: Passage) -> str:
    """Under a heading such as 'Timetable' each date is a step."""
    return "Step of the plan" if pattern("plan headings").search(passage.block.section) else ""


def _date(figure: Printed) -> str:
    """Give the most exact reading that has a year."""
    dated = [date for date in figure.dates if re.match(r"(?:19|20)\d\d|Q\d", date)]
    return max(dated, key=lambda date: (len(date), date), default="")


def _is_later(date: str, published: str) -> bool:
    """Tell whether a date lies after a publication, as exactly as both are known."""
    known = min(len(date), len(published), len("2016-04"))
    exact = known == len("2016-04") and "-" in date[4:5] and "-" in published[4:5]
    return bool(published) and (date[:7] > published[:7] if exact else date[:4] > published[:4])


def _is_planned(text: str, place: int, figure: Printed) -> bool:
    """A word such as 'will' counts before the step or between step and date, within the clause."""
    first, last = min(place, figure.start), max(place, figure.end)
    clause = re.split(r"[.;:•]\s|, (?:and|but|which|when|where) ", text[:first])[-1][-BEFORE:]
    to_do = place >= 0 and pattern("to do").match(text, place)
    return bool(to_do or pattern("planned").search(clause + text[first:last]))


def _step(text: str, figure: Printed) -> tuple[str, int]:
    """Give what happened near the date, in our own words, and where it stands; the nearest verb counts."""
    found = [
        (min(abs(figure.start - match.end()), abs(match.start() - figure.end)), name, match.start())
        for name, told in patterns("steps", ignoring_case=True)
        for match in told.finditer(text)
    ]
    near, name, place = min(found, default=(NEAR + 1, "", -1))
    return (name, place) if near <= NEAR else ("", -1)
