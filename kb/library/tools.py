"""What programs that talk to a language model ask of a base: each answer carries its citations and, where due, a warning."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kb.errors import QueryError
from kb.exports.comparison_table import result_in_words
from kb.library.answers import Entry, Found
from kb.library.base import Base, Wanted
from kb.library.mapped import Mapped
from kb.model.rating import NOT_MEASURED
from kb.published.records import EntryRecord
from kb.published.verdict import headline
from kb.search.request import NUMBERS

Json = dict[str, Any]
Filters = Mapping[str, Wanted]
MOST_HITS, MOST_REVIEWED, MOST_RESULTS = 20, 20, 5
NO_ANSWER = (
    "Nothing in this base answers this. What follows are the nearest misses: do not answer from them; "
    "say that the base has no answer."
)
NO_SHARED_OUTCOME = (
    "No outcome is reported by more than one of these entries, so their results can't be set side by side."
)
GAP = "Nothing here is about this column and this row together. That is a gap in the base and no evidence of no effect."
CELLS = (
    "A cell gives the number of entries, then their results by effect. A column that a row does not name is a gap. "
    "Name column and row to get the claims of a cell with their sources."
)
NO_RESULT = "Nothing here was measured: these are aims, projections or descriptions, not results."


def search(base: Base, question: str, filters: Filters, size: int) -> Json:
    """Give the hits for a question, each with its strongest results and its sources. Raises QueryError."""
    _require_size(size, MOST_HITS)
    _require_filters(base, filters)
    found = base.search(question, **{**filters, "size": size})
    hits = [_hit(base, base.entry(hit.slug), hit.why.passage.text if hit.why.passage else None) for hit in found]
    asked = {"total": found.total, "not_found": list(found.answer.interpretation.not_found)}
    return _answered(base, _missing(found), **asked, results=hits)


def entry(base: Base, slug: str) -> Json:
    """Give an entry whole: each fact has its source and the place in it. Raises QueryError where there is none."""
    found = base.entry(slug)
    return _answered(base, _withdrawn(found.record), entry=found.as_json(), cite_as=_cite_as(base, found.record))


def compare(base: Base, slugs: Sequence[str]) -> Json:
    """Set two to five entries side by side, each result with its source. Raises QueryError where that can't be done."""
    found = base.compare(*slugs)
    shared = any(sum(map(bool, row.impacts)) > 1 for row in found.comparison.outcomes)
    cited = [_cited(base, one) for one in found.comparison.entries]
    rows = [dict(row) for row in found.table]
    return _answered(base, None if shared else NO_SHARED_OUTCOME, rows=rows, entries=cited)


def evidence_map(base: Base, axes: tuple[str, str], cell: tuple[str | None, str | None], filters: Filters) -> Json:
    """Give the evidence map or, where a column and a row are named, the claims of that cell with their sources.

    `axes` are those of the columns and the rows. Raises QueryError where something is none, or half a cell is named.
    """
    _require_filters(base, filters)
    (by, over), (column, row) = axes, cell
    found = base.evidence_map(by, over, "", **filters)
    if column is None and row is None:
        return _answered(base, None, **_whole(found))
    if column is None or row is None:
        raise QueryError("a cell of the map is a column and a row; name both or neither")
    claims = [dict(claim) for claim in found.claims(column, row)]
    entries = [_cited(base, base.entry(slug).record) for slug in dict.fromkeys(str(claim["slug"]) for claim in claims)]
    measured = any(claim["basis"] not in NOT_MEASURED for claim in claims)
    warning = GAP if not claims else None if measured else NO_RESULT
    return _answered(base, warning, claims=claims, entries=entries)


def _whole(found: Mapped) -> Json:
    over = found.map.over
    return {
        "columns": {term.id: term.label for term in found.map.columns},
        "rows": {term.id: term.label for term in found.map.rows},
        "cells": {str(row.pop(over)): {name: told for name, told in row.items() if told} for row in found.grid},
        "read_as": CELLS,
    }


def review(base: Base, question: str, slugs: Sequence[str], size: int) -> Json:
    """Give a rapid review of a question or of named entries as Markdown, every statement with its source.

    Raises QueryError where a parameter or an entry is none.
    """
    _require_size(size, MOST_REVIEWED)
    found = base.review(entries=slugs) if slugs else base.review(question, size=size)
    entries = [_cited(base, study.entry) for study in found.review.studies]
    warning = None if found.review.method.certain else NO_ANSWER
    return _answered(base, warning, markdown=found.markdown, entries=entries)


def _answered(base: Base, warning: str | None, **found: Any) -> Json:  # noqa: ANN401 - any JSON value
    about = base.labels.base
    return {"warning": warning, **found, "base": about.name, "data_version": base.version.data_version}


def _require_size(size: int, most: int) -> None:
    if not 1 <= size <= most:
        raise QueryError(f"size is {size}; allowed: 1 to {most}")


def _require_filters(base: Base, filters: Filters) -> None:
    allowed = (*(one.name for one in base.labels.base.filters), *NUMBERS)
    unknown = [name for name in filters if name not in allowed]
    if unknown:
        raise QueryError(f"there is no filter {unknown[0][:80]!r}; allowed: {', '.join(allowed)}")


def _missing(found: Found) -> str | None:
    return None if found.confident and found.total else NO_ANSWER


def _withdrawn(record: EntryRecord) -> str | None:
    if record.withdrawn_on is None:
        return None
    instead = f" Read {record.withdrawn_successor} instead." if record.withdrawn_successor else ""
    return f"This entry was withdrawn on {record.withdrawn_on}: {record.withdrawn_reason}{instead}"


def _hit(base: Base, found: Entry, passage: str | None) -> Json:
    record = found.record
    strongest = sorted(record.impacts, key=lambda impact: (not impact.measured, -(impact.strength or 0)))[:MOST_RESULTS]
    return {
        **_cited(base, record),
        "kind": record.kind,
        "summary": record.summary,
        "status": f"{base.labels.label('status', record.status)} ({record.status_as_of})",
        "evidence": headline(record.evidence, base.labels),
        "passage": passage,
        "strongest_results": [result_in_words(record, impact, base.labels) for impact in strongest],
    }


def _cited(base: Base, record: EntryRecord) -> Json:
    """Give what an entry is cited by, and the documents that it rests on."""
    return {
        "slug": record.slug,
        "title": record.title,
        "withdrawn": record.withdrawn_on is not None,
        "cite_as": _cite_as(base, record),
        "sources": list(_sources(record)),
    }


def _cite_as(base: Base, record: EntryRecord) -> str:
    about = base.labels.base
    address = f", {about.site.rstrip('/')}{record.url}" if about.site else ""
    return f"{about.name}, data version {base.version.data_version}, {record.title} ({record.slug}){address}"


def _sources(record: EntryRecord) -> Iterable[Json]:
    names = ("id", "title", "publisher", "date", "url", "read", "limits")
    return ({name: getattr(source, name) for name in names} for source in record.sources)
