"""What a topic page may be about: a term of a vocabulary, or terms of two, and which claims and entries belong to it."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from kb.published.labels import Labels, Term


@dataclass(frozen=True)
class Vocabulary:
    """A vocabulary that topics come from: its filter, and what in the database belongs to a term."""

    name: str
    filter: str
    claims: str
    """Condition in SQL on claims."""
    entries: str
    """Condition in SQL on entries."""


def _about(column: str, table: str, tied: str = "") -> str:
    """A claim is about what any of its tellings is about, as on the evidence map."""
    return (
        f"claims.id in (select told.claim from impacts as told join impact_{table} as about on about.impact = told.id"  # noqa: S608
        f" where about.{column} = ?{tied})"
    )


def _linked(column: str, table: str, of: str) -> str:
    return f"{of} in (select entry from entry_{table} where {column} = ?)"  # noqa: S608 - our own names


def _of_entries(column: str, table: str) -> Vocabulary:
    claims, entries = _linked(column, table, "claims.entry"), _linked(column, table, "entries.slug")
    return Vocabulary(table, column, claims, entries)


VOCABULARIES = {
    found.name: found
    for found in (
        Vocabulary(
            "care_models", "care_model",
            _about("care_model", "care_models"), _linked("care_model", "care_models", "entries.slug"),
        ),
        Vocabulary(
            "contract_types", "contract_type",
            _about("contract_type", "contract_types", " and about.tied"),
            _linked("contract_type", "contract_types", "entries.slug"),
        ),
        Vocabulary(
            "outcomes", "outcome",
            "claims.outcome = ?", "entries.slug in (select entry from impacts where outcome = ?)",
        ),
        _of_entries("setting", "settings"),
        _of_entries("population_group", "population_groups"),
    )
}  # fmt: skip
UNDER = _linked("contract_type", "contract_types", "claims.entry")


@dataclass(frozen=True)
class Subject:
    """One term that a topic is about."""

    vocabulary: Vocabulary
    term: Term

    @property
    def path(self) -> str:
        """Give its part of an address."""
        return f"{self.vocabulary.name}/{self.term.id}"


@dataclass(frozen=True)
class Subjects:
    """The one or two terms of a topic, in the order of the vocabularies."""

    all: tuple[Subject, ...]

    @property
    def url(self) -> str:
        """Give the address of the topic's page, below the root of the site."""
        return "/topics/" + "/".join(subject.path for subject in self.all)

    @property
    def title(self) -> str:
        """Give the name of the topic."""
        first, *second = (subject.term.label for subject in self.all)
        return f"{first} and {lowered(second[0])}" if second else first

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Give the filters of the search that finds its entries."""
        return tuple((subject.vocabulary.filter, subject.term.id) for subject in self.all)

    @property
    def values(self) -> tuple[str, ...]:
        """Give the values for the conditions."""
        return tuple(subject.term.id for subject in self.all)

    @property
    def claims(self) -> str:
        """Give the condition in SQL on its claims."""
        return " and ".join(subject.vocabulary.claims for subject in self.all)

    @property
    def entries(self) -> str:
        """Give the condition in SQL on its entries."""
        return " and ".join(subject.vocabulary.entries for subject in self.all)

    @property
    def outcome(self) -> Term | None:
        """Give the outcome that it is about; None where it is about all."""
        return self.of("outcomes")

    def of(self, vocabulary: str) -> Term | None:
        """Give its term of a vocabulary; None where it has none."""
        return next((one.term for one in self.all if one.vocabulary.name == vocabulary), None)


def lowered(label: str) -> str:
    """Write a label inside a sentence; what begins with a short form keeps its capitals."""
    return label if label[1:2].isupper() or label[1:2] == "&" else f"{label[:1].lower()}{label[1:]}"


def subjects_of(named: Sequence[tuple[str, str]], labels: Labels) -> Subjects | None:
    """Give a topic by names of vocabularies and terms; None where there is no such topic."""
    found = [_subject(vocabulary, term, labels) for vocabulary, term in named]
    known = [one for one in found if one is not None]
    if len(known) < len(found) or not known or len({one.vocabulary.name for one in known}) < len(known):
        return None
    order = list(VOCABULARIES)
    return Subjects(tuple(sorted(known, key=lambda one: order.index(one.vocabulary.name))))


def _subject(vocabulary: str, term: str, labels: Labels) -> Subject | None:
    if vocabulary not in VOCABULARIES or term not in {one.id for one in labels.terms(vocabulary)}:
        return None
    return Subject(VOCABULARIES[vocabulary], labels.term(vocabulary, term))


@dataclass(frozen=True)
class Listed:
    """A topic in the list of all: its entries, the results of studies, and what schemes report of themselves."""

    subjects: Subjects
    entries: int
    studied: int
    claimed: int


def list_topics(connection: sqlite3.Connection, labels: Labels) -> dict[str, tuple[Listed, ...]]:
    """Give every topic of one term by vocabulary, in the order of the vocabularies."""
    return {
        name: tuple(_listed(connection, name, term, labels) for term in labels.terms(name)) for name in VOCABULARIES
    }


COUNT = """select (select count(*) from entries where withdrawn_on is null and {entries}),
count(*) filter (where basis = 'observed'), count(*) filter (where basis = 'reported')
from claims join entries on entries.slug = claims.entry
where claims.impact is not null and entries.withdrawn_on is null and {claims}"""


def _listed(connection: sqlite3.Connection, vocabulary: str, term: Term, labels: Labels) -> Listed:
    subjects = Subjects((Subject(VOCABULARIES[vocabulary], labels.term(vocabulary, term.id)),))
    query = COUNT.format(entries=subjects.entries, claims=subjects.claims)
    return Listed(subjects, *connection.execute(query, [term.id, term.id]).fetchone())
