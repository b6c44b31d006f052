"""Every order of every table gives each row once, page by page and as CSV."""

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from datasette.app import Datasette

from tests.site.pages import get, page

INSIDE = ("_data", "_idx", "_docsize", "_config", "_content")


def columns(database: Path) -> Iterator[tuple[str, str, str]]:
    with closing(sqlite3.connect(database)) as connection:
        tables = connection.execute("select name from sqlite_master where type = 'table' order by name").fetchall()
        for (table,) in tables:
            for _, name, kind, *_ in connection.execute(f"pragma table_info('{table}')"):
                if not table.startswith("sqlite_") and not ("_fts" in table and table.endswith(INSIDE)):
                    yield table, name, kind


def stored(database: Path, table: str) -> int:
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute(f"select count(*) from {table}").fetchone()[0])


async def walked(served: Datasette, address: str) -> list[str]:
    rows: list[str] = []
    while address:
        found = (await get(served, address)).json()
        rows += [json.dumps(row) for row in found["rows"]]
        address = (found["next_url"] or "").removeprefix("http://localhost")
    return rows


async def test_every_order_of_every_table_gives_each_row_once(
    served: Datasette, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = []
    # Here rows are counted, whatever else the machine does; limits of time have tests of their own.
    monkeypatch.setitem(served._settings, "sql_time_limit_ms", 60_000)
    monkeypatch.setattr("kb.site.budget.SQL_SECONDS", 60.0)
    for table, column, kind in columns(database):
        for order in ("_sort", "_sort_desc") if kind != "BLOB" else ():
            size = min(1000, max(2, stored(database, table) // 4))
            asked = f"{order}={quote(column)}"
            rows = await walked(served, f"/kb/{table}.json?{asked}&_size={size}&_nofacet=1")
            file = list(csv.reader(io.StringIO((await get(served, f"/kb/{table}.csv?{asked}")).text)))[1:]
            in_file = {tuple(row) for row in file}
            count = stored(database, table)
            if not len(rows) == len(set(rows)) == len(file) == len(in_file) == count:
                wrong.append((table, asked, len(rows), len(set(rows)), len(file), len(in_file), count))
    assert wrong == []


async def test_rows_that_are_equal_where_they_are_sorted_follow_their_key(served: Datasette) -> None:
    for order in ("_sort", "_sort_desc"):
        found = (await get(served, f"/kb/entries.json?{order}=country&_shape=array")).json()
        keys = [(row["country"] or "", row["slug"]) for row in found]
        countries = list(dict.fromkeys(country for country, _ in keys))
        assert [slug for each in countries for country, slug in sorted(keys) if country == each] == [s for _, s in keys]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("impacts?_sort=value&_nocol=value", {"id", "effect"}),
        ("entries?_nocol=title", {"slug", "kind"}),
        ("entries?_col=kind", {"slug", "kind"}),
        ("milestones?_nocol=date", {"id", "what"}),
        ("populations?_sort_desc=group&_nocol=group&_nocol=entry", {"id", "size"}),
    ],
)
async def test_a_table_is_sorted_by_a_column_that_it_does_not_show(
    served: Datasette, asked: str, shown: set[str]
) -> None:
    table, _, query = asked.partition("?")
    hidden = query.rpartition("_nocol=")[2] if "_nocol" in query else "title"
    for size in ("", "&_size=1"):
        await page(served, f"/kb/{asked}{size}")
        found = (await get(served, f"/kb/{table}.json?{query}{size}")).json()
        head = next(csv.reader(io.StringIO((await get(served, f"/kb/{table}.csv?{query}{size}")).text)))
        for names in (set(found["columns"]), set(head)):
            assert shown <= names
            assert hidden not in names
        assert all(len(row) == len(found["columns"]) for row in found["rows"])
    assert len(await walked(served, f"/kb/{table}.json?{query}&_size=1")) > 0


async def test_bytes_have_no_order_and_that_is_said(served: Datasette) -> None:
    assert "bytes" in (await get(served, "/kb/vectors.json?_sort=vector", 400)).json()["error"]
    assert "inside" in (await get(served, "/kb/entries_fts_idx.json", 400)).json()["error"]


async def test_words_are_looked_for_where_there_is_an_index_and_refused_elsewhere(served: Datasette) -> None:
    found = (await get(served, "/kb/entries.json?_search=otherton&_shape=array")).json()
    assert [row["slug"] for row in found] == ["otherton-team"]
    found = (await get(served, "/kb/passages.json?_search=otherton&_shape=array")).json()
    assert {row["entry"] for row in found} == {"otherton-team"}
    assert (await get(served, "/kb/entries.json?_search=wombat&_shape=array")).json() == []
    shown = await page(served, "/kb/entries?_search=otherton")
    assert [field.get("value") for field in shown.iter("input") if field.get("name") == "_search"] == ["otherton"]
    for asked in ("impacts.json?_search=cost", "sources.csv?_search=x", "impacts.json?_search_note=x"):
        error = (await get(served, f"/kb/{asked}", 400)).json()["error"]
        assert "no full-text index; entries, passages have" in error
    assert "by that column" in (await get(served, "/kb/entries.json?_search_kind=x", 400)).json()["error"]


async def test_no_cell_of_a_csv_is_a_formula_and_numbers_stay_numbers(served: Datasette) -> None:
    for table in ("figures", "impacts", "entries"):
        for cells in csv.reader(io.StringIO((await get(served, f"/kb/{table}.csv")).text)):
            assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "-")) and not number(cell)]
    rows = list(csv.DictReader(io.StringIO((await get(served, "/kb/figures.csv?_labels=on")).text)))
    assert [row["what"] for row in rows if "HYPERLINK" in row["what"]] == ['\'=HYPERLINK("http://x","wombat") fund']
    assert [row["value"] for row in rows if "HYPERLINK" in row["what"]] == ["-0.82"]
    row = list(csv.DictReader(io.StringIO((await get(served, "/kb/figures/otherton-team-0.csv")).text)))
    assert row[0]["what"].startswith("'=")


def number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
