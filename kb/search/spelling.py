"""Corrects words that neither the base nor the encoder's own vocabulary knows, to the nearest word of the base."""

import sqlite3
import threading
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kb.search.words import is_number, words

SHORTEST = 4
LONGEST = 40
# Letters that may differ, by the length of the word: in a short word one letter makes another word.
ALLOWED = ((7, 1), (LONGEST, 2))


class Speller:
    """The words of the base, unstemmed, with how many entries hold each. Safe to share between threads."""

    def __init__(self, connection: sqlite3.Connection, stems: frozenset[str]) -> None:
        rows = connection.execute("select word, stem, entries, lower from words").fetchall()
        self.counts: dict[str, int] = {word: entries for word, _, entries, _ in rows}
        self.stems = stems | {stem for _, stem, _, _ in rows}
        self.lower: dict[str, int] = {word: lower for word, _, _, lower in rows if lower > 0}
        for (text,) in connection.execute("select distinct text from synonyms"):
            for word in words(text):
                self.counts.setdefault(word.text, 0)
        self._targets = [word for word in sorted(self.counts) if word.isalpha() and len(word) >= SHORTEST]
        self._lock = threading.Lock()
        self.correction = lru_cache(maxsize=4096)(self._correction)

    def knows(self, word: str) -> bool:
        """Tell whether the base or its vocabularies use the word."""
        return word in self.counts or is_number(word) or not word.isalpha()

    def _correction(self, word: str) -> str | None:
        """Give the nearest word of the base, the more frequent of equally near ones; None where none is near."""
        if not SHORTEST <= len(word) <= LONGEST:
            return None
        most = next(distance for length, distance in ALLOWED if len(word) <= length)
        found = process.extract(word, self._targets, scorer=OSA.distance, score_cutoff=most, limit=None)
        # People rarely get the first letter wrong, and a word that begins otherwise may say the opposite.
        near = [(distance, -self.counts[target], target) for target, distance, _ in found if target[0] == word[0]]
        return min(near)[2] if near else None

    def beginning(self, start: str, limit: int = 12) -> list[str]:
        """Give the most frequent words that begin so, for search while typing."""
        found = [word for word in self._targets if word.startswith(start)]
        return sorted(found, key=lambda word: (-self.counts[word], word))[:limit]
