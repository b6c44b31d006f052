"""Recognises entries that are there already, and tells what of a draft they hold, lack or contradict."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from ingest.draft.finding.facts import Fact, FactKind
from ingest.draft.finding.schemes import STUDY, Scheme
from ingest.draft.finding.unit_words import PEOPLE
from ingest.draft.reading.document import Description
from ingest.read.load import Base
from kb.model.citations import citations
from kb.model.entry import Entry

_GENERIC = frozenset(
    re.findall(
        r"\w+",
        "nhs england care model models new integrated programme service services team teams vanguard the of for and in "
        "health social primary community home homes mcp pacs an a patient story case study pilot planned mention "
        "acute system contract trust district rural north south east west mid greater central city county wellbeing support",
    )
)
SHORTEST = 6
# A title of generic words alone is a name as a whole if it has so many.
FEWEST_WORDS = 3
_VALUES = ("value", "value_to", "from", "from_", "to", "size", "size_max", "amount", "low", "high")


@dataclass(frozen=True)
class Held:
    """A number that the base holds for an entry: with its unit, its outcome, and the entry."""

    slug: str
    number: Decimal
    unit: str
    outcome: str


@dataclass(frozen=True)
class Comparison:
    """A draft's facts beside those of an entry: what is new, how many are held already, and what disagrees."""

    new: tuple[Fact, ...]
    held: int
    disagreeing: tuple[tuple[Fact, Held], ...]


@dataclass(frozen=True)
class Recognition:
    """The entries of a base, by the names that documents may call them."""

    base: Base

    @cached_property
    def _names(self) -> list[tuple[str, str]]:
        found = [
            (name, slug) for slug, entry in self.base.entries.items() if entry.kind != STUDY for name in names(entry)
        ]
        return sorted(found, key=lambda pair: -len(pair[0]))

    @property
    def names(self) -> list[str]:
        """The names of all schemes that are there, in lower case, the longest first."""
        return [name for name, _ in self._names]

    def source(self, about: Description) -> str:
        """Give the id of the source that a document is, by its DOI or its title; empty where the base has none."""
        title = folded(about.title)
        same = (
            name
            for name, source in self.base.sources.items()
            if (about.doi and source.doi == about.doi) or (title and folded(source.title) == title)
        )
        return next(same, "")

    def of_source(self, source: str, scheme: Scheme) -> str:
        """Give the slug of the entry that a source is about: as the document is called, or the one study or scheme of it.

        A report on several schemes is about none of them.
        """
        cited = Counter(
            slug
            for slug, entry in self.base.entries.items()
            for at, cite in citations(entry)
            if cite.source == source and at
        )
        called = self.entry(scheme)
        alike = [slug for slug in cited if (self.base.entries[slug].kind == STUDY) == (scheme.kind == STUDY)]
        if called in cited or (scheme.kind != STUDY and len(alike) > 1):
            return called
        return max(alike or cited, key=lambda slug: cited[slug], default=called)

    def entry(self, scheme: Scheme) -> str:
        """Give the slug of the entry that a unit is called as; empty where the base has none, and for a study."""
        if scheme.kind == STUDY:
            return ""
        fitting = [
            slug
            for called in map(folded, scheme.names)
            for name, slug in self._names
            if self.is_called(called, name) and self._of_kind(slug, name, called, scheme.kind)
        ]
        return fitting[0] if fitting else ""

    @staticmethod
    def is_called(called: str, name: str) -> bool:
        """Tell whether one name holds the other as whole words; both as `folded` gives them."""
        inside = len(called) >= SHORTEST and re.search(rf"\b{re.escape(called)}\b", name)
        return bool(inside or re.search(rf"\b{re.escape(name)}\b", called))

    def _of_kind(self, slug: str, name: str, called: str, kind: str) -> bool:
        """A place alone is the name of a vanguard only where the document speaks of one, or calls it just so."""
        alone = " " not in name or " " not in called
        return not alone or kind == self.base.entries[slug].kind or name == called

    def compared(self, facts: Iterable[Fact], slug: str, source: str) -> Comparison:
        """Hold facts against an entry and against whatever cites the same source."""
        known = list(self._held(slug, source))
        new: list[Fact] = []
        disagreeing: list[tuple[Fact, Held]] = []
        held = 0
        for fact in facts:
            if fact.numbers and any(_is_held(fact, item) for item in known):
                held += 1
                continue
            new.append(fact)
            disagreeing += [(fact, item) for item in known if item.slug == slug and _disagrees(fact, item)]
        return Comparison(tuple(new), held, tuple(disagreeing))

    def _held(self, slug: str, source: str) -> Iterator[Held]:
        for other, entry in self.base.entries.items():
            for fact in _facts(entry.model_dump(by_alias=True, exclude_none=True)):
                if other == slug or (source and source in _sources(fact)):
                    yield from _numbers(other, fact)


def names(entry: Entry) -> Iterator[str]:
    """Give the names in a title: what stands before its colon, in pieces, without what is generic."""
    head = re.sub(r"\([^)]*\)", "", entry.title.partition(":")[0])
    pieces = [re.findall(r"[\w'’&-]+", folded(piece)) for piece in re.split(r"/|,| and | in ", head)]
    telling = [" ".join(words) for words in pieces if any(word not in _GENERIC for word in words)]
    whole = re.findall(r"[\w'’&-]+", folded(head))
    if len(whole) >= FEWEST_WORDS:
        yield " ".join(whole)
    yield from telling


def folded(name: str) -> str:
    """Give a name in lower case, with one word for what is written in several ways."""
    plain = name.casefold().replace(" & ", " and ").replace("’", "'")
    return re.sub(r"\b(north|south|east|west)ern\b", r"\1", plain)


def _facts(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name in ("impacts", "figures", "population"):
        yield from data.get(name, ())
    yield from data.get("contract", {}).get("values", ())


def _sources(fact: dict[str, Any]) -> set[str]:
    cite = fact.get("cite") or []
    return {one["source"] for one in (cite if isinstance(cite, list) else [cite])}


def _numbers(slug: str, fact: dict[str, Any]) -> Iterator[Held]:
    nested = [fact, *(fact[name] for name in ("comparator", "interval") if isinstance(fact.get(name), dict))]
    for part in nested:
        for name in _VALUES:
            if isinstance(part.get(name), int | float):
                unit = str(fact.get("unit") or fact.get("currency") or "")
                yield Held(slug, abs(Decimal(str(part[name]))), unit, str(fact.get("outcome") or ""))


def _is_held(fact: Fact, item: Held) -> bool:
    if Decimal(fact.numbers[0]) != item.number:
        return False
    # A sum is the same whether for a year or not; other units that begin alike are not.
    sums = item.unit[:3].isupper() and item.unit[:3] == fact.unit[:3]
    people = fact.kind == FactKind.POPULATION or {fact.unit, item.unit} <= PEOPLE
    return not item.unit or not fact.unit or item.unit == fact.unit or sums or people


def _disagrees(fact: Fact, item: Held) -> bool:
    same = fact.kind == FactKind.IMPACT and item.outcome == fact.fields.get("outcome") and item.unit == fact.unit
    return bool(same and item.outcome)
