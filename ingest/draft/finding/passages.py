"""Passages: the sentences of a document with their figures and mentions, each knowing the block it stands in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.draft.finding.amounts import Amount, amounts
from ingest.draft.finding.counting import with_units
from ingest.draft.finding.facts import Spot
from ingest.draft.finding.outcome_words import OutcomeWords
from ingest.draft.finding.unit_words import UnitWords
from ingest.draft.reading.document import Block, Document
from ingest.tag.mention import Mention
from ingest.tag.tagger import Tagger

POINTER_WORDS = 7
_END = re.compile(
    r"(?:(?<=[.!?])|(?<=[.!?][”\"’')\]]))\s+(?=[A-Z0-9“\"‘'(\[•])|\s*\[(?:\.\.\.|…)\]\s*|(?<=\w):\s+(?=[A-Z][a-z]+ing\b)"
)
_SHORT = re.compile(r"\b(?:e\.g|i\.e|vs|Dr|Mr|Mrs|Ms|Prof|St|No|et al|approx|c|cf|p|pp|Fig|Vol)\.$", re.IGNORECASE)


@dataclass(frozen=True)
class Passage:
    """A sentence. Places of amounts and mentions count from its beginning."""

    text: str
    start: int
    number: int
    block: Block
    at: str
    amounts: tuple[Amount, ...]
    mentions: tuple[Mention, ...]

    @cached_property
    def lower(self) -> str:
        """The text in lower case."""
        return self.text.lower()

    @property
    def outcomes(self) -> tuple[Mention, ...]:
        """The outcomes that it names."""
        return tuple(mention for mention in self.mentions if mention.vocabulary == "outcomes")

    def spot(self, offset: int = 0) -> Spot:
        """Give the place of something that begins at an offset."""
        pointer = " ".join(self.text.split()[:POINTER_WORDS])
        return Spot(self.at, pointer, self.block.start + self.start + offset, self.number)


def passages(document: Document, tagger: Tagger, units: UnitWords, outcomes: OutcomeWords) -> list[Passage]:
    """Give the sentences of a document in order."""
    tagged = tagger.tag(block.text for block in document.blocks)
    found: list[Passage] = []
    for number, (block, mentions) in enumerate(zip(document.blocks, tagged, strict=True)):
        found += _of_block(
            block,
            number,
            document.at(block),
            mentions,
            with_units(amounts(block.text, units), block.text, units),
            outcomes,
        )
    return found


def _of_block(
    block: Block, number: int, at: str, mentions: Sequence[Mention], found: Sequence[Amount], outcomes: OutcomeWords
) -> Iterator[Passage]:
    for start, end in sentences(block.text):
        inside = tuple(amount.moved(-start) for amount in found if start <= amount.start < end)
        named = [_moved(mention, -start) for mention in mentions if start <= mention.start < end]
        completed = outcomes.completed(block.text[start:end], named)
        yield Passage(block.text[start:end], start, number, block, at, inside, tuple(completed))


def _moved(mention: Mention, by: int) -> Mention:
    start, end = mention.start + by, mention.end + by
    return Mention(
        start, end, mention.text, mention.vocabulary, mention.term, mention.method, mention.direction, mention.negated
    )


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Give where each sentence of a text begins and ends."""
    begin = 0
    for match in _END.finditer(text):
        if match.start() > begin and not _SHORT.search(text[begin : match.start()]):
            yield begin, match.start()
            begin = match.end()
    if begin < len(text):
        yield begin, len(text)
