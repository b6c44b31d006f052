import csv
import io
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from datasette.app import Datasette

from tests.publishing import site
from tests.site.pages import get, links, page


@pytest.fixture
def small_pages(database: Path) -> Datasette:
    """The base, served in pages so small that no table fits on one."""
    served = site(database)
    served._settings["default_page_size"] = 2
    served.page_size = 2
    served.max_returned_rows = 3
    return served


async def rows(served: Datasette, address: str) -> list[list[str]]:
    answer = await get(served, address)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    return list(csv.reader(io.StringIO(answer.text)))[1:]


def stored(database: Path, count: str) -> int:
    with closing(sqlite3.connect(database)) as connection:
        found: int = connection.execute(count).fetchone()[0]
    return found


async def test_the_csv_of_a_table_holds_all_of_it(small_pages: Datasette, database: Path) -> None:
    for table in ("entries", "questions", "entry_care_models", "outcomes"):
        found = await rows(small_pages, f"/kb/{table}.csv")
        assert len(found) == stored(database, f"select count(*) from {table}") > 3
        assert len({tuple(row) for row in found}) == len(found)


async def test_filters_columns_and_order_of_a_csv_hold_for_all_rows(small_pages: Datasette, database: Path) -> None:
    found = await rows(small_pages, "/kb/questions.csv?entry__not=bare-entry&_col=text&_sort_desc=text")
    texts = [row[-1] for row in found]
    assert len(texts) == stored(database, "select count(*) from questions where entry != 'bare-entry'") > 3
    assert texts == sorted(texts, reverse=True)


async def test_who_asks_for_a_page_as_csv_gets_it(small_pages: Datasette) -> None:
    answer = await get(small_pages, "/kb/questions.csv?_size=2")
    assert len(list(csv.reader(io.StringIO(answer.text)))) == 3


async def test_the_link_on_any_page_of_a_table_gives_its_whole_csv(small_pages: Datasette, database: Path) -> None:
    second = (await get(small_pages, "/kb/questions.json?_size=2&position__gt=0")).json()["next_url"]
    second = second.removeprefix("http://localhost").replace(".json", "")
    for address in ("/kb/questions?position__gt=0", second):
        link = next(link for link in links(await page(small_pages, address)) if ".csv" in link)
        assert len(await rows(small_pages, link)) == stored(
            database, "select count(*) from questions where position > 0"
        )


async def test_a_slip_in_the_address_of_a_csv_is_an_error_not_a_file(small_pages: Datasette) -> None:
    assert "nothing" in (await get(small_pages, "/kb/questions.csv?nothing=1", 400)).json()["error"]
    await get(small_pages, "/kb/nothing.csv", 404)


async def test_a_table_that_only_the_search_reads_is_not_streamed(database: Path) -> None:
    tables = {"search_terms": {"hidden": True}}
    served = site(database, {"databases": {"kb": {"tables": tables}}})
    assert len((await get(served, "/kb/search_terms.csv?_size=5")).text.splitlines()) == 6
    assert len((await get(served, "/kb/search_terms.csv")).text.splitlines()) <= 51
    assert "kb.db of a release" in (await get(served, "/kb/search_terms.csv?_stream=on", 400)).json()["error"]
