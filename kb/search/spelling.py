"""Corrects words that neither the base nor the encoder's own vocabulary knows, to the nearest word of the base."""

import re
import sqlite3
import threading
from collections.abc import Sequence
from functools import cached_property, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kb.search.concepts import bare
from kb.search.words import is_number, words

SHORTEST = 4
LONGEST = 40
# Letters that may differ, by the length of the word: in a short word one letter makes another word.
ALLOWED = ((5, 1), (LONGEST, 2))
# Terms of so many words tell a word by the others.
NAMELY, MOST_NAMELY = 3, 6
# Up to this length, a word that differs in two letters must at least sound alike.
ALIKE = 7
_SILENT = re.compile(r"(?<=.)(?:gh|[aeiouyhw])|(.)(?=\1)")


class Speller:
    """The words of the base, unstemmed, with how many entries hold each. Safe to share between threads."""

    def __init__(self, connection: sqlite3.Connection, stems: frozenset[str]) -> None:
        rows = connection.execute("select word, stem, entries, lower from words").fetchall()
        self.counts: dict[str, int] = {word: entries for word, _, entries, _ in rows}
        self.stems = stems | {stem for _, stem, _, _ in rows}
        self.lower: dict[str, int] = {word: lower for word, _, _, lower in rows if lower > 0}
        # Terms of three words or more, each with a gap, by which the word in it is known: isle of …
        self._gaps: dict[tuple[str, ...], str] = {}
        # Terms of several words, as they look without the spaces: carehomes.
        self._joined: dict[str, str] = {}
        for (text,) in connection.execute("select text from synonyms union select text from places"):
            parts = [word.text for word in words(text)]
            for part in parts:
                self.counts.setdefault(part, 0)
            if len(parts) > 1:
                self._joined["".join(parts)] = " ".join(parts)
            for at in range(len(parts) if len(parts) >= NAMELY else 0):
                self._gaps.setdefault((*parts[:at], "", *parts[at + 1 :]), parts[at])
        self._targets = [word for word in sorted(self.counts) if word.isalpha() and len(word) >= SHORTEST]
        self._lock = threading.Lock()
        self.correction = lru_cache(maxsize=4096)(self._correction)

    def knows(self, word: str) -> bool:
        """Tell whether the base or its vocabularies use the word."""
        return word in self.counts or is_number(word) or not word.isalpha()

    def uses(self, word: str) -> bool:
        """Tell whether an entry holds the word, or it is none that could be misspelt."""
        return self.counts.get(word, 0) > 0 or is_number(word) or not word.isalpha()

    @cached_property
    def _bare(self) -> frozenset[str]:
        return frozenset(bare(word) for word, entries in self.counts.items() if entries)

    def has(self, word: str) -> bool:
        """Tell whether an entry holds the word in the singular, the plural or a tense. Insurer is no form of insurance."""
        return is_number(word) or not word.isalpha() or bare(word) in self._bare

    def _correction(self, word: str) -> str | None:
        """Give the nearest word of the base, the more frequent of equally near ones; None where none is near.

        A term of several words that was written as one is nearer than a word that differs in two letters.
        """
        if not SHORTEST <= len(word) <= LONGEST:
            return None
        most = next(distance for length, distance in ALLOWED if len(word) <= length)
        found = process.extract(word, self._targets, scorer=OSA.distance, score_cutoff=most, limit=None)
        # People rarely get the first letter wrong, and a word that begins otherwise may say the opposite.
        near = [(distance, -self.counts[target], target) for target, distance, _ in found if target[0] == word[0]]
        close = [one for one in near if one[0] == 1 or len(word) > ALIKE or _sound(one[2]) == _sound(word)]
        if close and min(close)[0] == 1:
            return min(close)[2]
        return self._joined.get(word) or (min(close)[2] if close else None)

    def slip(self, word: str) -> str | None:
        """Give the word of several entries that a word is of which two letters next to each other changed places."""
        swapped = (f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}" for at in range(1, len(word) - 1))
        found = [(-self.counts[other], other) for other in swapped if self.counts.get(other, 0) > 1]
        return min(found)[1] if found else None

    def within(self, text: Sequence[str], at: int) -> str | None:
        """Give the word of a term that is meant by one that stands in its place and is like it: isle of white."""
        for length in range(NAMELY, min(MOST_NAMELY, len(text)) + 1):
            for start in range(max(0, at - length + 1), min(at, len(text) - length) + 1):
                meant = self._gaps.get((*text[start:at], "", *text[at + 1 : start + length]))
                if meant and meant[0] == text[at][0] and _is_like(meant, text[at]):
                    return meant
        return None

    def beginning(self, start: str, limit: int = 12) -> list[str]:
        """Give the most frequent words that begin so, for search while typing."""
        found = [word for word in self._targets if word.startswith(start)]
        return sorted(found, key=lambda word: (-self.counts[word], word))[:limit]


def _is_like(meant: str, typed: str) -> bool:
    """Tell whether a word is like another to the eye or to the ear."""
    most = ALLOWED[-1][1]
    return OSA.distance(meant, typed, score_cutoff=most) <= most or _sound(meant) == _sound(typed)


def _sound(word: str) -> str:
    """Give about what is heard of a word: its first letter and its consonants, doubled ones once."""
    return _SILENT.sub("", word)
