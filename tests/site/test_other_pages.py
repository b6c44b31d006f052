from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from datasette.app import Datasette

from kb.synthesis.comparison import OutcomeRow
from tests.publishing import publish, site
from tests.samples import ENTRY, entry, write_base
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


async def test_a_cell_of_the_map_opens_the_search_that_it_counts(served: Datasette) -> None:
    tree = await page(served, "/map?form=table")
    cells = [link for link in tree.iter("a") if "outcome=emergency-admissions" in link.get("href", "")]
    address = cells[0].get("href", "")
    total = (await get(served, address.replace("/search?", "/search.json?"))).json()["total"]
    withdrawn = 1
    assert address == "/search?care_model=mcp&outcome=emergency-admissions"
    assert text(cells[0]).startswith(f"{total - withdrawn} entr")
    assert "no entry" in text(tree)


async def test_the_map_as_json_lists_cells_gaps_regions_and_years(served: Datasette) -> None:
    found = (await get(served, "/map.json?by=contract_type")).json()
    cell = next(cell for cell in found["cells"] if cell["row"] == "emergency-admissions")
    assert cell["column"] == "capitated"
    assert (cell["results"], cell["under_such_a_contract"]) == ({}, 3)
    assert cell["strength"] is None
    assert found["gaps"] == len(found["columns"]) * len(found["rows"]) - len(found["cells"])
    assert found["regions"] == {"east-midlands": 3}
    assert {"year": 2016, "happened": 1, "planned": 2} in found["years"]


@pytest.mark.parametrize(("by", "over"), [("setting", "outcome"), ("outcome", "population_group"), ("region", "basis")])
async def test_any_two_vocabularies_make_a_map(served: Datasette, by: str, over: str) -> None:
    found = (await get(served, f"/map.json?by={by}&over={over}")).json()
    assert (found["by"], found["over"]) == (by, over)
    assert found["cells"]
    swapped = (await get(served, f"/map.json?by={over}&over={by}")).json()
    cells = {(cell["column"], cell["row"]): cell["results"] for cell in found["cells"]}
    assert {(cell["row"], cell["column"]): cell["results"] for cell in swapped["cells"]} == cells


async def test_rows_give_way_where_both_sides_are_the_same(served: Datasette) -> None:
    found = (await get(served, "/map.json?by=outcome")).json()
    assert (found["by"], found["over"]) == ("outcome", "care_model")


async def test_the_map_is_filtered_as_a_search_is(served: Datasette) -> None:
    every = (await get(served, "/map.json")).json()["cells"]
    good = (await get(served, "/map.json?effect=good")).json()["cells"]
    assert {effect for cell in good for effect in cell["results"]} == {"good"}
    assert sum(cell["results"].get("good", 0) for cell in every) == sum(cell["results"]["good"] for cell in good)
    assert {cell["row"] for cell in (await get(served, "/map.json?outcome=cost")).json()["cells"]} <= {"cost"}
    named = (await get(served, "/map.json?q=kind:vanguard")).json()["cells"]
    assert 0 < sum(cell["entries"] for cell in named) < sum(cell["entries"] for cell in every)


async def test_a_filter_that_leaves_nothing_says_so_and_can_be_taken_back(served: Datasette) -> None:
    tree = await page(served, "/map?region=london&effect=bad")
    assert "Nothing stands in this map" in text(tree)
    removed = [link.get("href") for link in tree.iter("a") if "remove" in text(link)]
    assert "/map?by=care_model&effect=bad" in removed


async def test_a_map_that_is_asked_for_wrongly_names_what_there_is(served: Datasette) -> None:
    for address, words in (("/map.json?over=outcomes", "care_model"), ("/map.json?colour=red", "min_strength")):
        answer = await served.client.get(address)
        assert answer.status_code == 400
        assert words in answer.json()["error"]


async def test_the_map_as_json_carries_the_timeline(served: Datasette) -> None:
    found = (await get(served, "/map.json?by=place_and_time")).json()
    scheme = next(scheme for scheme in found["schemes"] if scheme["slug"] == "sampleton-mcp")
    stated = ENTRY["milestones"]
    assert {(step["date"], step["state"]) for step in scheme["steps"]} == {
        (one["date"], one["state"]) for one in stated
    }
    assert "withdrawn-trial" not in {scheme["slug"] for scheme in found["schemes"]}


async def test_the_timeline_links_each_scheme_and_says_in_words_what_it_draws(served: Datasette) -> None:
    tree = await page(served, "/map?by=place_and_time")
    lanes = {text(next(lane.iter("a"))): lane for lane in tree.iter("li") if lane.get("class") == "lane"}
    failed = lanes["Otherton team that raised admissions"]
    assert next(failed.iter("a")).get("href") == "/entries/otherton-team#milestones"
    assert "Failed, known by March 2017" in text(failed)
    drawn = next(failed.iter("{http://www.w3.org/2000/svg}svg"))
    assert drawn.get("role") == "img"
    assert "1 step planned" in (drawn.get("aria-label") or "")
    assert "Withdrawn trial of Sampleton" not in lanes


async def test_an_unknown_view_of_the_map_is_refused(served: Datasette) -> None:
    assert "allowed: care_model, contract_type, outcome" in (await get(served, "/map.json?by=x", 400)).json()["error"]


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


async def test_a_part_of_the_map_that_is_none_is_refused_and_one_beyond_the_last_is_the_last(served: Datasette) -> None:
    assert "a whole number from 1" in (await get(served, "/map?part=x", 400)).text
    assert "Emergency admissions" in text(by_id(await page(served, "/map?part=99"), "content"))


async def test_the_numbers_of_the_bubbles_stand_beneath_and_the_panel_of_filters_is_shut(served: Datasette) -> None:
    tree = await page(served, "/map?by=setting&kind=vanguard")
    assert "1 good" in text(by_id(tree, "numbers"))
    panel = next(one for one in tree.iter("details") if "(1 active)" in text(one))
    assert panel.get("open") is None


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
