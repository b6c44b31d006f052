import csv
import io
from urllib.parse import quote, urlencode

import pytest
from datasette.app import Datasette

from kb.published.summary import EFFECTS
from tests.site.pages import by_id, get, links, page, text


async def test_a_hit_in_json_has_what_its_row_in_the_csv_has(served: Datasette) -> None:
    hits = (await get(served, "/search.json?size=100")).json()["results"]
    rows = {row["slug"]: row for row in csv.DictReader(io.StringIO((await get(served, "/search.csv")).text))}
    assert set(rows) == {hit["slug"] for hit in hits}
    for hit in hits:
        row = rows[hit["slug"]]
        assert (hit["place"] or "", hit["region"] or "") == (row["place"], row["region"])
        assert hit["care_models"] == [one for one in row["care_models"].split("; ") if one]
        assert {effect: hit["results"].get(effect, 0) for effect in EFFECTS} == {
            effect: int(row[f"results_{effect}"]) for effect in EFFECTS
        }
        assert hit["levels"] == int(row["levels"])


async def test_a_hit_shows_effects_strength_and_the_words_that_match(served: Datasette) -> None:
    tree = await page(served, "/search?q=team+with+increased+emergency+admissions")
    hit = next(found for found in tree.iter("li") if found.get("class") == "hit")
    assert "Otherton team" in text(hit)
    assert "1 bad" in text(hit)
    assert "3 of 5" in text(hit)
    assert "emergency admissions" in {text(mark).lower() for mark in hit.iter("mark")}


async def test_an_active_filter_can_be_taken_away(served: Datasette) -> None:
    tree = await page(served, "/search?q=sampleton&kind=vanguard&effect=good&area_setting=community")
    chips = [link for link in tree.iter("a") if "remove" in link.get("class", "")]
    assert [text(chip) for chip in chips] == ["Remove Kind of entry: Vanguard ×", "Remove Effect: Good ×"]
    assert chips[0].get("href") == "/search?q=sampleton&effect=good&area_setting=community"
    assert all("nofollow" in chip.get("rel", "") for chip in chips)


async def test_filters_are_a_form_and_no_links_for_crawlers(served: Datasette) -> None:
    tree = await page(served, "/search?care_model=mcp")
    form = next(found for found in tree.iter("form") if found.get("class") == "filters")
    ticked = [box.get("value") for box in form.iter("input") if box.get("checked") is not None]
    assert ticked == ["mcp"]
    assert [address for address in links(form) if "?" in address] == []


async def test_empty_fields_of_the_form_are_no_error(served: Datasette) -> None:
    tree = await page(served, "/search?q=&sort=relevance&min_strength=&population_min=&population_max=")
    assert "5 entries" in text(by_id(tree, "h-found"))
    assert next(link.get("href", "") for link in tree.iter("link") if link.get("rel") == "canonical").endswith(
        "/search"
    )


async def test_a_combination_that_excludes_all_says_what_to_drop(served: Datasette) -> None:
    tree = await page(served, "/search?q=sampleton&kind=case-study&effect=none")
    assert "No entry passes all of these filters." in text(tree) or "Nothing here answers this." in text(tree)
    assert "It would help to drop" in text(tree)


async def test_an_unknown_value_is_an_error_that_names_the_allowed_ones(served: Datasette) -> None:
    found = (await get(served, "/search.json?effect=nice", 400)).json()
    assert found["ok"] is False
    assert found["status"] == 400
    assert "good, bad, none, mixed, unclear" in found["error"]
    assert "good, bad, none, mixed, unclear" in text(await page(served, "/search?effect=nice", 400))


@pytest.mark.parametrize(
    "typed",
    [
        "",
        '"',
        "'",
        "a OR",
        "NEAR(",
        "*",
        "title:",
        "-",
        "C++ p<0.05",
        "😀",
        "🧑‍⚕️ £20m",
        "\u202e\u0000",
        "x" * 10_000,
        "a " * 4_000,
        "%",
    ],
)
async def test_anything_may_be_typed(served: Datasette, typed: str) -> None:
    await get(served, f"/search?q={quote(typed)}")
    assert (await get(served, f"/search.json?q={quote(typed)}")).json()["ok"]


async def test_a_text_without_a_word_is_told_so(served: Datasette) -> None:
    assert "There is no word in this to search for" in (await get(served, "/search?q=%F0%9F%99%82")).text


async def test_a_correction_is_said_and_can_be_taken_back_without_losing_a_filter(served: Datasette) -> None:
    corrected = (await get(served, "/search?q=emergency+admisions&kind=vanguard")).text
    assert "Searched for <strong>emergency admissions</strong>" in corrected
    assert 'href="/search?q=emergency+admisions&amp;kind=vanguard&amp;expand=0"' in corrected
    as_typed = (await get(served, "/search?q=emergency+admisions&kind=vanguard&expand=0")).text
    assert 'Did you mean <a rel="nofollow" href="/search?q=emergency+admissions&amp;kind=vanguard">' in as_typed


async def test_a_word_that_no_entry_has_is_named(served: Datasette) -> None:
    shown = text(await page(served, "/search?q=Buurtzorg+nurses"))
    assert "No entry has “Buurtzorg”." in shown
    assert "No entry has" not in text(await page(served, "/search?q=nurses"))


async def test_json_is_the_contract_s_and_knows_the_area(served: Datasette) -> None:
    found = (await get(served, "/search.json?q=sampleton&area_population=97000")).json()
    assert {
        "ok",
        "query",
        "interpretation",
        "confident",
        "total",
        "next",
        "facets",
        "results",
        "data_version",
        "took_ms",
    } <= set(found)
    assert found["results"][0]["closeness"] == [
        {"level": "same", "text": "About your size: 97,000 registered patients"}
    ]


async def test_the_area_changes_no_order(served: Datasette) -> None:
    plain = (await get(served, "/search.json?q=sampleton")).json()["results"]
    near = (await get(served, "/search.json?q=sampleton&area_setting=care-home")).json()["results"]
    assert [hit["slug"] for hit in plain] == [hit["slug"] for hit in near]


async def test_a_next_page_is_offered_and_leads_back(served: Datasette) -> None:
    tree = await page(served, "/search?size=2")
    following = next(link.get("href", "") for link in tree.iter("a") if "next" in link.get("rel", "").split())
    second = await page(served, following)
    assert "Page 2 of 3" in text(second)
    assert "Previous page" in text(second)
    assert "/search?size=2" in links(second)


async def test_a_search_can_be_taken_away_as_it_is(served: Datasette) -> None:
    offered = links(await page(served, "/search?q=sampleton&effect=good"))
    for address in ("/review", "/search.csv", "/search.ris", "/search.bib", "/search.json", "/feed.atom"):
        assert f"{address}?q=sampleton&effect=good" in offered


async def test_a_long_query_stands_in_one_form_from_which_its_ways_on_lead(served: Datasette) -> None:
    typed = "Otherton team that raised admissions " * 40
    tree = await page(served, f"/search?{urlencode({'q': typed})}")
    again = by_id(tree, "again")
    assert {field.get("name"): field.get("value", "").strip() for field in again.iter("input")} == {"q": typed.strip()}
    ways = {button.get("formaction") for button in tree.iter("button") if button.get("form") == "again"}
    assert {"/review", "/search.csv", "/search.ris", "/search.bib", "/search.json"} <= ways
    assert [link for link in links(tree) if len(link) > len(typed)] == []


async def test_of_a_query_longer_than_the_search_reads_the_page_repeats_what_it_reads(served: Datasette) -> None:
    tree = await page(served, f"/search?{urlencode({'q': 'x' * 10_000})}")
    assert by_id(tree, "q").get("value") == "x" * 2000


async def test_the_card_stands_in_the_json_too(served: Datasette) -> None:
    body = (await get(served, "/search.json?q=what+is+an+alliance+contract")).json()
    assert body["card"]["meaning"]["term"] == "alliance"
    assert body["card"]["meaning"]["definition"]
    topic = (await get(served, "/search.json?q=emergency+admissions")).json()["card"]["topic"]
    assert topic["url"] == "/topics/outcomes/emergency-admissions"
    assert topic["answer"]
    assert topic["entries"] > 0
    assert (await get(served, "/search.json?q=sampleton")).json()["card"] is None


async def test_of_a_place_without_an_entry_that_is_said_first(served: Datasette) -> None:
    tree = await page(served, "/search?q=Leeds")
    assert "Nothing on Leeds." in text(tree)


async def test_all_values_of_a_filter_have_a_page_of_their_own(served: Datasette) -> None:
    tree = await page(served, "/search/care_model?q=sampleton&kind=vanguard")
    form = next(one for one in by_id(tree, "content").iter("form"))
    kept = {(one.get("name"), one.get("value")) for one in form.iter("input") if one.get("type") == "hidden"}
    assert kept == {("q", "sampleton"), ("kind", "vanguard")}
    facet = (await get(served, "/search.json?q=sampleton&kind=vanguard")).json()["facets"]["care_model"]
    boxes = list(form.iter("label"))
    assert sorted(text(one) for one in boxes) == sorted(f"{one['label']}{one['count']}" for one in facet)
    assert "care_model" in (await get(served, "/search/colour", 404)).text


async def test_beside_the_hits_a_filter_shows_its_most_frequent_values_and_the_way_to_all(
    served: Datasette, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.site.pages.search.MOST_VALUES", 1)
    tree = await page(served, "/search?q=sampleton")
    assert any(link.startswith("/search/setting?q=sampleton") for link in links(tree))
