"""Finds all facts of a document and says of which of its units each is."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ingest.draft.finding.contacts import contacts
from ingest.draft.finding.evidence import Evidence
from ingest.draft.finding.facts import Fact, Sureness
from ingest.draft.finding.lessons import lessons
from ingest.draft.finding.milestones import milestones
from ingest.draft.finding.outcome_words import OutcomeWords
from ingest.draft.finding.passages import Passage, passages
from ingest.draft.finding.repeated import merged, told_once
from ingest.draft.finding.results import results, with_carried
from ingest.draft.finding.schemes import Scheme, schemes
from ingest.draft.finding.unit_words import UnitWords
from ingest.draft.reading.document import BlockKind, Document
from ingest.tag.tagger import Tagger
from kb.model.vocabulary import Vocabularies
from kb.numbers.reader import figures


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
        published = document.about.date or _dated(read[:OPENING])
        home = _Home(units)
        for passage in read:
            of = home.of(passage)
            for fact in self._facts(passage, evidence, published):
                found[of(fact.spots[0].start - passage.block.start - passage.start)].append(fact)
        once = told_once([merged(facts) for facts in found], read)
        return Findings(document, read, evidence, tuple(units), tuple(map(tuple, once)))

    def _facts(self, passage: Passage, evidence: Evidence, published: str) -> Iterator[Fact]:
        yield from results(passage, evidence, self._units)
        yield from milestones(passage, published)
        yield from contacts(passage, published)
        yield from lessons(passage)


# Where a document may say when it came out, in passages.
OPENING = 3


def _dated(opening: Sequence[Passage]) -> str:
    """Give the month that stands at the opening of a document which says nothing else of its date."""
    dates = (date for passage in opening for figure in figures(passage.text) for date in sorted(figure.dates))
    return next((date for date in dates if re.fullmatch(r"20\d\d-\d\d(?:-\d\d)?", date)), "")


# What parts the items of a list that was read as one sentence.
_BULLET = re.compile(r"[•●▪]")


# What a sentence says of so many schemes is of none of them alone.
SEVERAL = 3


class _Home:
    """Says of which unit a fact is: the heading's over it, the one named in its item, the one named before it in the block."""

    def __init__(self, units: Sequence[Scheme]) -> None:
        self._units = units
        self._block = -1
        self._last = 0

    def of(self, passage: Passage) -> Callable[[int], int]:
        """Give what tells the number of the unit that a place in a passage is about."""
        headed = self._of_row(passage) or self._of_heading(passage)
        if passage.number != self._block:
            self._block, self._last = passage.number, headed
        if headed:
            return lambda _: headed
        starts = [0, *(match.end() for match in _BULLET.finditer(passage.text))]
        units: list[int] = []
        for start, end in zip(starts, [*starts[1:], len(passage.text)], strict=True):
            named = self._named(passage.text[start:end])
            if named:
                self._last = 0 if len(set(named)) >= SEVERAL else named[0]
            units.append(self._last)
        return lambda offset: units[bisect_right(starts, max(0, offset)) - 1]

    def _named(self, text: str) -> list[int]:
        """Give the units that a text names, in its order."""
        named = [
            (match.start(), -len(name), index)
            for index, scheme in enumerate(self._units)
            for name in (scheme.names if index else ())
            if (match := re.search(rf"\b{re.escape(name)}\b", text))
        ]
        return [index for _, _, index in sorted(named)]

    def _of_row(self, passage: Passage) -> int:
        """A row of a table is of the scheme that its first cell names."""
        is_row = passage.block.kind == BlockKind.ROW
        named = set(self._named(passage.block.text.partition(";")[0])) if is_row else set()
        return named.pop() if len(named) == 1 else 0

    def _of_heading(self, passage: Passage) -> int:
        owning = [
            (len(scheme.blocks), index) for index, scheme in enumerate(self._units) if passage.number in scheme.blocks
        ]
        return min(owning)[1] if owning else 0
