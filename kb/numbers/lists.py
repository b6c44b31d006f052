"""In a list of numbers, what stands with the last may go for those before it: 12 and 15%, £1.2, £2.3 and £3.4 million."""

import re
from dataclasses import replace

from kb.numbers.doubts import SHARED
from kb.numbers.legible import SPACE
from kb.numbers.printed import Mark, Printed, Reading

_AND = re.compile(rf",?{SPACE}(?:and|or|&){SPACE}", re.IGNORECASE)
_COMMA = re.compile(rf",{SPACE}")
_KINDS = {Mark.PERCENT, Mark.POINTS}


def with_lists(found: list[Printed], text: str) -> list[Printed]:
    """Give the figures of a legible text, in its order, with what the last of a list may share with those before it."""
    figures = list(found)
    last: Printed | None = None
    for at in range(len(found) - 2, -1, -1):
        low, high = found[at], found[at + 1]
        gap = text[low.end : high.start]
        last = high if _AND.fullmatch(gap) else last if _COMMA.fullmatch(gap) else None
        # What a range has given its ends already is not taken for a list.
        if last is not None and _may_share(figures[at], last):
            figures[at] = _either(figures[at], last)
    return figures


def _may_share(low: Printed, last: Printed) -> bool:
    if low.dates or last.dates or not low.readings or not last.readings or low.scale > 1:
        return False
    if last.scale > max(low.numbers) and low.marks <= {Mark.NONE, Mark.MONEY} and last.marks <= {Mark.NONE, Mark.MONEY}:
        return True
    return low.marks == {Mark.NONE} and last.marks <= _KINDS


def _either(low: Printed, last: Printed) -> Printed:
    """Give a number as it is and with what the last has, both in doubt."""
    marks = low.marks | (last.marks if low.marks == {Mark.NONE} else frozenset[Mark]())
    scales = {1, last.scale}
    readings = {Reading(number * size, mark, SHARED) for number in low.numbers for size in scales for mark in marks}
    return replace(low, readings=frozenset(readings), currency=low.currency or last.currency)
