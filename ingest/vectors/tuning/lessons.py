"""What an encoder learns from: each question of an entry, with passages of the same entry that answer it."""

import hashlib
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.read.load import Base
from ingest.vectors.passages import Passage, passages

SEED = 20161103
# One entry in so many is held out: what is learnt from the others is measured on it.
HELD_OUT = 10
# Passages of an entry that answer no question by themselves, and those that are questions.
QUESTIONS = "questions"
NO_ANSWERS = frozenset({QUESTIONS, "contacts", "place", "organisations", "status"})


@dataclass(frozen=True)
class Pair:
    """A question and a passage of its entry."""

    entry: str
    question: str
    passage: str


@dataclass(frozen=True)
class Lessons:
    """The questions and passages of a base, by entry, which entries are linked, and questions on another subject."""

    questions: Mapping[str, tuple[str, ...]]
    answers: Mapping[str, tuple[str, ...]]
    passages: tuple[Passage, ...]
    linked: Mapping[str, frozenset[str]]
    elsewhere: tuple[str, ...]

    @property
    def held_out(self) -> tuple[str, ...]:
        """The entries that nothing is learnt from: chosen by their slugs, so that new entries change nothing."""
        return tuple(slug for slug in self.questions if _number(slug) % HELD_OUT == 0)

    def epochs(self, count: int) -> list[list[Pair]]:
        """Give, so many times, each question of the other entries with a passage drawn anew, in random order."""
        drawn = random.Random(SEED)  # noqa: S311 - not for secrets
        return [self._epoch(drawn) for _ in range(count)]

    def _epoch(self, drawn: random.Random) -> list[Pair]:
        held = set(self.held_out)
        pairs = [
            Pair(slug, question, drawn.sample(self.answers[slug], 1)[0])
            for slug, questions in self.questions.items()
            if slug not in held and self.answers[slug]
            for question in questions
        ]
        drawn.shuffle(pairs)
        return pairs


def lessons(base: Base, other: Base) -> Lessons:
    """Give what the entries of a base teach; `other` is a base on another subject, whose questions this one can't answer."""
    entries = dict(sorted(base.entries.items()))
    found = {slug: passages(slug, entry, base.vocabularies) for slug, entry in entries.items()}
    return Lessons(
        {slug: tuple(entry.questions) for slug, entry in entries.items()},
        {slug: tuple(_answers(own)) for slug, own in found.items()},
        tuple(one for own in found.values() for one in own if one.embedded is not None),
        _linked({slug: [link.slug for link in entry.related] for slug, entry in entries.items()}),
        tuple(question for _, entry in sorted(other.entries.items()) for question in entry.questions),
    )


def _answers(own: Sequence[Passage]) -> Iterator[str]:
    return (text for passage in own if passage.field not in NO_ANSWERS and (text := passage.embedded))


def _linked(links: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    """Give for each entry itself and those that it links to or that link to it."""
    found: dict[str, set[str]] = defaultdict(set)
    for slug, others in links.items():
        found[slug].add(slug)
        for other in others:
            found[slug].add(other)
            found[other].add(slug)
    return {slug: frozenset(others) for slug, others in found.items()}


def _number(slug: str) -> int:
    return int(hashlib.sha256(slug.encode()).hexdigest(), 16)
