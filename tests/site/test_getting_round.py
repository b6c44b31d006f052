from typing import Any
from urllib.parse import quote, urlencode
from xml.etree.ElementTree import Element

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


@pytest.mark.parametrize("named", ["entry=nope", "claim=nope"])
async def test_what_is_no_longer_here_is_named_and_can_be_taken_out_of_the_basket(
    served: Datasette, named: str
) -> None:
    assert "1 thing you chose is no longer here" in text(await page(served, f"/basket?{named}", 404))
    tree = await page(served, f"/basket?{named}&entry=otherton-team")
    assert "Otherton team" in text(by_id(tree, "content"))
    assert "nope" in {found.get("data-basket") for found in tree.iter()}


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


async def test_results_are_cited_with_their_sources_and_their_entries_reviewed(served: Datasette) -> None:
    found = (await get(served, "/entries/sampleton-mcp.json")).json()
    claim = quote(found["impacts"][0]["claim"])
    assert "TI  - A leaflet about Sampleton" in (await get(served, f"/claims.ris?claim={claim}")).text
    assert "title = {{A leaflet about Sampleton}}" in (await get(served, f"/claims.bib?claim={claim}")).text
    assert "/review?entry=sampleton-mcp" in links(await page(served, f"/basket?claim={claim}"))


@pytest.mark.parametrize(
    ("address", "status"), [("/claims.ris?claim=nope", 404), ("/claims.csv?claim=nope%231", 404), ("/claims.csv", 400)]
)
async def test_a_result_that_is_none_of_ours_is_refused_with_advice(
    served: Datasette, address: str, status: int
) -> None:
    said = (await get(served, address, status)).text
    assert "result" in said


async def test_where_an_entry_is_asked_for_only_entries_are_suggested(served: Datasette) -> None:
    found = (await get(served, "/suggest.json?q=sample&kind=entry")).json()["suggestions"]
    assert {one["kind"] for one in found} == {"entry"}
    assert "allowed: entry" in (await get(served, "/suggest.json?q=sample&kind=topic", 400)).json()["error"]


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/search",
        "/compare?entry=sampleton-mcp&entry=otherton-team",
        "/contacts",
        "/vanguards",
        "/map?by=place",
        "/map?by=care_model&column=mcp&row=emergency-admissions",
        "/topics/outcomes/emergency-admissions",
        "/entries/otherton-team",
        "/entries/otherton-team/beside",
        "/review?q=admissions",
        "/review?q=admissions&whole=1",
    ],
)
async def test_wherever_entries_or_claims_are_listed_they_can_be_kept(served: Datasette, address: str) -> None:
    kept = {one for found in (await page(served, address)).iter() if (one := keeps(found))}
    assert kept
    claims, entries = {one for one in kept if "#" in one}, {one for one in kept if "#" not in one}
    chosen = urlencode([("claim", one) for one in claims] + [("entry", one) for one in entries])
    await get(served, f"/basket?{chosen}")


def keeps(found: Element) -> str:
    """Give what an element puts into the basket: the id of a claim or of an entry."""
    return found.get("data-basket", "") or (found.get("value", "") if found.get("data-pick") is not None else "")


async def test_the_basket_stands_in_the_head_of_every_page(served: Datasette) -> None:
    for address in ("/", "/search?q=sampleton", "/entries/otherton-team", "/map", "/about", "/kb/entries"):
        basket = by_id(await page(served, address), "basket")
        assert (basket.get("href"), text(basket)) == ("/basket", "0 chosen")
