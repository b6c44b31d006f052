"""What pages of the real base weigh, uncompressed, with the stylesheet: readers pay for what their telephones fetch."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest
import yaml
from datasette.app import Datasette

from kb.site.assets import CSS, SCRIPT
from kb.site.contributing import PLUGIN
from kb.site.instance import instance
from kb.site.tables.addresses import MOST_ROWS
from tests.samples import REPOSITORY

MOST = 120_000
AREA = "area_population=60000&area_setting=general-practice&area_contract_type=capitated"
FIXED = (
    "/", "/search", "/search?size=100", "/search?q=admissions&size=50", f"/search?q=integrated+care&{AREA}", "/map",
    "/topics", "/glossary", "/glossary?vocabulary=glossary", "/contacts", "/vanguards",
    "/map?by=contract_type", "/map?by=place_and_time", "/map?by=place",
    "/map?form=table", "/map?hopes=1", "/map?hopes=1&part=2", "/map?by=setting&over=outcome&hopes=1", "/search/source",
    "/map?by=outcome&over=setting&part=2", "/map?by=setting&over=outcome&form=table", f"/map?q={'integrated+care+' * 12}",
    "/compare", "/about", "/api", "/kb", "/kb?_show_hidden=1",
    "/review", "/review?q=admissions", "/nowhere", "/kb/impacts?_facet=outcome", f"/?{AREA}",
)  # fmt: skip
LONG = ("care home " * 1000, "integrated care teams " * 480, '<&"> ' * 2000, "x" * 10_000, "健康 " * 2200)


@pytest.fixture(scope="module")
def public(real_database: Path) -> Datasette:
    """The real base as it is served in public, with its descriptions of tables."""
    metadata = yaml.safe_load((REPOSITORY / "metadata.yml").read_text(encoding="utf-8"))
    return instance(real_database, metadata)


async def heavy(served: Datasette, addresses: list[str]) -> dict[str, int]:
    """Give the pages that weigh too much, with their weight."""
    weights = {
        one[:120]: len((await served.client.get(one)).content) + len(CSS.encode()) + len(SCRIPT.encode())
        for one in addresses
    }
    return {address: weight for address, weight in weights.items() if weight > MOST}


def column(database: Path, query: str) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return [row[0] for row in connection.execute(query)]


async def test_pages_are_light(public: Datasette) -> None:
    assert await heavy(public, list(FIXED)) == {}


@pytest.mark.parametrize("part", ["", f"?{AREA}", "/beside"])
async def test_every_entry_is_light(public: Datasette, real_database: Path, part: str) -> None:
    slugs = column(real_database, "select slug from entries")
    assert await heavy(public, [f"/entries/{slug}{part}" for slug in slugs]) == {}


async def test_every_topic_is_light(public: Datasette) -> None:
    listed = (await public.client.get("/topics.json")).json()["topics"]
    assert await heavy(public, [topic["url"] for topic in listed]) == {}


async def test_every_table_is_light(public: Datasette, real_database: Path) -> None:
    tables = column(real_database, "select name from sqlite_master where type = 'table'")
    assert await heavy(public, [f"/kb/{table}" for table in tables]) == {}


async def test_the_largest_page_of_a_table_is_light_and_no_larger_one_is_given(
    public: Datasette, real_database: Path
) -> None:
    tables = column(real_database, "select name from sqlite_master where type = 'table'")
    largest = [f"/kb/{table}?_size={MOST_ROWS}" for table in tables]
    assert await heavy(public, [*largest, *(f"{address}&_sort_desc=rowid" for address in largest)]) == {}
    for size in ("max", MOST_ROWS + 1):
        assert {(await public.client.get(f"/kb/{table}?_size={size}")).status_code for table in tables} <= {400, 404}


async def test_entries_are_light_where_readers_may_propose_changes(real_database: Path) -> None:
    metadata = yaml.safe_load((REPOSITORY / "metadata.yml").read_text(encoding="utf-8"))
    open_to_all = instance(real_database, metadata, {PLUGIN: {}})
    slugs = column(real_database, "select slug from entries")
    assert '<form id="w"' in (await open_to_all.client.get(f"/entries/{slugs[0]}")).text
    assert await heavy(open_to_all, [*FIXED, *(f"/entries/{slug}" for slug in slugs)]) == {}


async def test_comparisons_of_the_longest_entries_are_light(public: Datasette, real_database: Path) -> None:
    slugs = column(real_database, "select entry from impacts group by entry order by count(*) desc limit 5")
    named = [urlencode([("entry", slug) for slug in slugs[:number]]) for number in (1, 2, 5)]
    assert await heavy(public, [f"/compare?{names}&{AREA}" for names in named]) == {}


async def test_searches_and_reviews_of_long_texts_are_light(public: Datasette) -> None:
    queries = [urlencode({"q": text}) for text in LONG]
    assert await heavy(public, [f"/{page}?{query}&{AREA}" for query in queries for page in ("search", "review")]) == {}


async def test_every_part_of_a_whole_review_is_light(public: Datasette, real_database: Path) -> None:
    slugs = column(real_database, "select entry from impacts group by entry order by count(*) desc limit 5")
    longest = urlencode([("entry", slug) for slug in slugs])
    parts = [
        f"/review?whole=1&part={part}&{query}" for query in (longest, "q=admissions&size=50") for part in range(1, 16)
    ]
    assert await heavy(public, parts) == {}


async def test_reviews_of_many_subjects_are_light(public: Datasette, real_database: Path) -> None:
    titles = column(real_database, "select title from entries order by slug")[::4]
    assert await heavy(public, [f"/review?{urlencode({'q': title})}" for title in titles]) == {}


def test_our_own_script_is_small() -> None:
    assert len(SCRIPT.encode()) <= 15_000
