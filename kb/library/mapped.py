"""The evidence map in Python: a grid to look at, a table to work with, and the claims behind each cell."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kb.errors import QueryError
from kb.library.answers import Tabular
from kb.library.table import Table, Value
from kb.published.labels import Term
from kb.published.summary import EFFECTS
from kb.synthesis.evidence_map import Cell, EvidenceMap, map_as_json
from kb.synthesis.map_cell import CellClaim

# An axis and one of its terms.
Pair = tuple[str, str]
COUNTS = ("entries", *EFFECTS, "levels", "not_measured", "strength")
CLAIM = (
    "slug", "title", "direction", "value", "value_to", "unit", "measure", "basis", "design", "effect", "strength",
    "source", "at", "read",
)  # fmt: skip


@dataclass(frozen=True, repr=False)
class Mapped(Tabular):
    """The evidence map with its two axes. A pair of their terms without a cell is a gap in the base."""

    map: EvidenceMap
    claims_of: Callable[[Pair, Pair], tuple[CellClaim, ...]]
    """Reads the claims of a cell, named by its column and its row: each an axis and a term."""

    @property
    def gaps(self) -> int:
        """Give the number of pairs that no entry is about."""
        return self.map.gaps

    @property
    def table(self) -> Table:
        """Give a row a cell: numbers of entries and of results by effect; `strength` is the strongest, from 0 to 5."""
        columns = (self.map.by, self.map.over, *COUNTS)
        rows = [[column, row, *_counts(cell)] for (column, row), cell in sorted(self.map.cells.items())]
        return Table.of(self._heading, columns, rows)

    @property
    def grid(self) -> Table:
        """Give it as a map has it, the terms of one axis as rows and of the other as columns; an empty cell is a gap."""
        columns = tuple(term.id for term in self.map.columns)
        rows: list[list[Value]] = [
            [row.id, *(_told(self.map.cells.get((column, row.id))) for column in columns)] for row in self.map.rows
        ]
        return Table.of(self._heading, (self.map.over, *columns), rows)

    def claims(self, column: str, row: str) -> Table:
        """Give the claims of a cell, results before aims, the strongest first, each with its source and the place in it.

        A gap has none. Raises QueryError where there is no such column or row.
        """
        _require(self.map.by, column, self.map.columns)
        _require(self.map.over, row, self.map.rows)
        found = self.claims_of((self.map.by, column), (self.map.over, row))
        return Table.of(f"{column}, {row}", CLAIM, [_claim(one) for one in found])

    def as_json(self) -> dict[str, Any]:
        """Give it as /map.json does, without regions and years."""
        return map_as_json(self.map)

    @property
    def _heading(self) -> str:
        return f"Evidence map, {self.map.over} by {self.map.by}, {self.gaps} gaps"

    def _repr_html_(self) -> str:
        return self.grid._repr_html_()

    def __repr__(self) -> str:
        """Give the table as text."""
        return repr(self.table)


def _require(axis: str, term: str, terms: tuple[Term, ...]) -> None:
    allowed = [one.id for one in terms]
    if term not in allowed:
        raise QueryError(f"{axis} has no term {term[:80]!r}; allowed: {', '.join(allowed)}")


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
    return [claim.slug, claim.title, *(getattr(claim.impact, name) for name in CLAIM[2:-1]), claim.reading]
