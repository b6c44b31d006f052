"""Suggestions for the search box, as JSON."""

import asyncio
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from datasette import Response

from kb.errors import QueryError
from kb.search.suggest import ENTRY, Suggester
from kb.site.site import Site
from kb.site.visit import Visit

if TYPE_CHECKING:  # Datasette loads this package while it loads itself
    from datasette.app import Datasette

MOST_CHARACTERS = 200
_suggesters: "WeakKeyDictionary[Datasette, tuple[Site, Suggester]]" = WeakKeyDictionary()
_reading: "WeakKeyDictionary[Datasette, asyncio.Lock]" = WeakKeyDictionary()


async def suggest(visit: Visit) -> Response:
    """Answer with what the words typed so far may lead to."""
    visit.allow("q", "kind")
    typed = (visit.values("q") or ("",))[-1]
    if len(typed) > MOST_CHARACTERS:
        raise QueryError(f"q may have {MOST_CHARACTERS} characters here")
    kind = (visit.values("kind") or ("",))[-1]
    if kind not in ("", ENTRY):
        raise QueryError(f"kind has no value {kind[:80]!r}; allowed: {ENTRY}")
    site = visit.site
    suggester = await suggester_of(site)
    found = suggester.entries(typed) if kind else suggester.suggest(typed)
    listed = [{"kind": one.kind, "text": one.text, "url": site.link(one.path, one.pairs)} for one in found]
    return visit.json({"ok": True, "suggestions": listed})


async def suggester_of(site: Site) -> Suggester:
    """Give the suggester of a site, read anew when another version is published."""
    async with _reading.setdefault(site.datasette, asyncio.Lock()):
        kept = _suggesters.get(site.datasette)
        if kept is None or kept[0] is not site:
            kept = site, await site.read(Suggester)
            _suggesters[site.datasette] = kept
    return kept[1]
