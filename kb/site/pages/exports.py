"""Files to take away, feeds, and what programs look for: which address gives which format."""

import asyncio
import re
from collections.abc import Callable
from urllib.parse import urlencode

from datasette import NotFound, Response

from kb.errors import QueryError
from kb.exports import crawlers
from kb.exports.bibtex import bibtex
from kb.exports.comparison_table import comparison_csv
from kb.exports.document import Block, Drawing, blocks
from kb.exports.entry_table import entry_csv
from kb.exports.feed import Topic, atom, pages
from kb.exports.gather import every_hit, one_page
from kb.exports.markdown import markdown
from kb.exports.references import reference
from kb.exports.ris import ris
from kb.exports.search_table import Found, search_csv
from kb.exports.word import ACROSS, UPRIGHT
from kb.published.records import EntryRecord, read_entries, read_entry
from kb.search.request import SearchRequest
from kb.site.apart import written
from kb.site.area import Pairs
from kb.site.pages.api import api, description
from kb.site.pages.paper import paper
from kb.site.pages.paper_document import paper_blocks
from kb.site.pages.reviewing import ENTRY, WHOLE, named_entries, review_of
from kb.site.pages.search import clean
from kb.site.pictures import SHARPNESS
from kb.site.publishing import download, publication_of, text
from kb.site.searching import engine_of
from kb.site.visit import Visit, is_on, visit
from kb.synthesis.comparison import FEWEST, MOST, compare, read_chosen
from kb.synthesis.review import Review
from kb.synthesis.review_method import question
from kb.synthesis.subjects import list_topics

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
REFERENCES: dict[str, tuple[Callable[..., str], str]] = {
    "ris": (ris, "application/x-research-info-systems"),
    "bib": (bibtex, "application/x-bibtex"),
}


async def _gathered(visit: Visit, pairs: Pairs) -> tuple[SearchRequest, tuple[Found, ...], str]:
    """Give the hits of a search, all of them unless the address asks for a page, and the search in words."""
    engine = await engine_of(visit.site)
    request = engine.request(pairs)
    paged = any(visit.values(name) for name in ("size", "next"))
    _, hits = await asyncio.to_thread(one_page if paged else every_hit, engine, request)
    entries = await visit.site.read(read_entries, [hit.slug for hit in hits])
    found = tuple(Found(hit, entry) for hit, entry in zip(hits, entries, strict=True))
    return request, found, question(request, engine.choices, visit.site.base)


def _ending(visit: Visit) -> str:
    return str(visit.request.path).rsplit(".", 1)[1]


def _query(pairs: Pairs) -> str:
    """Give the parameters that are set, in one order, so that equal searches have equal addresses."""
    return urlencode(sorted((name, value.strip()) for name, value in pairs if value.strip()))


def _references(visit: Visit, entries: tuple[EntryRecord, ...], name: str) -> Response:
    write, content_type = REFERENCES[_ending(visit)]
    publication = publication_of(visit)
    body = write(reference(entry, visit.site.labels, publication) for entry in entries)
    return download(body, content_type, f"{name}.{_ending(visit)}")


async def search_file(visit: Visit) -> Response:
    """Answer with the hits of a search as CSV, RIS or BibTeX."""
    _, found, _ = await _gathered(visit, visit.pairs)
    if _ending(visit) in REFERENCES:
        return _references(visit, tuple(one.entry for one in found), "search")
    publication = publication_of(visit)
    address = publication.address(f"/search?{_query(visit.pairs)}".rstrip("?"))
    return download(search_csv(found, visit.site.labels, publication, address), "text/csv", "search.csv")


async def entry_file(visit: Visit) -> Response:
    """Answer with an entry as CSV, RIS or BibTeX."""
    visit.allow()
    entry = await visit.site.read(read_entry, visit.slug)
    if entry is None:
        raise NotFound(f"There is no entry {visit.slug!r}.")
    if _ending(visit) in REFERENCES:
        return _references(visit, (entry,), entry.slug)
    body = entry_csv(entry, visit.site.labels, publication_of(visit))
    return download(body, "text/csv", f"{entry.slug}.csv")


async def basket_file(visit: Visit) -> Response:
    """Answer with the entries of a basket as CSV, RIS or BibTeX."""
    visit.allow(ENTRY)
    entries = await named_entries(visit)
    if _ending(visit) in REFERENCES:
        return _references(visit, entries, "basket")
    head, *rest = (entry_csv(entry, visit.site.labels, publication_of(visit)) for entry in entries)
    return download(head + "".join(table.partition("\r\n")[2] for table in rest), "text/csv", "basket.csv")


async def comparison_file(visit: Visit) -> Response:
    """Answer with a comparison as CSV."""
    visit.allow("entry")
    slugs = visit.values("entry")
    if len(slugs) < FEWEST:
        raise QueryError(f"name {FEWEST} to {MOST} entries: /compare.csv?entry=<slug>&entry=<slug>")
    entries = await visit.site.read(read_chosen, slugs)
    body = comparison_csv(compare(entries, visit.site.labels), visit.site.labels, publication_of(visit))
    return download(body, "text/csv", "comparison.csv")


async def review_file(visit: Visit) -> Response:
    """Answer with a review as Markdown or Word: the paper of two pages, or the whole where that is asked for."""
    review, base, is_word = await review_of(visit), visit.site.base, _ending(visit) == "docx"
    whole = is_on(visit, WHOLE)
    found = blocks(review, base) if whole else await _paper(visit, review, is_word=is_word)
    if not is_word:
        return download(markdown(found), "text/markdown", "review.md")
    body = await written("docx", found, review.title, base, ACROSS if whole else UPRIGHT)
    return download(body, DOCX, "review.docx")


async def _paper(visit: Visit, review: Review, *, is_word: bool) -> tuple[Block, ...]:
    """Lay out the paper of a review; only Word takes the drawing along, Markdown has its address."""
    labels, publication = visit.site.labels, publication_of(visit)
    short = paper(review, labels)
    drawing = None
    if short.picture:
        png = await written("png", short.picture.alone(()), SHARPNESS) if is_word else b""
        address = publication.address(f"/review.svg?{urlencode(clean(visit.pairs))}")
        drawing = Drawing(short.picture.words, address, png)
    return paper_blocks(review, short, drawing, labels, publication)


async def feed(visit: Visit) -> Response:
    """Answer with a page of a feed of the whole base or of a search."""
    pairs = tuple(pair for pair in visit.pairs if pair[0] != "page")
    topic_page = _feed_page(visit.values("page"))
    _, found, words = await _gathered(visit, pairs)
    query = _query(pairs)
    if topic_page > pages(len(found)):
        raise NotFound(f"The last page of this feed is {pages(len(found))}.")
    topic = Topic(query, words if query else "", topic_page)
    body = atom((one.entry for one in found), visit.site.labels, publication_of(visit), topic)
    return text(body, "application/atom+xml")


def _feed_page(given: tuple[str, ...]) -> int:
    if not given:
        return 1
    if len(given) > 1 or not re.fullmatch("[1-9][0-9]{0,5}", given[0]):
        raise QueryError(f"page has no value {given[-1][:80]!r}; allowed: one whole number from 1")
    return int(given[0])


async def sitemap(visit: Visit) -> Response:
    """Answer with the list of all pages."""
    visit.allow()
    checked = await visit.site.read(
        lambda connection: connection.execute(
            "select slug, last_checked from entries where withdrawn_on is null order by slug"
        ).fetchall()
    )
    listed = await visit.site.read(list_topics, visit.site.labels)
    topics = [one.subjects.url for found in listed.values() for one in found if one.entries]
    return text(crawlers.sitemap([tuple(row) for row in checked], topics, publication_of(visit)), "application/xml")


async def robots(visit: Visit) -> Response:
    """Answer with what crawlers may read."""
    visit.allow()
    return text(crawlers.robots(visit.site.link("/").rstrip("/"), publication_of(visit)), "text/plain")


async def llms(visit: Visit) -> Response:
    """Answer with what a language model should know."""
    visit.allow()
    return text(crawlers.llms(visit.site.labels, visit.site.entries, publication_of(visit)), "text/plain")


# Anything, so that a mistyped slug is answered by us and not taken for a table.
SLUG = r"(?P<slug>[^/]+?)"
EXPORT_ROUTES = (
    (r"^/search\.(?:csv|ris|bib)$", visit(search_file)),
    (rf"^/entries/{SLUG}\.(?:csv|ris|bib)$", visit(entry_file)),
    (r"^/basket\.(?:csv|ris|bib)$", visit(basket_file)),
    (r"^/compare\.csv$", visit(comparison_file)),
    (r"^/review\.(?:md|docx)$", visit(review_file)),
    (r"^/feed\.atom$", visit(feed)),
    (r"^/sitemap\.xml$", visit(sitemap)),
    (r"^/robots\.txt$", visit(robots)),
    (r"^/llms\.txt$", visit(llms)),
    (r"^/openapi\.json$", visit(description)),
    (r"^/api$", visit(api)),
)
