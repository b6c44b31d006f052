"""Tells which of a query's words the entries hold, as the index knows them."""

import sqlite3
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.search.asking import kinds_asked
from kb.search.excerpt import Sought, Wanted
from kb.search.lexicon import Lexicon
from kb.search.units import Reading, Unit
from kb.search.words import words

Entries = NDArray[np.int64]


@dataclass(frozen=True)
class Matches:
    """For each unit as typed, and for each stem, which entries of the page hold it, in the page's order."""

    units: tuple[tuple[str, tuple[bool, ...]], ...]
    stems: dict[str, tuple[bool, ...]]
    wanted: Wanted

    def terms(self, place: int) -> tuple[str, ...]:
        """Give the units, as typed, that the entry at a place of the page holds."""
        return tuple(typed for typed, held in self.units if held[place])

    def held(self, place: int) -> list[Sought]:
        """Give the stems that the entry at a place of the page holds."""
        return [self.wanted.stems[stem] for stem, held in self.stems.items() if held[place]]


def matches(lexicon: Lexicon, connection: sqlite3.Connection, reading: Reading, page: Entries) -> Matches:
    """Look a query's words up for the entries of a page."""
    units: list[tuple[str, tuple[bool, ...]]] = []
    telling: dict[str, float] = {}
    stems: dict[str, tuple[bool, ...]] = {}
    for unit in reading.units:
        held = np.zeros(len(page), dtype=bool)
        for term in _terms(unit):
            postings = lexicon.postings(connection, term)
            holds = np.zeros(lexicon.total, dtype=bool)
            holds[postings.entries] = True
            found = holds[page]
            held |= found
            if not term.startswith("#"):
                telling[term], stems[term] = postings.idf, tuple(found.tolist())
        units.append((unit.typed, tuple(held.tolist())))
    concepts = (concept for unit in reading.units for concept in unit.concepts)
    return Matches(tuple(units), stems, Wanted.of(telling, concepts, kinds_asked(reading.meaning)))


def not_found(lexicon: Lexicon, connection: sqlite3.Connection, reading: Reading, text: str) -> tuple[str, ...]:
    """Give the words of a query, as they stand in its text, that no entry has, nor any other form of what they name."""
    missing = [
        unit.typed
        for unit in reading.units
        if not any(len(lexicon.postings(connection, term).entries) for term in _terms(unit))
    ]
    typed = {word.text: text[word.start : word.end] for word in words(text)} if missing else {}
    return tuple(typed.get(word, word) for word in missing)


def _terms(unit: Unit) -> tuple[str, ...]:
    return (*unit.stems, *unit.choices, *(f"#{concept}" for concept in unit.concepts))
