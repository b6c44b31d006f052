"""Timelines of the real base, read back by the years that they print, against the dates of the database."""

import re
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from datasette.app import Datasette

from kb.published.wording import day
from kb.site.instance import instance
from tests.site.drawing.reading import Piece, pieces
from tests.site.pages import get
from tests.site.test_plots_are_the_data import table

# Half a pixel, in a drawing of so many pixels a year.
CLOSE = 0.5
MILESTONES = 'select date, "to", state, what from milestones where entry = ? order by position'
TICK = re.compile(r"(1[89]|20)\d\d")
# Shapes of the marks: a step, the day on which results came out, the day by which the end was known.
STEP, STUDIED, OVER = "M0 -6", "M-6 -6h12", "M-6 -6L6"


@pytest.fixture(scope="module")
def public(real_database: Path) -> Datasette:
    """The real base, as it is served."""
    return instance(real_database)


def middle(printed: str) -> float:
    """Give the middle of the time that a printed date means, in years."""
    if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", printed):
        return of_day(*map(int, found.groups())) + 0.5 / 365
    if found := re.fullmatch(r"(\d{4})-(\d\d)", printed):
        year, month = map(int, found.groups())
        return (of_day(year, month, 1) + (of_day(year, month + 1, 1) if month < 12 else year + 1)) / 2
    if found := re.fullmatch(r"(\d{4})(s|/\d\d)?", printed):
        return int(found[1]) + {"s": 5.0, None: 0.5}.get(found[2], 0.747)
    raise AssertionError(f"no date: {printed}")


def of_day(year: int, month: int, number: int) -> float:
    """Give when a day begins, in years."""
    return year + (date(year, month, number) - date(year, 1, 1)).days / 365.25


def scale(words: list[Piece]) -> tuple[float, float]:
    """Read the axis: where its first year begins, and how wide a year is."""
    years = [(one.x, int(one.said)) for one in words if TICK.fullmatch(one.said) and one.y < 30]
    (left, first), (right, last) = years[0], years[-1]
    assert last > first, "an axis with one year can't be read"
    a_year = (right - left) / (last - first)
    return left - first * a_year, a_year


def marks(svg: str, height: float, shape: str) -> list[float]:
    """Give the places of the marks of a shape at a height."""
    return [one.x for one in pieces(svg) if one.is_mark and abs(one.y - height) < 8 and one.d.startswith(shape)]


async def test_the_steps_of_every_entry_stand_at_their_dates(public: Datasette, real_database: Path) -> None:
    with closing(sqlite3.connect(real_database)) as connection:
        slugs = [row[0] for row in connection.execute("select distinct entry from milestones order by entry")]
        stated = {slug: connection.execute(MILESTONES, [slug]).fetchall() for slug in slugs}
    for slug in slugs:
        svg = (await get(public, f"/entries/{slug}/timeline.svg")).text
        words = [one for one in pieces(svg) if one.name == "text"]
        nought, a_year = scale(words)
        dated = [one for one in words if one.x == 0 and one.y > 30]
        rows = await table(public, f"/entries/{slug}/timeline.csv")
        assert len(dated) == len(rows), slug
        own = [
            (row["date"], row["to"] or None, row["state"], row["what"])
            for row in rows
            if row["state"] in ("planned", "happened")
        ]
        assert sorted(own, key=str) == sorted((tuple(one) for one in stated[slug]), key=str), slug
        for row, name in zip(rows, dated, strict=True):
            _holds(slug, row, name, svg, (nought, a_year))


def _holds(slug: str, row: dict[str, str], name: Piece, svg: str, axis: tuple[float, float]) -> None:
    """Hold a row of a timeline against its row in the file: its words, its mark, the line to its end."""
    nought, a_year = axis
    assert name.said == day(row["date"]) + (f" to {day(row['to'])}" if row["to"] else ""), slug
    shape = {"studied": STUDIED, "over": OVER}.get(row["state"], STEP)
    found = marks(svg, name.y - 4, shape)
    assert len(found) == 1, (slug, row)
    assert abs(found[0] - nought - middle(row["date"]) * a_year) < CLOSE, (slug, row)
    line = [one.d for one in pieces(svg) if abs(one.y - name.y + 4) < 2 and re.match(r"M[-\d.]+ [-\d.]+H", one.d)]
    assert len(line) == bool(row["to"]), (slug, row)
    if row["to"]:
        assert abs(float(line[0].partition("H")[2]) - nought - middle(row["to"]) * a_year) < CLOSE


async def test_the_lanes_of_all_schemes_stand_at_their_dates(public: Datasette, real_database: Path) -> None:
    page = (await get(public, "/map?by=place_and_time")).text
    names = [(float(x) - 32, said) for x, said in re.findall(r'<text x="([\d.]+)" y="40"[^>]*>([^<]+)</text>', page)]
    lanes = re.findall(r'<li class="lane"><span><a href="/entries/([a-z0-9-]+)[^>]*>.*?</li>', page, re.DOTALL)
    bodies = re.findall(r'<li class="lane">.*?</li>', page, re.DOTALL)
    assert len(lanes) > 40
    for slug, body in zip(lanes, bodies, strict=True):
        drawn = sorted(float(x) for x in re.findall(r'<use href="#(?:step|first)" class="\w+" x="([\d.]+)"', body))
        with closing(sqlite3.connect(real_database)) as connection:
            stated = connection.execute(MILESTONES, [slug]).fetchall()
        expected = sorted({round(_in_lane(names, at), 1) for row in stated for at in row[:2] if at})
        assert len(drawn) >= len(expected) > 0 or not stated, slug
        for x in drawn:
            assert min(abs(x - one) for one in expected) < CLOSE, (slug, x, expected)
        for one in expected:
            assert min(abs(x - one) for x in drawn) < CLOSE, (slug, one, drawn)


def _in_lane(names: list[tuple[float, str]], printed: str) -> float:
    """Give where a date must stand: in the column that is named after its year or its decade."""
    years: dict[str, float] = {said: x for x, said in names}
    place = middle(printed)
    decade = f"{int(place) // 10 * 10}s"
    if decade in years and str(int(place)) not in years:
        return years[decade] + (place - int(decade[:4])) / 10 * 64
    return years[str(int(place))] + (place - int(place)) * 64
