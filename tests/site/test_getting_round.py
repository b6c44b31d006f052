from typing import Any
from urllib.parse import quote

import pytest
from datasette.app import Datasette

from tests.site.pages import by_id, get, links, page, text


async def suggested(served: Datasette, typed: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await get(served, f"/suggest.json?q={typed}")).json()["suggestions"]
    return found


@pytest.mark.parametrize(
    ("typed", "kind", "url"),
    [
        ("otherton", "entry", "/entries/otherton-team"),
        ("team+other", "entry", "/entries/otherton-team"),
        ("emergency+adm", "topic", "/topics/outcomes/emergency-admissions"),
        ("leaflet", "source", "/search?source=leaflet-2016"),
        ("othertin", "correction", "/search?q=otherton"),
    ],
)
async def test_what_is_typed_finds_what_begins_so(served: Datasette, typed: str, kind: str, url: str) -> None:
    assert (kind, url) in {(one["kind"], one["url"]) for one in await suggested(served, typed)}


async def test_a_withdrawn_entry_is_not_suggested(served: Datasette) -> None:
    assert "/entries/withdrawn-trial" not in {one["url"] for one in await suggested(served, "withdrawn")}


@pytest.mark.parametrize("typed", ["", "%20", "zzzzzz", "!?"])
async def test_what_leads_nowhere_suggests_nothing(served: Datasette, typed: str) -> None:
    assert await suggested(served, typed) == []


async def test_a_basket_lists_its_entries_and_leads_on(served: Datasette) -> None:
    tree = await page(served, "/basket?entry=otherton-team&entry=sampleton-mcp")
    content = by_id(tree, "content")
    assert text(content).startswith("2 entries chosen")
    assert "/review.docx?entry=otherton-team&entry=sampleton-mcp" in links(content)


async def test_an_empty_basket_says_how_to_fill_it(served: Datasette) -> None:
    assert "Your basket is empty" in text(await page(served, "/basket"))


async def test_a_basket_that_names_no_entry_of_ours_is_not_found(served: Datasette) -> None:
    await get(served, "/basket?entry=nope", 404)


async def test_a_basket_as_csv_has_one_header(served: Datasette) -> None:
    found = (await get(served, "/basket.csv?entry=otherton-team&entry=sampleton-mcp")).text.splitlines()
    assert [line for line in found if line.startswith("entry,field")] == found[:1]
    assert {line.split(",")[0] for line in found[1:]} == {"otherton-team", "sampleton-mcp"}


async def test_a_result_can_lie_in_the_basket_by_itself(served: Datasette) -> None:
    entry = (await get(served, "/entries/sampleton-mcp.json")).json()
    claim = entry["impacts"][0]["claim"]
    tree = await page(served, f"/basket?entry=otherton-team&claim={quote(claim)}")
    assert "1 entry and 1 result chosen" in text(tree)
    rows = (await get(served, f"/claims.csv?claim={quote(claim)}")).text.splitlines()
    assert len(rows) == 2
    assert rows[1].startswith(claim)


@pytest.mark.parametrize("address", ["/basket?claim=nope", "/claims.csv?claim=nope%231", "/claims.csv"])
async def test_a_result_that_is_none_of_ours_is_refused_with_advice(served: Datasette, address: str) -> None:
    said = (await get(served, address, 400)).text
    assert "result" in said
