"""Bubbles, places and steps of the real base, read back from what is served, against the database."""

import math
import re
import sqlite3
from collections import Counter, defaultdict
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
import yaml
from datasette.app import Datasette

from kb.site.instance import instance
from tests.samples import REPOSITORY
from tests.site.drawing.reading import Piece, pieces
from tests.site.pages import get
from tests.site.test_plots_are_the_data import table

CLOSE = 0.5
EFFECTS = {"good": "#176339", "bad": "#9a2a18", "none": "#45525b", "mixed": "#744600", "unclear": "#574782"}
# What belongs to each pair of axes that is counted again here.
PAIRS = {
    ("care_model", "outcome"): """select distinct about.care_model, claims.outcome, claims.id from claims
        join impacts on impacts.claim = claims.id join impact_care_models as about on about.impact = impacts.id""",
    ("contract_type", "outcome"): """select distinct about.contract_type, claims.outcome, claims.id from claims
        join impacts on impacts.claim = claims.id join impact_contract_types as about
        on about.impact = impacts.id and about.tied""",
    ("setting", "population_group"): """select distinct setting, population_group, claims.id from claims
        join entry_settings on entry_settings.entry = claims.entry
        join entry_population_groups on entry_population_groups.entry = claims.entry""",
    ("region", "outcome"): """select region, outcome, claims.id from claims join entries on entries.slug = claims.entry
        where region is not null""",
}  # fmt: skip
CLAIM = """select effect, basis, claims.strength from claims join entries on slug = entry
where withdrawn_on is null and id = ? and impact is not null"""
CROSS = "M-8 -8L8 8M8 -8L-8 8"
OVER = ("failed", "ended", "unsuccessful-bid")


@pytest.fixture(scope="module")
def public(real_database: Path) -> Datasette:
    """The real base, as it is served."""
    return instance(real_database)


def rows(database: Path, query: str, *values: object) -> list[dict[str, Any]]:
    """Ask the database."""
    with closing(sqlite3.connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(query, values)]


def counted(database: Path, pair: tuple[str, str]) -> dict[tuple[str, str], Counter[str]]:
    """Count the results of each cell again, by effect; a level counts as one, and the strongest is told too."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    with closing(sqlite3.connect(database)) as connection:
        for column, row, claim in connection.execute(PAIRS[pair]):
            for effect, basis, strength in connection.execute(CLAIM, [claim]):
                if basis in ("observed", "reported"):
                    cell = found[column, row]
                    cell[effect or "level"] += 1
                    cell["strength"] = max(cell["strength"], strength or 0)
    return found


def cells(svg: str) -> dict[str, list[Piece]]:
    """Give what is drawn in each cell, by the address that it leads to."""
    found: dict[str, list[Piece]] = defaultdict(list)
    for one in pieces(svg):
        if one.href:
            found[one.href].append(one)
    return found


def shares(cell: list[Piece]) -> dict[str, float]:
    """Measure the ring: by effect, the part of the circle that it takes."""
    names, found = {colour: effect for effect, colour in EFFECTS.items()}, {}
    for one in cell:
        effect = names.get(one.given.get("stroke", ""))
        if effect is None:
            continue
        arc = re.match(r"M([-\d.]+) ([-\d.]+)A([\d.]+) [\d.]+ 0 (\d) 1 ([-\d.]+) ([-\d.]+)", one.d)
        if arc is None:
            found[effect] = 1.0
            continue
        x1, y1, _, large, x2, y2 = map(float, arc.groups())
        turn = (math.atan2(x2, -y2) - math.atan2(x1, -y1)) / (2 * math.pi) % 1
        assert (turn > 0.5) == bool(large)
        found[effect] = turn
    return found


@pytest.mark.parametrize("pair", PAIRS)
async def test_bubbles_are_the_data(public: Datasette, real_database: Path, pair: tuple[str, str]) -> None:
    by, over = pair
    expected = {key: cell for key, cell in counted(real_database, pair).items() if cell}
    drawn = cells((await get(public, f"/map.svg?by={by}&over={over}")).text)
    areas = set()
    for address, cell in drawn.items():
        asked = parse_qs(urlsplit(address).query)
        counts = expected.pop((asked[by][0], asked[over][0]))
        strength, results = counts.pop("strength"), counts.total() - counts["strength"]
        assert [one.said for one in cell if one.name == "text"] == [str(results)], address
        disc = next(one for one in cell if one.name == "circle" and one.given["fill"] == "#0b5c55")
        areas.add(round(float(disc.given["r"]) ** 2 / results, 1))
        assert float(disc.given["fill-opacity"]) == pytest.approx(0.12 + 0.16 * strength), address
        effects = {effect: number for effect, number in counts.items() if effect != "level"}
        total = sum(effects.values())
        assert shares(cell) == pytest.approx({name: number / total for name, number in effects.items()}, abs=0.02), (
            address
        )
    assert expected == {}
    assert max(areas) - min(areas) <= 0.02 * max(areas), "areas are not in proportion to counts"


@pytest.mark.parametrize("pair", PAIRS)
async def test_bubbles_stand_under_their_names_and_are_the_file(public: Datasette, pair: tuple[str, str]) -> None:
    by, over = pair
    address = f"/map.{{}}?by={by}&over={over}"
    svg = (await get(public, address.format("svg"))).text
    terms = (await get(public, address.format("json"))).json()
    labels = {axis: {one["value"]: one["label"] for one in terms[axis]} for axis in ("columns", "rows")}
    words = [one for one in pieces(svg) if one.name == "text" and not one.href]
    in_file = {}
    for line in await table(public, address.format("csv")):
        results = sum(int(line[f"results_{effect}"]) for effect in EFFECTS) + int(line["levels"])
        in_file[line["column"], line["row"]] = results
    for href, cell in cells(svg).items():
        asked = parse_qs(urlsplit(href).query)
        column, row, at = asked[by][0], asked[over][0], cell[0]
        head = min((one for one in words if "transform" in one.given), key=lambda one: abs(one.x + 5.4 - at.x))
        name = min((one for one in words if one.x < 245 and one.y > 165), key=lambda one: abs(one.y - 4 - at.y))
        assert labels["columns"][column].startswith(head.said.rstrip("…"))
        assert labels["rows"][row].startswith(name.said.rstrip("…"))
        assert int(next(one.said for one in cell if one.name == "text")) == in_file.pop((column, row))
    assert not any(in_file.values())


def fitted(svg: str) -> Any:  # noqa: ANN401 - a function of places
    """Find by least squares, from the coast as it is drawn and as its file has it, where a place must stand."""
    outline = yaml.safe_load((REPOSITORY / "entries" / "outline.yml").read_text(encoding="utf-8"))
    land = next(one for one in pieces(svg) if one.given.get("fill") == "#f5f4ef")
    steps = [np.array(re.findall(r"-?\d+", ring), float).reshape(-1, 2) for ring in re.findall(r"M([^z]+)z", land.d)]
    drawn = np.concatenate([ring.cumsum(axis=0) for ring in steps])
    earth = np.array([[*point, 1.0] for ring in outline["land"] for point in ring])
    found, *_ = np.linalg.lstsq(earth, drawn, rcond=None)
    return lambda longitude, latitude: tuple(np.array([longitude, latitude, 1.0]) @ found)


@pytest.mark.parametrize("address", ["/map.{}?by=place", "/vanguards.{}"])
async def test_places_stand_where_they_are(public: Datasette, real_database: Path, address: str) -> None:
    svg = (await get(public, address.format("svg"))).text
    at, shown = fitted(svg), cells(svg)
    places = {row["slug"]: row for row in await table(public, address.format("csv")) if row["latitude"]}
    known = {row["slug"]: row for row in rows(real_database, "select slug, latitude, longitude, status from entries")}
    seen = 0
    for drawn in shown.values():
        number = next((int(one.said) for one in drawn if one.name == "text"), 1)
        mark = next(one for one in drawn if one.name in ("circle", "path"))
        near = sorted(
            places, key=lambda slug: math.dist(at(known[slug]["longitude"], known[slug]["latitude"]), (mark.x, mark.y))
        )
        middle = np.mean([at(known[slug]["longitude"], known[slug]["latitude"]) for slug in near[:number]], axis=0)
        assert math.dist(middle, (mark.x, mark.y)) < CLOSE, near[:number]
        over = sum(known[slug]["status"] in OVER for slug in near[:number])
        if number > 1:
            assert [one.said for one in drawn if one.name == "text"][1:] == [str(over)] * (over > 0), near[:number]
        else:
            assert (drawn[-1].d == CROSS) == (known[near[0]]["status"] in OVER), near[0]
        seen += number
    width, height = map(float, re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)[0])
    spots = (at(float(row["longitude"]), float(row["latitude"])) for row in places.values())
    assert seen == sum(0 < x < width and 0 < y < height for x, y in spots)
