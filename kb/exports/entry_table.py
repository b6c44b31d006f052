"""An entry as CSV: a row a fact, each with the place where it stands."""

from collections.abc import Callable, Sequence
from typing import Any

from kb.exports.publication import Publication
from kb.exports.table import Row, Value, as_csv, joined
from kb.published.labels import Labels
from kb.published.record_types import (
    ContactRecord,
    ContractTermRecord,
    ContractValueRecord,
    FigureRecord,
    ImpactRecord,
    LessonRecord,
    MilestoneRecord,
    PopulationRecord,
    SourceRecord,
)
from kb.published.records import EntryRecord

COLUMNS = (
    "entry", "field", "claim", "what", "measure", "qualifier", "value", "value_to", "unit", "from", "to", "direction",
    "effect", "effect_reason", "strength",
    "strength_reason", "reached", "basis", "design", "period", "price_year", "baseline", "comparator",
    "comparator_value", "population",
    "interval_low", "interval_high", "interval_level", "date", "date_to", "state", "note", "source", "source_title",
    "source_url", "source_doi", "source_read", "at", "url", "data_version",
)  # fmt: skip
Cells = dict[str, Value]


def entry_csv(entry: EntryRecord, labels: Labels, publication: Publication) -> str:
    """Write every fact of an entry that has a citation."""
    sources = {source.id: source for source in entry.sources}
    origin: Row = {
        "entry": entry.slug,
        "url": publication.address(entry.url),
        "data_version": publication.data_version,
    }
    return as_csv(
        COLUMNS,
        (
            {**origin, "field": f"{field}.{number}", **_cite(fact, sources), **cells(fact, labels)}
            for field, facts, cells in _kinds(entry)
            for number, fact in enumerate(facts)
        ),
    )


def _kinds(entry: EntryRecord) -> tuple[tuple[str, Sequence[Any], Callable[[Any, Labels], Cells]], ...]:
    """Give the facts of each kind under the names of the YAML files, and what writes one."""
    return (
        ("population", entry.populations, _population),
        ("contract.values", entry.contract_values, _contract_value),
        ("contract.terms", entry.contract_terms, _text),
        ("contacts", entry.contacts, _contact),
        ("impacts", entry.impacts, _impact),
        ("milestones", entry.milestones, _milestone),
        ("figures", entry.figures, _figure),
        ("lessons", entry.lessons, _text),
    )


def _cite(fact: Any, sources: dict[str, SourceRecord]) -> Cells:  # noqa: ANN401 - any record type that has a citation
    source = sources[fact.source]
    told: Cells = {"source_url": source.url, "source_doi": source.doi, "source_read": source.read}
    return {"source": source.id, "source_title": source.title, **told, "at": fact.at}


def _population(fact: PopulationRecord, labels: Labels) -> Cells:
    group = labels.label("population_groups", fact.group)
    return {
        "what": fact.counts,
        "qualifier": fact.qualifier,
        "value": fact.size,
        "value_to": fact.size_max,
        "population": group,
        "note": fact.note,
    }


def _contract_value(fact: ContractValueRecord, _labels: Labels) -> Cells:
    return {
        "what": fact.what,
        "qualifier": fact.qualifier,
        "value": fact.amount,
        "unit": fact.currency,
        "period": fact.period,
        "note": fact.note,
    }


def _text(fact: ContractTermRecord | LessonRecord, _labels: Labels) -> Cells:
    return {"what": fact.text}


def _contact(fact: ContactRecord, _labels: Labels) -> Cells:
    parts = (fact.name, fact.role, fact.organisation, fact.email, fact.phone)
    return {"what": joined(part for part in parts if part), "date": fact.as_of}


def _impact(fact: ImpactRecord, labels: Labels) -> Cells:
    return {
        "what": labels.label("outcomes", fact.outcome),
        "direction": fact.direction,
        "basis": fact.basis,
        "design": fact.design,
        "comparator": fact.comparator_name,
        "from": fact.from_,
        **{name: getattr(fact, name) for name in IMPACT_COLUMNS},
    }


IMPACT_COLUMNS = (
    "claim", "measure", "qualifier", "value", "value_to", "unit", "to", "reached", "effect", "effect_reason",
    "strength", "strength_reason", "period", "baseline",
    "comparator_value", "population", "interval_low", "interval_high", "interval_level", "note",
)  # fmt: skip


def _milestone(fact: MilestoneRecord, _labels: Labels) -> Cells:
    return {"what": fact.what, "date": fact.date, "date_to": fact.to, "state": fact.state}


def _figure(fact: FigureRecord, _labels: Labels) -> Cells:
    return {
        "claim": fact.claim,
        "what": fact.what,
        "qualifier": fact.qualifier,
        "value": fact.value,
        "value_to": fact.value_to,
        "unit": fact.unit,
        "period": fact.period,
        "price_year": fact.price_year,
        "note": fact.note,
    }
