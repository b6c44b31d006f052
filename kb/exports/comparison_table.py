"""A comparison as CSV: a column an entry, a row for each thing that is compared, outcomes aligned."""

from collections.abc import Callable, Sequence

from kb import wording
from kb.exports.publication import Publication
from kb.exports.table import Value, as_csv, joined
from kb.labels import Labels
from kb.record_types import ImpactRecord
from kb.records import EntryRecord

Aspect = tuple[str, Callable[[EntryRecord, Labels], Value]]


def _names(vocabulary: str) -> Callable[[EntryRecord, Labels], Value]:
    """Give what reads the terms of one list of an entry, by their labels."""
    return lambda entry, labels: joined(labels.label(vocabulary, term) for term in getattr(entry, vocabulary))


ASPECTS: tuple[Aspect, ...] = (
    ("Title", lambda entry, _: entry.title),
    ("Kind", lambda entry, labels: labels.label("kinds", entry.kind)),
    ("Status", lambda entry, labels: labels.label("status", entry.status)),
    ("Status at", lambda entry, _: entry.status_as_of),
    ("Place", lambda entry, _: entry.place),
    ("Region", lambda entry, labels: labels.label("regions", entry.region)),
    ("Care models", _names("care_models")),
    ("Legal form", _names("organisational_forms")),
    ("Settings", _names("settings")),
    ("For whom", _names("population_groups")),
    ("Population", lambda entry, _: joined(_counted(entry))),
    ("Contract type", _names("contract_types")),
    ("Contract stage", lambda entry, _: entry.contract_stage),
    ("Contract length", lambda entry, _: entry.contract_duration),
    ("Contract sums", lambda entry, _: joined(_sums(entry))),
    ("Evidence", lambda entry, _: entry.evidence.label),
    ("Strongest evidence", lambda entry, _: wording.strength_in_full(entry.evidence.strength)),
)
LAST: tuple[Aspect, ...] = (
    ("Not stated", lambda entry, _: joined(gap.note for gap in entry.not_stated)),
    ("Sources", lambda entry, _: joined(f"{source.id}: {source.title}" for source in entry.sources)),
    ("Last checked", lambda entry, _: entry.last_checked),
)


def comparison_csv(entries: Sequence[EntryRecord], labels: Labels, publication: Publication) -> str:
    """Write a comparison; an empty cell means that an entry records nothing on that row."""
    columns = ("compared", *(entry.slug for entry in entries))
    outcomes = dict.fromkeys(impact.outcome for entry in entries for impact in entry.impacts)
    aspects = (*ASPECTS, *(_outcome(outcome, labels) for outcome in outcomes), *LAST)
    rows = [{"compared": name, **{e.slug: read(e, labels) for e in entries}} for name, read in aspects]
    rows.append({"compared": "Address", **{entry.slug: publication.address(entry.url) for entry in entries}})
    rows.append({"compared": "Data version", **{entry.slug: publication.data_version for entry in entries}})
    return as_csv(columns, rows)


def _counted(entry: EntryRecord) -> list[str]:
    return [f"{wording.size(p.size, p.size_max) or 'not readable'} {p.counts}" for p in entry.populations]


def _sums(entry: EntryRecord) -> list[str]:
    return [f"{wording.money(value.amount, value.currency)} {value.what}" for value in entry.contract_values]


def _outcome(outcome: str, labels: Labels) -> Aspect:
    def read(entry: EntryRecord, labels: Labels) -> Value:
        return joined(_result(impact, labels) for impact in entry.impacts if impact.outcome == outcome)

    return f"Outcome: {labels.label('outcomes', outcome)}", read


def _result(impact: ImpactRecord, labels: Labels) -> str:
    direction, size = labels.label("directions", impact.direction), wording.result(impact)
    basis, design = labels.label("basis", impact.basis), labels.label("study_designs", impact.design)
    strength = wording.strength_in_full(impact.strength)
    result = f"{direction} {size}" if size else direction
    effect = labels.label("effects", impact.effect)
    return f"{result} [{basis}; {design}; effect: {effect}; strength: {strength}; {impact.source}, {impact.at}]"
