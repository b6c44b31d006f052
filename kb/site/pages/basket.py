"""The basket: the entries that an address names, and what can be done with them. Nothing is kept on the server."""

import sqlite3
from collections.abc import Iterable

from datasette import NotFound, Response

from kb.errors import QueryError
from kb.exports.claim_table import claims_csv
from kb.published.claims import ClaimRecord, read_claims
from kb.published.record_types import SourceRecord
from kb.published.records import read_entries
from kb.site.pages.reviewing import ENTRY
from kb.site.pages.source import WRITERS, references
from kb.site.publishing import download, publication_of
from kb.site.visit import Visit
from kb.synthesis.comparison import FEWEST, MOST
from kb.synthesis.review_method import MOST_CHOSEN

CLAIM = "claim"


async def claims_of(visit: Visit) -> tuple[ClaimRecord, ...]:
    """Give those of the claims that an address names which the base holds. Raises QueryError where they are too many."""
    ids = visit.values(CLAIM)
    if len(ids) > MOST_CHOSEN:
        raise QueryError(f"a basket holds at most {MOST_CHOSEN} results; {len(ids)} are named")
    found = await visit.site.read(read_claims, f"claims.id in ({', '.join('?' * len(ids))})", ids) if ids else ()
    return tuple(sorted(found, key=lambda claim: ids.index(claim.id)))


async def named_claims(visit: Visit) -> tuple[ClaimRecord, ...]:
    """Give the claims that an address names, for a file. Raises NotFound for one that is none of ours, QueryError for none."""
    claims = await claims_of(visit)
    unknown = _missing(visit.values(CLAIM), (claim.id for claim in claims))
    if unknown:
        raise NotFound(f"There is no result {unknown[0][:80]!r}; its id stands beside it as `claim` in JSON and CSV.")
    if not claims:
        raise QueryError(f"name 1 to {MOST_CHOSEN} results: {visit.request.path}?claim=<slug>%23<id>")
    return claims


async def claims_file(visit: Visit) -> Response:
    """Answer with the claims that the address names as CSV, or with their sources as RIS or BibTeX."""
    visit.allow(CLAIM)
    claims = await named_claims(visit)
    sources = await visit.site.read(_sources_of, claims)
    if visit.request.path.rpartition(".")[2] in WRITERS:
        cited = dict.fromkeys(claim.impact.source for claim in claims)
        return references(visit, (sources[source] for source in cited), "claims")
    body = claims_csv(claims, sources.values(), visit.site.labels, publication_of(visit))
    return download(body, "text/csv", "claims.csv")


def _sources_of(connection: sqlite3.Connection, claims: Iterable[ClaimRecord]) -> dict[str, SourceRecord]:
    """Read the sources that claims cite."""
    homes = read_entries(connection, sorted({claim.entry for claim in claims}))
    return {source.id: source for entry in homes for source in entry.sources}


def _missing(named: Iterable[str], found: Iterable[str]) -> tuple[str, ...]:
    known = set(found)
    return tuple(one for one in named if one not in known)


async def basket(visit: Visit) -> Response:
    """Answer with what a basket holds; without anything, with how to fill one.

    A browser keeps what it was given, so that an entry that has gone since is named, for the reader to take out.
    """
    visit.allow(ENTRY, CLAIM)
    slugs = visit.values(ENTRY)
    if len(slugs) > MOST_CHOSEN:
        raise QueryError(f"a basket holds at most {MOST_CHOSEN} entries; {len(slugs)} are named")
    claims = await claims_of(visit)
    entries = await visit.site.read(read_entries, slugs) if slugs else ()
    gone = _missing(slugs, (entry.slug for entry in entries))
    gone += _missing(visit.values(CLAIM), (claim.id for claim in claims))
    context = {
        "gone": gone,
        "entries": entries,
        "claims": claims,
        "claim_pairs": tuple((CLAIM, claim.id) for claim in claims),
        "claim_homes": tuple(dict.fromkeys((ENTRY, claim.entry) for claim in claims)),
        "sources": await visit.site.read(_sources_of, claims),
        "pairs": tuple((ENTRY, entry.slug) for entry in entries),
        "fewest": FEWEST,
        "most": MOST,
        "address": visit.site.datasette.absolute_url(visit.request, visit.site.link("/basket", visit.pairs)),
    }
    return await visit.page("basket.html", context, 404 if gone and not entries and not claims else 200)
