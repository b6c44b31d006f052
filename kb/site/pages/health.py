"""Whether the server lives, and whether it can answer: for monitors, and for putting a new process in place of an old one."""

import asyncio
from datetime import UTC, datetime
from itertools import count
from time import perf_counter

from datasette import Response

from kb.errors import DatabaseError, KbError
from kb.published.version import DATABASE, Version, read_version
from kb.search.engine import Search
from kb.search.request import SearchRequest
from kb.site.practice import practised
from kb.site.searching import engine_of
from kb.site.site import FileState, Site
from kb.site.visit import Visit, json_answer

_asked = count()


async def health(visit: Visit) -> Response:
    """Answer that the process lives, and which data it has open."""
    visit.allow()
    return visit.json({"ok": True, "entries": visit.site.entries, "built_at": visit.site.build.built_at})


async def ready(visit: Visit) -> Response:
    """Answer that a real search finds an entry in the version that is open, and which version that is; 503 where not.

    The first time, what is read most is answered before.
    """
    visit.allow()
    started = perf_counter()
    try:
        version = _unchanged(visit.site)
        engine = await engine_of(visit.site)
        found = await asyncio.to_thread(_found, engine)
        await practised(visit.site.datasette, engine)
    except KbError as error:
        return json_answer({"ok": False, "error": str(error), "status": 503}, 503)
    took = (perf_counter() - started) * 1000
    return visit.json({"ok": True, **_described(visit.site, version), "found": found, "took_ms": round(took, 1)})


def _unchanged(site: Site) -> Version:
    """Give the version that is open. Raises DatabaseError where its file has been changed, replaced or removed since."""
    if FileState.of(site.path) != site.opened:
        raise DatabaseError(f"{site.path} has been changed or replaced since it was opened; restart the server")
    version = read_version(site.path)
    if version is None:
        raise DatabaseError(f"{site.path} belongs to no version; serve what `make build` publishes")
    return version


def _found(engine: Search) -> str:
    """Give the slug of an entry that its own title finds, each time the next. Raises DatabaseError where it does not."""
    card = engine.cards[next(_asked) % len(engine.cards)]
    if card.slug not in engine.ranking(SearchRequest(q=card.title[:500]), 5):
        raise DatabaseError(f"the title of {card.slug} does not find it; build again with `make build`")
    return card.slug


def _described(site: Site, version: Version) -> dict[str, object]:
    age = datetime.now(tz=UTC) - datetime.fromisoformat(site.build.built_at)
    return {
        "version": version.name,
        "database_hash": version.files[DATABASE].sha256,
        "inode": site.opened.inode,
        "built_at": site.build.built_at,
        "age_seconds": int(age.total_seconds()),
    }
