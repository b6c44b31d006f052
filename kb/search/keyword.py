"""Scores entries by a query's words: saturated and length-normalised as in BM25, as a share of what could be reached."""

import sqlite3
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.search.lexicon import CEILING, Lexicon, Postings
from kb.search.units import Reading, Unit

Floats = NDArray[np.float32]
PAIR = 0.5


@dataclass(frozen=True)
class KeywordScores:
    """For each entry: its share of the best possible score, and of the query's words, both 0 to 1."""

    share: Floats
    coverage: Floats


def keyword_scores(lexicon: Lexicon, connection: sqlite3.Connection, reading: Reading) -> KeywordScores:
    """Score all entries."""
    total = np.zeros(lexicon.total, dtype=np.float32)
    covered = np.zeros(lexicon.total, dtype=np.float32)
    possible = asked = 0.0
    for unit in reading.units:
        scores, telling = _unit(lexicon, connection, unit)
        total += unit.count * scores
        covered += telling * np.minimum(scores / max(telling, 1e-9), 1.0)
        possible += unit.count * telling * CEILING
        asked += telling
    for pair in reading.pairs:
        found = lexicon.postings(connection, pair)
        total[found.entries] += PAIR * found.idf * found.weights
        possible += PAIR * found.idf * CEILING if len(found.entries) else 0.0
    return KeywordScores(total / np.float32(max(possible, 1e-9)), covered / np.float32(max(asked, 1e-9)))


def _unit(lexicon: Lexicon, connection: sqlite3.Connection, unit: Unit) -> tuple[Floats, float]:
    """Give each entry's score for one unit, and how telling the unit is."""
    if unit.choices:
        return _alternatives(lexicon, connection, unit.choices)
    plain = [lexicon.postings(connection, stem) for stem in unit.stems]
    named = [lexicon.postings(connection, f"#{concept}") for concept in unit.concepts]
    named = [postings for postings in named if len(postings.entries)]
    scores = np.zeros(lexicon.total, dtype=np.float32)
    for postings in plain:
        scores[postings.entries] += np.float32(postings.idf) * postings.weights
    # A short form that no text holds says nothing beside the term that it stands for.
    known = [postings.idf for postings in plain if len(postings.entries) or not named]
    for postings in named:
        scores[postings.entries] = np.maximum(scores[postings.entries], np.float32(postings.idf) * postings.weights)
    return scores, max([sum(known), *(postings.idf for postings in named)])


def _alternatives(lexicon: Lexicon, connection: sqlite3.Connection, terms: tuple[str, ...]) -> tuple[Floats, float]:
    scores = np.zeros(lexicon.total, dtype=np.float32)
    telling = 0.0
    found: list[Postings] = [lexicon.postings(connection, term) for term in terms]
    for postings in found:
        scores[postings.entries] = np.maximum(scores[postings.entries], np.float32(postings.idf) * postings.weights)
        telling = max(telling, postings.idf)
    return scores, telling
