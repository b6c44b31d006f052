"""Scores entries by a query's words: saturated and length-normalised as in BM25, as a share of what could be reached."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.search.lexicon import CEILING, Lexicon, Postings
from kb.search.units import Reading, Unit

Floats = NDArray[np.float32]
PAIR = 0.5
# How much it counts that the outcome in the query went the way that the query says.
MOVEMENT = 1.0
# How much the words of a term count where they stand apart, beside the term itself.
SCATTERED = 0.5
# How much a term counts for somebody who typed something narrower.
WIDER = 0.8
# What is taken off the share of an entry that is elsewhere, so that it stands after those of the place.
ELSEWHERE = 0.05
# How much of the words an entry holds that holds only the wider term: not enough to be a hit for that alone.
WIDER_HELD = 0.5


@dataclass(frozen=True)
class KeywordScores:
    """For each entry: its share of the best possible score, less for one that is elsewhere, and of the query's words."""

    share: Floats
    coverage: Floats


def keyword_scores(lexicon: Lexicon, connection: sqlite3.Connection, reading: Reading) -> KeywordScores:
    """Score all entries."""
    total = np.zeros(lexicon.total, dtype=np.float32)
    covered = np.zeros(lexicon.total, dtype=np.float32)
    elsewhere = np.zeros(lexicon.total, dtype=bool)
    possible = asked = 0.0
    for unit in reading.units:
        elsewhere |= _elsewhere(lexicon, connection, unit)
        scored = _unit(lexicon, connection, unit)
        total += unit.count * scored.scores
        covered += scored.present
        possible += unit.count * scored.telling * CEILING
        asked += scored.telling
    # What goes beyond the words adds to the score, and its absence takes nothing away.
    extras = [(pair, PAIR) for pair in reading.pairs] + [(movement, MOVEMENT) for movement in reading.movements]
    for term, worth in extras:
        found = lexicon.postings(connection, term)
        total[found.entries] += np.float32(worth * found.idf) * found.weights
    share = np.minimum(total / np.float32(max(possible, 1e-9)), np.float32(1.0)) - np.float32(ELSEWHERE) * elsewhere
    return KeywordScores(share, covered / np.float32(max(asked, 1e-9)))


@dataclass(frozen=True)
class _Scored:
    """One unit: each entry's score, how much of the unit it holds, and how telling the unit is."""

    scores: Floats
    present: Floats
    telling: float


def _elsewhere(lexicon: Lexicon, connection: sqlite3.Connection, unit: Unit) -> NDArray[np.bool_]:
    """Give the entries that are not where a query asks; none where the base has nothing there."""
    found = np.zeros(lexicon.total, dtype=bool)
    if unit.locates and unit.concepts:
        for concept in unit.concepts:
            found[lexicon.postings(connection, f"#{concept}").entries] = True
        if found.any():
            return ~found
    return np.zeros(lexicon.total, dtype=bool)


def _unit(lexicon: Lexicon, connection: sqlite3.Connection, unit: Unit) -> _Scored:
    scores = np.zeros(lexicon.total, dtype=np.float32)
    present = np.zeros(lexicon.total, dtype=np.float32)
    if unit.choices:
        found = [lexicon.postings(connection, term) for term in unit.choices]
        return _best_of(scores, present, found, max(postings.idf for postings in found))
    plain = [lexicon.postings(connection, stem) for stem in unit.stems]
    named = [lexicon.postings(connection, f"#{concept}") for concept in unit.concepts]
    named = [postings for postings in named if len(postings.entries)]
    if unit.wider and not named:
        return _pointing(lexicon, connection, unit, plain)
    # A short form that no text holds says nothing beside the term that it stands for.
    known = sum(postings.idf for postings in plain if len(postings.entries) or not named)
    best = max((postings.idf for postings in named), default=0.0)
    # All forms of a term should find the same, so the term counts and the words of this form only help.
    part = np.float32(min(1.0, SCATTERED * best / known) if unit.equal and named and known else 1.0)
    for postings in plain:
        scores[postings.entries] += part * np.float32(postings.idf) * postings.weights
        present[postings.entries] += part * np.float32(postings.idf)
    if unit.equal and named and known and len(plain) > 1:
        # One common word of a longer term says little: failure is not heart failure.
        whole = present / np.float32(part * known)
        scores *= whole
        present *= whole
    if unit.equal:
        return _best_of(scores, present, named, best if named else known)
    return _best_of(scores, present, named, max(known, best), WIDER, WIDER_HELD)


def _pointing(lexicon: Lexicon, connection: sqlite3.Connection, unit: Unit, plain: Sequence[Postings]) -> _Scored:
    """Score a place of which the base has nothing: what mentions it, and what lies around it, point to it."""
    scores = np.zeros(lexicon.total, dtype=np.float32)
    present = np.zeros(lexicon.total, dtype=np.float32)
    telling = sum(postings.idf for postings in plain)
    around = next(
        (found for wider in unit.wider if len((found := lexicon.postings(connection, f"#{wider}")).entries)), None
    )
    for postings in plain:
        scores[postings.entries] += np.float32(WIDER * postings.idf) * postings.weights
        present[postings.entries] += np.float32(WIDER_HELD * postings.idf)
    return _best_of(scores, present, [around] if around else [], telling, WIDER, WIDER_HELD)


def _best_of(
    scores: Floats, present: Floats, found: list[Postings], telling: float, worth: float = 1.0, held_as: float = 1.0
) -> _Scored:
    """Let each of several ways to say the same count, but not add up."""
    for postings in found:
        held = postings.entries
        scores[held] = np.maximum(scores[held], np.float32(worth * postings.idf) * postings.weights)
        present[held] = np.maximum(present[held], np.float32(held_as * telling))
    return _Scored(scores, present, telling)
