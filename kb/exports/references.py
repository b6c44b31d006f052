"""Entries as references for RIS and BibTeX: the entry is what is cited; its sources are named in the notes."""

from dataclasses import dataclass

from kb.exports.publication import Publication
from kb.exports.text import one_line
from kb.model.dates import first_day
from kb.published import wording
from kb.published.labels import Labels
from kb.published.records import EntryRecord
from kb.published.verdict import verdict


@dataclass(frozen=True)
class Reference:
    """What both formats say of an entry, each text on one line."""

    base: str
    publisher: str
    key: str
    title: str
    abstract: str
    day: str
    """Day on which the entry was last held against its sources, YYYY-MM-DD."""
    url: str
    keywords: tuple[str, ...]
    place: str
    notes: tuple[str, ...]


def reference(entry: EntryRecord, labels: Labels, publication: Publication) -> Reference:
    """Describe one entry. The year is that of its last check: the record is cited, not the scheme."""
    terms = [("care_models", term) for term in entry.care_models]
    terms += [("contract_types", term) for term in entry.contract_types]
    terms += [("outcomes", impact.outcome) for impact in entry.impacts]
    return Reference(
        base=one_line(publication.name),
        publisher=one_line(publication.base.publisher),
        key=entry.slug,
        title=one_line(entry.title),
        abstract=one_line(entry.summary),
        day=first_day(entry.last_checked),
        url=publication.address(entry.url),
        keywords=tuple(dict.fromkeys(one_line(labels.label(name, term)) for name, term in terms)),
        place=one_line(entry.place or ""),
        notes=tuple(one_line(note) for note in _notes(entry, labels, publication)),
    )


def _notes(entry: EntryRecord, labels: Labels, publication: Publication) -> list[str]:
    status = f"{labels.label('status', entry.status)}, at {wording.day(entry.status_as_of)}"
    notes = [
        f"{labels.label('kinds', entry.kind)}. Status: {status}.",
        f"{verdict(entry, labels).label}. Strongest evidence: {wording.strength_in_full(entry.evidence.strength)}.",
        f"{publication.name}, data version {publication.data_version}.",
    ]
    if entry.withdrawn_on:
        notes.insert(0, f"Withdrawn on {wording.day(entry.withdrawn_on)}: {entry.withdrawn_reason}")
    for source in entry.sources:
        address = f" {source.url}" if source.url else ""
        notes.append(f"Source: {wording.cited(source)}{address}")
    return notes
