"""Tells a question about what went wrong, in whatever words, by its likeness to the base's own words for it."""

import sqlite3

import numpy as np
from numpy.typing import NDArray

from kb.search.encoder import QueryEncoder

Floats = NDArray[np.float32]
# A scheme that failed and a result that is bad, by what they mean to the code.
TERMS = frozenset({"status/failed", "effects/bad"})
# The same as terms of the index that only what an entry declares counts for: many write of failures that others had.
STATES, RESULTS = "states", "results"
DECLARED = (f"#{STATES}/failed", f"#{RESULTS}/bad")
FORMS = """select text from synonyms where vocabulary || '/' || term in (?, ?) group by text order by min(id)"""
# So many of the words that are most like the question are taken together, so that none of them decides alone.
NEAREST = 5
LIKE = 0.4
# A single word that is so like them passes judgement, and is not what a query is about.
JUDGES = 0.39


class Failures:
    """The base's words for failing, as vectors. Safe to share between threads."""

    def __init__(self, connection: sqlite3.Connection, encoder: QueryEncoder) -> None:
        forms = [text for (text,) in connection.execute(FORMS, sorted(TERMS))]
        self._forms = np.array([encoder.encode(text) for text in forms], dtype=np.float32)

    def are_asked_for(self, query: Floats) -> bool:
        """Tell whether a query, as a vector, asks for what went wrong and not for something in particular."""
        return self._likeness(query) >= LIKE

    def are_told_by(self, word: Floats) -> bool:
        """Tell whether a word, as a vector, says that something went wrong: a blunder, useless."""
        return self._likeness(word) >= JUDGES

    def _likeness(self, text: Floats) -> float:
        return float(np.sort(self._forms @ text)[-NEAREST:].mean()) if len(self._forms) >= NEAREST else 0.0
