"""The evidence map: for each care model or contract type and each outcome, how many entries, and what they found."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.model.base import BaseFile
from kb.model.rating import NOT_MEASURED
from kb.published.labels import Labels, Term
from kb.published.summary import EFFECTS

COLUMNS = {"care_model": "care_models", "contract_type": "contract_types"}
PLACE, PLACE_AND_TIME = "place", "place_and_time"
VIEWS = (*COLUMNS, PLACE, PLACE_AND_TIME)
# A claim stands in the columns that it is about, wherever it is told; a contract type only where the source ties it.
CLAIMS = """select distinct about.{column}, claims.outcome, claims.entry, claims.effect, claims.basis, claims.strength,
claims.id from claims join impacts on impacts.claim = claims.id
join impact_{table} as about on about.impact = impacts.id{tied}
join entries on entries.slug = claims.entry where entries.withdrawn_on is null"""
TIED = {"care_model": "", "contract_type": " and about.tied"}
UNDER = """select about.contract_type, claims.outcome, count(distinct claims.id) from claims
join impacts on impacts.claim = claims.id
join impact_contract_types as about on about.impact = impacts.id and not about.tied
join entries on entries.slug = claims.entry
where entries.withdrawn_on is null and claims.basis in ('observed', 'reported') group by 1, 2"""
WITHOUT = """select count(*) from entries where withdrawn_on is null
and slug not in (select entry from entry_{table})"""


def view_names(base: BaseFile) -> dict[str, str]:
    """Give what pages call each view of the map."""
    return {
        **{name: f"By {base.label(name).lower()}" for name in COLUMNS},
        PLACE: f"Map of {base.outline.name}" if base.outline else "Map of places",
        PLACE_AND_TIME: "Regions and time",
    }


# Entry, effect, basis and strength of a claim.
Claim = tuple[str, str | None, str, int | None]


@dataclass(frozen=True)
class Cell:
    """One cell: entries, results by effect, impacts that are not measured, the strongest evidence."""

    entries: int
    results: Mapping[str, int]
    levels: int
    unmeasured: int
    strength: int | None
    under: int = 0
    """Results of schemes under such a contract that the source does not tie to the contract; counted apart."""


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
    found: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for column, outcome, *claim in connection.execute(CLAIMS.format(column=by, table=table, tied=TIED[by])):
        found[column, outcome].append((claim[0], claim[1], claim[2], claim[3]))
    under = _under(connection) if by == "contract_type" else {}
    without = connection.execute(WITHOUT.format(table=table)).fetchone()[0]
    cells = {pair: _cell(found[pair], under.get(pair, 0)) for pair in {**found, **under}}
    return EvidenceMap(by, labels.terms(table), labels.terms("outcomes"), cells, without)


def _under(connection: sqlite3.Connection) -> dict[tuple[str, str], int]:
    return {(column, outcome): count for column, outcome, count in connection.execute(UNDER)}


def _cell(claims: Iterable[Claim], under: int) -> Cell:
    claims = tuple(claims)
    results = [claim for claim in claims if claim[2] not in NOT_MEASURED]
    counts = Counter(effect for _, effect, _, _ in results)
    return Cell(
        entries=len({entry for entry, *_ in claims}),
        results={effect: counts[effect] for effect in EFFECTS if counts[effect]},
        levels=counts[None],
        unmeasured=len(claims) - len(results),
        strength=max((strength for *_, strength in results if strength is not None), default=None),
        under=under,
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
                "levels": cell.levels,
                "not_measured": cell.unmeasured,
                "under_such_a_contract": cell.under,
                "strength": cell.strength,
                "url": f"/search?{found.by}={column}&outcome={outcome}",
            }
            for (column, outcome), cell in sorted(found.cells.items())
        ],
        "gaps": found.gaps,
        "entries_in_no_column": found.without,
    }
