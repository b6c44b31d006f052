"""Which of several words was meant by one that is written otherwise: only where few letters differ."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

# Letters that may differ, by the length of the word: in a short word two letters make another word.
DIFFERING = ((2, 0), (5, 1), (10, 2))
MOST = 3


def nearest(word: str, others: Iterable[str]) -> str:
    """Give the word that differs least from one, the first of equals; nothing where none is near."""
    most = next((letters for length, letters in DIFFERING if len(word) <= length), MOST)
    found = process.extractOne(word, list(others), scorer=OSA.distance, score_cutoff=most)
    return str(found[0]) if found else ""
