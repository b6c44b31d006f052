"""Finds all facts of a document and says of which of its units each is."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.draft.finding.contacts import contacts
from ingest.draft.finding.evidence import Evidence
from ingest.draft.finding.facts import Fact, FactKind, Spot, Sureness
from ingest.draft.finding.lessons import lessons
from ingest.draft.finding.milestones import milestones
from ingest.draft.finding.outcome_words import OutcomeWords
from ingest.draft.finding.passages import Passage, passages
from ingest.draft.finding.results import results, with_carried
from ingest.draft.finding.schemes import Scheme, schemes
from ingest.draft.finding.unit_words import UnitWords
from ingest.draft.reading.document import Document
from ingest.tag.tagger import Tagger
from kb.model.vocabulary import Vocabularies


@dataclass(frozen=True)
class Findings:
    """What was found: the passages, the units of the document, and the facts of each unit, by its place in the list."""

    document: Document
    passages: tuple[Passage, ...]
    evidence: Evidence
    schemes: tuple[Scheme, ...]
    facts: tuple[tuple[Fact, ...], ...]

    @property
    def summary(self) -> str:
        """How many facts of how many units were found, by how sure they are."""
        sure = Counter(str(fact.sureness) for fact in self.all_facts)
        units = sum(bool(facts) for facts in self.facts)
        told = ", ".join(f"{sure[name]} {name}" for name in Sureness)
        return f"{self.document.name}: {units} units, {sure.total()} facts ({told})"

    @property
    def all_facts(self) -> Iterator[Fact]:
        """Every fact of every unit."""
        for facts in self.facts:
            yield from facts


class Finder:
    """Finds facts with one base's vocabularies; the language model is loaded once."""

    def __init__(self, vocabularies: Vocabularies) -> None:
        """Keep the vocabularies to find with."""
        self._tagger = Tagger(vocabularies)
        self._units = UnitWords(vocabularies)
        self._outcomes = OutcomeWords(vocabularies)

    def find(self, document: Document, known: Sequence[str] = ()) -> Findings:
        """Give what a document says; `known` are names of schemes to look for, in lower case."""
        plain = passages(document, self._tagger, self._units, self._outcomes)
        read = tuple(with_carried(passage, plain[index - 1] if index else None) for index, passage in enumerate(plain))
        evidence = Evidence(read, document.about)
        units = schemes(document, read, evidence, known)
        found: list[list[Fact]] = [[] for _ in units]
        home = _Home(units)
        for passage in read:
            index = home.of(passage)
            found[index] += self._facts(passage, evidence, document.about.date)
        return Findings(document, read, evidence, tuple(units), tuple(tuple(_merged(facts)) for facts in found))

    def _facts(self, passage: Passage, evidence: Evidence, published: str) -> Iterator[Fact]:
        yield from results(passage, evidence, self._units)
        yield from milestones(passage, published)
        yield from contacts(passage, published)
        yield from lessons(passage)


class _Home:
    """Says of which unit a passage is: the heading's over it, the one that it names, the one named before it in the block."""

    def __init__(self, units: Sequence[Scheme]) -> None:
        self._units = units
        self._block = -1
        self._last = 0

    def of(self, passage: Passage) -> int:
        if passage.number != self._block:
            self._block, self._last = passage.number, self._of_heading(passage)
        named = [
            (match.start(), -len(scheme.name), index)
            for index, scheme in enumerate(self._units)
            if index and (match := re.search(rf"\b{re.escape(scheme.name)}\b", passage.text))
        ]
        if named and not self._of_heading(passage):
            self._last = min(named)[2]
        return self._last

    def _of_heading(self, passage: Passage) -> int:
        owning = [
            (len(scheme.blocks), index) for index, scheme in enumerate(self._units) if passage.number in scheme.blocks
        ]
        return min(owning)[1] if owning else 0


def _merged(facts: Iterable[Fact]) -> Iterator[Fact]:
    """A figure that is told in two places is one fact with two places."""
    by_key: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        key = _key(fact)
        if key in by_key:
            first = by_key[key]
            by_key[key] = replace(first, spots=_places(first.spots, fact.spots), score=max(first.score, fact.score))
        else:
            by_key[key] = fact
    yield from by_key.values()


def _places(first: tuple[Spot, ...], more: tuple[Spot, ...]) -> tuple[Spot, ...]:
    return (*first, *(spot for spot in more if spot not in first))


def _key(fact: Fact) -> tuple[object, ...]:
    """What makes two facts the same: what they say, without where."""
    if fact.kind == FactKind.LESSON:
        return (fact.kind, fact.spots)
    told = (
        ("outcome", "direction", "basis")
        if fact.kind == FactKind.IMPACT
        else ("date", "what", "email", "unit", "counts")
    )
    return (fact.kind, fact.numbers, *(str(fact.fields.get(name)) for name in told))
