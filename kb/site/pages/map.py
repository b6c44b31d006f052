"""The evidence map: what is known, where and when, and where nothing is."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from datasette import Response

from kb.errors import QueryError
from kb.exports.map_table import map_csv, places_csv
from kb.published.labels import Labels, Term
from kb.site.drawing.bubbles import bubbles
from kb.site.drawing.country import Place, clusters, country_map, shapes, sheet_of
from kb.site.drawing.timeline import draw
from kb.site.pictures import taken_away, within
from kb.site.publishing import publication_of
from kb.site.visit import Visit
from kb.synthesis.evidence_map import COLUMNS, PLACE, VIEWS, EvidenceMap, map_as_json, read_map, view_names
from kb.synthesis.map_cell import CellClaim, read_cell
from kb.synthesis.places import Year, read_regions, read_years
from kb.synthesis.timeline import Timeline, read_timeline, timeline_as_json

FORMS = ("bubbles", "table")
PLACES = """select slug, title, kind, status, coalesce(place, title), latitude, longitude from entries
where withdrawn_on is null and latitude is not null and longitude is not null order by slug"""


@dataclass(frozen=True)
class MapView:
    """What the page reads in one go."""

    grid: EvidenceMap | None
    regions: dict[str, int]
    years: tuple[Year, ...]
    timeline: Timeline
    places: tuple[Place, ...]


@dataclass(frozen=True)
class OpenCell:
    """The cell that the address opens: its two terms and its claims."""

    column: Term
    outcome: Term
    claims: tuple[CellClaim, ...]


async def evidence_map(visit: Visit) -> Response:
    """Answer with the map, as a page or as JSON."""
    visit.allow(*(("by",) if visit.wants_json else ("by", "form", "hopes", "column", "outcome")))
    by = _one(visit, "by", tuple(VIEWS))
    view = await visit.site.read(_read, by, visit.site.labels)
    if visit.wants_json:
        return visit.json({"ok": True, **_as_json(view, by)})
    form, hopes = _one(visit, "form", FORMS), bool(visit.values("hopes"))
    base = visit.site.base
    tiles, unplaced = base.tiled([term.id for term in visit.site.labels.terms("regions")])
    context: dict[str, object] = {
        "view": view,
        "by": by,
        "views": view_names(base),
        "form": form,
        "hopes": hopes,
        "tiles": tiles,
        "unplaced": unplaced,
    }
    if by == PLACE:
        sheet = sheet_of(base.outline, view.places)
        context["groups"] = groups = clusters(view.places, sheet)
        context["picture"] = within(country_map(groups, sheet, base, lambda group: f"#{group.id}"))
        context["shapes"] = shapes(base)
    elif view.grid is None:
        context["drawing"] = draw(view.timeline)
    elif form == "bubbles":
        context["picture"] = within(bubbles(view.grid, hopes, _to_cell(visit, by, hopes)))
        context["cell"] = await _cell(visit, by)
    return await visit.page("map.html", context)


async def map_picture(visit: Visit) -> Response:
    """Answer with the map as SVG, PNG or CSV."""
    visit.allow("by", "hopes")
    by, labels, publication = _one(visit, "by", tuple(VIEWS)), visit.site.labels, publication_of(visit)
    view = await visit.site.read(_read, by, labels)
    path = f"/map?by={by if view.grid else PLACE}"
    if view.grid is None:
        base, sheet = visit.site.base, sheet_of(visit.site.base.outline, view.places)
        groups = clusters(view.places, sheet)
        picture = country_map(groups, sheet, base, lambda group: publication.address(f"{path}#{group.id}"))
        return await taken_away(visit, picture, path, "map-of-places", lambda: places_csv(view.places, publication))
    grid = view.grid
    picture = bubbles(
        grid, bool(visit.values("hopes")), lambda a, b: publication.address(f"/search?{by}={a}&outcome={b}")
    )
    return await taken_away(visit, picture, path, "evidence-map", lambda: map_csv(grid, publication))


def _one(visit: Visit, name: str, allowed: tuple[str, ...]) -> str:
    value = (visit.values(name) or allowed[:1])[-1]
    if value not in allowed:
        raise QueryError(f"{name} has no value {value[:80]!r}; allowed: {', '.join(allowed)}")
    return value


def _to_cell(visit: Visit, by: str, hopes: bool) -> Callable[[str, str], str]:
    """Give the address that opens a cell beside the map."""
    more = (("hopes", "1"),) if hopes else ()

    def link_to(column: str, outcome: str) -> str:
        return visit.site.link("/map", (("by", by), ("column", column), ("outcome", outcome), *more)) + "#cell"

    return link_to


async def _cell(visit: Visit, by: str) -> OpenCell | None:
    given = visit.values("column"), visit.values("outcome")
    if not all(given):
        return None
    labels = visit.site.labels
    names = tuple(term.id for term in labels.terms(COLUMNS[by])), tuple(term.id for term in labels.terms("outcomes"))
    column, outcome = _one(visit, "column", names[0]), _one(visit, "outcome", names[1])
    claims = await visit.site.read(read_cell, by, column, outcome)
    return OpenCell(labels.term(COLUMNS[by], column), labels.term("outcomes", outcome), claims)


def _read(connection: sqlite3.Connection, by: str, labels: Labels) -> MapView:
    grid = read_map(connection, by, labels) if by in COLUMNS else None
    places = tuple(Place(*row) for row in connection.execute(PLACES))
    return MapView(
        grid, read_regions(connection), read_years(connection), read_timeline(connection, labels.base), places
    )


def _as_json(view: MapView, by: str) -> dict[str, object]:
    years = [{"year": year.year, "happened": year.happened, "planned": year.planned} for year in view.years]
    grid = map_as_json(view.grid) if view.grid else {}
    return {"by": by, **grid, "regions": view.regions, "years": years, **timeline_as_json(view.timeline)}
