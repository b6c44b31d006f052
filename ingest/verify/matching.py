"""Finds what a claim says is printed: any form of the number, near words of what it measures, in the cited part."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import islice

from ingest.verify.claims import Claim, Kind
from ingest.verify.lines import Span
from ingest.verify.parts import Parts
from ingest.verify.sense import doubts as doubts_of_sense
from ingest.verify.texts import SourceText
from ingest.verify.wording import address, doubts_of, is_turned, pattern
from ingest.verify.words import stems
from kb.numbers.doubts import NAME, UNCONFIRMED
from kb.numbers.printed import Mark, Printed, Reading
from kb.numbers.reader import figures

# How far on either side of a figure the words count that say what it measures.
NEAR = 220
NO_WORDS = "no word of the fact stands near it"
NO_YEAR = "printed without its year"
SPACES = "printed with spaces in it"
# What may stand with the number that a unit claims.
ACCEPTED = {
    Mark.NONE: {Mark.NONE, Mark.SHARE, Mark.DATE},
    Mark.SHARE: {Mark.SHARE, Mark.NONE},
    **{mark: {mark} for mark in (Mark.PERCENT, Mark.POINTS, Mark.MONEY, Mark.PENCE)},
}
# How far behind a number stands what it is a share of: 14 of the 250.
OF = 16
COUNTED = frozenset({Mark.NONE, Mark.SHARE})


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
    def confirms(self) -> bool:
        """Whether what is printed says what is claimed, and not something else as likely as not."""
        return not UNCONFIRMED & set(self.doubts)

    @property
    def rank(self) -> tuple[bool, bool, bool, int, int]:
        """Best first: inside the cited part, sure, near words of the fact, with no other doubt, early in the text."""
        return not self.inside, not self.confirms, NO_WORDS in self.doubts, len(self.doubts), self.start


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
    def by_number(self) -> dict[Decimal, list[tuple[Printed, Reading]]]:
        """The figures of the text by each number that they can be read as."""
        found: dict[Decimal, list[tuple[Printed, Reading]]] = defaultdict(list)
        for figure in self.figures:
            for reading in sorted(figure.readings, key=lambda reading: (reading.doubt != "", reading)):
                found[reading.number].append((figure, reading))
        return found

    def matches(self, claim: Claim) -> list[Match]:
        """Give every place where the claim's figure is printed, the best first."""
        spans = self.parts.spans(claim.ats.get(self.text.source, ""))
        if claim.kind == Kind.WORDS:
            return self._matches_of_words(claim, spans or ((0, len(self.text.text)),))
        found = [self._match_of_figure(claim, figure, doubt, spans) for figure, doubt in self._figures(claim)]
        if claim.kind == Kind.TEXT or (claim.kind == Kind.SENTENCE and not found):
            found = list(self._matches_of_text(claim, spans))
        return sorted(found, key=lambda match: match.rank)

    def _matches_of_words(self, claim: Claim, spans: tuple[Span, ...]) -> list[Match]:
        """Give the first cited part that shares a word with the claim."""
        found = (self._match(span, spans, shared) for span in spans if (shared := len(claim.words & self._stems(span))))
        return list(islice(found, 1))

    def _stems(self, span: Span) -> frozenset[str]:
        if span not in self._stems_of_spans:
            self._stems_of_spans[span] = stems(self.text.text[slice(*span)])
        return self._stems_of_spans[span]

    @cached_property
    def _stems_of_spans(self) -> dict[Span, frozenset[str]]:
        return {}

    def _matches_of_text(self, claim: Claim, spans: tuple[Span, ...]) -> Iterator[Match]:
        is_address = claim.name.endswith((".email", ".phone"))
        for place, match in self.text.find((address if is_address else pattern)(claim.text)):
            if is_address:
                yield self._match(place, spans, doubts=(SPACES,) if match.group() != claim.text else ())
            elif not is_turned(match):
                yield self._match(place, spans, doubts=tuple(doubts_of(match)))

    def _match(self, place: Span, spans: tuple[Span, ...], shared: int = 0, doubts: tuple[str, ...] = ()) -> Match:
        inside = not spans or any(low <= place[0] < high for low, high in spans)
        return Match(self.text.source, *place, self.text.line(place[0]), inside, bool(spans), shared, doubts)

    def _match_of_figure(self, claim: Claim, figure: Printed, doubt: str, spans: tuple[Span, ...]) -> Match:
        shared = len(claim.words & self.around[figure.start])
        said = doubts_of_sense(claim.sense, figure, self.text.text)
        doubts = tuple(filter(None, [*_doubts(claim, figure, shared), doubt, *said]))
        return self._match((figure.start, figure.end), spans, shared, doubts)

    @cached_property
    def around(self) -> dict[int, frozenset[str]]:
        """The stems of the words around each figure, by where the figure begins."""
        text = self.text.text
        return {f.start: stems(text[max(0, f.start - NEAR) : f.end + NEAR]) for f in self.figures}

    def _figures(self, claim: Claim) -> list[tuple[Printed, str]]:
        """Give the figures that print what is claimed, each with what makes that doubtful."""
        if claim.number is not None:
            return self._numbers(claim, claim.number)
        if claim.kind == Kind.DATE:
            return [(figure, figure.doubt) for figure in self._dates(claim.text)]
        return [(figure, "") for figure in self._same(claim.printed)] if claim.printed else []

    def _numbers(self, claim: Claim, number: Decimal) -> list[tuple[Printed, str]]:
        found: dict[int, tuple[Printed, str]] = {}
        for figure, reading in self.by_number.get(number, []):
            same_money = not (claim.currency and figure.currency) or claim.currency == figure.currency
            # The limits of an interval are printed without the unit of the value.
            accepted = ACCEPTED[claim.mark] | ({Mark.NONE} if ".interval." in claim.name else set())
            if reading.mark in accepted and same_money and self._is_of(claim, figure):
                is_said = claim.mark == reading.mark == Mark.SHARE or reading.doubt in claim.said
                found.setdefault(figure.start, (figure, "" if is_said else reading.doubt))
        return list(found.values())

    def _is_of(self, claim: Claim, figure: Printed) -> bool:
        """Tell whether a figure is a share of as many as the claim says: 1 in 3 is not 1 in 6."""
        following = self.text.text[figure.end : figure.end + OF]
        near = figure.numbers | {number for each in figures(following)[:1] for number in each.numbers}
        return claim.whole is None or claim.whole in near

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
        """Give the figures that say the same as one in a sentence: the same number with the same mark, or the same date."""
        if not printed.readings and not printed.dates:
            return [figure for figure in self.figures if figure.text == printed.text]
        found = [
            figure
            for wanted in printed.readings
            for figure, reading in self.by_number.get(wanted.number, [])
            if (reading.mark == wanted.mark or {reading.mark, wanted.mark} <= COUNTED)
            and _is_alike(reading, wanted, printed)
        ]
        return found + [figure for date in printed.dates for figure in self._dates(date)]


def _is_alike(reading: Reading, wanted: Reading, printed: Printed) -> bool:
    """Tell whether two readings are of one kind: "third" is no "three", and 14 of "14 250" is no 14."""
    return reading.doubt not in UNCONFIRMED - {NAME} or reading.doubt == wanted.doubt or not printed.counts


def _doubts(claim: Claim, figure: Printed, shared: int) -> Iterator[str]:
    if not shared:
        yield NO_WORDS
    if claim.kind == Kind.DATE and all(date.startswith("-") for date in figure.dates):
        yield NO_YEAR
