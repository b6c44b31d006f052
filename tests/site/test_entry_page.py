import json
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from datasette.app import Datasette

from tests.publishing import publish, site
from tests.samples import ENTRY, entry, write_base
from tests.site.pages import by_id, get, links, page, text

SVG = "{http://www.w3.org/2000/svg}svg"


async def test_it_shows_facts_with_their_places(served: Datasette) -> None:
    shown = text(by_id(await page(served, "/entries/sampleton-mcp"), "content"))
    for part in ("97,000", "£20 million", "−9.5%", "Pat Example", "as of November 2016", "How long the contract runs.",
                 "Agree early how savings are shared.", "[1] slide 3", "Sampleton CCG. A leaflet about Sampleton."):  # fmt: skip
        assert part in shown


def drawings(tree: Element) -> list[Element]:
    """Give the drawings of a page that have a name, without the marks of legends."""
    return [found for found in tree.iter(SVG) if found.get("class") == "drawing" and found.get("aria-label")]


async def test_results_stand_apart_from_targets(served: Datasette) -> None:
    tree = await page(served, "/entries/otherton-team")
    results, hopes = drawings(tree)[:2]
    assert "+12%" in text(results)
    assert "target" not in text(results)
    assert "target" in text(hopes)
    assert "Target, not reached" in text(by_id(tree, "impacts"))


async def test_a_drawing_says_what_it_shows_and_leads_to_the_same_numbers_as_text(served: Datasette) -> None:
    tree = await page(served, "/entries/otherton-team")
    drawn = drawings(tree)[0]
    assert drawn.get("aria-label") == "Results of Otherton team that raised admissions"
    assert "95% interval 3 to 21" in text(drawn)
    links_in = [found.get("href") for found in drawn.iter("{http://www.w3.org/2000/svg}a")]
    assert links_in == ["#impact-0"]
    assert "+12%" in text(by_id(tree, "impact-0"))


async def test_an_entry_that_failed_leads_with_the_reasons(served: Datasette) -> None:
    shown = text(by_id(await page(served, "/entries/otherton-team"), "content"))
    assert (
        shown.index("It failed")
        < shown.index("Why it failed, and what was learnt")
        < shown.index("Each impact with its rating")
    )


@pytest.mark.parametrize(
    ("ending", "content_type", "begins"),
    [("svg", "image/svg+xml", b"<svg"), ("png", "image/png", b"\x89PNG"), ("csv", "text/csv; charset=utf-8", b"name,")],
)
async def test_a_drawing_is_taken_away(served: Datasette, ending: str, content_type: str, begins: bytes) -> None:
    found = await get(served, f"/entries/otherton-team/results.{ending}")
    assert found.headers["content-type"] == content_type
    assert found.content.startswith(begins)


async def test_a_drawing_taken_away_carries_its_citation_and_its_looks(served: Datasette) -> None:
    found = (await get(served, "/entries/otherton-team/results.svg")).text
    assert "New Care Models Evidence Base, data version testversion1" in found
    assert "/entries/otherton-team</text>" in found
    assert "class=" not in found
    assert ElementTree.fromstring(found).tag == SVG  # noqa: S314 - written by us


async def test_disagreements_stand_side_by_side(served: Datasette) -> None:
    section = by_id(await page(served, "/entries/otherton-team"), "disagreements")
    assert "+12%" in text(section)
    assert "−9.5%" in text(section)
    assert "what else differs: baseline, comparison, design" in text(section)
    assert "/entries/sampleton-mcp#impact-0" in links(section)


async def test_an_entry_without_impacts_says_so(served: Datasette) -> None:
    results = by_id(await page(served, "/entries/bare-entry"), "results")
    assert "No results recorded" in text(results)
    assert not list(results.iter("table"))


async def test_a_withdrawn_entry_names_its_reason_and_successor(served: Datasette) -> None:
    tree = await page(served, "/entries/withdrawn-trial", 410)
    assert "withdrawn on 20 November 2026. The source was retracted." in text(tree)
    assert "/entries/sampleton-mcp" in links(tree)


async def test_a_withdrawn_entry_keeps_its_record_for_programs_and_leaves_the_sitemap(served: Datasette) -> None:
    told = (await get(served, "/entries/withdrawn-trial.json")).json()
    gone = {"on": "2026-11-20", "reason": "The source was retracted.", "successor": "sampleton-mcp"}
    assert {name: told["withdrawn"][name] for name in gone} == gone
    assert "/entries/withdrawn-trial<" not in (await get(served, "/sitemap.xml")).text


async def test_the_area_is_kept_in_links_and_nowhere_else(served: Datasette) -> None:
    address = "/entries/sampleton-mcp?area_population=60,000&area_setting=care-home&area_contract_type=capitated"
    response = await get(served, address)
    tree = await page(served, address)
    assert "1.6 times your size: 97,000 registered patients" in text(tree)
    assert "Another setting: general practice" in text(tree)
    assert "Your contract type: Capitated" in text(tree)
    assert "/search?area_population=60000&area_setting=care-home&area_contract_type=capitated" in links(tree)
    assert "set-cookie" not in response.headers
    assert "area_" not in next(link.get("href", "") for link in tree.iter("link") if link.get("rel") == "canonical")


async def test_an_impossible_area_is_refused_in_words(served: Datasette) -> None:
    response = await get(served, "/entries/sampleton-mcp.json?area_population=many", 400)
    assert "number of people" in response.json()["error"]


async def test_json_has_the_fields_of_the_file_and_the_ratings(served: Datasette) -> None:
    found = (await get(served, "/entries/otherton-team.json")).json()
    assert found["ok"]
    assert found["status"] == {"state": "failed", "as_of": "2017-03"}
    impact = found["impacts"][0]
    assert impact["cite"] == {"source": "leaflet-2016", "at": "slide 3"}
    assert impact["interval"] == {"low": 3, "high": 21, "level": 95}
    assert (impact["effect"], impact["strength"]) == ("bad", 3)
    assert found["evidence"]["results"] == {"bad": 1}
    assert found["evidence"]["not_measured"] == {"target": 1}
    assert found["labels"]["outcomes"]["emergency-admissions"] == "Emergency admissions"
    assert found["data_version"] == "testversion1"


async def test_the_linked_data_is_json(served: Datasette) -> None:
    tree = await page(served, "/entries/hostile-entry")
    data = json.loads(next(script.text or "" for script in tree.iter("script")))
    assert data["name"].startswith("<script>")


async def test_an_unknown_entry_is_not_found(served: Datasette) -> None:
    found = (await get(served, "/entries/nope.json", 404)).json()
    assert found["ok"] is False
    assert found["status"] == 404


async def test_what_stands_beside_an_entry_has_a_page_of_its_own(served: Datasette) -> None:
    tree = await page(served, "/entries/otherton-team/beside")
    assert "−9.5%" in text(by_id(tree, "disagreements"))
    assert "/entries/otherton-team#impact-0" in links(tree)
    assert "The other way round." in text(by_id(tree, "links"))
    await get(served, "/entries/no-such/beside", 404)


async def test_hopes_are_taken_away_too(served: Datasette) -> None:
    assert "target" in (await get(served, "/entries/otherton-team/hopes.svg")).text
    await get(served, "/entries/bare-entry/hopes.svg", 404)


async def test_a_result_told_again_counts_with_its_home_and_the_page_says_so(tmp_path: Path) -> None:
    own = {**ENTRY["impacts"][0], "id": "admissions", "basis": "reported", "design": "not-stated"}
    home = entry(impacts=[own])
    again = entry(title="Another team that tells it too", impacts=[{**own, "repeats": "home#admissions"}])
    served = site(publish(write_base(tmp_path / "entries", home=home, again=again), tmp_path / "kb.db"))
    shown = text(by_id(await page(served, "/entries/again"), "content"))
    assert "1 result told here again counts with home." in shown
    assert "No result of its own is recorded" not in shown
    assert "The one result is reported by the source, which does not say how it was found." in shown
