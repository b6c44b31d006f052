"""Two to five entries side by side: the same questions put to each, outcomes aligned, differences marked."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

from kb.errors import QueryError
from kb.model.base import BaseFile
from kb.published import wording
from kb.published.entry_json import entry_as_json, impact_as_json
from kb.published.labels import Labels
from kb.published.record_types import HasSource, ImpactRecord
from kb.published.records import EntryRecord, read_entries
from kb.published.verdict import verdict
from kb.synthesis.disagreements import CLEAR

FEWEST, MOST = 2, 5
WHOM = "Whom to ask"
LEADING = ("What came of it", "What was learnt", "Money in the contract", WHOM)
STRONGEST = "Strongest evidence"
Answers = Callable[[EntryRecord, Labels], tuple[str, ...]]
# The name of a question that the base words itself.
Named = Callable[[BaseFile], str]


@dataclass(frozen=True)
class Row:
    """One question, the answers of each entry, and whether they are alike (None where too few answer)."""

    name: str
    answers: tuple[tuple[str, ...], ...]
    alike: bool | None
    matters: bool
    """Whether a difference here is one of substance: places, sums and words differ between any two entries."""

    @property
    def is_whole(self) -> bool:
        """Tell whether its answers may not be shortened: an address that is cut is none."""
        return self.name == WHOM

    @property
    def place(self) -> int:
        """Give its place on the page: what a reader needs first, before the rest."""
        return LEADING.index(self.name) if self.name in LEADING else len(LEADING)


@dataclass(frozen=True)
class OutcomeRow:
    """One outcome and the impacts of each entry on it."""

    outcome: str
    label: str
    impacts: tuple[tuple[ImpactRecord, ...], ...]
    alike: bool | None

    @property
    def matters(self) -> bool:
        """Tell whether two entries differ in substance here: each has a clear effect, and they have none in common."""
        clear = [{impact.effect for impact in found if impact.effect in CLEAR} for found in self.impacts]
        return any(one.isdisjoint(other) for one, other in combinations(filter(None, clear), 2))


@dataclass(frozen=True)
class Comparison:
    """The whole comparison."""

    entries: tuple[EntryRecord, ...]
    rows: tuple[Row, ...]
    outcomes: tuple[OutcomeRow, ...]

    def as_json(self, labels: Labels) -> dict[str, object]:
        """Give it as JSON, with the entries in full."""
        slugs = [entry.slug for entry in self.entries]
        return {
            "entries": [entry_as_json(entry, labels) for entry in self.entries],
            "rows": [
                {"name": row.name, "alike": row.alike, "answers": dict(zip(slugs, map(list, row.answers), strict=True))}
                for row in self.rows
            ],
            "outcomes": [
                {
                    "outcome": row.outcome,
                    "label": row.label,
                    "alike": row.alike,
                    "impacts": {
                        slug: [impact_as_json(impact) for impact in impacts]
                        for slug, impacts in zip(slugs, row.impacts, strict=True)
                    },
                }
                for row in self.outcomes
            ],
        }


def read_chosen(connection: sqlite3.Connection, slugs: Sequence[str]) -> tuple[EntryRecord, ...]:
    """Read the entries to compare. Raises QueryError where one does not exist or they are too many."""
    if len(slugs) > MOST:
        raise QueryError(f"{len(slugs)} entries are too many to compare; allowed: {FEWEST} to {MOST}")
    entries = read_entries(connection, slugs)
    missing = [slug for slug in slugs if slug not in {entry.slug for entry in entries}]
    if missing:
        raise QueryError(f"there is no entry {missing[0][:80]!r}; take the slugs from the addresses of entries")
    return entries


def compare(entries: tuple[EntryRecord, ...], labels: Labels) -> Comparison:
    """Put the entries side by side."""
    asked = [
        (_named(name, labels.base), tuple(answers(entry, labels) for entry in entries)) for name, answers in QUESTIONS
    ]
    base = labels.base
    matter = {base.label("status"), base.label("contract_type"), base.plural("care_model"), STRONGEST}
    rows = tuple(Row(name, answers, _alike(answers), name in matter) for name, answers in asked if any(answers))
    named = {impact.outcome for entry in entries for impact in entry.impacts}
    order = [term.id for term in labels.terms("outcomes") if term.id in named]
    return Comparison(entries, rows, tuple(_outcome_row(outcome, entries, labels) for outcome in order))


def _outcome_row(outcome: str, entries: tuple[EntryRecord, ...], labels: Labels) -> OutcomeRow:
    impacts = tuple(tuple(i for i in entry.impacts if i.outcome == outcome) for entry in entries)
    effects = tuple(tuple(sorted({i.effect for i in found if i.effect})) for found in impacts)
    return OutcomeRow(outcome, labels.label("outcomes", outcome), impacts, _alike(effects))


def _alike(answers: tuple[tuple[str, ...], ...]) -> bool | None:
    """Tell whether all that answer say the same; None where fewer than two do."""
    given = [tuple(sorted(answer)) for answer in answers if answer]
    return len(set(given)) == 1 if len(given) >= FEWEST else None


def _named(name: str | Named, base: BaseFile) -> str:
    return name if isinstance(name, str) else name(base)


def _labels(field: str, vocabulary: str) -> Answers:
    return lambda entry, labels: tuple(labels.label(vocabulary, term) for term in getattr(entry, field))


def _stated(text: str | None) -> tuple[str, ...]:
    return (text,) if text else ()


def _read(entry: EntryRecord, fact: HasSource, text: str) -> str:
    """Put how far its source was read before a text, so that shortening the text leaves it."""
    read = entry.reading(fact)
    return f"[{read}] {text}" if read else text


def _populations(entry: EntryRecord, _labels: Labels) -> tuple[str, ...]:
    return tuple(_read(entry, p, f"{wording.people(p)} {p.counts}") for p in entry.populations if p.size is not None)


def _sums(entry: EntryRecord, _labels: Labels) -> tuple[str, ...]:
    return tuple(
        _read(entry, value, f"{wording.sum_of(value)}: {wording.sum_for(value)}") for value in entry.contract_values
    )


def _lessons(entry: EntryRecord, _labels: Labels) -> tuple[str, ...]:
    return tuple(_read(entry, lesson, lesson.text) for lesson in entry.lessons)


def _contacts(entry: EntryRecord, _labels: Labels) -> tuple[str, ...]:
    """Give who could be asked, with the date of the print: people move on."""
    return tuple(
        f"{', '.join(part for part in (c.name, c.role, c.organisation, c.email, c.phone) if part)} (as of {wording.day(c.as_of)})"
        for c in entry.contacts
    )


QUESTIONS: tuple[tuple[str | Named, Answers], ...] = (
    (lambda base: base.label("kind"), lambda entry, labels: (labels.label("kinds", entry.kind),)),
    (lambda base: base.label("status"), lambda entry, labels: (labels.label("status", entry.status),)),
    ("As of", lambda entry, _: (wording.day(entry.status_as_of),)),
    ("Place", lambda entry, _: _stated(entry.place)),
    (lambda base: base.plural("care_model"), _labels("care_models", "care_models")),
    (lambda base: base.label("setting"), _labels("settings", "settings")),
    (lambda base: base.label("population_group"), _labels("population_groups", "population_groups")),
    ("Population", _populations),
    (lambda base: base.label("contract_type"), _labels("contract_types", "contract_types")),
    ("Contract stage", lambda entry, _: _stated(entry.contract_stage)),
    ("Contract length", lambda entry, _: _stated(entry.contract_duration)),
    ("Money in the contract", _sums),
    ("What was learnt", _lessons),
    (WHOM, _contacts),
    ("Legal form", _labels("organisational_forms", "organisational_forms")),
    ("What came of it", lambda entry, labels: (verdict(entry, labels).label,)),
    (STRONGEST, lambda entry, _: (wording.strength_in_full(entry.evidence.strength),)),
)
