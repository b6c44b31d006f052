"""The review of a visit: of the entries that its address names, or of its search."""

from dataclasses import replace
from datetime import UTC, date, datetime

from datasette import NotFound

from kb.errors import QueryError
from kb.published.records import EntryRecord, read_entries
from kb.search.engine import Search
from kb.search.request import SearchRequest
from kb.site.pages.search import clean
from kb.site.searching import answer, engine_of
from kb.site.visit import Visit
from kb.synthesis.review import Method, Review, review
from kb.synthesis.review_method import MOST_CHOSEN, SET_OUT, searched, selected
from kb.synthesis.subjects import VOCABULARIES, Subjects
from kb.synthesis.whom_else import read_further, topics_named, topics_of

ENTRY = "entry"
# What says how the page is to look, and nothing of what is reviewed.
WHOLE = "whole"
OF_THE_PAGE = (WHOLE, "chosen", "part")


async def review_of(visit: Visit) -> Review:
    """Write the review that the address asks for, as of today. Raises QueryError or NotFound where it can't be."""
    slugs, labels = visit.values(ENTRY), visit.site.labels
    by_hand = bool(slugs or visit.values("chosen"))
    entries, method = await (_chosen(visit, slugs) if by_hand else _found(visit))
    if not entries or any(entry.contacts for entry in entries):
        return review(entries, method, labels)
    asked, hits = ((), ()) if by_hand else await _beyond(visit)
    further = await visit.site.read(read_further, asked, hits, topics_of(entries, labels))
    return review(entries, method, labels, further)


async def _beyond(visit: Visit) -> tuple[tuple[Subjects, ...], tuple[str, ...]]:
    """Give the topics that a search names, by its words and its filters, and more of its hits than a review sets out."""
    engine = await engine_of(visit.site)
    request = replace(_request(visit, engine), size=MOST_CHOSEN, next=None)
    found = await answer(visit.site, request)
    names = {one.filter: one.name for one in VOCABULARIES.values()}
    filtered = [(names[name], value) for name, values in request.filters.items() if name in names for value in values]
    topics = topics_named((*engine.named(request.q), *filtered), visit.site.labels)
    return topics, tuple(hit.slug for hit in found.results)


async def _chosen(visit: Visit, slugs: tuple[str, ...]) -> tuple[tuple[EntryRecord, ...], Method]:
    visit.allow(ENTRY, *OF_THE_PAGE)
    if len(slugs) > MOST_CHOSEN:
        raise QueryError(f"a review holds at most {MOST_CHOSEN} chosen entries; {len(slugs)} are named")
    entries = await entries_of(visit, slugs)
    return entries, selected(entries, visit.site.build.data_version, _address(visit), _today())


async def _found(visit: Visit) -> tuple[tuple[EntryRecord, ...], Method]:
    engine = await engine_of(visit.site)
    request = _request(visit, engine)
    if not visit.values("size"):
        request = replace(request, size=SET_OUT)
    found = await answer(visit.site, request)
    entries = await visit.site.read(read_entries, [hit.slug for hit in found.results])
    return entries, searched(found, engine.choices, visit.site.base, _address(visit), _today())


def _request(visit: Visit, engine: Search) -> SearchRequest:
    return engine.request((name, value) for name, value in clean(visit.pairs) if name not in (ENTRY, *OF_THE_PAGE))


async def named_entries(visit: Visit) -> tuple[EntryRecord, ...]:
    """Read the entries that the address of a file names. Raises QueryError for none or too many, NotFound as below."""
    slugs = visit.values(ENTRY)
    if not 0 < len(slugs) <= MOST_CHOSEN:
        raise QueryError(f"name 1 to {MOST_CHOSEN} entries: {visit.request.path}?entry=<slug>&entry=<slug>")
    return await entries_of(visit, slugs)


async def entries_of(visit: Visit, slugs: tuple[str, ...]) -> tuple[EntryRecord, ...]:
    """Read the entries that an address names. Raises NotFound, which names those that do not exist."""
    entries = await visit.site.read(read_entries, slugs)
    missing = [slug for slug in slugs if slug not in {entry.slug for entry in entries}]
    if missing:
        raise NotFound(f"There is no entry {', '.join(repr(slug[:80]) for slug in missing[:5])}.")
    return tuple(entries)


def _address(visit: Visit) -> str:
    asked = tuple(pair for pair in clean(visit.pairs) if pair[0] not in OF_THE_PAGE)
    return str(visit.site.datasette.absolute_url(visit.request, visit.site.link("/review", asked)))


def _today() -> date:
    return datetime.now(tz=UTC).date()
