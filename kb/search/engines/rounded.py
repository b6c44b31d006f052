"""The engine of a million passages: vectors rounded to int8 in a mapped file, and in float32 what an answer depends on.

A vector is rounded in steps of its own, a 127th of its largest number. The error of a cosine is then the sum of many
small independent ones, and seldom more than a few of its standard deviations: see `SPREAD`.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from sqlite3 import Connection
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from kb.errors import missing_part
from kb.search.engines.files import ROUNDED, STEPS, Floating, VectorFiles
from kb.search.engines.settling import settle
from kb.search.engines.shares import Shares
from kb.search.meaning import Bounds, Cut, Floats, Mask, Similarities, nearest_first

LARGEST = 127
# Standard deviations by which a cosine may be wrong. The bound of Hoeffding for sums of such errors gives 5e-11 for 7.
SPREAD = 7.0
# So many products are scaled while they are still in the processor's cache.
BLOCK = 8192
Rounded = NDArray[np.int8]


def rounded(vectors: Floats) -> tuple[Rounded, Floats]:
    """Round vectors to int8, each in steps of its own, and give the steps too."""
    steps = np.maximum(np.abs(vectors).max(axis=1), 1e-9) / LARGEST
    return np.rint(vectors / steps[:, None]).astype(np.int8), np.asarray(steps, dtype=np.float32)


def error(steps: Floats) -> Floats:
    """Give by how much the cosine of a vector that is rounded in such steps may be wrong."""
    return np.asarray(SPREAD * steps / np.sqrt(12), dtype=np.float32)


def halves(query: Floats) -> tuple[Rounded, Floats]:
    """Give a query as two rounded vectors, the second what the first leaves over, so that hardly any error is the query's."""
    coarse, step = rounded(query[None, :])
    fine, rest = rounded(query[None, :] - coarse * step[:, None])
    return np.concatenate([coarse, fine]), np.concatenate([step, rest])


class Mapped:
    """All passages compared as int8; the entries that the cut names again as float32."""

    def __init__(self, files: VectorFiles) -> None:
        """Map the files. Raises BrokenEnvironmentError where a file or the package numkong is missing."""
        self._numkong = _numkong()
        self._rounded: Rounded = files.mapped(ROUNDED)
        self._steps = np.asarray(files.mapped(STEPS)).copy()
        self._shares = Shares()
        self._floating = Floating(files)
        self._layout = files.layout
        self._margins = error(self._layout.best(self._steps))
        self.wholes = files.wholes.directions

    @classmethod
    def opening(cls, database: Path) -> "Callable[[Connection, Sequence[str]], Mapped]":
        """Give what opens the files beside a database."""
        return lambda _connection, slugs: cls(VectorFiles.open(database, len(slugs)))

    def near(self, direction: Floats) -> Floats:
        """Give the cosine of a vector to each entry's mean."""
        return self._shares.cosines(self.wholes, direction)

    def similarities(self, query: Floats, mask: Mask, cut: Cut) -> Similarities:
        """Compare a query with everything, closely where it matters."""
        whole = self.near(query)
        best = self._layout.best(self._cosines(query))
        bounds = Bounds(best, best - self._margins, best + self._margins)
        return settle(bounds, whole, mask, cut, lambda entries: self._floating.best(entries, query))

    def _cosines(self, query: Floats) -> Floats:
        cosines = np.empty(len(self._rounded), dtype=np.float32)
        two, steps = halves(query)
        packed = self._numkong.dots_pack(two)

        def compare(part: slice) -> None:
            for start in range(part.start, part.stop, BLOCK):
                block = slice(start, min(start + BLOCK, part.stop))
                dots = np.asarray(self._numkong.dots_packed(self._rounded[block], packed))
                np.multiply(dots.astype(np.float32) @ steps, self._steps[block], out=cosines[block])

        if len(cosines):
            self._shares.each(len(cosines), compare)
        return cosines

    def of_entry(self, entry: int, query: Floats) -> dict[int, float]:
        """Give the similarity of each of an entry's passages, by id, the nearest first."""
        return nearest_first(*self._floating.of_entry(entry, query))


def _numkong() -> ModuleType:
    try:
        import numkong
    except ImportError as missing:
        raise missing_part("numkong", "vectors") from missing
    return numkong
