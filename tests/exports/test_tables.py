import codecs
import csv
import io

import pytest

from kb.exports.table import as_csv
from tests.exhibits import FORMULA, MARKUP
from tests.exports.conftest import Get


async def rows(get: Get, address: str) -> list[dict[str, str]]:
    answer = await get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    return list(csv.DictReader(io.StringIO(answer.text)))


async def test_a_search_has_a_row_for_each_hit_in_their_order(get: Get) -> None:
    found = (await get("/search.json?q=nurse&sort=title")).json()
    exported = await rows(get, "/search.csv?q=nurse&sort=title")
    assert [row["slug"] for row in exported] == [hit["slug"] for hit in found["results"]]
    assert exported[0]["search"] == "http://localhost/search?q=nurse&sort=title"
    assert {row["data_version"] for row in exported} == {found["data_version"]}


async def test_a_csv_is_plain_utf_8_so_that_the_first_column_keeps_its_name(get: Get) -> None:
    for address in (
        "/search.csv",
        "/entries/hostile-text.csv",
        "/compare.csv?entry=sampleton-mcp&entry=sampleton-homes",
    ):
        assert not (await get(address)).content.startswith(codecs.BOM_UTF8), address
    header = (await get("/search.csv")).content.decode("utf-8").partition(",")[0]
    assert header == "slug"


async def test_a_row_tells_what_the_entry_records(get: Get) -> None:
    row = next(row for row in await rows(get, "/search.csv") if row["slug"] == "sampleton-homes")
    assert row["kind_label"] == "Case study"
    assert row["care_models"] == "ehch"
    assert row["care_models_labels"] == "Enhanced health in care homes"
    assert (row["population_size"], row["population_size_max"], row["population_counts"]) == ("400", "500", "residents")
    assert (row["results_good"], row["results_bad"], row["not_measured"]) == ("0", "1", "1")
    assert row["strength"] == "5"


async def test_an_export_holds_every_hit_unless_a_page_is_asked_for(get: Get) -> None:
    assert len(await rows(get, "/search.csv")) == 5
    assert len(await rows(get, "/search.csv?size=2")) == 2
    following = (await get("/search.json?size=2")).json()["next"]
    assert len(await rows(get, f"/search.csv?size=4&next={following}")) == 3


async def test_nearest_misses_are_no_hits(get: Get) -> None:
    assert (await get("/search.json?q=xylophone&mode=keyword")).json()["total"] == 0
    assert await rows(get, "/search.csv?q=xylophone&mode=keyword") == []


async def test_an_entry_has_a_row_for_each_fact_with_its_place(get: Get) -> None:
    found = {row["field"]: row for row in await rows(get, "/entries/sampleton-homes.csv")}
    impact = found["impacts.0"]
    assert (impact["value"], impact["unit"], impact["direction"], impact["effect"]) == (
        "12",
        "percent",
        "increase",
        "bad",
    )
    assert (impact["comparator"], impact["comparator_value"]) == ("usual care", "3.5")
    assert (impact["interval_low"], impact["interval_high"], impact["interval_level"]) == ("2", "22", "95")
    assert (found["impacts.1"]["value"], found["impacts.1"]["value_to"]) == ("-30", "-20")
    assert found["contract.values.0"]["value"] == "20000000"
    assert {(row["source"], row["at"]) for row in found.values()} == {("leaflet-2016", "slide 3")}


async def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe_and_numbers_do_not(get: Get) -> None:
    found = {row["field"]: row for row in await rows(get, "/entries/hostile-text.csv")}
    assert found["population.0"]["what"] == f"'{FORMULA}"
    assert found["contract.terms.0"]["what"].startswith("'+<script>")
    assert found["contract.values.0"]["value"] == "-5"
    assert found["impacts.0"]["note"].startswith("'@")
    assert found["figures.0"]["note"] == MARKUP
    row = next(row for row in await rows(get, "/search.csv") if row["slug"] == "hostile-text")
    assert row["summary"] == f"'{FORMULA}"
    assert row["longitude"] == "-0.1"


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "＝1"])
def test_every_beginning_of_a_formula_is_stopped(text: str) -> None:
    (row,) = csv.DictReader(io.StringIO(as_csv(["cell"], [{"cell": text}]), newline=""))
    assert row["cell"] == f"'{text}"


def test_cells_keep_quotes_commas_and_lines() -> None:
    text = 'He said "a, b"\nand left.'
    (row,) = csv.DictReader(io.StringIO(as_csv(["cell", "none"], [{"cell": text}]), newline=""))
    assert row == {"cell": text, "none": ""}


async def test_a_comparison_has_a_column_for_each_entry(get: Get) -> None:
    found = await rows(get, "/compare.csv?entry=sampleton-mcp&entry=sampleton-homes&entry=quiet-nights")
    assert list(found[0]) == ["compared", "sampleton-mcp", "sampleton-homes", "quiet-nights"]
    by_name = {row["compared"]: row for row in found}
    outcome = by_name["Outcome: Emergency admissions"]
    assert outcome["sampleton-mcp"].startswith("Decrease −9.5% [Observed")
    assert outcome["sampleton-homes"].startswith("Increase +12% [Observed")
    assert outcome["quiet-nights"] == ""


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("", "name 2 to 5 entries"),
        ("?entry=sampleton-mcp", "name 2 to 5 entries"),
        ("?entry=sampleton-mcp&entry=sampleton-mcp", "given twice"),
        ("?entry=sampleton-mcp&entry=nowhere", "no entry 'nowhere'"),
        ("?slug=sampleton-mcp", "nknown parameter 'slug'"),
    ],
)
async def test_a_comparison_that_cannot_be_says_why(get: Get, query: str, problem: str) -> None:
    answer = await get(f"/compare.csv{query}")
    assert answer.status_code == 400
    assert problem in answer.json()["error"]


async def test_an_entry_that_is_not_there_is_named(get: Get) -> None:
    answer = await get("/entries/nowhere.csv")
    assert answer.status_code == 404
    assert answer.json() == {"ok": False, "error": "There is no entry 'nowhere'.", "status": 404}
