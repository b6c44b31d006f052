from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from datasette.app import Datasette

from kb.synthesis.comparison import OutcomeRow
from tests.publishing import publish, site
from tests.samples import entry, write_base
from tests.site.pages import by_id, get, links, page, text
from tests.synthesis.claims import claim


async def test_the_home_page_counts_and_names_failures(served: Datasette) -> None:
    tree = await page(served, "/")
    shown = text(by_id(tree, "content"))
    assert "4 entries on vanguards" in shown
    assert "Failures worth knowing" in shown
    assert "/entries/otherton-team" in links(tree)
    assert "/entries/withdrawn-trial" not in links(tree)
    assert "/topics/outcomes/emergency-admissions" in links(tree)


def small_map(tree: Element) -> list[str]:
    """Give the addresses of the small map's cells."""
    return [one.get("href", "") for one in tree.iter() if one.tag.endswith("a") and one.get("tabindex") == "-1"]


async def test_each_cell_of_the_small_map_leads_to_its_answer(served: Datasette) -> None:
    cells = small_map(await page(served, "/"))
    assert "/topics/care_models/mcp/outcomes/emergency-admissions" in cells
    for address in cells:
        assert text(by_id(await page(served, address), "outcomes")), address


async def test_the_small_map_is_of_what_a_base_has(tmp_path: Path) -> None:
    plain = entry(care_models=[], contract=None)
    served = site(publish(write_base(tmp_path / "entries", sampleton_mcp=plain), tmp_path / "kb.db"))
    cells = small_map(await page(served, "/"))
    assert cells
    assert all(address.startswith("/topics/settings/") for address in cells)
    bare = entry(care_models=[], contract=None, impacts=[])
    served = site(publish(write_base(tmp_path / "bare", sampleton_mcp=bare), tmp_path / "bare.db"))
    assert small_map(await page(served, "/")) == []


async def test_a_comparison_aligns_outcomes_and_marks_differences(served: Datasette) -> None:
    tree = await page(served, "/compare?entry=sampleton-mcp&entry=otherton-team")
    rows = {text(next(row.iter("th"))): row for row in tree.iter("tr") if list(row.iter("th"))}
    assert rows["Status"].get("class") == "differs"
    assert not rows["Care models"].get("class")
    assert not rows["Place"].get("class")
    assert "Agree early how savings are shared." in text(rows["What was learnt"])
    assert "Pat Example" in text(rows["Whom to ask"])
    assert rows["Emergency admissions"].get("class") == "differs"
    assert "−9.5%" in text(rows["Emergency admissions"])
    assert "+12%" in text(rows["Emergency admissions"])


async def test_an_address_of_a_contact_is_never_cut(served: Datasette) -> None:
    tree = await page(served, "/compare?entry=hostile-entry&entry=sampleton-mcp")
    row = next(row for row in tree.iter("tr") if "Whom to ask" in text(row))
    assert "..." not in text(row)
    assert 'a"><b>@c.org' in text(row)


@pytest.mark.parametrize(
    ("effects", "matters"),
    [
        ((["good"], ["bad"]), True),
        ((["good"], ["none"]), True),
        ((["good", "none"], ["none"]), False),
        ((["good"], ["unclear"]), False),
        ((["good"], [], ["good"]), False),
    ],
)
def test_an_outcome_is_marked_only_where_clear_effects_oppose(effects: tuple[list[str], ...], matters: bool) -> None:
    impacts = tuple(tuple(claim(effect=effect).impact for effect in found) for found in effects)
    assert OutcomeRow("cost", "Cost", impacts, alike=False).matters == matters


async def test_a_comparison_as_json(served: Datasette) -> None:
    found = (await get(served, "/compare.json?entry=sampleton-mcp&entry=otherton-team")).json()
    assert [entry["slug"] for entry in found["entries"]] == ["sampleton-mcp", "otherton-team"]
    assert found["outcomes"][0]["alike"] is False


async def test_too_few_too_many_and_unknown_entries_are_refused(served: Datasette) -> None:
    await get(served, "/compare", 200)
    assert "2 to 5" in (await get(served, "/compare.json?entry=sampleton-mcp", 400)).json()["error"]
    assert "nope" in (await get(served, "/compare.json?entry=nope&entry=sampleton-mcp", 400)).json()["error"]
    many = "&".join(f"entry=a{number}" for number in range(6))
    assert "too many" in (await get(served, f"/compare.json?{many}", 400)).json()["error"]


async def test_too_many_to_compare_are_named_for_the_reader_to_drop_some(served: Datasette) -> None:
    slugs = ("sampleton-mcp", "otherton-team", "bare-entry", "hostile-entry", "withdrawn-trial", "sampleton-mcp")
    address = "/compare?" + "&".join(f"entry={slug}" for slug in slugs)
    assert "side by side" in text(await page(served, address))


async def test_an_entry_to_compare_is_found_by_typing(served: Datasette) -> None:
    tree = await page(served, "/compare?entry=sampleton-mcp&find=otherton")
    assert "/compare?entry=sampleton-mcp&entry=otherton-team" in links(tree)


async def test_a_comparison_of_what_was_not_ticked_says_so(served: Datasette) -> None:
    assert "No entry was ticked" in text(await page(served, "/compare?chosen=1"))


async def test_a_review_says_how_it_was_searched(served: Datasette) -> None:
    shown = text(await page(served, "/review?q=emergency+admissions&effect=bad&whole=1"))
    for part in (
        "How it was searched",
        "effect: Bad",
        "testversion1",
        "Key studies",
        "Sources",
        "What the sources do not say",
    ):
        assert part in shown


async def test_a_review_is_a_paper_with_what_matters_first(served: Datasette) -> None:
    tree = await page(served, "/review?q=emergency+admissions")
    headings = [text(found) for found in tree.iter("h2")]
    assert headings[0] == "Emergency admissions"
    assert headings[-2:] == ["Sources", "How it was searched"]
    assert any("whole=1" in address for address in links(tree))
    assert any(found.get("class") == "drawing" for found in tree.iter("{http://www.w3.org/2000/svg}svg"))


async def test_a_review_of_nothing_ticked_reviews_nothing(served: Datasette) -> None:
    assert "No entry was ticked" in text(await page(served, "/review?chosen=1"))


async def test_a_review_as_json(served: Datasette) -> None:
    found = (await get(served, "/review.json?entry=sampleton-mcp&entry=bare-entry")).json()
    assert [entry["slug"] for entry in found["entries"]] == ["sampleton-mcp", "bare-entry"]
    assert found["sources"]


async def test_contacts_are_filtered_as_a_search_is(served: Datasette) -> None:
    every = (await get(served, "/contacts.json")).json()["contacts"]
    some = (await get(served, "/contacts.json?kind=vanguard&min_strength=1")).json()["contacts"]
    assert 0 < len(some) < len(every)
    tree = await page(served, "/contacts?kind=vanguard&min_strength=1&source=leaflet-2016")
    marked = {
        option.get("value") or text(option) for option in tree.iter("option") if option.get("selected") is not None
    }
    assert {"vanguard", "1"} <= marked
    assert ("source", "leaflet-2016") in {(one.get("name"), one.get("value")) for one in tree.iter("input")}
    assert "/contacts?min_strength=1&source=leaflet-2016" in links(tree)
    assert "years old" in text(by_id(tree, "content"))


async def test_a_search_leads_to_whom_to_ask(served: Datasette) -> None:
    assert "/contacts?q=sampleton&kind=vanguard" in links(await page(served, "/search?q=sampleton&kind=vanguard"))


async def test_the_method_page_explains_ratings_and_contacts(served: Datasette) -> None:
    tree = await page(served, "/about")
    assert "Contacts" in [text(heading) for heading in tree.iter("h2")]
    assert "work contacts" in text(by_id(tree, "contacts"))
    assert "Randomised trial 5 of 5, very strong" in text(tree)


async def test_health_names_the_data(served: Datasette) -> None:
    found = (await get(served, "/-/healthz")).json()
    assert found["ok"]
    assert found["entries"] == 5
    assert found["data_version"] == "testversion1"


async def test_tables_link_entries_to_their_pages(served: Datasette) -> None:
    assert "/entries/sampleton-mcp" in links(await page(served, "/kb/impacts"))
    assert "/entries/sampleton-mcp" in links(await page(served, "/kb/entries"))
    assert "/entries/sampleton-mcp" in links(await page(served, "/kb/entries/sampleton-mcp"))


async def test_tables_stay_available_as_json(served: Datasette) -> None:
    rows = (await get(served, "/kb/impacts.json?_shape=array&entry=otherton-team")).json()
    assert [row["effect"] for row in rows] == ["bad", None]
    await get(served, "/kb.json?sql=select+1", 403)


async def test_the_address_above_the_entries_leads_to_all_of_them(served: Datasette) -> None:
    for address, target in (
        ("/entries", "/search"),
        ("/entries/", "/search"),
        ("/entries?kind=vanguard&sort=title", "/search?kind=vanguard&sort=title"),
        ("/entries.json?size=2", "/search.json?size=2"),
        ("/entries.csv", "/search.csv"),
    ):
        assert (await get(served, address, 301)).headers["location"] == target
    everything = (await get(served, "/search.json")).json()["total"]
    assert everything == 5


@pytest.mark.parametrize("ending", ["svg", "png", "csv"])
@pytest.mark.parametrize("address", ["/review.{}?q=admissions", "/vanguards.{}", "/map.{}?by=place"])
async def test_every_picture_can_be_taken_away(served: Datasette, address: str, ending: str) -> None:
    assert len((await get(served, address.format(ending))).content) > 100


async def test_a_whole_review_is_parted_and_nothing_is_lost(served: Datasette, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = set_out(await page(served, "/review?q=admissions&whole=1"))
    monkeypatch.setattr("kb.site.pages.review_parts.MOST", 1)
    first = await page(served, "/review?q=admissions&whole=1")
    number = int(text(by_id(first, "content")).partition("Part 1 of ")[2].split(".")[0])
    parts = [await page(served, f"/review?q=admissions&whole=1&part={part}") for part in range(1, number + 1)]
    assert [one for tree in parts for one in set_out(tree)] == whole
    assert number > len(whole) > 1


def set_out(tree: Element) -> list[str]:
    """Give the entries that a page of a review sets out."""
    ids = (section.get("id") or "" for section in tree.iter("section"))
    return [name for name in ids if name.startswith("entry-")]


@pytest.mark.parametrize("address", ["/map?hopes=yes", "/topics/care_models/mcp?hopes=0", "/review?whole=true&q=care"])
async def test_a_switch_is_on_or_left_out(served: Datasette, address: str) -> None:
    answer = await get(served, address, 400)
    assert "it is 1, or left out" in answer.text
