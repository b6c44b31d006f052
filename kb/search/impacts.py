"""Filters on impacts: what is asked of outcome, effect, basis and strength must hold for one and the same impact."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kb.model.rating import NOT_MEASURED

Mask = NDArray[np.bool_]
NAMES = ("outcome", "effect", "basis")
STRENGTH = "min_strength"


@dataclass(frozen=True)
class Asked:
    """What a request asks of impacts: values by filter, and the least strength."""

    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    strength: float | None = None


class Impacts:
    """The impacts of all entries, as columns."""

    def __init__(self, connection: sqlite3.Connection, numbers: Mapping[str, int]) -> None:
        rows = connection.execute(f"select entry, {', '.join(NAMES)}, strength from impacts").fetchall()  # noqa: S608
        self._total = len(numbers)
        self._entries = np.array([numbers[row[0]] for row in rows], dtype=np.int64)
        self._values = {name: np.array([row[at] for row in rows], dtype=object) for at, name in enumerate(NAMES, 1)}
        # What was not measured has no strength that a filter could ask for.
        strengths = [-1.0 if row[-1] is None or row[3] in NOT_MEASURED else float(row[-1]) for row in rows]
        self._strength = np.array(strengths, dtype=np.float32)

    def narrow(self, name: str, asked: Asked) -> bool:
        """Tell whether a filter other than the named one asks something of impacts."""
        return any(other in asked.filters for other in NAMES if other != name) or (
            asked.strength is not None and name != STRENGTH
        )

    def passing(self, asked: Asked, but: str | None = None) -> Mask:
        """Give the impacts that pass all that is asked of impacts, or all but the named filter."""
        passes = np.ones(len(self._entries), dtype=bool)
        for name in NAMES:
            if name in asked.filters and name != but:
                passes &= np.isin(self._values[name], list(asked.filters[name]))
        if asked.strength is not None and but != STRENGTH:
            passes &= self._strength >= asked.strength
        return passes

    def entries(self, passes: Mask) -> Mask:
        """Give the entries that have one of the impacts."""
        mask = np.zeros(self._total, dtype=bool)
        mask[self._entries[passes]] = True
        return mask

    def having(self, name: str, value: str, passes: Mask) -> Mask:
        """Give the entries of which one of the impacts has the value."""
        return self.entries(passes & (self._values[name] == value))
