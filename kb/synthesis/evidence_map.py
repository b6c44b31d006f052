"""The evidence map: for each care model or contract type and each outcome, how many entries, and what they found."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.model.rating import NOT_MEASURED
from kb.published.labels import Labels, Term
from kb.published.summary import EFFECTS

COLUMNS = {"care_model": "care_models", "contract_type": "contract_types"}
PLACE_AND_TIME = "place_and_time"
VIEWS = {"care_model": "By care model", "contract_type": "By contract type", PLACE_AND_TIME: "Where and when"}
IMPACTS = """select link.{column}, impacts.outcome, impacts.entry, impacts.effect, impacts.basis, impacts.strength
from impacts join entry_{table} as link on link.entry = impacts.entry
join entries on entries.slug = impacts.entry where entries.withdrawn_on is null"""
WITHOUT = """select count(*) from entries where withdrawn_on is null
and slug not in (select entry from entry_{table})"""


@dataclass(frozen=True)
class Cell:
    """One cell: entries, results by effect, impacts that are not measured, the strongest evidence."""

    entries: int
    results: Mapping[str, int]
    unmeasured: int
    strength: int | None


@dataclass(frozen=True)
class EvidenceMap:
    """The whole map. Outcomes are the rows; a pair without a cell is a gap in the base."""

    by: str
    columns: tuple[Term, ...]
    outcomes: tuple[Term, ...]
    cells: Mapping[tuple[str, str], Cell]
    without: int
    """How many entries name no care model (or contract type) and so stand in no column."""

    @property
    def gaps(self) -> int:
        """Give the number of pairs that no entry is about."""
        return len(self.columns) * len(self.outcomes) - len(self.cells)

    @property
    def most(self) -> int:
        """Give the number of entries in the fullest cell."""
        return max((cell.entries for cell in self.cells.values()), default=0)


def read_map(connection: sqlite3.Connection, by: str, labels: Labels) -> EvidenceMap:
    """Read the map by care_model or by contract_type."""
    table = COLUMNS[by]
    found: dict[tuple[str, str], list[tuple[str, str, str, int | None]]] = defaultdict(list)
    for column, outcome, *impact in connection.execute(IMPACTS.format(column=by, table=table)):
        found[column, outcome].append((impact[0], impact[1], impact[2], impact[3]))
    without = connection.execute(WITHOUT.format(table=table)).fetchone()[0]
    cells = {pair: _cell(impacts) for pair, impacts in found.items()}
    return EvidenceMap(by, labels.terms(table), labels.terms("outcomes"), cells, without)


def _cell(impacts: Iterable[tuple[str, str, str, int | None]]) -> Cell:
    impacts = tuple(impacts)
    results = [impact for impact in impacts if impact[2] not in NOT_MEASURED]
    counts = Counter(effect for _, effect, _, _ in results)
    return Cell(
        entries=len({entry for entry, *_ in impacts}),
        results={effect: counts[effect] for effect in EFFECTS if counts[effect]},
        unmeasured=len(impacts) - len(results),
        strength=max((strength for *_, strength in results if strength is not None), default=None),
    )


def map_as_json(found: EvidenceMap) -> dict[str, object]:
    """Give the map as JSON: the terms of both axes, and each cell that is not a gap."""
    return {
        "by": found.by,
        "columns": [{"value": term.id, "label": term.label} for term in found.columns],
        "outcomes": [{"value": term.id, "label": term.label} for term in found.outcomes],
        "cells": [
            {
                found.by: column,
                "outcome": outcome,
                "entries": cell.entries,
                "results": dict(cell.results),
                "not_measured": cell.unmeasured,
                "strength": cell.strength,
                "url": f"/search?{found.by}={column}&outcome={outcome}",
            }
            for (column, outcome), cell in sorted(found.cells.items())
        ],
        "gaps": found.gaps,
        "entries_in_no_column": found.without,
    }
