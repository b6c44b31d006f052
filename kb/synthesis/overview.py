"""What the base holds at a glance: counts, ways in, and the failures worth knowing."""

import sqlite3
from dataclasses import dataclass

from kb.published.labels import Labels
from kb.published.records import EntryRecord, read_entries

FAILURES = 6


@dataclass(frozen=True)
class Way:
    """A value of a filter with its number of entries."""

    id: str
    label: str
    count: int


@dataclass(frozen=True)
class Overview:
    """Counts over the whole base; withdrawn entries are left out."""

    entries: int
    kinds: tuple[Way, ...]
    results: int
    levels: int
    aims: int
    sources: int
    first_source: str
    last_source: str
    last_checked: str
    ways: dict[str, tuple[Way, ...]]
    failures: tuple[EntryRecord, ...]


def _terms(column: str, table: str, of: str = "count(*)") -> str:
    kept = "entry in (select slug from entries where withdrawn_on is null)"
    return f"select {column}, {of} from {table} where {kept} group by 1"  # noqa: S608 - our own names


WAYS = {
    "care_model": ("care_models", _terms("care_model", "entry_care_models")),
    "contract_type": ("contract_types", _terms("contract_type", "entry_contract_types")),
    "outcome": ("outcomes", _terms("outcome", "impacts", "count(distinct entry)")),
    "region": (
        "regions",
        "select region, count(*) from entries where region is not null and withdrawn_on is null group by 1",
    ),
}
KINDS = "select kind, count(*) from entries where withdrawn_on is null group by 1"
CLAIMS = """select coalesce(sum(basis in ('observed', 'reported') and effect is not null), 0),
coalesce(sum(basis in ('observed', 'reported') and effect is null), 0),
coalesce(sum(basis not in ('observed', 'reported')), 0)
from claims join entries on entries.slug = claims.entry where impact is not null and withdrawn_on is null"""
SOURCES = "select count(*), min(date), max(date) from sources"
# A scheme that failed weighs most, then results that went wrong, then the strongest that show no effect.
FAILED = """select slug from entries left join impacts on impacts.entry = entries.slug
and impacts.effect in ('bad', 'none') and impacts.basis in ('observed', 'reported')
where withdrawn_on is null and (status in ('failed', 'unsuccessful-bid') or impacts.id is not null)
group by slug order by status = 'failed' desc, status = 'unsuccessful-bid' desc,
max(coalesce(impacts.strength, -1)) desc, count(impacts.id) desc, slug limit ?"""


def read_overview(connection: sqlite3.Connection, labels: Labels) -> Overview:
    """Read the counts that the home page shows."""
    results, levels, aims = connection.execute(CLAIMS).fetchone()
    sources, first, last = connection.execute(SOURCES).fetchone()
    kinds = _ways(connection, "kinds", KINDS, labels)
    checked = connection.execute("select max(last_checked) from entries").fetchone()[0]
    return Overview(
        entries=sum(way.count for way in kinds),
        kinds=kinds,
        results=results,
        levels=levels,
        aims=aims,
        sources=sources,
        first_source=first or "",
        last_source=last or "",
        last_checked=checked or "",
        ways={name: _ways(connection, vocabulary, query, labels) for name, (vocabulary, query) in WAYS.items()},
        failures=_failures(connection),
    )


def _ways(connection: sqlite3.Connection, vocabulary: str, query: str, labels: Labels) -> tuple[Way, ...]:
    found = [Way(term, labels.label(vocabulary, term), count) for term, count in connection.execute(query)]
    return tuple(sorted(found, key=lambda way: (-way.count, way.label)))


def _failures(connection: sqlite3.Connection) -> tuple[EntryRecord, ...]:
    return read_entries(connection, [row[0] for row in connection.execute(FAILED, [FAILURES])])
