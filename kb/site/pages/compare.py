"""The comparison of two to five entries, and the way to choose them."""

import sqlite3
from dataclasses import dataclass

from datasette import Response

from kb.errors import QueryError
from kb.published.records import EntryRecord
from kb.site.area import closeness
from kb.site.visit import Visit
from kb.synthesis.comparison import FEWEST, MOST, compare, read_chosen

CHOICES = "select slug, title, kind from entries where withdrawn_on is null order by title"
# Pairs that contributors named as contrasts make the best examples.
CONTRASTS = """select a.slug, a.title, b.slug, b.title from related
join entries a on a.slug = related.entry join entries b on b.slug = related.slug
where related.relation = 'contrasts-with' and a.slug < b.slug order by a.slug limit 4"""
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class CompareView:
    """What the page reads in one go."""

    entries: tuple[EntryRecord, ...]
    choices: Rows
    contrasts: Rows


async def comparison(visit: Visit) -> Response:
    """Answer with a comparison; with fewer than two entries, with the way to choose them."""
    visit.allow("entry")
    slugs = visit.values("entry")
    if sum(bool(value) for _, value in visit.pairs) > MOST:
        raise QueryError(f"more than {MOST} entries are too many to compare; allowed: {FEWEST} to {MOST}")
    if visit.wants_json and len(slugs) < FEWEST:
        raise QueryError(f"name {FEWEST} to {MOST} entries: /compare.json?entry=<slug>&entry=<slug>")
    view = await visit.site.read(_read, slugs)
    labels = visit.site.labels
    compared = compare(view.entries, labels) if len(slugs) >= FEWEST else None
    if visit.wants_json and compared:
        return visit.json({"ok": True, **compared.as_json(labels)})
    context = {
        "view": view,
        "compared": compared,
        "most": MOST,
        "near": [closeness(visit.area, entry, labels) for entry in view.entries],
        "pairs": tuple(("entry", slug) for slug in slugs),
    }
    return await visit.page("compare.html", context)


def _read(connection: sqlite3.Connection, slugs: tuple[str, ...]) -> CompareView:
    rows = [tuple(tuple(row) for row in connection.execute(query)) for query in (CHOICES, CONTRASTS)]
    return CompareView(read_chosen(connection, slugs), *rows)
