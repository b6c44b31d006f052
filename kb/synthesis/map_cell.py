"""What stands behind one cell of the evidence map: its claims, the strongest first, each with its entry."""

import sqlite3
from dataclasses import dataclass

from kb.published.labels import Labels
from kb.published.record_types import ImpactRecord
from kb.published.records import read_entries
from kb.synthesis.axes import axes_of
from kb.synthesis.evidence_map import Among, read_claims_of_map

IMPACTS = "select id, impact from claims where impact is not null"


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


def read_cell(
    connection: sqlite3.Connection, labels: Labels, pair: tuple[tuple[str, str], tuple[str, str]], among: Among | None
) -> tuple[CellClaim, ...]:
    """Read the claims of one cell, which is given as two axes with a term each: results before aims, the strongest first."""
    axes = axes_of(labels.base)
    held = [(axes[name].terms_of(connection), term) for name, term in pair]
    claims = [
        claim for claim in read_claims_of_map(connection, axes, among)
        if all(term in terms.get(claim.id, ()) for terms, term in held)
    ]  # fmt: skip
    impacts = dict(connection.execute(IMPACTS))
    ids = {impacts[claim.id] for claim in claims}
    entries = read_entries(connection, sorted({claim.entry for claim in claims}))
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
