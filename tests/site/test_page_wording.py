"""Words of the real pages, read over all topics and many entries: right plurals, no stray stops; and what can be kept where."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import yaml
from datasette.app import Datasette

from kb.published.claims import read_claims
from kb.site.instance import instance
from tests.samples import REPOSITORY
from tests.site.pages import by_id, get, page, text

# A number of one before a plural of ours, "as" before one thing alone, two stops in a row, a cut that another sign shows.
SLIPS = re.compile(
    r"\b1 (?:more )?(?:contacts|results|sums|entries|terms|sources|steps|studies|schemes|levels|targets|claims|others?s)\b"
    r"|\b(?:two|[2-9]|\d\d+) thing that|\b1 [a-z ]+, such as:|\w\., (?:\d|five|the first)|\w\.\.(?!\.)|\w\.\.\.(?=\s)"
)


@pytest.fixture(scope="module")
def real(real_database: Path) -> Datasette:
    """The real base as it is served in public, with what its tables count of themselves."""
    return instance(real_database, yaml.safe_load((REPOSITORY / "metadata.yml").read_text(encoding="utf-8")))


def column(database: Path, query: str) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return [row[0] for row in connection.execute(query)]


async def test_no_page_has_a_wrong_plural_or_a_stray_stop(real: Datasette, real_database: Path) -> None:
    topics = [one["url"] for one in (await get(real, "/topics.json")).json()["topics"]]
    entries = [f"/entries/{slug}" for slug in column(real_database, "select slug from entries order by slug")[::3]]
    summed = [f"/entries/{slug}" for slug in column(real_database, "select distinct entry from contract_values")]
    pair = "/topics/contract_types/alliance/settings/intermediate-care"
    fixed = ["/", "/contacts", "/vanguards", pair, "/topics/contract_types/pooled-budget/outcomes/cost"]
    slips = {}
    for address in [*fixed, *topics, *entries, *summed]:
        slips[address] = SLIPS.findall(text(by_id(await page(real, address), "content")))
    assert {address: found for address, found in slips.items() if found} == {}


async def test_what_a_topic_of_two_terms_tells_above_is_not_told_again_for_each(real: Datasette) -> None:
    tree = await page(real, "/topics/contract_types/alliance/settings/intermediate-care")
    wrong = by_id(tree, "went-wrong")
    notes = [text(one) for one in wrong.iter("div") if one.get("class") == "note"]
    assert notes
    assert len(notes) == len(set(notes))


def kept(tree: object) -> list[str]:
    return [one.get("data-basket", "") for one in tree.iter("span") if one.get("data-basket")]  # type: ignore[attr-defined]


async def test_each_lane_of_the_timeline_can_be_kept(real: Datasette) -> None:
    tree = await page(real, "/map?by=place_and_time")
    lanes = [one for one in tree.iter("li") if one.get("class") == "lane"]
    assert len(lanes) > 40
    for lane in lanes:
        address = next(one.get("href", "") for one in lane.iter("a"))
        assert kept(lane) == [address.removeprefix("/entries/").partition("#")[0]]


async def test_entries_and_results_can_be_kept_where_tables_list_them(real: Datasette, real_database: Path) -> None:
    with closing(sqlite3.connect(real_database)) as connection:
        known = {claim.id for claim in read_claims(connection, "1", ())}
    entries = kept(await page(real, "/kb/entries"))
    assert len(entries) > 20
    assert set(entries) <= set(column(real_database, "select slug from entries"))
    for address in ("/kb/impacts", "/kb/claims?impact__notblank=1"):
        results = kept(await page(real, address))
        assert len(results) > 20, address
        assert set(results) <= known
    # A figure that is no result has no place in the basket.
    assert kept(await page(real, "/kb/claims?impact__isblank=1")) == []
    assert kept(await page(real, "/kb/entries/northumberland-pacs")) == ["northumberland-pacs"]


async def test_an_entry_counts_the_questions_that_it_does_not_show(real: Datasette, real_database: Path) -> None:
    number = column(real_database, "select count(*) from questions where entry = 'northumberland-pacs'")[0]
    shown = by_id(await page(real, "/entries/northumberland-pacs"), "questions")
    items = [text(one) for one in shown.iter("li")]
    assert items[-1] == f"{int(number) - (len(items) - 1)} more"


async def test_a_review_begins_with_a_capital_whatever_was_typed(real: Datasette) -> None:
    heading = next((await page(real, "/review?q=alliance+contract")).iter("h1"))
    assert text(heading) == "Alliance contract"
    assert "# Alliance contract" in (await get(real, "/review.md?q=alliance+contract")).text


async def test_a_column_is_counted_once_however_often_it_is_asked_for(real: Datasette) -> None:
    tree = await page(real, "/kb/impacts?_facet=outcome&_facet=effect")
    heads = [text(one) for one in tree.iter("h2") if one.get("class") == "facethead"]
    assert {"outcome", "effect", "design"} <= set(heads)
    assert len(heads) == len(set(heads))


async def test_a_row_that_nothing_points_to_says_nothing_about_it(real: Datasette, real_database: Path) -> None:
    unused = "select id from countries where id not in (select country from entries where country is not null)"
    used = text(by_id(await page(real, "/kb/countries/england"), "content"))
    alone = [text(by_id(await page(real, f"/kb/countries/{one}"), "content")) for one in column(real_database, unused)]
    assert "What points here" in used
    assert alone
    assert not [one for one in alone if "What points here" in one]
