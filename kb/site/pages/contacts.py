"""Whom to ask: the contacts of the entries that a search finds, or of all, each with its age."""

import asyncio
from datetime import UTC, datetime

from datasette import Response

from kb.exports.contact_table import contact_row, contacts_csv
from kb.exports.gather import every_hit
from kb.search.query import MAX_CHARACTERS
from kb.site.pages.narrowing import narrowing
from kb.site.pages.search import chips_of, clean
from kb.site.publishing import download, publication_of
from kb.site.searching import engine_of
from kb.site.visit import Visit
from kb.synthesis.people import Contact, read_contacts
from kb.synthesis.review_method import question

PAGED = ("size", "next")


async def contacts(visit: Visit) -> Response:
    """Answer with contacts, as a page, JSON or CSV; it takes the parameters of a search and gives all that it finds."""
    engine = await engine_of(visit.site)
    pairs = tuple(pair for pair in clean(visit.pairs) if pair[0] not in PAGED)
    request = engine.request(pairs)
    found = await _found(visit, searched=bool(pairs))
    on, publication = datetime.now(tz=UTC).date(), publication_of(visit)
    if visit.wants_json:
        rows = [contact_row(one, on, publication) for one in found]
        return visit.json({"ok": True, "total": len(rows), "contacts": rows})
    if visit.request.path.endswith(".csv"):
        return download(contacts_csv(found, on, publication), "text/csv", "contacts.csv")
    context = {
        "found": found,
        "on": on,
        "pairs": pairs,
        "q": request.q[:MAX_CHARACTERS],
        "question": question(request, engine.choices, visit.site.base) if pairs else "",
        "chips": chips_of(visit, engine, pairs, "/contacts"),
        **narrowing(engine.choices, visit.site.base, pairs),
    }
    return await visit.page("contacts.html", context)


async def _found(visit: Visit, *, searched: bool) -> tuple[Contact, ...]:
    if not searched:
        return await visit.site.read(read_contacts)
    engine = await engine_of(visit.site)
    request = engine.request(pair for pair in clean(visit.pairs) if pair[0] not in PAGED)
    _, hits = await asyncio.to_thread(every_hit, engine, request)
    return await visit.site.read(read_contacts, [hit.slug for hit in hits])
