"""In a range, what stands with one end goes for the other too: 20-30,000, 2 to 3%, £1-2m, between 5 and 6 million."""

import re
from dataclasses import replace
from itertools import pairwise

from kb.numbers.digits import LONGEST_NAME, NAMED
from kb.numbers.doubts import SHARED
from kb.numbers.legible import SPACE
from kb.numbers.printed import Mark, Printed, Reading

_THROUGH = re.compile(rf"{SPACE}?-{SPACE}?|{SPACE}(?:to|or|up{SPACE}to){SPACE}", re.IGNORECASE)
_AND = re.compile(rf"{SPACE}and{SPACE}", re.IGNORECASE)
_BETWEEN = re.compile(rf"\bbetween{SPACE}(?:about{SPACE}|approximately{SPACE}|around{SPACE})?$", re.IGNORECASE)
# Characters of the longest of these; to look from the beginning of a long text for each figure would take minutes.
LONGEST_BETWEEN = len("between approximately ") + 2
_SHARED = {Mark.PERCENT, Mark.POINTS, Mark.MONEY, Mark.PENCE}


def with_ranges(found: list[Printed], text: str) -> list[Printed]:
    """Give the figures of a legible text, in its order, with what the ends of ranges share."""
    figures = list(found)
    for at, (low, high) in enumerate(pairwise(found)):
        if _is_range(low, high, text):
            figures[at], figures[at + 1] = _low(figures[at], high), _high(figures[at + 1], low)
    return figures


def _is_range(low: Printed, high: Printed, text: str) -> bool:
    if low.dates or high.dates or not low.readings or not high.readings:
        return False
    gap = text[low.end : high.start]
    if NAMED.search(text, max(0, low.start - LONGEST_NAME), low.start):
        return False
    between = _BETWEEN.search(text, max(0, low.start - LONGEST_BETWEEN), low.start)
    return bool(_THROUGH.fullmatch(gap) or (_AND.fullmatch(gap) and between))


def _is_plain(figure: Printed) -> bool:
    return figure.marks == {Mark.NONE}


def _low(low: Printed, high: Printed) -> Printed:
    """Give the beginning of a range what stands with its end."""
    scale, thousands = 1, set()
    largest = max(high.numbers)
    if low.scale == 1 < high.scale and max(low.numbers) * high.scale <= largest:
        scale = high.scale
    elif low.scale == 1 and high.grouped and not low.grouped and max(low.numbers) < 1000 <= largest:
        thousands = {reading for reading in low.readings if reading.number * 1000 <= largest}
    marks = high.marks & _SHARED if _is_plain(low) else frozenset[Mark]()
    readings = frozenset(
        Reading(reading.number * scale, mark, reading.doubt)
        for reading in low.readings
        for mark in (marks or {reading.mark})
    )
    if thousands:
        # 12-15,000 is seldom 12 to 15,000.
        readings = frozenset(reading._replace(doubt=reading.doubt or SHARED) for reading in readings)
    more = {Reading(number * 1000, mark, "") for number, _, _ in thousands for mark in {each.mark for each in readings}}
    return replace(low, readings=readings | more, currency=low.currency or high.currency, scale=max(scale, low.scale))


def _high(high: Printed, low: Printed) -> Printed:
    """Give the end of a range the currency that stands before its beginning."""
    if low.marks == {Mark.MONEY} and _is_plain(high):
        readings = frozenset(Reading(number, Mark.MONEY, doubt) for number, _, doubt in high.readings)
        return replace(high, readings=readings, currency=low.currency)
    return high
