"""An entry as JSON: the fields of the contract, with ratings, labels and sources beside them."""

from dataclasses import asdict
from typing import Any

from kb.published.labels import Labels
from kb.published.record_types import ImpactRecord
from kb.published.records import EntryRecord
from kb.published.summary import Evidence
from kb.published.verdict import headline

Json = dict[str, Any]
TERM_FIELDS = {
    "care_models": "care_models",
    "organisational_forms": "organisational_forms",
    "settings": "settings",
    "population_groups": "population_groups",
}


def entry_as_json(entry: EntryRecord, labels: Labels) -> Json:
    """Give an entry under the names of its YAML file, and what the build derived from it."""
    return {
        "slug": entry.slug,
        "url": entry.url,
        "kind": entry.kind,
        "title": entry.title,
        "summary": entry.summary,
        "vanguard": _vanguard(entry),
        **{name: list(getattr(entry, name)) for name in TERM_FIELDS},
        "terms": own_terms(entry),
        "status": {"state": entry.status, "as_of": entry.status_as_of},
        "place": _place(entry),
        "organisations": [asdict(organisation) for organisation in entry.organisations],
        "population": [cited(population) for population in entry.populations],
        "contract": _contract(entry),
        "contacts": [cited(contact) for contact in entry.contacts],
        "impacts": [impact_as_json(impact) for impact in entry.impacts],
        "evidence": evidence_as_json(entry.evidence, labels),
        "milestones": [cited(milestone) for milestone in entry.milestones],
        "figures": [cited(figure) for figure in entry.figures],
        "lessons": [cited(lesson) for lesson in entry.lessons],
        "questions": [question.text for question in entry.questions],
        "not_stated": [{"field": gap.field, "note": gap.note} for gap in entry.not_stated],
        "related": [{**asdict(link), "url": f"/entries/{link.slug}"} for link in entry.related],
        "sources": [{**asdict(source), "measured": bool(source.measured)} for source in entry.sources],
        "review": {"last_checked": entry.last_checked, "by": entry.checked_by},
        "withdrawn": _withdrawn(entry),
        "labels": labels_used(entry, labels),
    }


def own_terms(entry: EntryRecord) -> dict[str, list[str]]:
    """Give the terms of the base's own vocabularies, by vocabulary."""
    found: dict[str, list[str]] = {}
    for vocabulary, term in entry.terms:
        found.setdefault(vocabulary, []).append(term)
    return found


def cited(fact: Any) -> Json:  # noqa: ANN401 - any of the record types that have a citation
    """Give a fact with its citation in the form of the YAML files."""
    values = asdict(fact)
    cite = {"source": values.pop("source"), "at": values.pop("at")}
    return {**values, "cite": cite}


def impact_as_json(impact: ImpactRecord) -> Json:
    """Give an impact with its ratings and their reasons."""
    values = cited(impact)
    comparator = {key: values.pop(f"comparator_{key}") for key in ("name", "value", "changed")}
    interval = {key: values.pop(f"interval_{key}") for key in ("low", "high", "level")}
    values["comparator"] = comparator if comparator["name"] else None
    values["from"] = values.pop("from_")
    values["interval"] = interval if interval["low"] is not None else None
    return values


def evidence_as_json(evidence: Evidence, labels: Labels) -> Json:
    """Give the summary over impacts: counts, never an average."""
    return {
        "answer": evidence.answer,
        "label": evidence.label,
        "explanation": evidence.explanation,
        "results": dict(evidence.results),
        "levels": evidence.levels,
        "claims_without_method": evidence.claims,
        "not_measured": dict(evidence.unmeasured),
        "strength": evidence.strength,
        "design": evidence.design,
        "headline": headline(evidence, labels),
    }


def _vanguard(entry: EntryRecord) -> Json | None:
    if entry.vanguard_type is None:
        return None
    return {"type": entry.vanguard_type, "wave": entry.vanguard_wave, "chosen": entry.vanguard_chosen}


def _place(entry: EntryRecord) -> Json | None:
    if entry.place is None:
        return None
    names = ("region", "country", "latitude", "longitude")
    return {"name": entry.place, **{name: getattr(entry, name) for name in names}}


def _contract(entry: EntryRecord) -> Json | None:
    if not entry.has_contract:
        return None
    return {
        "types": list(entry.contract_types),
        "stage": entry.contract_stage,
        "values": [cited(value) for value in entry.contract_values],
        "duration": entry.contract_duration,
        "terms": [cited(term) for term in entry.contract_terms],
    }


def _withdrawn(entry: EntryRecord) -> Json | None:
    if entry.withdrawn_on is None:
        return None
    return {"on": entry.withdrawn_on, "reason": entry.withdrawn_reason, "successor": entry.withdrawn_successor}


def labels_used(entry: EntryRecord, labels: Labels) -> dict[str, dict[str, str]]:
    """Give the label of each term that the entry uses, by vocabulary."""
    used = {
        "kinds": {entry.kind},
        "status": {entry.status},
        "contract_types": set(entry.contract_types),
        **{vocabulary: set(getattr(entry, name)) for name, vocabulary in TERM_FIELDS.items()},
        "outcomes": {impact.outcome for impact in entry.impacts},
        "directions": {impact.direction for impact in entry.impacts},
        "effects": {impact.effect for impact in entry.impacts if impact.effect},
        "basis": {impact.basis for impact in entry.impacts},
        "study_designs": {impact.design for impact in entry.impacts},
        "relations": {link.relation for link in entry.related},
        "organisation_roles": {organisation.role for organisation in entry.organisations},
        "regions": {entry.region} if entry.region else set(),
    }
    used |= {name: set(terms) for name, terms in own_terms(entry).items()}
    return {name: {term: labels.label(name, term) for term in sorted(terms)} for name, terms in used.items() if terms}
