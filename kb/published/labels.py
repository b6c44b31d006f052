"""The vocabularies as the database holds them: what pages call each term, and what it means."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

from kb.model.base import BaseFile
from kb.model.vocabulary import NAMES
from kb.published.base import read_base

EXTRA_COLUMNS = {"outcomes": ("desirable",), "study_designs": ("level", "compares")}


@dataclass(frozen=True)
class Term:
    """One term: its id, its label and what it means."""

    id: str
    label: str
    definition: str
    desirable: str | None = None
    level: int | None = None
    compares: str | None = None
    """Study designs: with others, or with an earlier time."""


@dataclass(frozen=True)
class Labels:
    """What the base says of itself, and all vocabularies by name, then terms by id, in the order of their files."""

    base: BaseFile
    by_name: Mapping[str, Mapping[str, Term]] = field(default_factory=dict)

    def term(self, vocabulary: str, term_id: str) -> Term:
        """Give a term; an id that the vocabulary lacks (a newer database, say) stands for itself."""
        found = self.by_name.get(vocabulary, {}).get(term_id)
        return found or Term(term_id, term_id.replace("-", " ").capitalize(), "")

    def label(self, vocabulary: str, term_id: str | None) -> str:
        """Give the name that pages show for a term, and nothing for no term."""
        return self.term(vocabulary, term_id).label if term_id else ""

    def definition(self, vocabulary: str, term_id: str | None) -> str:
        """Give what a term means, in plain words."""
        return self.term(vocabulary, term_id).definition if term_id else ""

    def terms(self, vocabulary: str) -> tuple[Term, ...]:
        """Give all terms of one vocabulary."""
        return tuple(self.by_name.get(vocabulary, {}).values())


def read_labels(connection: sqlite3.Connection) -> Labels:
    """Read every vocabulary of a published database."""
    base = read_base(connection)
    own = {name: _read_own_terms(connection, name) for name in base.own_vocabularies}
    return Labels(base, {**{name: _read_terms(connection, name) for name in NAMES}, **own})


def _read_own_terms(connection: sqlite3.Connection, name: str) -> dict[str, Term]:
    query = "select term, label, definition from terms where vocabulary = ? order by rowid"
    return {row[0]: Term(*row) for row in connection.execute(query, [name])}


def _read_terms(connection: sqlite3.Connection, name: str) -> dict[str, Term]:
    extra = EXTRA_COLUMNS.get(name, ())
    columns = ", ".join(["id", "label", "definition", *extra])
    query = f"select {columns} from {name} order by rowid"  # noqa: S608 - names of our own tables
    terms = [Term(*row[:3], **dict(zip(extra, row[3:], strict=True))) for row in connection.execute(query)]
    return {term.id: term for term in terms}
