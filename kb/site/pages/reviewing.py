"""The review of a visit: of the entries that its address names, or of its search."""

from dataclasses import replace
from datetime import UTC, date, datetime

from datasette import NotFound

from kb.errors import QueryError
from kb.published.records import EntryRecord, read_entries
from kb.site.pages.search import clean
from kb.site.searching import answer, engine_of
from kb.site.visit import Visit
from kb.synthesis.review import Method, Review, review
from kb.synthesis.review_method import MOST_CHOSEN, SET_OUT, searched, selected

ENTRY = "entry"


async def review_of(visit: Visit) -> Review:
    """Write the review that the address asks for, as of today. Raises QueryError or NotFound where it can't be."""
    slugs = visit.values(ENTRY)
    entries, method = await (_chosen(visit, slugs) if slugs else _found(visit))
    return review(entries, method, visit.site.labels)


async def _chosen(visit: Visit, slugs: tuple[str, ...]) -> tuple[tuple[EntryRecord, ...], Method]:
    visit.allow(ENTRY)
    if len(slugs) > MOST_CHOSEN:
        raise QueryError(f"a review holds at most {MOST_CHOSEN} chosen entries; {len(slugs)} are named")
    entries = await entries_of(visit, slugs)
    return entries, selected(entries, visit.site.build.data_version, _address(visit), _today())


async def _found(visit: Visit) -> tuple[tuple[EntryRecord, ...], Method]:
    engine = await engine_of(visit.site)
    request = engine.request((name, value) for name, value in clean(visit.pairs) if name != ENTRY)
    if not visit.values("size"):
        request = replace(request, size=SET_OUT)
    found = await answer(visit.site, request)
    entries = await visit.site.read(read_entries, [hit.slug for hit in found.results])
    return entries, searched(found, engine.choices, visit.site.base, _address(visit), _today())


async def entries_of(visit: Visit, slugs: tuple[str, ...]) -> tuple[EntryRecord, ...]:
    """Read the entries that an address names. Raises NotFound, which names those that do not exist."""
    entries = await visit.site.read(read_entries, slugs)
    missing = [slug for slug in slugs if slug not in {entry.slug for entry in entries}]
    if missing:
        raise NotFound(f"There is no entry {', '.join(repr(slug[:80]) for slug in missing[:5])}.")
    return tuple(entries)


def _address(visit: Visit) -> str:
    return str(visit.site.datasette.absolute_url(visit.request, visit.site.link("/review", clean(visit.pairs))))


def _today() -> date:
    return datetime.now(tz=UTC).date()
