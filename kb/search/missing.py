"""Tells whether a word that no entry has is what a query is about, so that no entry answers it however near the rest is."""

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from kb.search.words import fold, words

Floats = NDArray[np.float32]
# A word without which a query means something else by so much is its point.
SALIENT = 0.15
# So is one without which the query is so much nearer to what was found: what was found is about the rest.
NEARER = 0.04
# So many words are looked at; a query with more that nobody knows is a pasted text.
MOST = 3


def misses_the_point(
    text: str, missing: Iterable[str], encode: Callable[[str], Floats], likeness: Callable[[Floats], float]
) -> bool:
    """Tell whether any of the words that are missing is the point of the text.

    `encode` gives a text's vector, `likeness` the similarity of a vector to the best hit.
    """
    whole = encode(text)
    for word in tuple(missing)[:MOST]:
        rest = _without(text, word)
        if not words(rest):
            return True
        left = encode(rest)
        if 1 - float(whole @ left) >= SALIENT or likeness(left) - likeness(whole) >= NEARER:
            return True
    return False


def _without(text: str, word: str) -> str:
    """Give a text without a word, wherever it stands."""
    for found in reversed(words(text)):
        if fold(text[found.start : found.end]) == fold(word):
            text = f"{text[: found.start]}{text[found.end :]}"
    return " ".join(text.split())
