"""Suggestions while typing: entries, topics, places, sources, and a corrected word; all from memory."""

import sqlite3
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from kb.search.spelling import Speller
from kb.search.words import words

MOST, MOST_OF_A_KIND = 8, 4
# The vocabularies whose terms are topics.
TOPICS = ("care_models", "contract_types", "outcomes", "settings", "population_groups")
TOPIC, PLACE, ENTRY, SOURCE, CORRECTION = KINDS = ("topic", "place", "entry", "source", "correction")
ENTRIES = "select title, slug from entries where withdrawn_on is null order by title"
PLACES = "select distinct place from entries where withdrawn_on is null and place is not null order by place"
SOURCES = "select title, id, publisher, coalesce(authors, '') from sources order by title"
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
        self._speller = Speller(connection, frozenset())

    def suggest(self, typed: str) -> tuple[Suggestion, ...]:
        """Give suggestions of all kinds for what was typed: each word must begin a word of what is suggested."""
        asked = _words(typed)
        found = _shared_out(self._matching(asked))
        better = asked if found else _words(" ".join(self._corrected(word) for word in asked))
        if better == asked:
            return found
        text = " ".join(better)
        return (Suggestion(CORRECTION, text, "/search", (("q", text),)), *_shared_out(self._matching(better)))[:MOST]

    def entries(self, typed: str) -> tuple[Suggestion, ...]:
        """Give the entries alone that what was typed may mean."""
        return tuple(one for one in self._matching(_words(typed)) if one.kind == ENTRY)[:MOST]

    def _matching(self, asked: tuple[str, ...]) -> list[Suggestion]:
        if not asked:
            return []
        numbers = set.intersection(*(self._beginning(word) for word in asked))
        return sorted((self._found[number] for number in numbers), key=lambda one: _order(one, asked))

    def _beginning(self, start: str) -> set[int]:
        at, found = bisect_left(self._words, (start, -1)), set()
        while at < len(self._words) and self._words[at][0].startswith(start):
            found.add(self._words[at][1])
            at += 1
        return found

    def _corrected(self, word: str) -> str:
        """Give the word that a search would read it as; a word that is known, or begins one, stays."""
        if self._beginning(word) or self._speller.knows(word) or self._speller.beginning(word, 1):
            return word
        return self._speller.correction(word) or word


def _shared_out(matching: list[Suggestion]) -> tuple[Suggestion, ...]:
    """Give the best of each kind, so that many of one leave room for the others."""
    by_kind = {kind: [one for one in matching if one.kind == kind][:MOST_OF_A_KIND] for kind in KINDS}
    in_turn = [one for turn in range(MOST_OF_A_KIND) for found in by_kind.values() for one in found[turn : turn + 1]]
    return tuple(sorted(in_turn[:MOST], key=lambda one: KINDS.index(one.kind)))


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
    for title, source, publisher, authors in connection.execute(SOURCES):
        yield Suggestion(SOURCE, title, "/search", (("source", source),)), (title, publisher, authors)


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.text for word in words(text)))


def _order(suggestion: Suggestion, asked: tuple[str, ...]) -> tuple[bool, int, str]:
    """Put what begins with the words typed before what holds them, and the shorter before the longer."""
    return not suggestion.text.lower().startswith(asked[0]), len(suggestion.text), suggestion.text
