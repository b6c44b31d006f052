"""The evidence map as a page and as JSON: any two vocabularies, filtered, with its regions and its timeline."""

import pytest
from datasette.app import Datasette

from tests.samples import ENTRY
from tests.site.pages import by_id, get, page, text


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


async def test_results_that_nobody_claims_only_are_those_that_topics_call_independent(served: Datasette) -> None:
    for cell in (await get(served, "/map.json?by=setting")).json()["cells"]:
        address = f"/topics/outcomes/{cell['row']}/settings/{cell['column']}.json"
        independent = (await get(served, address)).json()["numbers"]["results"]["total"]
        assert sum(cell["results"].values()) + cell["levels"] - cell["claimed"] == independent, address
    assert "independent results where a column" not in text(await page(served, "/map"))


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


async def test_a_part_of_the_map_that_is_none_is_refused_and_one_beyond_the_last_is_the_last(served: Datasette) -> None:
    assert "a whole number from 1" in (await get(served, "/map?part=x", 400)).text
    assert "Emergency admissions" in text(by_id(await page(served, "/map?part=99"), "content"))


async def test_the_numbers_of_the_bubbles_stand_beneath_and_the_panel_of_filters_is_shut(served: Datasette) -> None:
    tree = await page(served, "/map?by=setting&kind=vanguard")
    assert "1 good" in text(by_id(tree, "numbers"))
    panel = next(one for one in tree.iter("details") if "(1 active)" in text(one))
    assert panel.get("open") is None
