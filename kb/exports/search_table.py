"""A search as CSV: a row an entry, in the order of the hits."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.exports.publication import Publication
from kb.exports.table import Row, Value, as_csv, joined
from kb.published import wording
from kb.published.labels import Labels
from kb.published.records import EntryRecord
from kb.published.summary import EFFECTS
from kb.published.verdict import verdict
from kb.search.answer import Hit

LISTS = ("care_models", "contract_types", "organisational_forms", "settings", "population_groups")
COLUMNS = (
    "slug", "url", "kind", "kind_label", "title", "summary", "score", "matched_field", "matched_text",
    "status", "status_label", "status_as_of", "place", "region", "region_label", "country", "latitude", "longitude",
    *(name for terms in LISTS for name in (terms, f"{terms}_labels")), "terms", "terms_labels",
    "population_size", "population_size_max", "population_counts", "contract_stage", "contract_duration",
    *(f"results_{effect}" for effect in EFFECTS), "levels", "not_measured", "evidence", "strength", "strength_words",
    "source_ids", "source_titles", "last_checked", "withdrawn_on", "data_version", "search",
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """A hit with the whole entry."""

    hit: Hit
    entry: EntryRecord


def search_csv(found: Iterable[Found], labels: Labels, publication: Publication, search: str) -> str:
    """Write the hits of a search; `search` is the address that repeats it."""
    origin: Row = {"data_version": publication.data_version, "search": search}
    return as_csv(COLUMNS, ({**_row(one, labels, publication), **origin} for one in found))


def _row(found: Found, labels: Labels, publication: Publication) -> dict[str, Value]:
    hit, entry = found.hit, found.entry
    passage = hit.why.passage
    return {
        "slug": entry.slug,
        "url": publication.address(entry.url),
        "kind": entry.kind,
        "kind_label": labels.label("kinds", entry.kind),
        "title": entry.title,
        "summary": entry.summary,
        "score": round(hit.score, 4),
        "matched_field": passage.field if passage else None,
        "matched_text": passage.text if passage else None,
        "contract_stage": entry.contract_stage,
        "contract_duration": entry.contract_duration,
        "source_ids": joined(source.id for source in entry.sources),
        "source_titles": joined(source.title for source in entry.sources),
        "last_checked": entry.last_checked,
        "withdrawn_on": entry.withdrawn_on,
        **_where(entry, labels),
        **_terms(entry, labels),
        **_people(entry),
        **_evidence(entry, labels),
    }


def _where(entry: EntryRecord, labels: Labels) -> dict[str, Value]:
    return {
        "status": entry.status,
        "status_label": labels.label("status", entry.status),
        "status_as_of": entry.status_as_of,
        "place": entry.place,
        "region": entry.region,
        "region_label": labels.label("regions", entry.region) or None,
        "country": entry.country,
        "latitude": entry.latitude,
        "longitude": entry.longitude,
    }


def _terms(entry: EntryRecord, labels: Labels) -> dict[str, Value]:
    ids = {name: joined(getattr(entry, name)) for name in LISTS}
    named = {f"{name}_labels": joined(labels.label(name, term) for term in getattr(entry, name)) for name in LISTS}
    own = {
        "terms": joined(f"{vocabulary}: {term}" for vocabulary, term in entry.terms),
        "terms_labels": joined(labels.label(vocabulary, term) for vocabulary, term in entry.terms),
    }
    return {**ids, **named, **own}


def _people(entry: EntryRecord) -> dict[str, Value]:
    """Give the first population that the entry counts, which is the one it is about."""
    first = next((population for population in entry.populations if population.size is not None), None)
    if first is None:
        return {}
    return {
        "population_size": first.size,
        "population_size_max": first.size_max,
        "population_counts": first.counts,
    }


def _evidence(entry: EntryRecord, labels: Labels) -> dict[str, Value]:
    evidence = entry.evidence
    return {
        **{f"results_{effect}": evidence.results.get(effect, 0) for effect in EFFECTS},
        "levels": evidence.levels,
        "not_measured": sum(evidence.unmeasured.values()),
        "evidence": verdict(entry, labels).label,
        "strength": evidence.strength,
        "strength_words": wording.strength(evidence.strength),
    }
