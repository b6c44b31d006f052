"""Filters on impacts: what is asked of outcome, effect, aim, basis, strength and what it is about must hold for one impact."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kb.model.rating import NOT_MEASURED

Mask = NDArray[np.bool_]
COLUMNS = {"outcome": "outcome", "effect": "effect", "basis": "basis", "aim": "basis"}
# What an impact is about matters once something else is asked of it: an entry may have a model and no result about it.
ABOUT = {
    "care_model": "select impact, care_model from impact_care_models",
    "contract_type": "select impact, contract_type from impact_contract_types where tied",
}
NAMES = (*COLUMNS, *ABOUT)
STRENGTH = "min_strength"


@dataclass(frozen=True)
class Asked:
    """What a request asks of impacts: values by filter, and the least strength."""

    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    strength: float | None = None


class Impacts:
    """The impacts of all entries, as columns, with what each is about."""

    def __init__(self, connection: sqlite3.Connection, numbers: Mapping[str, int]) -> None:
        rows = connection.execute("select entry, outcome, effect, basis, strength, id from impacts").fetchall()
        self._total = len(numbers)
        self._entries = np.array([numbers[row[0]] for row in rows], dtype=np.int64)
        columns = dict(zip(("outcome", "effect", "basis"), (1, 2, 3), strict=True))
        self._values = {
            name: np.array([row[columns[column]] for row in rows], dtype=object) for name, column in COLUMNS.items()
        }
        places = {row[5]: place for place, row in enumerate(rows)}
        self._about = {name: self._read(connection, query, places) for name, query in ABOUT.items()}
        # What was not measured has no strength that a filter could ask for.
        strengths = [-1.0 if row[4] is None or row[3] in NOT_MEASURED else float(row[4]) for row in rows]
        self._strength = np.array(strengths, dtype=np.float32)

    @staticmethod
    def _read(connection: sqlite3.Connection, query: str, places: Mapping[str, int]) -> dict[str, Mask]:
        masks: dict[str, Mask] = {}
        for impact, term in connection.execute(query):
            masks.setdefault(term, np.zeros(len(places), dtype=bool))[places[impact]] = True
        return masks

    def narrow(self, name: str, asked: Asked) -> bool:
        """Tell whether a filter other than the named one asks something of impacts."""
        return any(other in asked.filters for other in COLUMNS if other != name) or (
            asked.strength is not None and name != STRENGTH
        )

    def passing(self, asked: Asked, but: str | None = None) -> Mask:
        """Give the impacts that pass all that is asked of impacts, or all but the named filter."""
        passes = np.ones(len(self._entries), dtype=bool)
        for name in NAMES:
            if name in asked.filters and name != but:
                passes &= np.logical_or.reduce([self._holding(name, value) for value in asked.filters[name]])
        if asked.strength is not None and but != STRENGTH:
            passes &= self._strength >= asked.strength
        return passes

    def _holding(self, name: str, value: str) -> Mask:
        if name in ABOUT:
            return self._about[name].get(value, np.zeros(len(self._entries), dtype=bool))
        return np.asarray(self._values[name] == value, dtype=bool)

    def entries(self, passes: Mask) -> Mask:
        """Give the entries that have one of the impacts."""
        mask = np.zeros(self._total, dtype=bool)
        mask[self._entries[passes]] = True
        return mask

    def having(self, name: str, value: str, passes: Mask) -> Mask:
        """Give the entries of which one of the impacts has the value."""
        return self.entries(passes & self._holding(name, value))
