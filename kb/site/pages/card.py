"""The card above the hits of a search: the answer of the topic that its words name, or the meaning of a word."""

import sqlite3
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from kb.published.glossary import Explained, asked_for, find_explained
from kb.published.labels import Labels
from kb.search.engine import Search
from kb.site.visit import Visit
from kb.synthesis.subjects import VOCABULARIES, Subjects, subjects_of
from kb.synthesis.topic_head import Head, read_head
from kb.synthesis.topic_json import numbers_as_json, subjects_as_json

Named = tuple[tuple[str, str], ...]
# Cards of one version of the base, by what they are about: there are far fewer topics than searches that name them.
MOST = 512
_REMEMBERED: OrderedDict[tuple[str, str, Named, str], "Card"] = OrderedDict()


@dataclass(frozen=True)
class Card:
    """What the card shows: a topic's head, a word's meaning, or both."""

    head: Head | None
    explained: Explained | None
    apart: Subjects | None = None
    """The topic of both terms that the words name, where nothing in the base is on both."""
    alone: tuple[Head, ...] = ()
    """Of a topic of two on which nobody is named, those of each term alone that name somebody."""

    def as_json(self) -> dict[str, Any]:
        """Give the card as the API shows it."""
        head, told = self.head, self.explained
        return {
            "topic": head
            and {
                **subjects_as_json(head.subjects),
                "entries": head.entries,
                "numbers": numbers_as_json(head.numbers),
                "answer": [*head.answer, *head.of_under],
            },
            "nothing_on_both": self.apart and subjects_as_json(self.apart),
            "meaning": told
            and {
                "vocabulary": told.vocabulary,
                "term": told.term.id,
                "label": told.term.label,
                "definition": told.term.definition,
            },
        }


async def card(visit: Visit, engine: Search, text: str) -> Card | None:
    """Give the card for the words of a search; None where they name no topic and ask for no meaning."""
    if not text.strip():
        return None
    named, asked = _topics(engine.named(text)), asked_for(text)
    if not named and not asked:
        return None
    key = (str(visit.site.path), visit.site.build.content_hash, named, asked)
    if key in _REMEMBERED:
        _REMEMBERED.move_to_end(key)
    else:
        _REMEMBERED[key] = await visit.site.read(read_card, named, asked, visit.site.labels)
    found = _REMEMBERED[key]
    if len(_REMEMBERED) > MOST:
        _REMEMBERED.popitem(last=False)
    return found if found.head or found.explained or found.apart else None


def _topics(named: Named) -> Named:
    """Give one term, or two of different vocabularies, that can make a topic."""
    first: dict[str, tuple[str, str]] = {}
    for vocabulary, term in named:
        if vocabulary in VOCABULARIES:
            first.setdefault(vocabulary, (vocabulary, term))
    return tuple(first.values())[:2]


def read_card(connection: sqlite3.Connection, named: Named, asked: str, labels: Labels) -> Card:
    """Read a card: of both terms together where the base has entries on both, else of the one that it has most on.

    A reader who asked for both is told that nothing is on both, lest the answer for one pass for an answer.
    """
    explained = find_explained(connection, asked, labels) if asked else None
    together = _head(connection, named, labels) if len(named) == 2 else None
    if together and together.entries and together.contacts:
        return Card(together, explained)
    heads = [head for one in named if (head := _head(connection, (one,), labels)) and head.entries]
    if together and together.entries:
        return Card(together, explained, alone=tuple(head for head in heads if head.contacts))
    apart = together.subjects if together else None
    return Card(max(heads, key=lambda head: head.entries, default=None), explained, apart)


def _head(connection: sqlite3.Connection, named: Named, labels: Labels) -> Head | None:
    subjects = subjects_of(named, labels)
    return read_head(connection, subjects, labels) if subjects else None
