"""Amounts: numbers as printed, with their unit, their other end and the word that makes them less exact.

The numbers themselves are read by the one reader that `kb verify` uses.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.draft.finding.unit_words import UnitWords
from ingest.draft.finding.words import any_of, words
from kb.numbers.printed import Mark, Printed, Reading
from kb.numbers.reader import figures

# Dollars of all countries are one to the reader; the vocabulary of units has a unit for each, and the United States' first.
CURRENCIES = {"£": "GBP", "$": "USD", "€": "EUR"}
_RANGE = re.compile(r"\s?(?:[-‐–—]|to)\s?[−–-]?")
_AND = re.compile(r"\s(?:and|to)\s")
_QUALIFIERS = (
    ("at-least", r"at least|no fewer than|not less than|no less than|minimum of"),
    ("up-to", r"up to|at most|no more than|as many as|as much as|maximum of|not more than|within"),
    ("more-than", r"more than|over|above|in excess of|upwards of|greater than|exceeding|>"),
    ("less-than", r"less than|fewer than|under|below|<"),
    ("almost", r"almost|nearly|just under|close to|approaching|just over(?!.)"),
    ("about", r"about|around|approximately|roughly|circa|some|an estimated|estimated|c\.|~"),
)
_QUALIFIER = re.compile(
    rf"(?:{'|'.join(f'(?P<q{i}>{words})' for i, (_, words) in enumerate(_QUALIFIERS))})\s?(?:a |the |an |of )?[£$€]?$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(any_of(words("numbered")) + r"\s?$", re.IGNORECASE)
_PROBABILITY = re.compile(r"\b[Pp]\s?[=<>≤≥]\s?$|\bp\s?value\D{0,12}$")
RANKED = re.compile(r"^[\s-]?(?:percentile|centile|largest|highest|lowest|biggest|most|smallest|best|worst)\b")
_NAMED_NUMBERS = re.compile(r"^(?:\s?Year Forward View|[\s-]?Year Forward|/7)", re.IGNORECASE)
_PASSING = re.compile(
    r"(?!24/7)\d+/\d+|once|twice|both|single|double[ds]?|triple|quarters?|third"
    r"|(?:per|an?|each) (?:\w+ )?(?:year|month|week|day|hour)",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b(?:in|since|by|from|until|till|of|during|to|and|after|before|early|late|mid|between|[A-Z][a-z]+)[\s-]$|[–/-]$"
)
_LIST_NUMBER = re.compile(r"(?:^|[;:.]\s)\(?$")


@dataclass(frozen=True)
class Amount:
    """A number with its unit. `mark` is what stands with it; `noun` are the words that name what it counts."""

    start: int
    end: int
    printed: str
    low: Decimal
    high: Decimal | None = None
    unit: str = ""
    qualifier: str = ""
    mark: Mark = Mark.NONE
    noun: str = ""
    in_words: bool = False
    negative: bool = False
    only: bool = False

    def moved(self, by: int) -> "Amount":
        """Give the amount with its place counted from elsewhere."""
        return replace(self, start=self.start + by, end=self.end + by)

    @property
    def is_money(self) -> bool:
        """Whether it is a sum of money."""
        return self.mark == Mark.MONEY

    @property
    def is_percent(self) -> bool:
        """Whether it is in percent or percentage points."""
        return self.unit in {"percent", "percentage-points", "percent-a-year"}


def number(value: Decimal) -> int | float:
    """Give a number as YAML writes it."""
    return int(value) if value == value.to_integral_value() else float(value)


def amounts(text: str, units: UnitWords) -> list[Amount]:
    """Give the amounts of a text in order, without what only names, dates or numbers a thing, and without their units."""
    read = (_no_year(figure, text, units) for figure in figures(text))
    found = [figure for figure in read if _counts(figure, text)]
    return list(_ranges(found, text))


def _no_year(figure: Printed, text: str, units: UnitWords) -> Printed:
    """'Matched 2049 patients': a number that looks like a year and counts something."""
    if not re.fullmatch(r"(?:19|20)\d\d", figure.text) or _DATED.search(text[: figure.start]):
        return figure
    after = text[figure.end : figure.end + 60]
    if not re.match(r" [a-z]", after) or not units.after(after)[0]:
        return figure
    return replace(figure, readings=frozenset({Reading(Decimal(figure.text))}), dates=frozenset())


def _counts(figure: Printed, text: str) -> bool:
    """Tell whether a figure counts something: it is no date, no number of a page, a list or a note, and no word of order."""
    if figure.dates or not figure.readings or _PASSING.fullmatch(figure.text):
        return False
    before, after = text[max(0, figure.start - 30) : figure.start], text[figure.end : figure.end + 40]
    if ratio := re.fullmatch(r"(\d+) ?: ?(\d+)", figure.text):
        return int(ratio[1]) < int(ratio[2])
    if is_ordinal(figure.text):
        return bool(RANKED.match(after))
    if re.search(r"\b(?:per|every|each) $", before) and figure.text in {"£1", "€1", "$1"}:
        return False
    if before.endswith("per ") and figure.text.replace(",", "") in {"1000", "100000"}:
        return False
    plain = figure.marks == {Mark.NONE}
    listed = re.match(r"[.)]\s", after) and _LIST_NUMBER.search(before) and len(figure.text) <= 2
    named = plain and (_NUMBERED.search(before) or listed)
    return not (named or _PROBABILITY.search(before) or _NAMED_NUMBERS.match(after))


def is_ordinal(printed: str) -> bool:
    """Tell whether a number as printed says a place in an order: 2nd, third."""
    return bool(re.fullmatch(r"\d+(?:st|nd|rd|th)|[a-z-]*(?:th|first|second|third)", printed, re.IGNORECASE))


def _ranges(found: Sequence[Printed], text: str) -> Iterator[Amount]:
    """Two figures of a printed range are one amount."""
    index = 0
    while index < len(found):
        low = found[index]
        high = found[index + 1] if index + 1 < len(found) else None
        if high and _is_range(low, high, text):
            yield _range(low, high, text)
            index += 2
        else:
            yield _amount(low, text)
            index += 1


def _is_range(low: Printed, high: Printed, text: str) -> bool:
    falling = _signed(low, text) and _signed(high, text)
    ends = falling or max(high.numbers) >= min(low.numbers)
    same = low.mark in {Mark.NONE, high.mark} or high.mark == Mark.NONE
    joined = _RANGE.fullmatch(text[low.end : high.start]) and not re.search(r"\bfrom\s$", text[: low.start])
    worded = re.search(r"\bbetween\s$", text[: low.start], re.IGNORECASE) and _AND.fullmatch(text[low.end : high.start])
    return bool(ends and same and Mark.SHARE not in low.marks | high.marks and (joined or worded))


def _signed(figure: Printed, text: str) -> bool:
    """Tell whether a minus sign stands beside a figure; a dash between two numbers is none."""
    return bool(re.search(r"(?:^|[\s(\[;:,])[−–-]\s?[£$€]?$", text[: figure.start]))


def _range(low: Printed, high: Printed, text: str) -> Amount:
    end = _amount(high, text)
    falling = _signed(high, text)
    fitting = [value for value in low.numbers if falling or value <= end.low]
    return replace(
        end,
        start=low.start,
        printed=text[low.start : high.end],
        low=max(fitting) if fitting else min(low.numbers),
        high=-end.low if falling else end.low,
        qualifier=_qualifier(text, low.start),
        negative=low.negative and text[low.start - 1] != " ",
    )


def _amount(figure: Printed, text: str) -> Amount:
    reading = _reading(figure)
    return Amount(
        figure.start,
        figure.end,
        figure.text,
        reading.number,
        unit=_own_unit(reading.mark, figure.currency),
        qualifier=_qualifier(text, figure.start),
        mark=reading.mark,
        in_words=not any(character.isdigit() for character in figure.text),
        negative=figure.negative and text[figure.start - 1] != " ",
        only=bool(re.search(r"\b(?:only|just)\s$", text[: figure.start], re.IGNORECASE)),
    )


def _reading(figure: Printed) -> Reading:
    """Of all that a figure can be read as, give what nobody need doubt; a share keeps its printed form."""
    if figure.marks & {Mark.SHARE}:
        return Reading(min(figure.numbers), Mark.SHARE)
    return min(figure.readings, key=lambda reading: (reading.doubt != "", -reading.number))


def _own_unit(mark: Mark, currency: str) -> str:
    if mark == Mark.MONEY:
        return CURRENCIES.get(currency, currency)
    return {Mark.PERCENT: "percent", Mark.POINTS: "percentage-points"}.get(mark, "")


def _qualifier(text: str, start: int) -> str:
    match = _QUALIFIER.search(text[max(0, start - 26) : start])
    if not match:
        return ""
    return next(name for index, (name, _) in enumerate(_QUALIFIERS) if match[f"q{index}"])
