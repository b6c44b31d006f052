"""The basket: the entries that an address names, and what can be done with them. Nothing is kept on the server."""

from datasette import Response

from kb.errors import QueryError
from kb.site.pages.reviewing import ENTRY, entries_of
from kb.site.visit import Visit
from kb.synthesis.comparison import FEWEST, MOST
from kb.synthesis.review_method import MOST_CHOSEN


async def basket(visit: Visit) -> Response:
    """Answer with the entries of a basket; without any, with how to fill one."""
    visit.allow(ENTRY)
    slugs = visit.values(ENTRY)
    if len(slugs) > MOST_CHOSEN:
        raise QueryError(f"a basket holds at most {MOST_CHOSEN} entries; {len(slugs)} are named")
    entries = await entries_of(visit, slugs) if slugs else ()
    context = {
        "entries": entries,
        "pairs": tuple((ENTRY, entry.slug) for entry in entries),
        "fewest": FEWEST,
        "most": MOST,
        "address": visit.site.datasette.absolute_url(visit.request, visit.site.link("/basket", visit.pairs)),
    }
    return await visit.page("basket.html", context)
