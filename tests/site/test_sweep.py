"""Every table with every column, parameter and format that an address can have: nothing is answered with a failure."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from datasette.app import Datasette

from kb.site.tables.addresses import COMPARISONS

# Datasette makes some coroutines before it finds that the address is wrong.
pytestmark = pytest.mark.filterwarnings(
    "ignore:coroutine .* was never awaited", "ignore::pytest.PytestUnraisableExceptionWarning"
)
# One part is asked in every run of the tests, all in `make torture`.
PARTS = 9
FORMATS = ("", ".json", ".csv")
# Parameters that take a column, with values that are odd for some of them.
OF_COLUMN = ("_col", "_nocol", "_sort", "_sort_desc", "_facet", "_facet_array", "_facet_date", "_next")
VALUES = ("", "1", "x", "-1.5", "%00", "[", '["a"]', "2016-01-01", "9" * 30, "é€🙂", "' or 1=1 --")
PARAMETERS = (
    "_size", "_next", "_shape", "_search", "_searchmode", "_where", "_through", "_labels", "_label", "_nocount", "_nofacet",
    "_facet_size", "_timelimit", "_ttl", "_json", "_json_infinity", "_stream", "_dl", "_header", "_trace", "_sql", "sql",
    "_extra", "_hash", "_filter_column", "_filter_op", "_filter_value", "_blob_column", "_blob_hash", "_json_infinity",
    "_search_nothing", "_fts_table", "_fts_pk", "_group", "_count", "_view", "_method", "_format",
)  # fmt: skip
ODD = (
    "",
    "1",
    "0",
    "-1",
    "on",
    "off",
    "max",
    "array",
    "arrayfirst",
    "objects",
    "object",
    "nonsense",
    "{}",
    "[]",
    "%00",
    "9" * 25,
)
OTHER = (
    "/kb.csv", "/kb.blob", "/kb.ris", "/kb.json?_shape=array", "/kb.json?_shape=arrayfirst", "/kb?_show_hidden=x", "/kb.md",
    "/kb/", "/kb//", "/kb/%00", "/kb/entries/", "/kb/entries/~00", "/kb/entries.", "/kb/entries.jsono", "/kb/entries.zip",
    "/-/static/app.css", "/-/static/app.css/x", f"/-/static/{'x' * 300}", "/-/static-plugins/x/y", "/-/static/../../etc/passwd",
    "/-/versions", "/-/versions.json", "/-/plugins", "/-/settings", "/-/patterns", "/-/messages", "/-/allow-debug", "/-/config",
    "/-/permissions", "/-/logout", "/-/actor.json", "/-/metadata.json", "/-/threads", "/-/databases", "/-/auth-token", "/-/",
    "/-", "/:memory:", "/_memory", "/_internal", "/_internal/databases", "/.json", "/.jsono", "/favicon.ico", "/kb.db",
    "/entries/", "/entries/x/y", f"/entries/{'x' * 3000}", "/entries/%00", "/entries/%ff", "/search?q=%00", "/search.json?q=%ff",
    "/compare?entry=%00", "/review.docx?entry=x", "/feed.atom?size=0", "/map?by=x", "/nowhere", "//evil.example", "/%2e%2e/",
)  # fmt: skip


def addresses(database: Path) -> Iterator[str]:
    """Give all addresses of a published database that the sweep asks."""
    yield from OTHER
    with closing(sqlite3.connect(database)) as connection:
        names = connection.execute("select name from sqlite_master where type in ('table', 'view') order by name")
        for (table,) in names.fetchall():
            details = connection.execute(f'pragma table_info("{table}")').fetchall()
            columns = [name for _, name, *_ in details]
            keys = [name for _, name, *_, is_key in details if is_key] or ["rowid"]
            yield from _of_table(f"/kb/{quote(table)}", columns)
            yield from _of_rows(connection, table, keys, columns)


def _of_table(path: str, columns: list[str]) -> Iterator[str]:
    for form in (*FORMATS, ".blob", ".xml"):
        yield f"{path}{form}"
    for number, column in enumerate((*columns, "nothing", "")):
        form = FORMATS[number % len(FORMATS)]
        yield from (f"{path}{form}?{name}={quote(column)}" for name in OF_COLUMN)
        for place, comparison in enumerate((*COMPARISONS, "nonsense")):
            value = VALUES[(number + place) % len(VALUES)]
            yield f"{path}{form}?{quote(column)}__{comparison}={quote(value, safe='%')}"
    for number, name in enumerate(PARAMETERS):
        yield from (f"{path}{FORMATS[number % 3]}?{name}={quote(value, safe='%')}" for value in ODD[number % 3 :: 3])


def _of_rows(connection: sqlite3.Connection, table: str, keys: list[str], columns: list[str]) -> Iterator[str]:
    names = ", ".join(f'"{name}"' for name in keys)
    row = connection.execute(f'select {names} from "{table}" limit 1').fetchone() or ("x",)
    whole = ",".join(quote(str(part), safe="").replace("%", "~") for part in row)
    for key in (whole, whole.split(",")[0], f"{whole},more", "x", "", "~", "~00", "9" * 30, "%FF"):
        yield from (f"/kb/{quote(table)}/{key}{form}" for form in (*FORMATS, ".blob", ".xml"))
    yield from (f"/kb/{quote(table)}/{whole}.blob?_blob_column={quote(column)}" for column in (*columns, "nothing"))
    yield from (
        f"/kb/{quote(table)}/{whole}.json?_col={quote(column)}&_extras=foreign_key_tables" for column in columns
    )


@pytest.fixture(scope="module")
def every(database: Path) -> list[str]:
    found = list(addresses(database))
    assert len(found) > 18_000
    return found


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.torture) for part in range(1, PARTS))])
async def test_no_address_is_answered_with_a_failure(served: Datasette, every: list[str], part: int) -> None:
    asked = every[part::PARTS]
    statuses: dict[str, int] = {}

    async def ask(client: httpx.AsyncClient, own: list[str]) -> None:
        for address in own:
            statuses[address] = (await client.get(address)).status_code

    await served.invoke_startup()
    transport = httpx.ASGITransport(served.app(), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        await asyncio.gather(*(ask(client, asked[start::4]) for start in range(4)))
    assert {
        address: status for address, status in statuses.items() if status not in {200, 301, 302, 400, 403, 404}
    } == {}
