import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from ingest.read.load import Base
from kb.site.drawing.timeline import EDGE, YEAR, Bar, Drawing, Mark, draw
from kb.synthesis.timeline import OVER, Scheme, SchemeStep, Timeline, Wave, read_timeline
from tests.publishing import publish, site
from tests.samples import entry, write_base
from tests.site.pages import page, text


def step(date: str, state: str = "happened", to: str | None = None) -> SchemeStep:
    return SchemeStep(date, to, state, "Something.")


def scheme(*steps: SchemeStep, status: str = "in-progress", as_of: str = "2016-11") -> Scheme:
    ordered = tuple(sorted(steps, key=lambda one: one.begins))
    return Scheme("a-scheme", "A scheme", "vanguard", status, as_of, ordered)


def drawing(*schemes: Scheme, waves: tuple[Wave, ...] = ()) -> Drawing:
    return draw(Timeline(schemes, waves))


def years_from(first: int, years: float) -> float:
    return round(EDGE + (years - first) * YEAR, 1)


def test_a_bar_is_solid_where_steps_happened_and_hollow_where_they_were_planned() -> None:
    row = drawing(scheme(step("2014"), step("2015"), step("2017", "planned"))).rows[0]
    assert row.bars == (
        Bar("happened", years_from(2014, 2014.5), years_from(2014, 2015.5)),
        Bar("planned", years_from(2014, 2015.5), years_from(2014, 2017.5)),
    )
    assert [(mark.shape, mark.state) for mark in row.marks] == [
        ("first", "happened"),
        ("step", "happened"),
        ("step", "planned"),
    ]
    assert row.words == "2 steps happened, 2014 to 2015; 1 step planned, 2017"


def test_a_plan_before_the_first_thing_that_happened_is_hollow_too() -> None:
    row = drawing(scheme(step("2014", "planned"), step("2015"), step("2016"))).rows[0]
    assert [bar.state for bar in row.bars] == ["planned", "happened"]


@pytest.mark.parametrize("state", ["happened", "planned"])
def test_a_scheme_with_a_single_date_is_a_point(state: str) -> None:
    row = drawing(scheme(step("2015/16", state))).rows[0]
    assert row.bars == ()
    assert [(mark.shape, mark.state) for mark in row.marks] == [("step", state)]


def test_a_step_that_lasted_runs_from_its_start_to_its_end() -> None:
    row = drawing(scheme(step("2014", to="2016"))).rows[0]
    assert row.bars == (Bar("happened", years_from(2014, 2014.5), years_from(2014, 2016.5)),)


def test_a_scheme_that_failed_is_marked_at_the_date_of_its_status_even_without_steps() -> None:
    row = drawing(scheme(status="failed", as_of="2016"), scheme(step("2014"))).rows[0]
    assert row.marks == (Mark("over", "happened", years_from(2014, 2016.5)),)
    assert row.words == "no dated step"


def test_years_in_which_nothing_happened_before_a_decade_are_left_out_and_marked() -> None:
    axis = drawing(scheme(step("1990s")), scheme(step("2011"), step("2012"))).axis
    assert [name for name, _, _ in axis.columns] == ["1990s", "2011", "2012"]
    assert axis.breaks == (EDGE + YEAR,)


def test_a_decade_that_other_dates_fall_in_is_shown_year_by_year() -> None:
    dated = [scheme(step(str(year))) for year in (2012, 2014, 2016, 2019)]
    drawn = drawing(scheme(step("2010s")), *dated)
    assert [name for name, _, _ in drawn.axis.columns] == [str(year) for year in range(2010, 2020)]
    assert drawn.rows[0].marks[0].x == pytest.approx(years_from(2010, 2015))


def test_a_decade_that_hardly_a_date_falls_in_is_one_column_and_such_a_date_stands_within() -> None:
    drawn = drawing(scheme(step("1990s")), scheme(step("1999")), scheme(step("2011"), step("2012")))
    assert [name for name, _, _ in drawn.axis.columns] == ["1990s", "2011", "2012"]
    assert drawn.rows[1].marks[0].x == pytest.approx(EDGE + YEAR * 0.95, abs=0.1)


def test_a_wave_stands_at_its_month() -> None:
    drawn = drawing(scheme(step("2015")), waves=(Wave("First wave", "2015-07"),))
    assert drawn.waves[0][1] == pytest.approx(EDGE + YEAR * 6.5 / 12, abs=0.1)


def test_an_empty_base_has_an_empty_timeline() -> None:
    assert drawing().rows == ()


async def test_the_page_of_a_base_without_dates_says_so(tmp_path: Path) -> None:
    root = write_base(tmp_path / "entries", sampleton_mcp=entry(milestones=[]))
    tree = await page(site(publish(root, tmp_path / "kb.db")), "/map?by=place_and_time")
    assert "No scheme has a dated step." in text(tree)


def test_the_timeline_of_the_real_base_holds_what_entries_state_and_no_more(
    real_base: Base, real_database: Path
) -> None:
    with closing(sqlite3.connect(real_database)) as connection:
        timeline = read_timeline(connection, real_base.about)
    stated = {
        slug: Counter((one.date, one.to, one.state) for one in found.milestones)
        for slug, found in real_base.entries.items()
        if found.kind != "finding" and not found.withdrawn and (found.milestones or found.status.state in OVER)
    }
    shown = {one.slug: Counter((step.date, step.to, step.state) for step in one.steps) for one in timeline.schemes}
    assert shown == stated
    assert [(wave.name, wave.date) for wave in timeline.waves] == [
        ("First wave", "2015-03"),
        ("Second wave", "2015-07"),
        ("Third wave", "2015-09"),
    ]


def test_years_in_a_row_without_a_step_are_left_out_and_the_axis_says_so() -> None:
    axis = drawing(scheme(step("1990")), scheme(step("2014")), scheme(step("2017"))).axis
    assert [name for name, _, _ in axis.columns] == ["1990", "2014", "2015", "2016", "2017"]
    assert axis.breaks == (EDGE + YEAR,)
