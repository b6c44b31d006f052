"""What entries claim their sources print: numbers, dates, contacts, quoted forms, and figures in their sentences."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from ingest.read.load import Base
from ingest.verify.sense import ANY, Sense, sense_of
from ingest.verify.words import stems
from kb.model.citations import Location, citations, walk
from kb.model.claims import Figure, Impact
from kb.model.entry import Entry
from kb.model.facts import (
    Cite,
    Contact,
    ContractValue,
    Fact,
    Milestone,
    Number,
    Population,
    Related,
    Review,
    Withdrawal,
    cites,
)
from kb.numbers.doubts import CLOCK, FREQUENCY, NAME, ORDINAL
from kb.numbers.forms import currency_of
from kb.numbers.printed import Mark, Printed
from kb.numbers.reader import figures

QUOTED = re.compile(r'"([^"]+)"|“([^”]+)”')
CURRENCY = re.compile(r"(?:GBP|USD|EUR|AUD|NZD|CAD)\b")
SHARED = re.compile(r"(?:in|of|out[- ]of)[- ](\d+)", re.IGNORECASE)
# The beginnings of units that say what must stand with the number.
MARKS = (
    (re.compile(r"per ?cent(?:age)?[- ]points?\b|% ?points?", re.IGNORECASE), Mark.POINTS),
    (re.compile(r"per ?cent(?:age)?\b|%", re.IGNORECASE), Mark.PERCENT),
    (CURRENCY, Mark.MONEY),
    (re.compile(r"pence\b", re.IGNORECASE), Mark.PENCE),
    (SHARED, Mark.SHARE),
)
# Units that say what else would be doubtful: how often, which in a row, which of several.
SAID = (
    (re.compile(r"times\b|.*-an?-|.*-per-"), frozenset({FREQUENCY, CLOCK})),
    (re.compile(r"rank|percentile|centile|quartile|decile"), frozenset({ORDINAL, NAME})),
    (re.compile(r"band|levels?\b|waves?\b|phases?\b|tiers?\b|steps?\b|stages?\b"), frozenset({NAME})),
)
# What stands around a figure in a sentence of an entry and says what it counts.
AROUND = 120
# So much of a fact's words is shown where the source shares none.
SHOWN = 60
# The fields that say what a fact's number measures.
WORDED = ("what", "text", "unit", "counts", "note", "population", "baseline", "period")


class Kind(StrEnum):
    """What is looked for in the source."""

    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    WORDS = "words"
    """The words of a fact: the cited part should share some, though ours are not to be copied."""
    SENTENCE = "sentence"
    """A figure in a sentence of the entry: it should be printed somewhere, but it may count what the source lists."""


@dataclass(frozen=True)
class Claim:
    """One thing that an entry says a source prints; `name` is its field, `ats` the cited place by source."""

    slug: str
    path: str
    line: int
    name: str
    kind: Kind
    text: str
    ats: Mapping[str, str]
    number: Decimal | None = None
    mark: Mark = Mark.NONE
    currency: str = ""
    whole: Decimal | None = None
    """What a share is of."""
    said: frozenset[str] = frozenset()
    """Doubts that its unit takes away: "twice" counts times."""
    sense: Sense = ANY
    words: frozenset[str] = frozenset()
    printed: Printed | None = None


@dataclass(frozen=True)
class Author:
    """An entry with what its claims have in common."""

    base: Base
    slug: str
    entry: Entry

    @cached_property
    def cited(self) -> dict[str, str]:
        """All places that the entry cites, by source."""
        return _by_source(cite for _, cite in citations(self.entry))

    def place(self, at: Location) -> tuple[str, int, str]:
        """Give the file, the line and the name of a field."""
        document = self.base.documents[self.slug]
        name = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in at).removeprefix(".")
        return document.path, document.place(at)[0], name

    def claim(self, at: Location, kind: Kind, text: str, cite: Cite | list[Cite], **more: object) -> Claim:
        """Make a claim about all places that are cited for it."""
        path, line, name = self.place(at)
        return Claim(self.slug, path, line, name, kind, text, _by_source(cites(cite)), **more)  # type: ignore[arg-type]


def _by_source(cited: Iterable[Cite]) -> dict[str, str]:
    places: dict[str, list[str]] = {}
    for cite in cited:
        places.setdefault(cite.source, []).append(cite.at)
    return {source: "; ".join(dict.fromkeys(ats)) for source, ats in places.items()}


def claims(base: Base) -> Iterator[Claim]:
    """Give every claim of every entry."""
    for slug, entry in base.entries.items():
        author = Author(base, slug, entry)
        for at, fact in walk(entry):
            yield from _numbers(author, at, fact)
            yield from _texts(author, at, fact)
            yield from _sentences(author, at, fact)
            yield from _said(author, at, fact)


def _numbers(author: Author, at: Location, fact: Fact) -> Iterator[Claim]:
    for name, value, unit, cite in _values(fact):
        if value is not None:
            number = abs(Decimal(str(value)))
            kind: dict[str, object] = {
                "mark": _mark(unit),
                "currency": currency_of(unit[:3]) if CURRENCY.match(unit) else "",
            }
            kind |= {
                "sense": sense_of(author.base, fact, name),
                "whole": _whole(unit),
                "said": _said_by(unit),
            }
            more = {"number": number, **kind, "words": _words(author.base, fact)}
            yield author.claim((*at, *name.split(".")), Kind.NUMBER, f"{value} {unit}".strip(), cite, **more)
    if isinstance(fact, Milestone):
        for name, date in (("date", fact.date), ("to", fact.to)):
            if date:
                yield author.claim((*at, name), Kind.DATE, date, fact.cite, mark=Mark.DATE, words=stems(fact.what))


def _values(fact: Fact) -> list[tuple[str, Number | None, str, Cite | list[Cite]]]:
    if isinstance(fact, Population):
        return [("size", fact.size, "", fact.cite), ("size_max", fact.size_max, "", fact.cite)]
    if isinstance(fact, ContractValue):
        return [("amount", fact.amount, fact.currency, fact.cite)]
    if isinstance(fact, Figure):
        return [("value", fact.value, fact.unit, fact.cite), ("value_to", fact.value_to, fact.unit, fact.cite)]
    return _impact_values(fact) if isinstance(fact, Impact) else []


def _impact_values(impact: Impact) -> list[tuple[str, Number | None, str, Cite | list[Cite]]]:
    unit = impact.unit or ""
    found = [("value", impact.value), ("value_to", impact.value_to), ("from", impact.from_), ("to", impact.to)]
    if impact.comparator:
        found.append(("comparator.value", impact.comparator.value))
    if impact.interval:
        found += [("interval.low", impact.interval.low), ("interval.high", impact.interval.high)]
    return [(name, value, unit, impact.cite) for name, value in found]


def _whole(unit: str) -> Decimal | None:
    """Give what a share is of, as its unit says: 3 for in-3-people."""
    match = SHARED.match(unit)
    return Decimal(match[1]) if match else None


def _said_by(unit: str) -> frozenset[str]:
    return frozenset(doubt for pattern, doubts in SAID if pattern.match(unit) for doubt in doubts)


def _mark(unit: str) -> Mark:
    return next((mark for pattern, mark in MARKS if pattern.match(unit)), Mark.NONE)


def _words(base: Base, fact: Fact) -> frozenset[str]:
    """Give the stems of all words of a fact that say what it measures."""
    said = [getattr(fact, name, None) for name in WORDED]
    if isinstance(fact, Impact):
        outcome = base.vocabularies.terms("outcomes").get(fact.outcome)
        said += [outcome.label, *outcome.synonyms] if outcome else []
        said += [fact.comparator.name] if fact.comparator else []
    return stems(" ".join(text for text in said if isinstance(text, str)))


def _texts(author: Author, at: Location, fact: Fact) -> Iterator[Claim]:
    if isinstance(fact, Contact):
        for name in ("name", "email", "phone"):
            if value := getattr(fact, name):
                yield author.claim((*at, name), Kind.TEXT, value, fact.cite)
    note, cite = getattr(fact, "note", None), getattr(fact, "cite", None)
    for quote in quotes(note or ""):
        if cite and figures(quote):
            yield author.claim((*at, "note"), Kind.TEXT, quote, cite)


def quotes(note: str) -> list[str]:
    """Give what a note quotes."""
    return [quote for match in QUOTED.finditer(note) if (quote := (match[1] or match[2]).strip(" ,.;:…"))]


def _sentences(author: Author, at: Location, fact: Fact) -> Iterator[Claim]:
    """Figures in sentences are claims too; they may speak of any source of the entry, the cited one first."""
    if isinstance(fact, Cite | Related | Review | Contact | Withdrawal):
        return
    ats = _ats(author, getattr(fact, "cite", None))
    about = _words(author.base, fact)
    for name, text in _prose(fact):
        path, line, field = author.place((*at, name))
        for figure in figures(text):
            words = about | stems(text[max(0, figure.start - AROUND) : figure.end + AROUND])
            place = (author.slug, path, line, field)
            yield Claim(*place, Kind.SENTENCE, figure.text, ats, words=words, printed=figure)


def _said(author: Author, at: Location, fact: Fact) -> Iterator[Claim]:
    """Give all words of a fact that cites a place, but for those of a contact, which are found letter by letter."""
    cite = getattr(fact, "cite", None)
    if cite is None or isinstance(fact, Contact):
        return
    prose = " ".join(text for _, text in _prose(fact))
    words = _words(author.base, fact) | stems(prose)
    if words:
        yield author.claim(at, Kind.WORDS, prose[:SHOWN], cite, words=words)


def _ats(author: Author, cite: Cite | list[Cite] | None) -> dict[str, str]:
    """Give the places that a sentence may speak of, by source: the cited ones, and all others that the entry cites."""
    return {**author.cited, **_by_source(cites(cite))} if cite else author.cited


def _prose(fact: Fact) -> Iterator[tuple[str, str]]:
    for name, info in type(fact).model_fields.items():
        value = getattr(fact, name)
        is_term = isinstance(info.json_schema_extra, dict) and "vocabulary" in info.json_schema_extra
        named = name in {"field", "date", "to", "as_of", "currency", "kind", "chosen", "repeats", "claim", "id"}
        if isinstance(value, str) and not is_term and not named:
            yield name, value
