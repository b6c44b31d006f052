"""Holds the tagger against sentences annotated by hand: precision, recall and F1, by kind and overall."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml

from ingest.tag.mention import Mention
from ingest.tag.tagger import Tagger
from ingest.tag.terms import TAGGED
from kb.errors import BrokenEnvironmentError
from kb.model.facts import Fact

NAMED = ("organisation", "place", "money", "percent", "date")
KINDS = ("terms", "organisations and places", "money and percent", "directions")


class Marked(Fact):
    """A mention as annotated."""

    text: str
    start: int
    vocabulary: str
    term: str | None = None
    direction: str | None = None
    negated: bool | None = None


class Sentence(Fact):
    """A sentence with all its mentions; the rules are developed on one part only."""

    text: str
    split: Literal["develop", "held-out"]
    mentions: list[Marked]


class Sentences(Fact):
    """The file of annotated sentences."""

    sentences: list[Sentence]


@dataclass(frozen=True)
class Score:
    """How many mentions were annotated, found, and both."""

    annotated: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """Share of the found mentions that are right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the annotated mentions that are found."""
        return self.right / self.annotated if self.annotated else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def read(path: Path) -> list[Sentence]:
    """Read annotated sentences. Raises BrokenEnvironmentError where there is no such file."""
    if not path.is_file():
        raise BrokenEnvironmentError(f"{path}: there are no annotated sentences; name the file that holds them")
    return Sentences.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))).sentences


def scores(path: Path, tagger: Tagger, split: str | None = None) -> dict[str, Score]:
    """Score each vocabulary and kind, the kinds together, and 'overall'; one part only where a split is named."""
    chosen = [sentence for sentence in read(path) if split in (None, sentence.split)]
    tagged = tagger.tag(sentence.text for sentence in chosen)
    annotated, found, right = Counter[str](), Counter[str](), Counter[str]()
    for sentence, mentions in zip(chosen, tagged, strict=True):
        truth, guess = set(_facts(sentence.mentions)), set(_facts(mentions))
        for counter, facts in ((annotated, truth), (found, guess), (right, truth & guess)):
            counter.update(group for kind, *_ in facts for group in _groups(kind))
    names = [*TAGGED, *NAMED, *KINDS, "overall"]
    return {name: Score(annotated[name], found[name], right[name]) for name in names}


def _facts(mentions: Iterable[Marked | Mention]) -> Iterator[tuple[str, int, int, str | None, bool | None]]:
    """Give what counts: each mention of a kind that is annotated; each direction once more, with its negation."""
    for mention in mentions:
        if mention.vocabulary in (*TAGGED, *NAMED):
            end = mention.start + len(mention.text)
            yield mention.vocabulary, mention.start, end, mention.term, None
            if mention.direction:
                yield "directions", mention.start, end, f"{mention.term} {mention.direction}", bool(mention.negated)


def _groups(kind: str) -> tuple[str, ...]:
    if kind in TAGGED:
        return kind, "terms", "overall"
    if kind in {"organisation", "place"}:
        return kind, "organisations and places", "overall"
    if kind in {"money", "percent"}:
        return kind, "money and percent", "overall"
    return kind, "overall"
