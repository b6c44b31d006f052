"""Every outcome plot of the real base, read back by its printed ticks, against the database."""

import csv
import io
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from kb.site.instance import instance
from tests.site.drawing.plots import faults
from tests.site.drawing.reading import drawn_in, panels
from tests.site.pages import get

Impacts = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def public(real_database: Path) -> Datasette:
    """The real base, as it is served."""
    return instance(real_database)


@pytest.fixture(scope="module")
def impacts(real_database: Path) -> Impacts:
    """Every impact of the database, by the part of the address that names it."""
    with closing(sqlite3.connect(real_database)) as connection:
        connection.row_factory = sqlite3.Row
        rows = connection.execute("select * from impacts").fetchall()
    return {f"{row['entry']}#impact-{row['position']}": dict(row) for row in rows}


async def table(served: Datasette, address: str) -> list[dict[str, str]]:
    """Give a file of CSV by rows."""
    return list(csv.DictReader(io.StringIO((await get(served, address)).text)))


def drawn(svg: str) -> list[str]:
    """Give the impacts that a plot draws."""
    return [row.impact for panel in panels(svg) for row in panel.rows]


def in_order(rows: list[dict[str, str]]) -> list[str]:
    """Give the impacts of a file that are results, in its order."""
    return [row["url"].rpartition("/entries/")[2] for row in rows if row["basis"] in ("observed", "reported")]


async def test_the_plot_of_every_outcome_is_the_data(public: Datasette, impacts: Impacts) -> None:
    topics = (await get(public, "/topics.json")).json()["topics"]
    wrong, seen = {}, 0
    for topic in topics:
        answer = await public.client.get(f"{topic['url']}.svg")
        if answer.status_code == 200:
            seen += 1
            shown, results = drawn(answer.text), in_order(await table(public, f"{topic['url']}.csv"))
            assert set(shown) == set(results[: len(shown)]), topic["url"]
            assert len(shown) == len(results)
            wrong[topic["url"]] = faults(answer.text, impacts)
    assert seen > 30
    assert {url: found for url, found in wrong.items() if found} == {}


async def test_the_plot_in_every_page_is_the_data_and_stands_in_the_table_beneath(
    public: Datasette, impacts: Impacts
) -> None:
    topics = [topic["url"] for topic in (await get(public, "/topics.json")).json()["topics"]]
    wrong = {}
    for url in [*topics, *(f"{url}?hopes=1" for url in topics)]:
        page = (await get(public, url)).text
        plots = [svg for svg in drawn_in(page) if 'aria-label="Results on' in svg]
        numbers = page.partition('id="numbers"')[2].partition("</table>")[0]
        for svg in plots:
            listed = re.findall(r'href="/entries/([^"]+#impact-\d+)"', numbers)
            assert set(drawn(svg)) <= set(listed), url
            wrong[url] = faults(svg, impacts)
    assert len(wrong) > 150
    assert {url: found for url, found in wrong.items() if found} == {}


async def test_the_results_and_hopes_of_every_entry_are_the_data(public: Datasette, impacts: Impacts) -> None:
    wrong, seen = {}, 0
    for slug in sorted({name.partition("#")[0] for name in impacts}):
        for which in ("results", "hopes"):
            answer = await public.client.get(f"/entries/{slug}/{which}.svg")
            if answer.status_code == 200:
                seen += 1
                rows = await table(public, f"/entries/{slug}/{which}.csv")
                assert drawn(answer.text) == [row["url"].rpartition("/entries/")[2] for row in rows], slug
                wrong[slug, which] = faults(answer.text, impacts)
    assert seen > 150
    assert {key: found for key, found in wrong.items() if found} == {}


@pytest.mark.parametrize(
    "query", ["q=admissions", "q=alliance+contract&size=20", "outcome=cost&size=50", "care_model=ehch"]
)
async def test_the_plot_of_a_review_is_the_data(public: Datasette, impacts: Impacts, query: str) -> None:
    svg = (await get(public, f"/review.svg?{query}")).text
    rows = await table(public, f"/review.csv?{query}")
    assert drawn(svg) == [row["url"].rpartition("/entries/")[2] for row in rows]
    assert len({row["claim"] for row in rows}) == len(rows)
    assert faults(svg, impacts) == []
    (shown,) = drawn_in((await get(public, f"/review?{query}")).text)
    assert drawn(shown) == drawn(svg)
    assert faults(shown, impacts) == []


CUT = re.compile(r"\([^)]*…|\b(a|an|the|in|of|and|to|for|with|from|by)…", re.IGNORECASE)


async def test_no_two_rows_of_a_scale_read_the_same_and_none_is_cut_within(
    public: Datasette, real_database: Path
) -> None:
    topics = (await get(public, "/topics.json")).json()["topics"]
    with closing(sqlite3.connect(real_database)) as connection:
        slugs = [row[0] for row in connection.execute("select slug from entries")]
    for url in [*(topic["url"] for topic in topics), *(f"/entries/{slug}" for slug in slugs)]:
        for svg in drawn_in((await public.client.get(url)).text):
            for panel in panels(svg) if 'class="rows"' in svg else ():
                names = [row.name.said for row in panel.rows]
                assert len(set(names)) == len(names), (url, names)
                assert [name for name in names if CUT.search(name)] == [], url


HEADED = {
    (True, True): "What studies found, and what the scheme itself reports",
    (True, False): "What independent studies found",
    (False, True): "What the scheme itself reports",
}


async def test_the_heading_over_the_plot_of_a_scheme_says_whose_results_these_are(
    public: Datasette, real_database: Path
) -> None:
    with closing(sqlite3.connect(real_database)) as connection:
        slugs = [row[0] for row in connection.execute("select slug from entries")]
    seen = set()
    for slug in slugs:
        page = (await public.client.get(f"/entries/{slug}")).text
        heading = re.search(r'id="studies"><h2>([^<]+)</h2>', page)
        plot = next((one for one in drawn_in(page) if 'aria-label="Results of' in one), None)
        if heading is None or plot is None or "What it bears out" in heading[1]:
            continue
        names = [(row.name.href.startswith("#"), row.name.said) for panel in panels(plot) for row in panel.rows]
        assert [name for own, name in names if own == name.startswith("Study: ")] == [], slug
        whose = (not all(own for own, _ in names), any(own for own, _ in names))
        assert heading[1] == HEADED[whose], slug
        assert ("all others are what the scheme itself reports" in page) == (whose == (True, True)), slug
        seen.add(whose)
    assert seen == set(HEADED)


def shape(path: str) -> str:
    """Give a mark without the place where it begins."""
    return re.sub(r"^M[-\d.]+ [-\d.]+", "", path)


async def test_what_a_plot_means_stands_beside_it_and_in_its_file(public: Datasette, impacts: Impacts) -> None:
    """Each mark that is drawn has its meaning in the key: that of the effect which the database gives."""
    meanings = {
        "good": "good",
        "bad": "bad",
        "none": "no clear effect",
        "mixed": "mixed",
        "unclear": "unclear",
        None: "level",
    }
    for url in ("/topics/outcomes/emergency-admissions", "/topics/outcomes/cost", "/topics/outcomes/staff-experience"):
        page, svg = (await get(public, url)).text, (await get(public, f"{url}.svg")).text
        key = dict(
            re.findall(
                r'viewBox="-9 -9 18 18" aria-hidden="true"><path class="\w+ mark" d="([^"]+)"/></svg>([^<]+)<', page
            )
        )
        key = {shape(d): said for d, said in key.items()}
        for panel in panels(next(one for one in drawn_in(page) if "Results on" in one)):
            for row in panel.rows:
                assert {key[shape(mark.d)] for mark in row.marks} == {
                    next(said for said in key.values() if said.startswith(meanings[impacts[row.impact]["effect"]]))
                }
        assert all(f">{said}</text>" in svg for said in key.values())
