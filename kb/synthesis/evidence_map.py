"""The evidence map: for each pair of terms of two vocabularies, how many entries, and what they found."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from kb.model.base import BaseFile
from kb.model.rating import NOT_MEASURED
from kb.published.claims import OBSERVED
from kb.published.labels import Labels, Term
from kb.published.summary import EFFECTS
from kb.search.request import SearchRequest
from kb.synthesis.axes import COLUMN, ROW, UNTIED, Axis, axes_of, grouped

PLACE, PLACE_AND_TIME = "place", "place_and_time"
CONTRACT = "contract_type"
CLAIMS = """select claims.id, claims.entry, claims.outcome, claims.effect, claims.basis, claims.strength from claims
join entries on entries.slug = claims.entry where entries.withdrawn_on is null and claims.impact is not null"""
KNOWN = "select slug from entries where withdrawn_on is null"


def views(base: BaseFile) -> dict[str, str]:
    """Give what pages call each view of the map: one for each axis, then where, then where and when."""
    return {
        **{name: f"By {base.label(name).lower()}" for name in axes_of(base)},
        PLACE: f"Map of {base.outline.name}" if base.outline else "Map of places",
        PLACE_AND_TIME: "Regions and time",
    }


@dataclass(frozen=True)
class Claim:
    """What the map needs of a claim."""

    id: str
    entry: str
    outcome: str
    effect: str | None
    basis: str
    strength: int | None

    @property
    def is_result(self) -> bool:
        """Tell whether something was measured or reported."""
        return self.basis not in NOT_MEASURED

    @property
    def is_claimed(self) -> bool:
        """Tell whether it is a result that is no independent one."""
        return self.is_result and self.basis != OBSERVED


@dataclass(frozen=True)
class Among:
    """Which claims count: those of some entries, that have one of the values of each filter, and are so strong."""

    entries: Collection[str]
    filters: Mapping[str, Collection[str]] = field(default_factory=dict)
    strength: float | None = None

    @classmethod
    def of(cls, request: SearchRequest, slugs: Iterable[str]) -> "Among":
        """Give those of a search: of the entries that are its hits, the claims that its filters ask for."""
        filters = {name: frozenset(values) for name, values in request.filters.items()}
        return cls(frozenset(slugs), filters, request.min_strength)

    def hold(self, claim: Claim, terms: Mapping[str, Mapping[str, Collection[str]]]) -> bool:
        """Tell whether a claim is among them; `terms` are those of each axis that is filtered, by claim."""
        values = {"outcome": claim.outcome, "effect": claim.effect, "basis": claim.basis, "aim": claim.basis}
        return (
            claim.entry in self.entries
            and all(values[name] in chosen for name, chosen in self.filters.items() if name in values)
            and all(not set(found.get(claim.id, ())).isdisjoint(self.filters[name]) for name, found in terms.items())
            and (self.strength is None or (claim.is_result and (claim.strength or 0) >= self.strength))
        )


@dataclass(frozen=True)
class Cell:
    """One cell: entries, results of studies and claimed ones by effect, impacts that are not measured, the strongest evidence."""

    entries: int
    results: Mapping[str, int]
    levels: int
    unmeasured: int
    strength: int | None
    under: int = 0
    """Results of schemes under such a contract that the source does not tie to the contract; counted apart."""
    claimed: int = 0
    """How many of the results no study measured: somebody says so, without a method."""


@dataclass(frozen=True)
class EvidenceMap:
    """The whole map: the names of its axes, their terms, and the cells by column and row. A pair without one is a gap."""

    by: str
    over: str
    columns: tuple[Term, ...]
    rows: tuple[Term, ...]
    cells: Mapping[tuple[str, str], Cell]
    without: int
    """How many entries stand in no cell."""

    @property
    def gaps(self) -> int:
        """Give the number of pairs that no entry is about."""
        return len(self.columns) * len(self.rows) - len(self.cells)

    @property
    def most(self) -> int:
        """Give the number of entries in the fullest cell."""
        return max((cell.entries for cell in self.cells.values()), default=0)


def parted(grid: EvidenceMap, drawn: Collection[tuple[str, str]], most: int) -> tuple[EvidenceMap, ...]:
    """Part the rows of a map so that each part holds about as many of the cells drawn, and hardly more than `most`."""
    filled = Counter(row for _, row in drawn)
    size = len(drawn) / max(1, -(-len(drawn) // most))
    parts: list[list[Term]] = [[]]
    held = 0
    for row in grid.rows:
        if parts[-1] and held + filled[row.id] / 2 > size * len(parts):
            parts.append([])
        parts[-1].append(row)
        held += filled[row.id]
    return tuple(replace(grid, rows=tuple(rows)) for rows in parts)


def read_map(
    connection: sqlite3.Connection, labels: Labels, by: str = COLUMN, over: str = ROW, among: Among | None = None
) -> EvidenceMap:
    """Read the map with one axis `by` column and another `over` rows; all claims where `among` says nothing."""
    axes = axes_of(labels.base)
    columns, rows = axes[by], axes[over]
    claims = read_claims_of_map(connection, axes, among)
    found = _paired(claims, columns.terms_of(connection), rows.terms_of(connection))
    under = _under(connection, claims, columns, rows)
    cells = {pair: _cell(found.get(pair, ()), len(under.get(pair, ()))) for pair in {**found, **under}}
    standing = {claim.entry for group in (*found.values(), *under.values()) for claim in group}
    known = {slug for (slug,) in connection.execute(KNOWN)} if among is None else set(among.entries)
    terms = labels.terms(columns.vocabulary), labels.terms(rows.vocabulary)
    return EvidenceMap(by, over, *terms, cells, len(known - standing))


def read_claims_of_map(connection: sqlite3.Connection, axes: Mapping[str, Axis], among: Among | None) -> list[Claim]:
    """Read the claims that count."""
    claims = [Claim(*row) for row in connection.execute(CLAIMS)]
    if among is None:
        return claims
    # Setting, group and region are of the entry, which the search has judged; these two are of the claim.
    terms = {name: axes[name].terms_of(connection) for name in (COLUMN, CONTRACT) if name in among.filters}
    return [claim for claim in claims if among.hold(claim, terms)]


Pairs = dict[tuple[str, str], list[Claim]]


def _paired(claims: Iterable[Claim], columns: Mapping[str, Iterable[str]], rows: Mapping[str, Iterable[str]]) -> Pairs:
    found: Pairs = defaultdict(list)
    for claim in claims:
        for column in columns.get(claim.id, ()):
            for row in rows.get(claim.id, ()):
                found[column, row].append(claim)
    return found


def _under(connection: sqlite3.Connection, claims: Iterable[Claim], columns: Axis, rows: Axis) -> Pairs:
    """Give the results of schemes under a contract that the source does not tie to it, where an axis is of contracts."""
    if CONTRACT not in (columns.name, rows.name):
        return {}
    results, untied = [claim for claim in claims if claim.is_result], grouped(connection, UNTIED)
    if columns.name == CONTRACT:
        return _paired(results, untied, rows.terms_of(connection))
    return _paired(results, columns.terms_of(connection), untied)


def _cell(claims: Iterable[Claim], under: int) -> Cell:
    claims = tuple(claims)
    results = [claim for claim in claims if claim.is_result]
    counts = Counter(claim.effect for claim in results)
    return Cell(
        entries=len({claim.entry for claim in claims}),
        results={effect: counts[effect] for effect in EFFECTS if counts[effect]},
        levels=counts[None],
        unmeasured=len(claims) - len(results),
        strength=max((claim.strength for claim in results if claim.strength is not None), default=None),
        under=under,
        claimed=sum(claim.is_claimed for claim in results),
    )


def map_as_json(found: EvidenceMap) -> dict[str, object]:
    """Give the map as JSON: the terms of both axes, and each cell that is not a gap."""
    return {
        "by": found.by,
        "over": found.over,
        "columns": [{"value": term.id, "label": term.label} for term in found.columns],
        "rows": [{"value": term.id, "label": term.label} for term in found.rows],
        "cells": [
            {
                "column": column,
                "row": row,
                "entries": cell.entries,
                "results": dict(cell.results),
                "levels": cell.levels,
                "claimed": cell.claimed,
                "not_measured": cell.unmeasured,
                "under_such_a_contract": cell.under,
                "strength": cell.strength,
                "url": f"/search?{found.by}={column}&{found.over}={row}",
            }
            for (column, row), cell in sorted(found.cells.items())
        ],
        "gaps": found.gaps,
        "entries_in_no_cell": found.without,
    }
