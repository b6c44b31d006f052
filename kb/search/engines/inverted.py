"""The engine past a few million passages: an inverted file of FAISS, mapped, and float32 for what an answer depends on.

Up to `LOOKED_AT` passages all lists are looked through, so that nothing is missed; past that the nearest lists, and all
of them for the entries that pass the filters. What was not looked at makes an answer say "at least".
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from sqlite3 import Connection
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.errors import BrokenEnvironmentError, missing_part
from kb.search.engines.files import ERROR, INVERTED, Floating, VectorFiles
from kb.search.engines.rounded import SPREAD
from kb.search.engines.settling import MOST, settle
from kb.search.engines.shares import Shares
from kb.search.meaning import Bounds, Cut, Floats, Mask, Similarities, nearest_first

# Passages less near than this are not even told apart: few answers depend on them.
RADIUS = 0.3
LOOKED_AT = 4_000_000
# Where much has not been looked at, so many of the best entries are made exact.
MOST_OF_SOME = 500
IN_A_LIST, LEARNT_FROM = 256, 64
PART = 65_536


class Inverted:
    """All passages within a radius of the query, from their lists."""

    def __init__(self, files: VectorFiles, looked_at: int = LOOKED_AT) -> None:
        """Map the index. Raises BrokenEnvironmentError where it or the package faiss is missing."""
        path = files.folder / INVERTED
        if not path.is_file():
            raise BrokenEnvironmentError(f"{path}: there is no such file; write it with `kb vectors --engine ivf`")
        self._faiss = _faiss()
        self._index: Any = self._faiss.read_index(str(path), self._faiss.IO_FLAG_MMAP)
        self._margin = np.float32(SPREAD * float(files.mapped(ERROR)[0]))
        self._shares = Shares()
        self._files, self._layout, self._floating = files, files.layout, Floating(files)
        self._owner = np.repeat(self._layout.owners, self._layout.ends - self._layout.starts)
        self._lists = min(self._index.nlist, max(1, self._index.nlist * looked_at // max(len(self._owner), 1)))
        self.wholes = files.wholes.directions

    @classmethod
    def opening(cls, database: Path) -> "Callable[[Connection, Sequence[str]], Inverted]":
        """Give what opens the index beside a database."""
        return lambda _connection, slugs: cls(VectorFiles.open(database, len(slugs)))

    @property
    def _looks_at_all(self) -> bool:
        return bool(self._lists == self._index.nlist)

    def near(self, direction: Floats) -> Floats:
        """Give the cosine of a vector to each entry's mean."""
        return self._shares.cosines(self.wholes, direction)

    def similarities(self, query: Floats, mask: Mask, cut: Cut) -> Similarities:
        """Compare a query with what its lists hold, closely where it matters."""
        whole = self.near(query)
        best = np.full(self._layout.entries, -np.inf, dtype=np.float32)
        self._look(best, query, self._lists, None)
        known = np.full(self._layout.entries, self._looks_at_all)
        if not self._looks_at_all and not mask.all():
            self._look(best, query, self._index.nlist, mask)
            known |= mask
        bounds = self._bounds(best, self._files.wholes.least(whole), known)
        most = MOST if self._looks_at_all else MOST_OF_SOME
        return settle(bounds, whole, mask, cut, lambda entries: self._floating.best(entries, query), most)

    def _look(self, best: Floats, query: Floats, lists: int, mask: Mask | None) -> None:
        """Raise what is known of the best passages by those within the radius, in so many lists, of some entries."""
        options = {"nprobe": lists}
        if mask is not None:
            bits = np.packbits(mask[self._owner], bitorder="little")
            options["sel"] = self._faiss.IDSelectorBitmap(bits)
        parameters = self._faiss.SearchParametersIVF(**options)
        _, near, found = self._index.range_search(query[None, :], RADIUS, params=parameters)
        np.maximum.at(best, self._owner[found], near)

    def _bounds(self, best: Floats, least: Floats, known: Mask) -> Bounds:
        """Give the bounds: of what was found, what it may be wrong by; of the rest, that it is beyond the radius, if known."""
        found = np.isfinite(best)
        low = np.where(found, np.maximum(best - self._margin, least), least)
        high = np.where(found, best + self._margin, np.float32(RADIUS) + self._margin)
        high[~known] = 1.0
        holds = np.zeros(self._layout.entries, dtype=bool)
        holds[self._layout.owners] = True
        low, high = np.where(holds, low, 0.0), np.where(holds, np.maximum(high, low), 0.0)
        guess = np.where(found & holds, np.where(np.isfinite(best), best, 0.0), low)
        return Bounds(*(np.asarray(each, dtype=np.float32) for each in (guess, low, high)))

    def of_entry(self, entry: int, query: Floats) -> dict[int, float]:
        """Give the similarity of each of an entry's passages, by id, the nearest first."""
        return nearest_first(*self._floating.of_entry(entry, query))


def require() -> None:
    """Raise BrokenEnvironmentError where the package faiss is missing."""
    _faiss()


def write(path: Path, vectors: Floats, advance: Callable[[int], None]) -> None:
    """Write the index of all vectors, and beside it the standard deviation of its error, at the vector that it hits worst.

    `advance` is told how many more vectors are in the index.
    """
    faiss = _faiss()
    lists = max(1, min(len(vectors) // IN_A_LIST, int(np.sqrt(len(vectors)))))
    quantizer = faiss.IndexFlatIP(vectors.shape[1])
    kind = faiss.ScalarQuantizer.QT_8bit
    index = faiss.IndexIVFScalarQuantizer(quantizer, vectors.shape[1], lists, kind, faiss.METRIC_INNER_PRODUCT)
    # More learnt from would take minutes and find hardly better lists.
    index.cp.max_points_per_centroid = LEARNT_FROM
    index.train(np.asarray(vectors))
    worst = 0.0
    for at in range(0, len(vectors), PART):
        part = np.ascontiguousarray(vectors[at : at + PART])
        index.add(part)
        wrong = index.sa_decode(index.sa_encode(part)) - part
        worst = max(worst, float(np.linalg.norm(wrong, axis=1).max()))
        advance(len(part))
    faiss.write_index(index, str(path))
    deviation: NDArray[np.float64] = np.array([worst / np.sqrt(vectors.shape[1])])
    np.save(path.with_name(ERROR), deviation)


def _faiss() -> ModuleType:
    try:
        import faiss
    except ImportError as missing:
        raise missing_part("faiss-cpu", "vectors-large") from missing
    return faiss
