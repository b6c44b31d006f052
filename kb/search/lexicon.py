"""The keyword half: an inverted index over entries, kept in plain tables and read a term at a time."""

import sqlite3
import threading
from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Indices = NDArray[np.uint32]
REMEMBERED = 4096
# Saturation and length normalisation of BM25. They are applied here: the index then holds nothing of an entry that
# another entry could change.
K1, B = 1.2, 0.75
CEILING = K1 + 1


@dataclass(frozen=True)
class Postings:
    """The entries that hold a term, how much they say about it (0 to CEILING), and how telling the term is."""

    entries: Indices
    weights: Floats
    idf: float


def idf(count: int, total: int) -> float:
    """Give how telling a term is that `count` of `total` entries hold."""
    return float(np.log1p((total - count + 0.5) / (count + 0.5)))


class Lexicon:
    """Reads postings from the database, and remembers them. Safe to share between threads."""

    def __init__(self, total: int) -> None:
        self.total = total
        self._lock = threading.Lock()
        self._remembered: OrderedDict[str, Postings] = OrderedDict()
        self._norms: Floats | None = None
        self._absent = Postings(np.zeros(0, np.uint32), np.zeros(0, np.float32), idf(0, total))

    def postings(self, connection: sqlite3.Connection, term: str) -> Postings:
        """Give a term's postings; empty ones for a term that no entry holds."""
        with self._lock:
            if term in self._remembered:
                self._remembered.move_to_end(term)
                return self._remembered[term]
        row = connection.execute("select entries, weights from search_terms where term = ?", [term]).fetchone()
        if row is None:
            return self._absent
        entries = np.frombuffer(row[0], dtype="<u4")
        counts = np.frombuffer(row[1], dtype="<f4")
        weights = counts * np.float32(CEILING) / (counts + self._norms_of(connection)[entries])
        found = Postings(entries, weights, idf(len(entries), self.total))
        with self._lock:
            self._remembered[term] = found
            if len(self._remembered) > REMEMBERED:
                self._remembered.popitem(last=False)
        return found

    def _norms_of(self, connection: sqlite3.Connection) -> Floats:
        """Give what each entry's length does to the weights in it; read once."""
        if self._norms is None:
            rows = connection.execute("select length from search_lengths order by entry").fetchall()
            lengths = np.array([row[0] for row in rows], dtype=np.float64)
            self._norms = (K1 * (1 - B + B * lengths / max(lengths.mean(), 1e-9))).astype(np.float32)
        return self._norms
