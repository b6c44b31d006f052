"""The evidence map: what is known, where and when, and where nothing is."""

import sqlite3
from dataclasses import dataclass

from datasette import Response

from kb.errors import QueryError
from kb.published.labels import Labels
from kb.site.drawing.timeline import draw
from kb.site.visit import Visit
from kb.synthesis.evidence_map import COLUMNS, PLACE_AND_TIME, VIEWS, EvidenceMap, map_as_json, read_map, view_names
from kb.synthesis.places import Year, read_regions, read_years
from kb.synthesis.timeline import Timeline, read_timeline, timeline_as_json


@dataclass(frozen=True)
class MapView:
    """What the page reads in one go."""

    grid: EvidenceMap | None
    regions: dict[str, int]
    years: tuple[Year, ...]
    timeline: Timeline


async def evidence_map(visit: Visit) -> Response:
    """Answer with the map, as a page or as JSON."""
    visit.allow("by")
    by = (visit.values("by") or ("care_model",))[-1]
    if by not in VIEWS:
        raise QueryError(f"by has no value {by[:80]!r}; allowed: {', '.join(VIEWS)}")
    view = await visit.site.read(_read, by, visit.site.labels)
    if visit.wants_json:
        return visit.json({"ok": True, **_as_json(view)})
    drawing = draw(view.timeline) if by == PLACE_AND_TIME else None
    base, regions = visit.site.base, [term.id for term in visit.site.labels.terms("regions")]
    tiles, unplaced = base.tiled(regions)
    context = {
        "view": view,
        "by": by,
        "views": view_names(base),
        "tiles": tiles,
        "unplaced": unplaced,
        "drawing": drawing,
    }
    return await visit.page("map.html", context)


def _read(connection: sqlite3.Connection, by: str, labels: Labels) -> MapView:
    grid = read_map(connection, by, labels) if by in COLUMNS else None
    return MapView(grid, read_regions(connection), read_years(connection), read_timeline(connection, labels.base))


def _as_json(view: MapView) -> dict[str, object]:
    years = [{"year": year.year, "happened": year.happened, "planned": year.planned} for year in view.years]
    grid = map_as_json(view.grid) if view.grid else {"by": PLACE_AND_TIME}
    return {**grid, "regions": view.regions, "years": years, **timeline_as_json(view.timeline)}
