"""The basket: the entries that an address names, and what can be done with them. Nothing is kept on the server."""

import sqlite3
from collections.abc import Iterable

from datasette import NotFound, Response

from kb.errors import QueryError
from kb.exports.claim_table import claims_csv
from kb.published.claims import ClaimRecord, read_claims
from kb.published.record_types import SourceRecord
from kb.published.records import read_entries
from kb.site.pages.reviewing import ENTRY, entries_of
from kb.site.publishing import download, publication_of
from kb.site.visit import Visit
from kb.synthesis.comparison import FEWEST, MOST
from kb.synthesis.review_method import MOST_CHOSEN

CLAIM = "claim"


async def claims_of(visit: Visit) -> tuple[ClaimRecord, ...]:
    """Give the claims that an address names. Raises QueryError for too many, NotFound where one is none of ours."""
    ids = visit.values(CLAIM)
    if len(ids) > MOST_CHOSEN:
        raise QueryError(f"a basket holds at most {MOST_CHOSEN} results; {len(ids)} are named")
    found = await visit.site.read(read_claims, f"claims.id in ({', '.join('?' * len(ids))})", ids) if ids else ()
    unknown = next((one for one in ids if one not in {claim.id for claim in found}), None)
    if unknown is not None:
        raise NotFound(f"There is no result {unknown[:80]!r}; its id stands beside it as `claim` in JSON and CSV.")
    return tuple(sorted(found, key=lambda claim: ids.index(claim.id)))


async def claims_file(visit: Visit) -> Response:
    """Answer with the claims that the address names as CSV."""
    visit.allow(CLAIM)
    claims = await claims_of(visit)
    if not claims:
        raise QueryError(f"name 1 to {MOST_CHOSEN} results: /claims.csv?claim=<slug>%23<id>")
    sources = await visit.site.read(_sources_of, claims)
    body = claims_csv(claims, sources.values(), visit.site.labels, publication_of(visit))
    return download(body, "text/csv", "claims.csv")


def _sources_of(connection: sqlite3.Connection, claims: Iterable[ClaimRecord]) -> dict[str, SourceRecord]:
    """Read the sources that claims cite."""
    homes = read_entries(connection, sorted({claim.entry for claim in claims}))
    return {source.id: source for entry in homes for source in entry.sources}


async def basket(visit: Visit) -> Response:
    """Answer with the entries of a basket; without any, with how to fill one."""
    visit.allow(ENTRY, CLAIM)
    slugs = visit.values(ENTRY)
    if len(slugs) > MOST_CHOSEN:
        raise QueryError(f"a basket holds at most {MOST_CHOSEN} entries; {len(slugs)} are named")
    claims = await claims_of(visit)
    entries = await entries_of(visit, slugs) if slugs else ()
    context = {
        "entries": entries,
        "claims": claims,
        "claim_pairs": tuple((CLAIM, claim.id) for claim in claims),
        "sources": await visit.site.read(_sources_of, claims),
        "pairs": tuple((ENTRY, entry.slug) for entry in entries),
        "fewest": FEWEST,
        "most": MOST,
        "address": visit.site.datasette.absolute_url(visit.request, visit.site.link("/basket", visit.pairs)),
    }
    return await visit.page("basket.html", context)
