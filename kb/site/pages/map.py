"""The evidence map: what is known, where and when, and where nothing is."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from datasette import Response

from kb.exports.map_table import map_csv, places_csv
from kb.published.labels import Labels, Term
from kb.site.drawing.bubbles import bubbles, shown, told
from kb.site.drawing.country import Place, clusters, country_map, marks_of, sheet_of
from kb.site.drawing.timeline import draw
from kb.site.pages.map_state import BUBBLES, MapState, chips, one_of, read_among, read_state
from kb.site.pages.narrowing import narrowing
from kb.site.pages.search import NUMBERS
from kb.site.pictures import taken_away, within
from kb.site.publishing import publication_of
from kb.site.visit import PART, Visit
from kb.synthesis.axes import axes_of
from kb.synthesis.evidence_map import PLACE, Among, EvidenceMap, map_as_json, parted, read_map, views
from kb.synthesis.map_cell import CellClaim, read_cell
from kb.synthesis.places import Year, read_regions, read_years
from kb.synthesis.timeline import Timeline, read_timeline, timeline_as_json

PLACES = """select slug, title, kind, status, coalesce(place, title), latitude, longitude from entries
where withdrawn_on is null and latitude is not null and longitude is not null order by slug"""
# Bytes that cells may take of a page, and one of them without its address; a larger map stands on several pages.
MOST_BYTES, OF_A_CELL, LINKS_BESIDE = 58_000, 500, 28


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
    row: Term
    claims: tuple[CellClaim, ...]


async def evidence_map(visit: Visit) -> Response:
    """Answer with the map, as a page or as JSON."""
    state = read_state(visit)
    among, choices = await read_among(visit, state)
    view = await visit.site.read(_read, state, among, visit.site.labels)
    if visit.wants_json:
        return visit.json({"ok": True, **_as_json(view, state.by)})
    base = visit.site.base
    named = {**{one.name: one.label for one in base.filters}, **NUMBERS, "q": "Words"}
    context: dict[str, object] = {
        "view": view,
        "state": state,
        "views": views(base),
        "axes": {name: base.label(name) for name in axes_of(base)},
        "chips": chips(state, choices, named),
        **narrowing(choices, base, state.filters),
    }
    return await visit.page("map.html", {**context, **await _drawn(visit, state, view, among)})


async def _drawn(visit: Visit, state: MapState, view: MapView, among: Among | None) -> dict[str, object]:
    """Give what the page draws: places, the timeline, or bubbles with the cell that is open."""
    base = visit.site.base
    if state.by == PLACE:
        sheet = sheet_of(base.outline, view.places)
        groups = clusters(view.places, sheet)
        marks = marks_of(visit.site.labels.terms("kinds"))
        picture = within(country_map(groups, sheet, base.outline, marks, lambda group: f"#{group.id}"))
        beyond = [place for place in view.places if not sheet.shows(place)]
        return {"groups": groups, "picture": picture, "beyond": beyond}
    if view.grid is None:
        tiles, unplaced = base.tiled([term.id for term in visit.site.labels.terms("regions")])
        return {"drawing": draw(view.timeline), "tiles": tiles, "unplaced": unplaced}
    drawn = shown(view.grid, state.hopes) if state.form == BUBBLES else view.grid.cells.keys()
    parts = parted(view.grid, drawn, _most_cells(len(urlencode(state.pairs))))
    number = min(state.part, len(parts))
    context: dict[str, object] = {"part": parts[number - 1], "part_number": number, "parts_of_map": len(parts)}
    if state.form == BUBBLES:
        picture = within(bubbles(parts[number - 1], state.hopes, _to_cell(visit, state)))
        return {**context, "picture": picture, "told": told, "cell": await _cell(visit, state, among)}
    return context


def _most_cells(address: int) -> int:
    """Give how many cells a page bears whose links hold an address of so many characters."""
    return max(1, (MOST_BYTES - LINKS_BESIDE * address) // (OF_A_CELL + address * 6 // 5))


async def map_picture(visit: Visit) -> Response:
    """Answer with the map as SVG, PNG or CSV."""
    state, labels, publication = read_state(visit), visit.site.labels, publication_of(visit)
    among, _ = await read_among(visit, state)
    view = await visit.site.read(_read, state, among, labels)
    path = f"/map?{urlencode(state.pairs if view.grid else (('by', PLACE), *state.filters))}"
    if view.grid is None:
        base, sheet = visit.site.base, sheet_of(visit.site.base.outline, view.places)
        groups = clusters(view.places, sheet)
        marks = marks_of(labels.terms("kinds"))
        picture = country_map(
            groups, sheet, base.outline, marks, lambda group: publication.address(f"{path}#{group.id}")
        )
        return await taken_away(visit, picture, path, "map-of-places", lambda: places_csv(view.places, publication))
    grid = view.grid
    picture = bubbles(grid, state.hopes, lambda a, b: publication.address(f"/search?{grid.by}={a}&{grid.over}={b}"))
    return await taken_away(visit, picture, path, "evidence-map", lambda: map_csv(grid, publication))


def _to_cell(visit: Visit, state: MapState) -> Callable[[str, str], str]:
    """Give the address that opens a cell beside the map."""
    part = ((PART, str(state.part)),) if state.part > 1 else ()

    def link_to(column: str, row: str) -> str:
        return visit.site.link("/map", (*state.pairs, *part, ("column", column), ("row", row))) + "#cell"

    return link_to


async def _cell(visit: Visit, state: MapState, among: Among | None) -> OpenCell | None:
    if not (state.column and state.row):
        return None
    labels, axes = visit.site.labels, axes_of(visit.site.base)
    column, row = (
        labels.term(
            axes[axis].vocabulary, one_of(visit, name, tuple(t.id for t in labels.terms(axes[axis].vocabulary)))
        )
        for axis, name in ((state.by, "column"), (state.over, "row"))
    )
    pair = (state.by, column.id), (state.over, row.id)
    return OpenCell(column, row, await visit.site.read(read_cell, labels, pair, among))


def _read(connection: sqlite3.Connection, state: MapState, among: Among | None, labels: Labels) -> MapView:
    grid = read_map(connection, labels, state.by, state.over, among) if state.by in axes_of(labels.base) else None
    every = (Place(*row) for row in connection.execute(PLACES))
    places = tuple(place for place in every if among is None or place.slug in among.entries)
    return MapView(
        grid, read_regions(connection), read_years(connection), read_timeline(connection, labels.base), places
    )


def _as_json(view: MapView, by: str) -> dict[str, object]:
    years = [{"year": year.year, "happened": year.happened, "planned": year.planned} for year in view.years]
    grid = map_as_json(view.grid) if view.grid else {}
    return {"by": by, **grid, "regions": view.regions, "years": years, **timeline_as_json(view.timeline)}
