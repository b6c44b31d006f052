"""The comparison of two to five entries, and the way to choose them."""

import sqlite3
from dataclasses import dataclass

from datasette import Response

from kb.errors import QueryError
from kb.published.records import EntryRecord
from kb.site.area import closeness
from kb.site.pages.reviewing import entries_of
from kb.site.pages.suggest import suggester_of
from kb.site.publishing import publication_of
from kb.site.visit import Visit
from kb.synthesis.comparison import FEWEST, MOST, compare, read_chosen
from kb.synthesis.review_method import MOST_CHOSEN

# Pairs that contributors named as contrasts make the best examples.
CONTRASTS = """select a.slug, a.title, b.slug, b.title from related
join entries a on a.slug = related.entry join entries b on b.slug = related.slug
where related.relation = 'contrasts-with' and a.slug < b.slug order by a.slug limit 4"""
MOST_CHARACTERS = 200
# More of one kind stand on the entry's page; five columns must fit on one sheet.
MOST_IMPACTS, MOST_ANSWERS = 4, 4
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class CompareView:
    """What the page reads in one go."""

    entries: tuple[EntryRecord, ...]
    choices: Rows
    contrasts: Rows


async def comparison(visit: Visit) -> Response:
    """Answer with a comparison; with fewer than two entries, with the way to choose them."""
    visit.allow(*(("entry",) if visit.wants_json else ("entry", "find", "chosen")))
    slugs = visit.values("entry")
    if len(slugs) > MOST and not visit.wants_json:
        return await _too_many(visit, slugs)
    if visit.wants_json and len(slugs) < FEWEST:
        raise QueryError(f"name {FEWEST} to {MOST} entries: /compare.json?entry=<slug>&entry=<slug>")
    typed = (visit.values("find") or ("",))[-1][:MOST_CHARACTERS]
    found = (await suggester_of(visit.site)).entries(typed) if typed else ()
    choices = tuple((one.path.removeprefix("/entries/"), one.text) for one in found)
    view = await visit.site.read(_read, slugs, tuple(choice for choice in choices if choice[0] not in slugs))
    labels = visit.site.labels
    compared = compare(view.entries, labels) if len(slugs) >= FEWEST else None
    if visit.wants_json and compared:
        return visit.json({"ok": True, **compared.as_json(labels)})
    context = {
        "view": view,
        "compared": compared,
        "most": MOST,
        "typed": typed,
        "most_impacts": MOST_IMPACTS,
        "most_answers": MOST_ANSWERS,
        "none_ticked": bool(visit.values("chosen")) and not slugs,
        "near": [closeness(visit.area, entry, labels) for entry in view.entries],
        "pairs": tuple(("entry", slug) for slug in slugs),
        "root": publication_of(visit).root,
    }
    return await visit.page("compare.html", context)


async def _too_many(visit: Visit, slugs: tuple[str, ...]) -> Response:
    """Answer with the entries named, for the reader to say which to drop."""
    if len(slugs) > MOST_CHOSEN:
        raise QueryError(f"more than {MOST_CHOSEN} entries are too many; allowed: {FEWEST} to {MOST}")
    entries = await entries_of(visit, slugs)
    return await visit.page(
        "compare_fewer.html",
        {"entries": entries, "pairs": tuple(("entry", slug) for slug in slugs), "fewest": FEWEST, "most": MOST},
    )


def _read(connection: sqlite3.Connection, slugs: tuple[str, ...], choices: Rows) -> CompareView:
    contrasts = tuple(tuple(row) for row in connection.execute(CONTRASTS))
    return CompareView(read_chosen(connection, slugs), choices, contrasts)
