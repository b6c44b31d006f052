"""What stands beside an entry: results that do not agree with its own, and its links. Much of it has a page of its own."""

import sqlite3
from dataclasses import dataclass

from datasette import NotFound, Response

from kb.published.record_types import RelatedRecord
from kb.published.records import EntryRecord, read_entries, read_entry
from kb.site.visit import Visit
from kb.synthesis.disagreements import Disagreement, disagreements

# What the page of an entry shows of it: results side by side, and links.
SIDES, LINKS = 4, 4


@dataclass(frozen=True)
class Beside:
    """Results that do not agree, by outcome, and the links that say so in words."""

    disagreements: tuple[Disagreement, ...]
    declared: tuple[RelatedRecord, ...]

    @property
    def shown(self) -> int:
        """Give how many of the outcomes fit on the page of the entry."""
        sides, shown = 0, 0
        for one in self.disagreements:
            sides += len(one.sides)
            shown += sides <= SIDES
        return shown

    @property
    def links(self) -> int:
        """Give how many links fit on the page of the entry."""
        return LINKS


def beside_of(connection: sqlite3.Connection, entry: EntryRecord) -> Beside:
    """Read what stands beside an entry."""
    near = read_entries(connection, [link.slug for link in entry.related if not link.withdrawn_on])
    declared = tuple(link for link in entry.related if link.relation == "disagrees-with")
    return Beside(disagreements(entry, near), declared)


async def beside(visit: Visit) -> Response:
    """Answer with all that stands beside an entry."""
    visit.allow()
    found = await visit.site.read(_read, visit.slug)
    if found is None:
        raise NotFound(f"There is no entry {visit.slug!r}.")
    return await visit.page("beside.html", {"entry": found[0], "beside": found[1]})


def _read(connection: sqlite3.Connection, slug: str) -> tuple[EntryRecord, Beside] | None:
    entry = read_entry(connection, slug)
    return None if entry is None else (entry, beside_of(connection, entry))
