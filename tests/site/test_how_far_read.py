"""How far a source was read stands beside what was taken from it, on pages and in files; of one read whole nothing is said."""

import csv
import io
from copy import deepcopy
from typing import Any

import pytest
from datasette.app import Datasette

from tests.publishing import publish, site
from tests.samples import CITE, ENTRY, SOURCE, entry, write_base, write_entry
from tests.site.pages import by_id, get, page, text

READ = "abstract read"
WHOLE = {"source": "report-2017", "at": "page 2"}
CLAIM = {
    "outcome": "bed-days", "direction": "decrease", "about": ["mcp"], "measure": "change", "value": -7, "unit": "percent",
    "basis": "reported", "design": "not-stated", "cite": CITE,
}  # fmt: skip


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    """Two vanguards that tell the same kinds of fact, one from an abstract and one from a whole report."""
    root = tmp_path_factory.mktemp("read")
    sampled = {"impacts": [*deepcopy(ENTRY["impacts"]), CLAIM]}
    whole = entry(title="Wholeton community provider", **deepcopy(sampled))
    folder = write_base(root / "entries", sampleton_mcp=entry(**sampled), wholeton_mcp=_cited(whole))
    write_entry(folder, "leaflet-2016", {**SOURCE, "read": "abstract"}, "sources")
    write_entry(folder, "report-2017", {**SOURCE, "title": "A report", "parts": "page"}, "sources")
    return site(publish(folder, root / "out" / "kb.db"))


def _cited(data: Any) -> Any:  # noqa: ANN401 - any YAML value
    """Let everything in an entry cite the report that was read whole."""
    if data == CITE:
        return dict(WHOLE)
    if isinstance(data, dict):
        return {name: _cited(value) for name, value in data.items()}
    return [_cited(value) for value in data] if isinstance(data, list) else data


async def test_a_comparison_says_it_beside_results_sums_people_and_lessons(served: Datasette) -> None:
    tree = await page(served, "/compare?entry=sampleton-mcp&entry=wholeton-mcp")
    rows = {text(next(row.iter("th"))): row for row in tree.iter("tr") if list(row.iter("th"))}
    for name in ("Emergency admissions", "Hospital bed days", "Money in the contract", "Population", "What was learnt"):
        abstract, whole = (text(cell) for cell in rows[name].iter("td"))
        assert READ in abstract, name
        assert READ not in whole, name


async def test_a_comparison_as_csv_says_it(served: Datasette) -> None:
    found = await _rows(served, "/compare.csv?entry=sampleton-mcp&entry=wholeton-mcp")
    row = next(row for row in found if row["compared"] == "Outcome: Emergency admissions")
    assert row["sampleton-mcp"].endswith(f"leaflet-2016, slide 3; {READ}]")
    assert row["wholeton-mcp"].endswith("report-2017, page 2]")


async def test_the_head_of_an_entry_and_its_own_claims_say_it(served: Datasette) -> None:
    abstract, whole = [await page(served, f"/entries/{slug}") for slug in ("sampleton-mcp", "wholeton-mcp")]
    money, people = (
        next(one for one in abstract.iter("div") if text(one).startswith(name)) for name in ("Money", "Population")
    )
    assert text(money).endswith(f"whole budget ({READ})")
    assert text(people).endswith(f"registered patients ({READ})")
    assert READ in text(by_id(abstract, "reported"))
    assert READ not in text(whole)


async def test_the_list_of_vanguards_says_it_beside_what_was_claimed(served: Datasette) -> None:
    rows = {text(next(row.iter("th"))): text(row) for row in (await page(served, "/vanguards")).iter("tr")}
    abstract, whole = (
        next(row for name, row in rows.items() if name.startswith(town)) for town in ("Sampleton", "Wholeton")
    )
    assert f"Hospital bed days: −7% ({READ})" in abstract
    assert READ not in whole


async def test_a_cell_of_the_map_says_it(served: Datasette) -> None:
    cell = by_id(await page(served, "/map?by=care_model&column=mcp&row=bed-days"), "cell")
    said = {"Wholeton" in text(one): READ in text(one) for one in cell.iter("li")}
    assert said == {False: True, True: False}


async def test_the_numbers_behind_a_plot_say_it(served: Datasette) -> None:
    reads = [{row["source_read"] for row in await _rows(served, f"/entries/{slug}/results.csv")}
             for slug in ("sampleton-mcp", "wholeton-mcp")]  # fmt: skip
    assert reads == [{"abstract"}, {"whole"}]


async def test_the_excerpt_of_a_hit_says_it(served: Datasette) -> None:
    tree = await page(served, "/search?q=community+provider+admissions")
    said = {"Wholeton" in text(one): READ in text(one) for one in tree.iter("li") if one.get("class") == "hit"}
    assert said == {False: True, True: False}


async def test_a_drawing_says_it(served: Datasette) -> None:
    drawn = [(await get(served, f"/entries/{slug}/results.svg")).text for slug in ("sampleton-mcp", "wholeton-mcp")]
    assert [READ in one for one in drawn] == [True, False]


async def _rows(served: Datasette, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((await get(served, address)).text)))
