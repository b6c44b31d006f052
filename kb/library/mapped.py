"""The evidence map in Python: a grid to look at, a table to work with, and the claims behind each cell."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kb.errors import QueryError
from kb.library.answers import Tabular
from kb.library.table import Table, Value
from kb.published.labels import Labels
from kb.published.summary import EFFECTS
from kb.synthesis.evidence_map import COLUMNS, Cell, EvidenceMap, map_as_json
from kb.synthesis.map_cell import CellClaim

OUTCOMES = "outcomes"
COUNTS = ("entries", *EFFECTS, "levels", "not_measured", "strength")
CLAIM = (
    "slug", "title", "direction", "value", "value_to", "unit", "measure", "basis", "design", "effect", "strength",
    "source", "at",
)  # fmt: skip


@dataclass(frozen=True, repr=False)
class Mapped(Tabular):
    """The evidence map by one kind of column. Outcomes are its rows; a pair without a cell is a gap in the base."""

    map: EvidenceMap
    labels: Labels
    claims_of: Callable[[str, str, str], tuple[CellClaim, ...]]
    """Reads the claims of a cell: by, column, outcome."""

    @property
    def gaps(self) -> int:
        """Give the number of pairs that no entry is about."""
        return self.map.gaps

    @property
    def table(self) -> Table:
        """Give a row a cell: numbers of entries and of results by effect; `strength` is the strongest, from 0 to 5."""
        columns = (self.map.by, "outcome", *COUNTS)
        rows = [[column, outcome, *_counts(cell)] for (column, outcome), cell in sorted(self.map.cells.items())]
        return Table.of(self._heading, columns, rows)

    @property
    def grid(self) -> Table:
        """Give a row an outcome and a column a care model or contract type, in words; an empty cell is a gap."""
        columns = tuple(term.id for term in self.map.columns)
        rows: list[list[Value]] = [
            [outcome.id, *(_told(self.map.cells.get((column, outcome.id))) for column in columns)]
            for outcome in self.map.outcomes
        ]
        return Table.of(self._heading, ("outcome", *columns), rows)

    def claims(self, column: str, outcome: str) -> Table:
        """Give the claims of a cell, results before aims, the strongest first, each with its source and the place in it.

        A gap has none. Raises QueryError where there is no such column or outcome.
        """
        self._require(COLUMNS[self.map.by], column)
        self._require(OUTCOMES, outcome)
        found = self.claims_of(self.map.by, column, outcome)
        return Table.of(f"{column}, {outcome}", CLAIM, [_claim(one) for one in found])

    def _require(self, vocabulary: str, term: str) -> None:
        allowed = [one.id for one in self.labels.terms(vocabulary)]
        if term not in allowed:
            raise QueryError(f"{vocabulary} has no term {term[:80]!r}; allowed: {', '.join(allowed)}")

    def as_json(self) -> dict[str, Any]:
        """Give it as /map.json does, without regions and years."""
        return map_as_json(self.map)

    @property
    def _heading(self) -> str:
        return f"Evidence map by {self.map.by.replace('_', ' ')}, {self.gaps} gaps"

    def _repr_html_(self) -> str:
        return self.grid._repr_html_()

    def __repr__(self) -> str:
        """Give the table as text."""
        return repr(self.table)


def _counts(cell: Cell) -> list[Value]:
    by_effect = [cell.results.get(effect, 0) for effect in EFFECTS]
    return [cell.entries, *by_effect, cell.levels, cell.unmeasured, cell.strength]


def _told(cell: Cell | None) -> str | None:
    if cell is None:
        return None
    told = [f"{count} {effect}" for effect, count in cell.results.items()]
    told += [f"{cell.levels} level"] if cell.levels else []
    told += [f"{cell.unmeasured} not measured"] if cell.unmeasured else []
    return f"{cell.entries}: {', '.join(told)}" if told else str(cell.entries)


def _claim(claim: CellClaim) -> list[Value]:
    return [claim.slug, claim.title, *(getattr(claim.impact, name) for name in CLAIM[2:])]
