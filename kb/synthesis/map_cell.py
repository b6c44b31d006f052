"""What stands behind one cell of the evidence map: its claims, the strongest first, each with its entry."""

import sqlite3
from dataclasses import dataclass

from kb.published.record_types import ImpactRecord
from kb.published.records import read_entries
from kb.synthesis.evidence_map import COLUMNS, TIED

CLAIMS = """select distinct claims.entry, claims.impact from claims join impacts on impacts.claim = claims.id
join impact_{table} as about on about.impact = impacts.id{tied}
join entries on entries.slug = claims.entry
where entries.withdrawn_on is null and about.{column} = ? and claims.outcome = ? and claims.impact is not null"""


@dataclass(frozen=True)
class CellClaim:
    """A claim in a cell, where it lives."""

    slug: str
    title: str
    impact: ImpactRecord
    reading: str
    """How far its source was read, in words; empty where the whole of it was."""

    @property
    def url(self) -> str:
        """Give the address of the claim on the page of its entry."""
        return f"/entries/{self.slug}#impact-{self.impact.position}"


def read_cell(connection: sqlite3.Connection, by: str, column: str, outcome: str) -> tuple[CellClaim, ...]:
    """Read the claims of one cell: results before aims, the strongest first."""
    query = CLAIMS.format(table=COLUMNS[by], tied=TIED[by], column=by)
    ids = {impact: slug for slug, impact in connection.execute(query, (column, outcome))}
    entries = read_entries(connection, sorted(set(ids.values())))
    found = (
        CellClaim(entry.slug, entry.title, impact, entry.reading(impact))
        for entry in entries
        for impact in entry.impacts
        if impact.id in ids
    )
    return tuple(sorted(found, key=_order))


def _order(claim: CellClaim) -> tuple[bool, int, str]:
    impact = claim.impact
    return not impact.measured, -(-1 if impact.strength is None else impact.strength), claim.title
