"""Finds what a claim says is printed: any form of the number, near words of what it measures, in the cited part."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from ingest.verify.claims import Claim, Kind
from ingest.verify.lines import Span
from ingest.verify.parts import Parts
from ingest.verify.printed import Mark, Printed
from ingest.verify.texts import SourceText
from ingest.verify.words import stems

# How far on either side of a figure the words count that say what it measures.
NEAR = 220
NO_WORDS = "no word of the fact stands near it"
NO_YEAR = "printed without its year"
SPACES = "printed with spaces in it"
_QUOTES, _DASHES = "'‘’`", "-‐‑‒–—―−"


@dataclass(frozen=True)
class Match:
    """A place where the claim's figure is printed.

    `told` is whether the text lets the cited part be found; `shared` counts the words of the fact that stand near it.
    """

    source: str
    start: int
    end: int
    line: int
    inside: bool
    told: bool
    shared: int = 0
    doubts: tuple[str, ...] = ()

    @property
    def rank(self) -> tuple[bool, bool, int, int]:
        """Best first: inside the cited part, near words of the fact, with no other doubt, early in the text."""
        return not self.inside, NO_WORDS in self.doubts, len(self.doubts), self.start


@dataclass(frozen=True)
class Searched:
    """A source's text that claims are looked for in."""

    text: SourceText
    parts: Parts

    @cached_property
    def figures(self) -> list[Printed]:
        """The figures of the text but for the numbers of its slides and paragraphs, which say nothing."""
        return [figure for figure in self.text.figures if figure.start not in self.parts.marks]

    @cached_property
    def by_reading(self) -> dict[Decimal | str, list[Printed]]:
        """The figures of the text by each number or date that they can be read as."""
        found: dict[Decimal | str, list[Printed]] = defaultdict(list)
        for figure in self.figures:
            readings: set[Decimal | str] = {*figure.numbers, *figure.dates}
            for reading in readings:
                found[reading].append(figure)
        return found

    def matches(self, claim: Claim) -> list[Match]:
        """Give every place where the claim's figure is printed, the best first."""
        spans = self.parts.spans(claim.ats.get(self.text.source, ""))
        found = [self._match_of_figure(claim, figure, spans) for figure in self._figures(claim)]
        if claim.kind == Kind.TEXT or (claim.kind == Kind.SENTENCE and not found):
            found = list(self._matches_of_text(claim, spans))
        return sorted(found, key=lambda match: match.rank)

    def _matches_of_text(self, claim: Claim, spans: tuple[Span, ...]) -> Iterator[Match]:
        is_address = claim.name.endswith((".email", ".phone"))
        for match in (address if is_address else pattern)(claim.text).finditer(self.text.text):
            spaced = is_address and match.group() != claim.text
            yield self._match(match.span(), spans, doubts=(SPACES,) if spaced else ())

    def _match(self, place: Span, spans: tuple[Span, ...], shared: int = 0, doubts: tuple[str, ...] = ()) -> Match:
        inside = not spans or any(low <= place[0] < high for low, high in spans)
        return Match(self.text.source, *place, self.text.line(place[0]), inside, bool(spans), shared, doubts)

    def _match_of_figure(self, claim: Claim, figure: Printed, spans: tuple[Span, ...]) -> Match:
        shared = len(claim.words & self.around[figure.start])
        doubts = tuple(_doubts(claim, figure, shared))
        return self._match((figure.start, figure.end), spans, shared, doubts)

    @cached_property
    def around(self) -> dict[int, frozenset[str]]:
        """The stems of the words around each figure, by where the figure begins."""
        text = self.text.text
        return {f.start: stems(text[max(0, f.start - NEAR) : f.end + NEAR]) for f in self.figures}

    def _figures(self, claim: Claim) -> list[Printed]:
        if claim.number is not None:
            return [figure for figure in self.by_reading.get(claim.number, []) if _is_kind(figure, claim.mark)]
        if claim.kind == Kind.DATE:
            return self._dates(claim.text)
        return self._same(claim.printed) if claim.printed else []

    def _dates(self, date: str) -> list[Printed]:
        """A year is found in any of its dates, a month in any of its days; a date may be printed without its year."""
        longer = re.compile(rf"{re.escape(date)}-\d\d(-\d\d)?|Q\d {re.escape(date)}")
        yearless = f"-{date[4:]}" if re.fullmatch(r"\d{4}(-\d\d)+", date) else date
        return [
            figure
            for figure in self.figures
            if figure.dates & {date, yearless} or any(longer.fullmatch(printed) for printed in figure.dates)
        ]

    def _same(self, printed: Printed) -> list[Printed]:
        if not printed.numbers and not printed.dates:
            return [figure for figure in self.figures if figure.text == printed.text]
        found = [figure for number in printed.numbers for figure in self.by_reading.get(number, [])]
        found += [figure for date in printed.dates for figure in self._dates(date)]
        return found


def _is_kind(figure: Printed, wanted: Mark) -> bool:
    """A share is in percent, a sum has a currency sign, and what is claimed as neither has neither."""
    if wanted == Mark.PERCENT:
        return figure.mark in {Mark.PERCENT, Mark.SHARE}
    return figure.mark == Mark.MONEY if wanted == Mark.MONEY else figure.mark not in {Mark.PERCENT, Mark.MONEY}


def _doubts(claim: Claim, figure: Printed, shared: int) -> Iterator[str]:
    if not shared:
        yield NO_WORDS
    if claim.kind == Kind.DATE and all(date.startswith("-") for date in figure.dates):
        yield NO_YEAR


def pattern(words: str) -> re.Pattern[str]:
    """Match words as printed, whatever the spaces, the quotes and the dashes."""
    pieces = ["".join(_character(character) for character in piece) for piece in words.split()]
    begin = r"(?<!\w)" if words[:1].isalnum() else ""
    end = r"(?!\w)" if words[-1:].isalnum() else ""
    return re.compile(begin + r"[\s*]+".join(pieces) + end, re.IGNORECASE)


def address(words: str) -> re.Pattern[str]:
    """Match an e-mail address or a telephone number letter by letter, but for the spaces that extraction puts in."""
    letters = " ?".join(re.escape(letter) for letter in words if letter != " ")
    return re.compile(rf"(?<![\w.@]){letters}(?![\w@])")


def _character(character: str) -> str:
    if character in _QUOTES:
        return f"[{_QUOTES}]"
    return f"[{_DASHES}]" if character in _DASHES else re.escape(character)
