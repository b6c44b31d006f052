"""Tells whether the best hit can answer: whether the places and the words that a query is about are in the base."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.search.lexicon import Lexicon
from kb.search.matches import is_absent, is_at_one, is_named, not_named
from kb.search.missing import misses_the_point
from kb.search.units import Reading

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Best:
    """The first hits, the best at their head, and how like that one is to any vector."""

    first: Sequence[int]
    likeness: Callable[[Floats], float]


@dataclass(frozen=True)
class Meanings:
    """Gives a text's vector, and tells of a word's vector whether it passes judgement."""

    encode: Callable[[str], Floats]
    judges: Callable[[Floats], bool]

    def telling(self, found: Iterable[str]) -> tuple[str, ...]:
        """Give the words, each once, that a query may be about: not those that pass judgement."""
        return tuple(word for word in dict.fromkeys(found) if not self.judges(self.encode(word)))


def is_answered(
    lexicon: Lexicon,
    connection: sqlite3.Connection,
    reading: Reading,
    missing: Sequence[str],
    meanings: Meanings,
    best: Best,
) -> bool:
    """Tell whether what the query is about is in the base. `missing` are the words that no entry has, as they are."""
    absent = [unit for unit in reading.units if is_absent(lexicon, connection, unit)]
    named = any(is_named(lexicon, connection, absent, reading, entry) for entry in best.first)
    if absent and not named and not is_at_one(lexicon, connection, reading, best.first[0]):
        return False
    absent_words, unnamed = map(meanings.telling, (missing, not_named(lexicon, connection, reading)))
    return not misses_the_point(reading.meaning, absent_words, meanings.encode, best.likeness, unnamed)
