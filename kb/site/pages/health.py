"""Whether the server can answer: for monitors, and for putting a new process in place of an old one."""

from datasette import Response

from kb.site.searching import engine_of
from kb.site.visit import Visit


async def health(visit: Visit) -> Response:
    """Answer that database and search are ready; a KbError on the way becomes status 500."""
    await engine_of(visit.site)
    return visit.json({"ok": True, "entries": visit.site.entries, "built_at": visit.site.build.built_at})
