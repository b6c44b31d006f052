"""Reads whole entries from a published database: all that a page, an export or a comparison shows of them."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, TypeVar

from kb.model.terms import TERM_LISTS
from kb.published import wording
from kb.published.record_types import (
    ContactRecord,
    ContractTermRecord,
    ContractValueRecord,
    FigureRecord,
    HasSource,
    ImpactRecord,
    LessonRecord,
    MilestoneRecord,
    NotStatedRecord,
    OrganisationRecord,
    PopulationRecord,
    QuestionRecord,
    RelatedRecord,
    SourceRecord,
)
from kb.published.summary import Evidence, weigh

Record = TypeVar("Record")
Grouped = dict[str, tuple[Any, ...]]

FACTS: dict[str, type[Any]] = {
    "populations": PopulationRecord,
    "contract_values": ContractValueRecord,
    "contract_terms": ContractTermRecord,
    "contacts": ContactRecord,
    "impacts": ImpactRecord,
    "milestones": MilestoneRecord,
    "figures": FigureRecord,
    "lessons": LessonRecord,
    "questions": QuestionRecord,
    "not_stated": NotStatedRecord,
}
ENTRY_COLUMNS = (
    "slug", "kind", "title", "summary", "vanguard_type", "vanguard_wave", "vanguard_chosen", "status", "status_as_of",
    "place", "region", "country", "latitude",
    "longitude", "contract_stage", "contract_duration", "strength", "date", "last_checked", "checked_by",
    "withdrawn_on", "withdrawn_reason", "withdrawn_successor", "path",
)  # fmt: skip


@dataclass(frozen=True)
class EntryRecord:
    """One entry with everything that belongs to it. Terms are ids; `kb.published.labels` gives their names."""

    slug: str
    kind: str
    title: str
    summary: str
    vanguard_type: str | None
    vanguard_wave: int | None
    vanguard_chosen: str | None
    status: str
    status_as_of: str
    place: str | None
    region: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    contract_stage: str | None
    contract_duration: str | None
    strength: int | None
    date: str
    last_checked: str
    checked_by: str
    withdrawn_on: str | None
    withdrawn_reason: str | None
    withdrawn_successor: str | None
    path: str
    care_models: tuple[str, ...]
    contract_types: tuple[str, ...]
    organisational_forms: tuple[str, ...]
    settings: tuple[str, ...]
    population_groups: tuple[str, ...]
    terms: tuple[tuple[str, str], ...]
    """Terms of the base's own vocabularies, each as (vocabulary, term)."""
    populations: tuple[PopulationRecord, ...]
    contract_values: tuple[ContractValueRecord, ...]
    contract_terms: tuple[ContractTermRecord, ...]
    contacts: tuple[ContactRecord, ...]
    impacts: tuple[ImpactRecord, ...]
    milestones: tuple[MilestoneRecord, ...]
    figures: tuple[FigureRecord, ...]
    lessons: tuple[LessonRecord, ...]
    questions: tuple[QuestionRecord, ...]
    not_stated: tuple[NotStatedRecord, ...]
    organisations: tuple[OrganisationRecord, ...]
    related: tuple[RelatedRecord, ...]
    sources: tuple[SourceRecord, ...]

    @cached_property
    def evidence(self) -> Evidence:
        """Give the summary over its impacts."""
        return weigh(self.impacts)

    @property
    def url(self) -> str:
        """Give the address of its page, below the root of the site."""
        return f"/entries/{self.slug}"

    def reading(self, fact: HasSource) -> str:
        """Say how far the source of one of its facts was read (abstract read); empty where the whole of it was."""
        return next((wording.READ.get(source.read, "") for source in self.sources if source.id == fact.source), "")

    @property
    def has_contract(self) -> bool:
        """Tell whether anything is known about its contract."""
        return bool(
            self.contract_types
            or self.contract_stage
            or self.contract_duration
            or self.contract_values
            or self.contract_terms
        )


def read_entry(connection: sqlite3.Connection, slug: str) -> EntryRecord | None:
    """Read one entry; None where there is no such slug."""
    found = read_entries(connection, [slug])
    return found[0] if found else None


def read_all(connection: sqlite3.Connection) -> tuple[EntryRecord, ...]:
    """Read every entry, in the order of their slugs."""
    return read_entries(connection, [row[0] for row in connection.execute("select slug from entries order by slug")])


def read_entries(connection: sqlite3.Connection, slugs: Sequence[str]) -> tuple[EntryRecord, ...]:
    """Read entries in the order of the slugs; slugs that do not exist are left out."""
    rows = _select(connection, "entries", ENTRY_COLUMNS, "slug", slugs, "slug")
    parts = _parts(connection, slugs)
    entries: dict[str, dict[str, Any]] = {slug: dict(zip(ENTRY_COLUMNS, row, strict=True)) for slug, row in rows}
    for slug, values in entries.items():
        values |= {name: grouped.get(slug, ()) for name, grouped in parts.items()}
    return tuple(EntryRecord(**entries[slug]) for slug in dict.fromkeys(slugs) if slug in entries)


def _parts(connection: sqlite3.Connection, slugs: Sequence[str]) -> dict[str, Grouped]:
    """Give all that hangs on the entries: by field of EntryRecord, then by slug."""
    parts: dict[str, Grouped] = {name: _facts(connection, name, slugs) for name in FACTS}
    for terms in TERM_LISTS:
        rows = _select(connection, terms.table, (terms.column,), "entry", slugs, "rowid")
        parts[terms.field.replace("contract.types", "contract_types")] = _grouped((slug, row[0]) for slug, row in rows)
    parts["terms"] = _joined(connection, OWN_TERMS, lambda *pair: pair, slugs)
    parts["organisations"] = _joined(connection, ORGANISATIONS, OrganisationRecord, slugs)
    parts["related"] = _joined(connection, RELATED, RelatedRecord, slugs)
    parts["sources"] = _joined(connection, SOURCES, SourceRecord, slugs)
    return parts


def _facts(connection: sqlite3.Connection, table: str, slugs: Sequence[str]) -> Grouped:
    record = FACTS[table]
    columns = tuple(column.name.rstrip("_") for column in fields(record))
    rows = _select(connection, table, columns, "entry", slugs, "entry, position")
    return _grouped((slug, record(*row)) for slug, row in rows)


OWN_TERMS = """select entry_terms.entry, terms.vocabulary, terms.term from entry_terms
join terms on terms.id = entry_terms.term where entry_terms.entry in ({marks}) order by terms.rowid"""
ORGANISATIONS = """select entry_organisations.entry, organisations.id, organisations.name, entry_organisations.role
from entry_organisations join organisations on organisations.id = entry_organisations.organisation
where entry_organisations.entry in ({marks})
order by entry_organisations.entry, entry_organisations.role, organisations.name"""
RELATED = """select related.entry, related.slug, related.relation, related.note, entries.title, entries.kind,
entries.withdrawn_on
from related join entries on entries.slug = related.slug
where related.entry in ({marks}) order by related.rowid"""
SOURCES = """select distinct citations.entry, sources.id, sources.title, sources.authors, sources.publisher,
sources.date, sources.type, sources.parts, sources.url, sources.doi, sources.read, sources.licence,
sources.accessed, sources.measured, sources.limits
from citations join sources on sources.id = citations.source
where citations.entry in ({marks}) order by citations.entry, sources.date, sources.id"""


def _joined(connection: sqlite3.Connection, query: str, record: Callable[..., Any], slugs: Sequence[str]) -> Grouped:
    rows = connection.execute(query.format(marks=_marks(slugs)), list(slugs))
    return _grouped((row[0], record(*tuple(row)[1:])) for row in rows)


def _select(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], key: str, slugs: Sequence[str], order: str
) -> list[tuple[str, tuple[Any, ...]]]:
    """Give (slug, row) for the rows of a table that belong to the slugs."""
    names = ", ".join(f'"{column}"' for column in columns)
    query = f"select {key}, {names} from {table} where {key} in ({_marks(slugs)}) order by {order}"  # noqa: S608
    return [(row[0], tuple(row)[1:]) for row in connection.execute(query, list(slugs))]


def _marks(slugs: Sequence[str]) -> str:
    return ", ".join("?" * len(slugs))


def _grouped(pairs: Iterable[tuple[str, Record]]) -> dict[str, tuple[Record, ...]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for slug, record in pairs:
        found[slug].append(record)
    return {slug: tuple(records) for slug, records in found.items()}
