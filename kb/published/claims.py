"""Claims as the database holds them: each once, with its home, its impact and how far its source was read."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from kb.model.dates import first_day
from kb.published.record_types import ImpactRecord
from kb.published.wording import READ

OBSERVED = "observed"
FELL, ROSE, NO_CLEAR_EFFECT, MIXED, UNCLEAR, LEVEL = "fell", "rose", "none", "mixed", "unclear", "level"
MOVEMENTS = (FELL, ROSE, NO_CLEAR_EFFECT, MIXED, UNCLEAR, LEVEL)
DIRECTED = {"decrease": FELL, "increase": ROSE}
IMPACT_COLUMNS = tuple(column.name.rstrip("_") for column in fields(ImpactRecord))
CLAIMS = """select claims.id, entries.slug, entries.title, entries.kind, entries.place,
sources.date, sources.read, claims.tellings, claims.sources, {columns} from claims join impacts on impacts.id = claims.impact
join entries on entries.slug = claims.entry join sources on sources.id = impacts.source
where entries.withdrawn_on is null and {condition}
order by coalesce(impacts.strength, -1) desc, entries.slug, impacts.position"""


@dataclass(frozen=True)
class ClaimRecord:
    """A claim where it lives. Whether a study measured it or a scheme says so of itself tells its basis."""

    id: str
    entry: str
    title: str
    kind: str
    place: str | None
    date: str
    """Date of its source, as printed."""
    read: str
    """How far its source was read: whole, abstract, summary, press or excerpt."""
    tellings: int
    sources: int
    impact: ImpactRecord

    @property
    def studied(self) -> bool:
        """Tell whether a study measured it; what is only reported has no method that anybody could check."""
        return self.impact.basis == OBSERVED

    @property
    def claimed(self) -> bool:
        """Tell whether it is a result that is only reported, without a method."""
        return self.impact.measured and not self.studied

    @property
    def moved(self) -> str:
        """Give what happened to the outcome, good or bad: fell, rose, none, mixed, unclear or level."""
        return movement(self.impact)

    @property
    def reading(self) -> str:
        """Say how far its source was read (abstract read); empty where the whole of it was."""
        return READ.get(self.read, "")

    @property
    def year(self) -> str:
        """Give the year in which its source came out."""
        return first_day(self.date)[:4]

    @property
    def url(self) -> str:
        """Give the address of its impact on the page of its home."""
        return f"/entries/{self.entry}#impact-{self.impact.position}"


def movement(impact: ImpactRecord) -> str:
    """Give what an impact says happened: an interval that holds no effect outweighs the sign."""
    if impact.measured and impact.effect is None:
        return LEVEL
    if impact.effect in (NO_CLEAR_EFFECT, MIXED):
        return impact.effect
    return DIRECTED.get(impact.direction, UNCLEAR)


def read_claims(connection: sqlite3.Connection, condition: str, values: Sequence[str] = ()) -> tuple[ClaimRecord, ...]:
    """Read the claims that meet a condition in SQL, the strongest first; those of withdrawn entries are left out."""
    columns = ", ".join(f'impacts."{name}"' for name in IMPACT_COLUMNS)
    rows = connection.execute(CLAIMS.format(columns=columns, condition=condition), list(values))
    return tuple(_claim(row) for row in rows)


def _claim(row: Sequence[Any]) -> ClaimRecord:
    name, entry, title, kind, place, date, read, tellings, sources, *impact = row
    return ClaimRecord(name, entry, title, kind, place, date, read, tellings, sources, ImpactRecord(*impact))
