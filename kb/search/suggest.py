"""Suggestions while typing: entries, topics, places, sources, and a corrected word; all from memory."""

import sqlite3
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kb.search.words import words

MOST, MOST_OF_A_KIND, SHORTEST = 8, 4, 4
# The vocabularies whose terms are topics.
TOPICS = ("care_models", "contract_types", "outcomes", "settings", "population_groups")
TOPIC, PLACE, ENTRY, SOURCE, CORRECTION = KINDS = ("topic", "place", "entry", "source", "correction")
ENTRIES = "select title, slug from entries where withdrawn_on is null order by title"
PLACES = "select distinct place from entries where withdrawn_on is null and place is not null order by place"
SOURCES = "select title, id from sources order by title"
TERMS = "select term, text from synonyms where vocabulary = ? order by id"


@dataclass(frozen=True)
class Suggestion:
    """One suggestion: its kind, what it reads, and the path and parameters of the page behind it."""

    kind: str
    text: str
    path: str
    pairs: tuple[tuple[str, str], ...] = ()


class Suggester:
    """All that can be suggested, found by the beginnings of its words. Safe to share between threads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        known = tuple(_known(connection))
        self._found = tuple(suggestion for suggestion, _ in known)
        self._words = sorted(
            {(word, n) for n, (_, texts) in enumerate(known) for text in texts for word in _words(text)}
        )
        self._spelt = sorted({word for word, _ in self._words if len(word) >= SHORTEST and word.isalpha()})

    def suggest(self, typed: str) -> tuple[Suggestion, ...]:
        """Give suggestions for what was typed: each word must begin a word of what is suggested."""
        asked = _words(typed)
        found = self._best(asked)
        better = asked if found else tuple(self._corrected(word) for word in asked)
        if better == asked:
            return found
        text = " ".join(better)
        return (Suggestion(CORRECTION, text, "/search", (("q", text),)), *self._best(better))[:MOST]

    def _best(self, asked: tuple[str, ...]) -> tuple[Suggestion, ...]:
        if not asked:
            return ()
        numbers = set.intersection(*(self._beginning(word) for word in asked))
        ordered = sorted((self._found[number] for number in numbers), key=lambda one: _order(one, asked))
        kept: dict[str, list[Suggestion]] = {kind: [] for kind in KINDS}
        for suggestion in ordered:
            if len(kept[suggestion.kind]) < MOST_OF_A_KIND:
                kept[suggestion.kind].append(suggestion)
        return tuple(one for kind in KINDS for one in kept[kind])[:MOST]

    def _beginning(self, start: str) -> set[int]:
        at, found = bisect_left(self._words, (start, -1)), set()
        while at < len(self._words) and self._words[at][0].startswith(start):
            found.add(self._words[at][1])
            at += 1
        return found

    def _corrected(self, word: str) -> str:
        """Give the nearest word that can be suggested; a word that begins one, or is like none, stays."""
        if len(word) < SHORTEST or self._beginning(word):
            return word
        most = 1 if len(word) <= 5 else 2
        nearest = process.extractOne(word, self._spelt, scorer=OSA.distance, score_cutoff=most)
        return str(nearest[0]) if nearest else word


def _known(connection: sqlite3.Connection) -> Iterable[tuple[Suggestion, tuple[str, ...]]]:
    """Give each suggestion with the texts by which it is found."""
    for vocabulary in TOPICS:
        terms: dict[str, list[str]] = {}
        for term, text in connection.execute(TERMS, (vocabulary,)):
            terms.setdefault(term, []).append(text)
        for term, texts in terms.items():
            yield Suggestion(TOPIC, texts[0], f"/topics/{vocabulary}/{term}"), tuple(texts)
    for (place,) in connection.execute(PLACES):
        yield Suggestion(PLACE, place, "/search", (("q", place),)), (place,)
    for title, slug in connection.execute(ENTRIES):
        yield Suggestion(ENTRY, title, f"/entries/{slug}"), (title,)
    for title, source in connection.execute(SOURCES):
        yield Suggestion(SOURCE, title, "/search", (("source", source),)), (title,)


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.text for word in words(text)))


def _order(suggestion: Suggestion, asked: tuple[str, ...]) -> tuple[bool, int, str]:
    """Put what begins with the words typed before what holds them, and the shorter before the longer."""
    return not suggestion.text.lower().startswith(asked[0]), len(suggestion.text), suggestion.text
