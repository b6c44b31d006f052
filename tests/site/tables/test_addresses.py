import json
import logging
from pathlib import Path
from urllib.parse import quote

import pytest
from datasette.app import Datasette

from tests.publishing import site
from tests.site.pages import get, page, text

THROUGH = '{"table": "entry_care_models", "column": "care_model", "value": "mcp"}'
SLIPS = [
    ("_through=x", "_through must be JSON"),
    ('_through={"table": "impacts"}', "_through must be JSON"),
    ('_through={"table": "sources", "column": "id", "value": "1"}', "Invalid _through"),
    ("_timelimit=abc", "_timelimit must be a whole number of milliseconds"),
    ("_timelimit=-1", "took too long"),
    ("_facet_size=²", "_facet_size must be a whole number"),
    ("_facet={}", "_facet must be the name of a column"),
    ("_facets=kind", "_facet_array"),
    ("_facet=nothing", "there is no column 'nothing'"),
    ("_json_infinity=x", "_json_infinity must be on or off"),
    ("_ttl=²", "_ttl must be a whole number of seconds"),
    ("_shape=x", "Invalid _shape: x"),
    ("_size=x", "_size must be a positive integer"),
    ("_size=5000", "_size must be <= 1000"),
    ("_sort=x", "Cannot sort table by x"),
    ("_sort=slug&_sort_desc=slug", "at the same time"),
    ("_col=x", "_col=x"),
    ("_next=a,b,c", "_next is not a mark"),
    ("_sort=title&_next=a", "_next is not a mark"),
    ("slug__in=[1", "slug__in must be values with commas"),
    ("latitude__gt=" + 30 * "9", "latitude__gt must be a number"),
    ("slug__like=a&slug__resembles=a", "there is no comparison 'resembles'"),
    ("nothing=1", "there is no column 'nothing'"),
    ("_facet=%00", "there is no column"),
    ("_facet_x=1", "_facet_array"),
]


def readable(query: str) -> str:
    return quote(query, safe="=&%_,")


@pytest.mark.parametrize(("query", "said"), SLIPS)
async def test_a_slip_in_the_address_of_a_table_is_named(served: Datasette, query: str, said: str) -> None:
    found = (await get(served, f"/kb/entries.json?{readable(query)}", 400)).json()
    assert said in found["error"]
    assert found["ok"] is False
    assert found["status"] == 400


async def test_people_get_a_page_that_names_the_slip(served: Datasette) -> None:
    shown = text(await page(served, "/kb/entries?_timelimit=abc", 400))
    assert "That request can't be answered" in shown
    assert "_timelimit must be a whole number of milliseconds" in shown


async def test_a_csv_of_a_table_names_the_slip(served: Datasette) -> None:
    assert "took too long" in (await get(served, "/kb/entries.csv?_timelimit=-1", 400)).json()["error"]
    assert "_through" in (await get(served, "/kb/entries.csv?_through=x", 400)).json()["error"]


async def test_a_shape_for_tables_is_refused_elsewhere(served: Datasette) -> None:
    assert "_shape" in (await get(served, "/kb.json?_shape=arrayfirst", 400)).json()["error"]


async def test_sql_in_the_address_is_switched_off(served: Datasette) -> None:
    assert "_where" in (await get(served, "/kb/entries.json?_where=1", 403)).json()["error"]


@pytest.mark.parametrize(
    "query",
    [
        "kind=vanguard",
        "slug__contains=sampleton",
        'slug__in=["sampleton-mcp", "bare-entry"]',
        "latitude__gt=52.5",
        "withdrawn_on__isnull=1",
        f"_through={THROUGH}",
        "_facet=kind&_facet_size=100",
        '_facet={"column": "kind"}',
        "_timelimit=100",
        "_search=team&_nocount=x&_trace=x",
        "_search=%22(*",
        "rowid=1",
        "_ttl=60&_json_infinity=on",
    ],
)
async def test_what_datasette_can_read_stays_answered(served: Datasette, query: str) -> None:
    assert (await get(served, f"/kb/entries.json?{readable(query)}")).json()["rows"] is not None


async def test_the_marks_that_a_table_gives_lead_through_all_of_it(served: Datasette) -> None:
    for query in ("", "&_sort=title", "&_sort_desc=date", "&_sort=withdrawn_on"):
        found = await _walked(served, f"/kb/entries.json?_size=2{query}")
        assert len(found) == len(set(found)) == 5, query
    assert len(await _walked(served, "/kb/entry_care_models.json?_size=1")) > 1


async def _walked(served: Datasette, address: str) -> list[str]:
    slugs: list[str] = []
    while address:
        found = (await get(served, address)).json()
        slugs += [json.dumps(row) for row in found["rows"]]
        address = (found["next_url"] or "").removeprefix("http://localhost")
    return slugs


async def test_a_defect_stays_a_defect_and_is_logged(
    database: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    other = site(database)

    async def broken(*_: object) -> None:
        raise ValueError("no rows today")

    monkeypatch.setattr(other, "expand_foreign_keys", broken)
    with caplog.at_level(logging.ERROR):
        found = (await get(other, "/kb/impacts.json?_labels=on&_timelimit=200", 500)).json()
    assert "logged" in found["error"]
    assert "no rows today" in caplog.text
