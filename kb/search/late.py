"""Late interaction: the first few entries compared with a query token by token (MaxSim).

For each token of the query the most alike token of a passage counts, and the mean over the query's tokens is the
passage's MaxSim; an entry's is that of its best passage. Khattab and Zaharia (2020), ColBERT, arXiv:2004.12832.
"""

import os
import weakref
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kb.search.encoder import QueryEncoder
from kb.search.meaning import Floats, Numbers
from kb.search.score import Scale
from kb.search.token_file import ENTRIES, STARTS, TOKENS, TokenFile

# What a token vector's numbers are multiplied by before they are rounded to int8: they lie between -1 and 1.
SCALE = 127


class TokenVectors:
    """The token vectors of a base: read for a few entries at a time, not mapped, so that they take no memory here."""

    def __init__(self, file: TokenFile) -> None:
        tokens = file.parts[TOKENS]
        self._file = os.open(file.path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)
        self._first, self._row = tokens.first, tokens.shape[1]
        self._starts, self._entries = file.array(STARTS), file.array(ENTRIES)

    @classmethod
    def beside(cls, database: Path) -> "TokenVectors | None":
        """Open those of a database; None where it has none."""
        file = TokenFile.beside(database)
        return None if file is None else cls(file)

    def maxsim(self, entries: Numbers, query: Floats) -> Floats:
        """Give MaxSim of a query's token vectors for each of the entries; NaN where either has none."""
        found = np.full(len(entries), np.nan, dtype=np.float32)
        told = np.flatnonzero(self._entries[entries + 1] > self._entries[entries])
        if not len(told) or not len(query):
            return found
        places = [self._places(int(entry)) for entry in entries[told]]
        tokens = np.concatenate([self._read(int(each[0]), int(each[-1])) for each in places])
        lengths = np.concatenate([np.diff(each) for each in places])
        found[told] = maxsim(tokens, lengths, np.array([len(each) - 1 for each in places]), query)
        return found

    def _places(self, entry: int) -> Numbers:
        """Give where the tokens of an entry's passages begin, and where the last end."""
        return self._starts[self._entries[entry] : self._entries[entry + 1] + 1]

    def _read(self, first: int, end: int) -> NDArray[np.int8]:
        read = os.pread(self._file, (end - first) * self._row, self._first + first * self._row)
        return np.frombuffer(read, dtype=np.int8).reshape(end - first, self._row)


class LateInteraction:
    """Late interaction over one database, by the encoder that it was built with. Safe to share between threads."""

    def __init__(self, tokens: TokenVectors, encoder: QueryEncoder, scale: Scale) -> None:
        self._tokens, self._encoder, self._scale = tokens, encoder, scale

    @classmethod
    def open(cls, database: Path, encoder: QueryEncoder) -> "LateInteraction | None":
        """Open it; None where the encoder gives no token vectors, or the database has none.

        Raises DatabaseError where its token vectors are another database's or not whole.
        """
        if encoder.late_interaction is None:
            return None
        tokens = TokenVectors.beside(database)
        return None if tokens is None else cls(tokens, encoder, Scale.by(encoder.late_interaction.curve))

    def asked(self, text: str) -> Callable[[Numbers], Floats]:
        """Give what tells of entries how like a query they are, on the scale of all likenesses."""
        query = self._encoder.tokens(text)
        return lambda entries: self._scale(self._tokens.maxsim(entries, query))


def maxsim(tokens: NDArray[np.int8], lengths: Numbers, passages: Numbers, query: Floats) -> Floats:
    """Give MaxSim of a query for entries of which each has a passage and each passage a token.

    `tokens` are those of all passages, `lengths` how many each passage has, `passages` how many of these each entry has.
    """
    alike = tokens.astype(np.float32) @ (query.T / SCALE)
    best = np.maximum.reduceat(alike, np.cumsum(lengths) - lengths, axis=0)
    return np.asarray(np.maximum.reduceat(best.mean(axis=1), np.cumsum(passages) - passages), dtype=np.float32)


def rounded(tokens: Floats) -> NDArray[np.int8]:
    """Round token vectors of unit length to int8."""
    return np.rint(tokens * SCALE).astype(np.int8)
