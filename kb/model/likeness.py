"""Which of several words was meant by one that is written otherwise: only where few letters differ, and no word is another."""

import re
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

# Letters that may differ, by the length of the word: in a short word two letters make another word.
DIFFERING = ((2, 0), (5, 1))
MOST = 2
# Words of the language, unlike ids, have many others near them.
DIFFERING_IN_WORDS = ((3, 0), (11, 1))
# In a word of so few letters two may differ only behind the first.
SHORT = 7
# So many of the likest are looked at; of the first, a part may be another word.
LIKEST = 5
_PARTS = re.compile(r"[\s_-]+")


def nearest(word: str, others: Iterable[str]) -> str:
    """Give the word that differs least from one; nothing where none is near, or several are as near."""
    found = likest(word, others)
    return found[0] if len(found) == 1 else ""


def likest(word: str, others: Iterable[str], differing: tuple[tuple[int, int], ...] = DIFFERING) -> list[str]:
    """Give the words that differ least from one, all of them that differ as little; none where none is near."""
    most = next((letters for length, letters in differing if len(word) <= length), MOST)
    found = process.extract(word, list(others), scorer=OSA.distance, score_cutoff=most, limit=LIKEST)
    near = [(str(other), distance) for other, distance, _ in found if _is_like(word, str(other), round(distance))]
    return [other for other, distance in near if distance == near[0][1]]


def _is_like(word: str, other: str, distance: int) -> bool:
    if distance == MOST and len(word) <= SHORT and word[:1] != other[:1]:
        return False
    return _same_parts(word, other)


def _same_parts(word: str, other: str) -> bool:
    """Tell whether each part of one is the same part of the other, misspelt: "A&E admissions" is not "all admissions"."""
    parts, others = _PARTS.split(word), _PARTS.split(other)
    if len(parts) == len(others) and all(map(_is_near, parts, others)):
        return True
    return OSA.distance("".join(parts), "".join(others)) <= 1


def _is_near(part: str, other: str) -> bool:
    """Tell whether at most half of the letters of two parts differ."""
    return part == other or 2 * OSA.distance(part, other) <= min(len(part), len(other))
