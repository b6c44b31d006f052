"""All figures of a text: dates, sums of money, percentages, ratios, times, telephone numbers and numbers in words."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from ingest.verify.dates import date_figures
from ingest.verify.number_words import SCALES, word_figures
from ingest.verify.printed import Mark, Printed

# Addresses hold digits that count nothing. Extraction puts spaces after their dots: "future. nhs. uk/connect. ti".
_ADDRESS = re.compile(
    r"(?:https?: ?//|www\.)\s?\S+(?:(?<=[.?]) (?:[a-z]\S*|\S*[=/#]\S*))*|\S+@\S+(?:(?<=\.) [a-z]{2,}\b)*"
)
_PHONE = re.compile(r"(?<!\d)0\d{2,4} ?\d{3,4} ?\d{3,4}(?!\d)")
# A number with letters before it is a code (WG29253), one with a hyphenated word is not (7-day).
_DIGITS = r"\d{1,3}(?:, ?\d{3})+(?:\.\d+)?(?!\d)|\d{1,3}(?: \d{3})+(?!\d)|\d+\.\d+|\d+\. \d+(?= ?%)|\d+"
_SCALE = r"millions?|billions?|thousand|hundred|bn|mn|m|k"
_CURRENCY = r"[£$€]|(?:GBP|USD|EUR) "
_NUMBER = re.compile(
    rf"(?<![\w.])(?:(?P<lost>\d{{1,3}}, ,\d{{3}})"
    rf"|(?P<left>\d+) ?: ?(?P<right>\d+)(?! ?[ap]m)(?!\d)"
    rf"|(?P<clock>\d{{1,2}})(?:[:.]\d\d)? ?(?:am|pm)\b"
    rf"|(?P<hours>24)/(?P<days>7)\b"
    rf"|(?P<mine>\d{{2}})/(?P<yours>\d{{2}})(?![/\d])"
    rf"|(?:(?P<currency>{_CURRENCY}) ?)?(?P<number>{_DIGITS})(?:st|nd|rd|th)?(?P<plus>\+)?"
    rf"(?:[ -]?(?P<scale>{_SCALE})\b)?(?P<percent> ?%| ?per ?cent\b)?(?![\w])"
    rf"|(?P<code>\d+)[a-z]\b)"
)
_RANGE = re.compile(r" ?(?:-|–|—|to) ?")
_SHORT_SCALES = {"bn": "billion", "mn": "million", "m": "million", "k": "thousand"}


def figures(text: str) -> list[Printed]:
    """Give every figure of a text in the order of the text; where two overlap, the more telling one."""
    taken = bytearray(len(text))
    for match in _ADDRESS.finditer(text):
        _take(taken, match.start(), match.end())
    found: list[Printed] = []
    for figure in (*date_figures(text), *_phones(text), *_numbers(text), *word_figures(text)):
        if not any(taken[figure.start : figure.end]):
            _take(taken, figure.start, figure.end)
            found.append(figure)
    return _shared(sorted(found, key=lambda figure: figure.start), text)


def _shared(found: list[Printed], text: str) -> list[Printed]:
    """In a range, what stands with its end goes for its beginning too: 20-30,000, 2 to 3%, £1-2m."""
    begun = [_beginning(a, b) if _RANGE.fullmatch(text[a.end : b.start]) else a for a, b in pairwise(found)]
    return begun + found[-1:]


def _beginning(low: Printed, high: Printed) -> Printed:
    if low.mark not in {Mark.NONE, Mark.MONEY} or high.mark not in {Mark.NONE, Mark.MONEY, Mark.PERCENT}:
        return low
    factors = {factor for factor in SCALES.values() for number in high.numbers if factor > 100 and number >= factor}
    larger = {number * factor for number in low.numbers for factor in factors if number * factor <= max(high.numbers)}
    mark = high.mark if low.mark == Mark.NONE else low.mark
    return replace(low, numbers=low.numbers | larger, mark=mark)


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\1" * (end - start)


def _phones(text: str) -> Iterator[Printed]:
    for match in _PHONE.finditer(text):
        yield Printed(match.start(), match.end(), match.group(), mark=Mark.PHONE)


def _numbers(text: str) -> Iterator[Printed]:
    for match in _NUMBER.finditer(text):
        yield Printed(match.start(), match.end(), match.group(), frozenset(_readings(match)), mark=_mark(match))


def _mark(match: re.Match[str]) -> Mark:
    if match["percent"]:
        return Mark.PERCENT
    if match["left"] or match["mine"]:
        return Mark.SHARE
    return Mark.MONEY if match["currency"] else Mark.NONE


def _readings(match: re.Match[str]) -> set[Decimal]:
    if match["lost"]:
        # A range of which an end was lost ("50, ,000") can't be read; only its characters can be compared.
        return set()
    for first, second in (("left", "right"), ("hours", "days"), ("mine", "yours")):
        if match[first]:
            return {Decimal(match[first]), Decimal(match[second])}
    plain = match["clock"] or match["code"]
    if plain:
        return {Decimal(plain)}
    scale = _scale(match["scale"])
    return {reading * scale for reading in _digits(match["number"], bool(match["percent"]))}


def _digits(printed: str, percent: bool) -> set[Decimal]:
    """Read "97,000" one way; "14, 000" and "97 000" as one number or as several, since extraction puts spaces in."""
    readings = {Decimal(re.sub(r"[, ]", "", printed))}
    if " " in printed and not percent:
        readings |= {Decimal(part) for part in re.split(r"[, ]+", printed)}
    return readings


def _scale(printed: str | None) -> int:
    if not printed:
        return 1
    name = _SHORT_SCALES.get(printed.lower(), printed.lower().removesuffix("s"))
    return SCALES[name]
