"""Selects the entries that pass everything a request demands, before anything is ranked."""

import sqlite3
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kb.search.filters import Choices, Masks
from kb.search.impacts import Asked
from kb.search.lexicon import Lexicon
from kb.search.phrases import Phrases
from kb.search.query import Condition, read
from kb.search.request import SearchRequest
from kb.search.stems import Stemmer
from kb.search.words import fold

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Selection:
    """The text to rank by, the entries that pass, those that pass without one filter, and what is asked of impacts."""

    text: str
    mask: Mask
    free: Mask
    without: dict[str, Mask] = field(default_factory=dict)
    asked: Asked = field(default_factory=Asked)


class Selector:
    """Applies filters, phrases, excluded words and words in fields."""

    def __init__(self, masks: Masks, choices: Choices, lexicon: Lexicon, stemmer: Stemmer, slugs: list[str]) -> None:
        self._masks, self._choices, self._lexicon = masks, choices, lexicon
        self._phrases, self._slugs = Phrases(stemmer), slugs
        self.numbers = {slug: number for number, slug in enumerate(slugs)}

    def select(self, connection: sqlite3.Connection, request: SearchRequest) -> Selection:
        """Take a request's text apart and give the entries that pass."""
        query = read(request.q, self._choices.names)
        filters = {name: list(values) for name, values in request.filters.items()}
        free, text = self._masks.everything(), [query.text]
        for condition in query.values:
            name = str(condition.field)
            found = self._choices.find(name, condition.text)
            if found is None:
                text.append(condition.text)
            elif condition.negated:
                free &= ~self._masks.any_of(name, [found])
            else:
                filters.setdefault(name, []).append(found)
        for condition in query.conditions:
            held = self._holding(connection, condition)
            free &= ~held if condition.negated else held
        tests = self._tests(request, filters)
        asked = Asked(filters, request.min_strength)
        without = {
            name: np.logical_and.reduce(
                [free, self._on_one_impact(asked, name), *(mask for other, mask in tests.items() if other != name)]
            )
            for name in tests
        }
        mask = np.logical_and.reduce([free, self._on_one_impact(asked, None), *tests.values()])
        return Selection(" ".join(part for part in text if part), mask, free, without, asked)

    def _on_one_impact(self, asked: Asked, but: str | None) -> Mask:
        """Give the entries of which one impact passes all that is asked of impacts, but for one filter."""
        if not self._masks.impacts.narrow(but or "", asked):
            return self._masks.everything()
        return self._masks.impacts.entries(self._masks.impacts.passing(asked, but))

    def _tests(self, request: SearchRequest, filters: dict[str, list[str]]) -> dict[str, Mask]:
        tests = {name: self._masks.any_of(name, values) for name, values in filters.items()}
        if request.min_strength is not None:
            tests["min_strength"] = self._masks.strong(request.min_strength)
        if request.population_min is not None:
            tests["population_min"] = self._masks.populated(request.population_min, None)
        if request.population_max is not None:
            tests["population_max"] = self._masks.populated(None, request.population_max)
        if request.population_min is not None and request.population_max is not None:
            # One population must fit both bounds, not one each.
            both = self._masks.populated(request.population_min, request.population_max)
            tests |= {"population_min": both, "population_max": both}
        return tests

    def _holding(self, connection: sqlite3.Connection, condition: Condition) -> Mask:
        """Give the entries that hold the words of a condition."""
        terms = self._phrases.terms(condition)
        if condition.field is None and (not condition.exact or len(terms) == 1):
            return self._with_all(connection, terms)
        found = self._matching(connection, *_full_text(condition))
        left = self._with_all(connection, terms) & ~found
        slugs = [self._slugs[number] for number in np.flatnonzero(left)]
        for slug in self._phrases.holding(connection, condition, slugs):
            found[self.numbers[slug]] = True
        return found

    def _with_all(self, connection: sqlite3.Connection, terms: list[str]) -> Mask:
        mask = self._masks.everything()
        for term in terms:
            held = np.zeros(len(mask), dtype=bool)
            held[self._lexicon.postings(connection, term).entries] = True
            mask &= held
        return mask

    def _matching(self, connection: sqlite3.Connection, query: str, values: list[str]) -> Mask:
        mask = np.zeros(len(self.numbers), dtype=bool)
        for (slug,) in connection.execute(query, values):
            mask[self.numbers[slug]] = True
        return mask


def _full_text(condition: Condition) -> tuple[str, list[str]]:
    """Give the query of the full-text tables for a condition, and its values."""
    if condition.field == "title":
        query = "select entries.slug from entries_fts join entries on entries.rowid = entries_fts.rowid"
        return f"{query} where entries_fts match ?", [f"title : ({_quoted(condition)})"]
    query = "select distinct passages.entry from passages_fts join passages on passages.id = passages_fts.rowid"
    if condition.field is None:
        return f"{query} where passages_fts match ?", [_quoted(condition)]
    return f"{query} where passages_fts match ? and passages.field = ?", [_quoted(condition), condition.field]


def _quoted(condition: Condition) -> str:
    """Quote for FTS5, which reads marks in plain text as its own syntax."""
    clean = fold(condition.text).replace('"', " ").replace("\0", " ")
    parts = [clean] if condition.exact else clean.split()
    return " AND ".join(f'"{part}"' for part in parts)
