"""Tells which of a query's words the entries hold, as the index knows them."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.search.answer import AbsentPlace
from kb.search.asking import kinds_asked
from kb.search.concepts import EQUAL, Thesaurus
from kb.search.facts import WORDS, Sought, Wanted
from kb.search.lexicon import Lexicon
from kb.search.units import Reading, Unit
from kb.search.words import fold, words

Entries = NDArray[np.int64]
# So many ways to write a term are looked for in the passages of an entry.
MOST_FORMS = 12


@dataclass(frozen=True)
class Matches:
    """For each unit as typed, and for each stem, which entries of the page hold it, in the page's order."""

    units: tuple[tuple[str, tuple[bool, ...]], ...]
    stems: dict[str, tuple[bool, ...]]
    wanted: Wanted
    otherwise: tuple[tuple[tuple[bool, ...], tuple[Sought, ...]], ...] = ()
    """For each term, which entries hold it in none of the words typed, and the other words to look for in them."""

    def terms(self, place: int) -> tuple[str, ...]:
        """Give the units, as typed, that the entry at a place of the page holds."""
        return tuple(typed for typed, held in self.units if held[place])

    def held(self, place: int) -> list[Sought]:
        """Give what the entry at a place of the page holds: stems, and terms in other words than those typed."""
        stems = [self.wanted.stems[stem] for stem, held in self.stems.items() if held[place]]
        return [*stems, *(form for held, forms in self.otherwise if held[place] for form in forms)]


def matches(
    lexicon: Lexicon, connection: sqlite3.Connection, reading: Reading, page: Entries, thesaurus: Thesaurus
) -> Matches:
    """Look a query's words up for the entries of a page."""
    units: list[tuple[str, tuple[bool, ...]]] = []
    telling: dict[str, float] = {}
    stems: dict[str, tuple[bool, ...]] = {}
    otherwise: list[tuple[tuple[bool, ...], tuple[Sought, ...]]] = []
    for unit in reading.units:
        held = np.zeros(len(page), dtype=bool)
        typed = np.zeros(len(page), dtype=bool)
        for term in _terms(unit):
            postings = lexicon.postings(connection, term)
            holds = np.zeros(lexicon.total, dtype=bool)
            holds[postings.entries] = True
            found = holds[page]
            held |= found
            if not term.startswith("#"):
                telling[term], stems[term] = postings.idf, tuple(found.tolist())
                typed |= found
        units.append((unit.typed, tuple(held.tolist())))
        if (held & ~typed).any():
            otherwise.append((tuple((held & ~typed).tolist()), _forms(unit, thesaurus, len(reading.units))))
    concepts = (concept for unit in reading.units for concept in unit.concepts)
    wanted = Wanted.of(telling, concepts, kinds_asked(reading.meaning), failures=reading.failures)
    return Matches(tuple(units), stems, wanted, tuple(otherwise))


def _forms(unit: Unit, thesaurus: Thesaurus, units: int) -> tuple[Sought, ...]:
    """Give the ways to write what a unit names, each worth the unit's part of the query."""
    forms = (form for concept in unit.concepts for form in thesaurus.forms[concept])
    # A short form begins other words as well.
    texts = dict.fromkeys(fold(form.text) for form in forms if form.kind in EQUAL and not form.is_short)
    return tuple(Sought(text, WORDS / units, is_number=False) for text in tuple(texts)[:MOST_FORMS])


def not_found(lexicon: Lexicon, connection: sqlite3.Connection, reading: Reading, text: str) -> tuple[str, ...]:
    """Give the words of a query, as they stand in its text, that no entry has, nor any other form of what they name."""
    missing = [
        unit.typed
        for unit in reading.units
        if not unit.locates and not any(len(lexicon.postings(connection, term).entries) for term in _terms(unit))
    ]
    typed = {word.text: text[word.start : word.end] for word in words(text)} if missing else {}
    return tuple(typed.get(word, word) for word in missing)


def not_named(lexicon: Lexicon, connection: sqlite3.Connection, reading: Reading) -> tuple[str, ...]:
    """Give the words of a query that name something narrower than a term, where no entry has them all.

    What has the term is found, and may be about anything else that the term takes in.
    """
    return tuple(
        unit.typed
        for unit in reading.units
        if unit.concepts and not unit.equal and not unit.locates
        if not all(len(lexicon.postings(connection, stem).entries) for stem in unit.stems)
    )


def nothing_on(
    lexicon: Lexicon, connection: sqlite3.Connection, reading: Reading, thesaurus: Thesaurus
) -> tuple[AbsentPlace, ...]:
    """Give the places and countries in a query that no entry is about."""

    def held(concept: str) -> bool:
        return len(lexicon.postings(connection, f"#{concept}").entries) > 0

    absent = (unit for unit in reading.units if is_absent(lexicon, connection, unit))
    return tuple(
        AbsentPlace(thesaurus.label(unit.concepts[0]), next(map(thesaurus.label, filter(held, unit.wider)), ""))
        for unit in absent
    )


def is_absent(lexicon: Lexicon, connection: sqlite3.Connection, unit: Unit) -> bool:
    """Tell whether a unit says where and no entry is there."""
    return unit.locates and not is_held(lexicon, connection, unit)


def is_held(lexicon: Lexicon, connection: sqlite3.Connection, unit: Unit) -> bool:
    """Tell whether any entry is about what a unit names."""
    return any(len(lexicon.postings(connection, f"#{concept}").entries) for concept in unit.concepts)


def is_named(
    lexicon: Lexicon, connection: sqlite3.Connection, places: Sequence[Unit], reading: Reading, entry: int
) -> bool:
    """Tell whether an entry at least names some places, in a query that asks for more than these."""
    stems = [stem for unit in places for stem in unit.stems]
    named = all(entry in lexicon.postings(connection, stem).entries for stem in stems)
    return len(reading.units) > len(places) and bool(stems) and named


def is_at_one(lexicon: Lexicon, connection: sqlite3.Connection, reading: Reading, entry: int) -> bool:
    """Tell whether an entry is about any of the places that a query names."""
    places = (f"#{concept}" for unit in reading.units if unit.locates for concept in unit.concepts)
    return any(entry in lexicon.postings(connection, place).entries for place in places)


def _terms(unit: Unit) -> tuple[str, ...]:
    return (*unit.stems, *unit.choices, *(f"#{concept}" for concept in unit.concepts))
