"""What a topic page tells beside results: entries, lessons, contracts, places, contacts and sources, read in one go each."""

import sqlite3
from dataclasses import dataclass, fields
from typing import Any

from kb.published.record_types import (
    ContactRecord,
    ContractTermRecord,
    ContractValueRecord,
    LessonRecord,
    SourceRecord,
)
from kb.synthesis.subjects import Subjects
from kb.synthesis.themes import Learnt


@dataclass(frozen=True)
class EntryCard:
    """An entry of a topic, as a list and a map show it."""

    slug: str
    kind: str
    title: str
    summary: str
    status: str
    status_as_of: str
    place: str | None
    region: str | None
    latitude: float | None
    longitude: float | None
    strength: int | None
    date: str

    @property
    def url(self) -> str:
        """Give the address of its page, below the root of the site."""
        return f"/entries/{self.slug}"


@dataclass(frozen=True)
class Owned:
    """A term, a sum or a contact with the entry that it is from."""

    entry: str
    title: str
    fact: Any


CARDS = """select {columns} from entries where withdrawn_on is null and {entries}
order by strength is null, strength desc, title"""
FACTS = """select entries.slug, entries.title, {columns} from {table} as fact join entries on entries.slug = fact.entry
where entries.withdrawn_on is null and {entries} order by entries.slug, fact.position"""
TAGS = """select entry || '-' || substr(field, 9, instr(substr(field, 9), '.') - 1), vocabulary || '/' || term from tags
where field like 'lessons.%' and term is not null
and entry in (select slug from entries where withdrawn_on is null and {entries})"""
TERMS = """select entry, {column} from entry_{table} order by rowid"""
SOURCES = "select {columns} from sources order by date, id"


def read_cards(connection: sqlite3.Connection, subjects: Subjects) -> tuple[EntryCard, ...]:
    """Read the entries of a topic, the strongest evidence first."""
    columns = ", ".join(column.name for column in fields(EntryCard))
    query = CARDS.format(columns=columns, entries=subjects.entries)
    return tuple(EntryCard(*row) for row in connection.execute(query, subjects.values))


def read_lessons(connection: sqlite3.Connection, subjects: Subjects) -> tuple[Learnt, ...]:
    """Read what the entries of a topic learnt."""
    return tuple(Learnt(*row) for row in _facts(connection, subjects, "lessons", LessonRecord))


def read_tags(connection: sqlite3.Connection, subjects: Subjects) -> dict[str, frozenset[str]]:
    """Read the terms that each lesson of a topic names, by its id."""
    found: dict[str, set[str]] = {}
    for lesson, tag in connection.execute(TAGS.format(entries=subjects.entries), subjects.values):
        found.setdefault(lesson, set()).add(tag)
    return {lesson: frozenset(tags) for lesson, tags in found.items()}


def read_terms(connection: sqlite3.Connection, subjects: Subjects) -> tuple[Owned, ...]:
    """Read what the contracts of a topic's entries say."""
    return tuple(Owned(*row) for row in _facts(connection, subjects, "contract_terms", ContractTermRecord))


def read_sums(connection: sqlite3.Connection, subjects: Subjects) -> tuple[Owned, ...]:
    """Read the sums in the contracts of a topic's entries."""
    return tuple(Owned(*row) for row in _facts(connection, subjects, "contract_values", ContractValueRecord))


def read_contacts(connection: sqlite3.Connection, subjects: Subjects) -> tuple[Owned, ...]:
    """Read whom the sources of a topic's entries name, the newest first."""
    found = (Owned(*row) for row in _facts(connection, subjects, "contacts", ContactRecord))
    return tuple(sorted(found, key=lambda one: one.fact.as_of, reverse=True))


def _facts(
    connection: sqlite3.Connection, subjects: Subjects, table: str, record: type[Any]
) -> list[tuple[str, str, Any]]:
    columns = ", ".join(f'fact."{column.name}"' for column in fields(record))
    query = FACTS.format(columns=columns, table=table, entries=subjects.entries)
    return [(row[0], row[1], record(*row[2:])) for row in connection.execute(query, subjects.values)]


def read_entry_terms(connection: sqlite3.Connection, table: str, column: str) -> dict[str, tuple[str, ...]]:
    """Read the terms of one vocabulary by entry."""
    found: dict[str, list[str]] = {}
    for entry, term in connection.execute(TERMS.format(table=table, column=column)):
        found.setdefault(entry, []).append(term)
    return {entry: tuple(terms) for entry, terms in found.items()}


def read_sources(connection: sqlite3.Connection) -> dict[str, SourceRecord]:
    """Read every source by its id."""
    columns = ", ".join(column.name for column in fields(SourceRecord))
    return {row[0]: SourceRecord(*row) for row in connection.execute(SOURCES.format(columns=columns))}
