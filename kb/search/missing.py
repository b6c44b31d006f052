"""Tells whether a word that no entry has is what a query is about, so that no entry answers it however near the rest is."""

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from kb.search.words import fold, words

Floats = NDArray[np.float32]
# A word without which a query means something else by so much is its point.
SALIENT = 0.15
# So is one without which the query is so much nearer to what was found: what was found is about the rest.
NEARER = 0.025
# But one without which the query means the same to this is never its point.
SLIGHT = 0.125
# What is found is as like the query as this share of the likeness of the query to itself without the word: it says in
# other words what the word says.
SAID = 0.74
# Of what the base has a kind of, so much less has to be said of the kind itself.
SAID_OF_A_KIND = 0.65
# So many words are looked at; a query with more that nobody knows is a pasted text.
MOST = 3


def misses_the_point(
    text: str,
    missing: Iterable[str],
    encode: Callable[[str], Floats],
    likeness: Callable[[Floats], float],
    unnamed: Iterable[str] = (),
) -> bool:
    """Tell whether any of the words that are missing is the point of the text.

    `encode` gives a text's vector, `likeness` the similarity of a vector to the best hit. `unnamed` are words that are
    missing too, but of which the base has what they are a kind of. What is missing is looked at together as well.
    """
    whole = encode(text)
    found = likeness(whole)

    def is_point(gone: str, said: float) -> bool:
        rest = _without(text, gone)
        if not words(rest):
            return True
        left = encode(rest)
        same = float(whole @ left)
        if likeness(left) - found >= NEARER and 1 - same >= SLIGHT:
            return True
        return 1 - same >= SALIENT and found < said * same

    absent = tuple(missing)[:MOST]
    together = (" ".join(absent),) if len(absent) > 1 else ()
    return any(is_point(gone, SAID) for gone in (*absent, *together)) or any(
        is_point(word, SAID_OF_A_KIND) for word in tuple(unnamed)[:MOST]
    )


def _without(text: str, missing: str) -> str:
    """Give a text without a word, or several that belong together, wherever they stand."""
    gone = {word.text for word in words(missing)}
    for found in reversed(words(text)):
        if found.text in gone or fold(text[found.start : found.end]) == fold(missing):
            text = f"{text[: found.start]}{text[found.end :]}"
    return " ".join(text.split())
