"""Finds money, percentages, dates and quantities: what the reader of printed numbers reads, with the words around it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from ingest.tag.knowledge import plain
from ingest.tag.lists import Lists
from ingest.tag.mention import Span
from kb.numbers.dates import MONTHS
from kb.numbers.doubts import YEAR
from kb.numbers.printed import Mark, Printed
from kb.numbers.reader import figures

KINDS = {Mark.MONEY: "money", Mark.PENCE: "money", Mark.PERCENT: "percent", Mark.POINTS: "percent"}
UNIT = (
    "(?:miles?|kilometres?|km|metres?|kg|years?|months?|weeks?|days?|hours?|minutes?|beds?|people|patients|households|"
    "nurses|doctors|GPs|staff|members|users|citizens|residents|homes|sites|places|partners|organisations|participants)"
)
# The raised mark of a footnote may stand between a number and what it counts.
FOOTNOTE = "[¹²³⁰⁴-⁹]*"
COUNTED = re.compile(rf"{FOOTNOTE}[ -]{UNIT}\b(?!\ Forward)", re.IGNORECASE)
# A count in digits without a unit stands before a word or at the end of its phrase.
COUNTS = re.compile(rf"{FOOTNOTE}(?=\ [a-z]|[.,;)]|$|-[a-z])", re.IGNORECASE)
# 'Slide 12', 'type 2', 'aged 75', 'phase 1': a number that counts nothing.
NUMBERED = re.compile(
    r"\b(?:slides?|pages?|types?|phase|year|stage|aged|over|level|wave|tier|section|chapter|paragraph|figure|"
    r"table|objective|step|study|age|under|priority|item|line) $",
    re.IGNORECASE,
)
VAGUE = re.compile(
    r"\b(?:several|tens\ of|hundreds\ of|a\ few)\ (?:thousand|million|billion|trillion)s?(?:\ of)?\ pounds\b",
    re.IGNORECASE,
)
SIGN = re.compile(r"(?:(?<![\w.)])[+-]|\b(?:minus|plus)\ )$", re.IGNORECASE)
TIME_OF_YEAR = re.compile(
    r"(?:\b(?:early|late|end\ of)\ |\b(?:mid|end)[- ]?|\b(?:spring|summer|autumn|winter)(?:\ of)?\ )$", re.IGNORECASE
)
# A month alone is a date after such a word; a year alone is none before what it may count.
BEFORE_MONTH = re.compile(r"\b(?:in|since|by|from|until|to|between|last|next) $", re.IGNORECASE)
AFTER_COUNT = re.compile(
    r"-[a-z]|\ (?:patients|people|residents|beds|miles|homes|staff|practices|local|voluntary|GPs?)\b"
)
DASH = re.compile(r"\ ?[-–]\ ?")
THROUGH = re.compile(r"\ ?(?:-|–|to)\ ?")


def measures(text: str) -> Iterator[Span]:
    """Give money, percentages and dates."""
    straight = plain(text)
    for match in VAGUE.finditer(straight):
        yield Span(match.start(), match.end(), "money", None, "rule")
    found = _figures(text)
    for start, end, mark in _joined(found, straight, DASH):
        if kind := KINDS.get(mark):
            sign = SIGN.search(straight, 0, start)
            yield Span(sign.start() if sign else start, end, kind, None, "rule")
    for figure in found:
        if figure.dates and figure.counts | (not figure.doubt) and _is_date(figure, straight):
            before = TIME_OF_YEAR.search(straight, 0, figure.start)
            yield Span(before.start() if before else figure.start, figure.end, "date", None, "rule")


def quantities(text: str, lists: Lists) -> Iterator[Span]:
    """Give numbers with what they count; and, for where that is part of a term, the numbers in digits alone."""
    straight = plain(text)
    for start, end, mark in _joined(_figures(text), straight, THROUGH):
        if mark not in {Mark.NONE, Mark.DATE}:
            continue
        unit = COUNTED.match(straight, end)
        if unit:
            yield Span(start, unit.end(), "quantity", None, "rule")
        numbered = NUMBERED.search(text[:start]) or lists.numbered.search(text[:start])
        if text[start].isdigit() and COUNTS.match(straight, end) and (unit or not numbered):
            yield Span(start, end, "quantity", None, "rule")


@lru_cache(maxsize=16)
def _figures(text: str) -> list[Printed]:
    return figures(text)


def _joined(found: list[Printed], text: str, through: re.Pattern[str]) -> Iterator[tuple[int, int, Mark]]:
    """Give where numbers stand and what they are; the two ends of a range stand together."""
    counted = [figure for figure in found if figure.readings and _kind(figure) is not None]
    at = 0
    ranges = {low.start for low, high in pairwise(counted) if through.fullmatch(text[low.end : high.start])}
    while at < len(counted):
        first = last = counted[at]
        if first.start in ranges and at + 1 < len(counted) and _kind(first) == _kind(counted[at + 1]):
            at += 1
            last = counted[at]
        yield first.start, last.end, _kind(first) or Mark.NONE
        at += 1


def _kind(figure: Printed) -> Mark | None:
    """Give the kind of a figure; money before pence, and nothing for shares, ordinals and dates."""
    if figure.dates:
        return Mark.DATE if any(reading.doubt == YEAR for reading in figure.readings) else None
    if Mark.SHARE in figure.marks:
        return None
    known = [mark for mark in (Mark.MONEY, *KINDS) if mark in figure.marks]
    plain_count = any(not reading.doubt for reading in figure.readings) and figure.marks == {Mark.NONE}
    return known[0] if known else Mark.NONE if plain_count else None


def _is_date(figure: Printed, text: str) -> bool:
    if figure.text in MONTHS:
        return BEFORE_MONTH.search(text, 0, figure.start) is not None
    is_year = any(reading.doubt == YEAR for reading in figure.readings)
    return not (is_year and AFTER_COUNT.match(text, figure.end))
