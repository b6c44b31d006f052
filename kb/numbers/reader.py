"""All figures of a text: dates, sums of money, percentages, ratios, times, telephone numbers and numbers in words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kb.numbers.dates import date_figures, dates_beside_numbers
from kb.numbers.digits import number_figures
from kb.numbers.legible import DATED, TAKEN, Legible, legible
from kb.numbers.lists import with_lists
from kb.numbers.printed import Printed, Reading
from kb.numbers.ranges import with_ranges
from kb.numbers.tables import with_heads
from kb.numbers.words import word_figures

# Addresses hold digits that count nothing. Extraction puts spaces after their dots: "future. nhs. uk/connect. ti".
_ADDRESS = re.compile(
    r"(?:https?: ?//|www\.)\s?\S+(?:(?<=[.?]) (?:[a-z]\S*|\S*[=/#]\S*))*|\S+@\S+(?:(?<=\.) [a-z]{2,}\b)*"
)
# The number of a note or a reference, as in [12] or [3, 7-9].
_REFERENCE = re.compile(r"(?<=[\w%.,;)])\[\d{1,3}(?:(?:, ?|-)\d{1,3})*\]")
_PHONE = re.compile(r"(?<!\d)0\d{2,4} ?\d{3,4} ?\d{3,4}(?!\d)")


def figures(text: str) -> list[Printed]:
    """Give every figure of a text in the order of the text; where two overlap, the more telling one."""
    read = legible(text)
    left = read.text
    for pattern in (_ADDRESS, _REFERENCE):
        left = pattern.sub(lambda match: TAKEN * len(match[0]), left)
    found: list[Printed] = []
    for reader in (date_figures, _phones, number_figures, word_figures):
        kept = _apart(reader(left), len(left))
        left = _without(left, kept)
        found += kept
    found = with_ranges(sorted(found, key=lambda figure: figure.start), read.text)
    found = with_heads(with_lists(found, read.text), read.text)
    found += [each for each in dates_beside_numbers(read.text) if not _in_date(each, found)]
    return sorted((_placed(figure, read) for figure in found), key=lambda figure: figure.start)


def _placed(figure: Printed, read: Legible) -> Printed:
    start, end = read.span(figure.start, figure.end)
    return replace(figure, start=start, end=end)


def _in_date(figure: Printed, found: list[Printed]) -> bool:
    return any(each.dates and each.start < figure.end and figure.start < each.end for each in found)


def _phones(text: str) -> Iterator[Printed]:
    for match in _PHONE.finditer(text):
        yield Printed(*match.span(), match.group(), frozenset[Reading]())


def _apart(found: Iterable[Printed], length: int) -> list[Printed]:
    """Of figures that overlap, keep the one that was given first."""
    taken = bytearray(length)
    kept: list[Printed] = []
    for figure in found:
        if not any(taken[figure.start : figure.end]):
            taken[figure.start : figure.end] = b"\1" * (figure.end - figure.start)
            kept.append(figure)
    return kept


def _without(text: str, found: list[Printed]) -> str:
    """Give a text of the same length in which no other reader finds what was found."""
    pieces: list[str] = []
    at = 0
    for figure in sorted(found, key=lambda figure: figure.start):
        pieces += [text[at : figure.start], (DATED if figure.dates else TAKEN) * (figure.end - figure.start)]
        at = figure.end
    return "".join([*pieces, text[at:]])
