"""An entry as schema.org JSON-LD, for search engines."""

import json
from typing import Any

from kb.exports.publication import Publication
from kb.model.dates import first_day
from kb.published.labels import Labels
from kb.published.record_types import SourceRecord
from kb.published.records import EntryRecord

# Inside <script>, "<" could end the element; the others are escaped so that the text is safe wherever it is put.
ESCAPES = str.maketrans({"<": r"\u003c", ">": r"\u003e", "&": r"\u0026", "\u2028": r"\u2028", "\u2029": r"\u2029"})
SOURCE_TYPES = {"report": "Report", "slides": "PresentationDigitalDocument", "review": "Report"}
Node = dict[str, Any]


def entry_jsonld(entry: EntryRecord, labels: Labels, publication: Publication) -> str:
    """Describe an entry as a Report; the text may stand inside <script type="application/ld+json">."""
    address = publication.address(entry.url)
    node: Node = {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": address,
        "url": address,
        "identifier": entry.slug,
        "name": entry.title,
        "inLanguage": publication.base.language,
        "dateModified": first_day(entry.last_checked),
        "version": publication.data_version,
        "license": publication.licence,
        "isAccessibleForFree": True,
        "creativeWorkStatus": "Withdrawn" if entry.withdrawn_on else "Published",
        "author": {"@type": "Organization", "name": publication.name},
        "publisher": {"@type": "Organization", "name": publication.base.publisher, "url": publication.address("/")},
        "isPartOf": {"@type": "Dataset", "@id": publication.address("/"), "name": publication.name},
        "about": _subjects(entry, labels),
        "keywords": _keywords(entry, labels),
        "citation": [_source(source) for source in entry.sources],
    }
    place = _place(entry)
    return _safe({**node, "spatialCoverage": place} if place else node)


def base_jsonld(publication: Publication) -> str:
    """Describe the whole base as a Dataset, for the start page."""
    return _safe({"@context": "https://schema.org", **_base(publication)})


def _base(publication: Publication) -> Node:
    return {
        "@type": "Dataset",
        "@id": publication.address("/"),
        "name": publication.name,
        "description": publication.base.summary,
        "url": publication.address("/"),
        "version": publication.data_version,
        "license": publication.licence,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": publication.name},
        "distribution": [
            _download(publication, "/search.json", "application/json"),
            _download(publication, "/search.csv", "text/csv"),
        ],
    }


def _download(publication: Publication, path: str, kind: str) -> Node:
    return {"@type": "DataDownload", "contentUrl": publication.address(path), "encodingFormat": kind}


def _subjects(entry: EntryRecord, labels: Labels) -> list[Node]:
    return [
        {"@type": "DefinedTerm", "termCode": model, "name": labels.label("care_models", model)}
        for model in entry.care_models
    ]


def _keywords(entry: EntryRecord, labels: Labels) -> list[str]:
    terms = [("kinds", entry.kind)]
    terms += [("settings", setting) for setting in entry.settings]
    terms += [("contract_types", kind) for kind in entry.contract_types]
    terms += [("outcomes", outcome) for outcome in dict.fromkeys(impact.outcome for impact in entry.impacts)]
    return [labels.label(vocabulary, term) for vocabulary, term in terms]


def _source(source: SourceRecord) -> Node:
    node: Node = {
        "@type": SOURCE_TYPES.get(source.type, "CreativeWork"),
        "name": source.title,
        "datePublished": iso_date(source.date),
        "publisher": {"@type": "Organization", "name": source.publisher},
    }
    return {**node, "url": source.url} if source.url else node


def iso_date(printed: str) -> str:
    """Give a printed date as ISO 8601 knows it: a year, month or day; of a financial year or decade its first year."""
    return printed if printed[4:5] in {"", "-"} else first_day(printed)[:4]


def _place(entry: EntryRecord) -> Node | None:
    if entry.place is None:
        return None
    place: Node = {"@type": "Place", "name": entry.place}
    if entry.latitude is None or entry.longitude is None:
        return place
    return {**place, "geo": {"@type": "GeoCoordinates", "latitude": entry.latitude, "longitude": entry.longitude}}


def _safe(node: Node) -> str:
    return json.dumps(node, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
