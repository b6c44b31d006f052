"""What one request may cost, asked of a real server and of the application."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from datasette.app import Datasette

from kb.site import budget
from kb.site.budget import MAX_PAIRS, limited
from kb.site.instance import instance
from tests.live import live
from tests.publishing import site
from tests.site.pages import get

# What hangs does so for ever.
PATIENCE = 120.0
EVERY_FACET = urlencode([("_facet", name) for name in ("kind", "status", "region", "strength", "title", "country")])
REFUSED = {
    "facets": ("/kb/entries.json?" + EVERY_FACET + "&_facet=place", "at most 6 facets"),
    "one facet four hundred times": ("/kb/tags.json?_size=1&" + "&".join(["_facet=text"] * 150), "at most 6 facets"),
    "a facet twice": ("/kb/entries.json?_facet=kind&_facet=kind", "asked for twice"),
    "facet values": ("/kb/entries.json?_facet=kind&_facet_size=1000", "_facet_size must be a whole number up to 100"),
    "all facet values": ("/kb/entries.json?_facet=kind&_facet_size=max", "_facet_size"),
    "parameters of a table": ("/kb/entries.json?" + "&".join(["title=x"] * (MAX_PAIRS + 1)), "at most 200"),
    "parameters of a search": ("/search.json?" + "&".join(["kind=finding"] * (MAX_PAIRS + 1)), "at most 200"),
    "empty parameters": ("/kb/entries.json?" + "&" * 4000, "at most 200"),
    "a long address": ("/search.json?q=" + "x" * 60_000, "too long"),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_what_costs_more_than_anyone_needs_is_refused_at_once(served: Datasette, name: str) -> None:
    address, says = REFUSED[name]
    started = time.perf_counter()
    assert says in (await get(served, address, 400)).json()["error"]
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize("query", ["_size=31", "_size=max"])
async def test_a_page_of_more_rows_than_a_reader_needs_is_refused_and_a_file_of_them_not(
    served: Datasette, query: str
) -> None:
    assert "at most 30 rows" in (await get(served, f"/kb/entries?{query}", 400)).text
    await get(served, "/kb/entries?_size=30")
    await get(served, f"/kb/entries.json?{query}")


async def test_the_facets_that_are_allowed_are_answered(served: Datasette) -> None:
    answer = (await get(served, f"/kb/entries.json?{EVERY_FACET}&_facet_size=100")).json()
    assert len(answer["facet_results"]) >= 6


# Datasette makes some coroutines before it knows that it will not need them.
@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited", "ignore::pytest.PytestUnraisableExceptionWarning")
async def test_all_queries_of_a_request_share_one_budget_of_time(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = site(database)
    await get(served, "/kb/entries.json")
    monkeypatch.setattr(budget, "SQL_SECONDS", 0.0)
    assert "took too long" in (await get(served, "/kb/entries.json", 400)).json()["error"]
    assert "took too long" in (await get(served, "/kb/entries", 400)).text


async def test_a_value_that_would_fill_the_memory_is_not_made(database: Path) -> None:
    datasette = instance(database)
    with pytest.raises(Exception, match="too big"):
        await datasette.get_database("kb").execute("select hex(zeroblob(100000000))")


async def parts(size: int, count: int) -> AsyncIterator[bytes]:
    for _ in range(count):
        yield b"x" * size


def sending(size: int, count: int) -> Any:  # noqa: ANN401 - an ASGI application
    """Give an application that sends a body in parts."""

    async def app(_scope: object, _receive: object, send: Any) -> None:  # noqa: ANN401
        await send({"type": "http.response.start", "status": 200, "headers": []})
        async for part in parts(size, count):
            await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    return limited(app)


async def sent_by(app: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    """Give the messages that an application sends to a reader who stays."""
    found: list[dict[str, Any]] = []
    ended = asyncio.Event()

    async def receive() -> dict[str, Any]:
        await ended.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        found.append(message)

    await app({"type": "http", "query_string": b""}, receive, send)
    return found


async def test_an_answer_that_is_too_large_is_refused_whole_or_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "MAX_BYTES", 1000)
    assert [message.get("status") for message in await sent_by(sending(1001, 1))] == [400, None]
    cut = await sent_by(sending(300, 10))
    assert sum(len(message.get("body", b"")) for message in cut) == 900
    assert cut[-1]["more_body"]
    assert len(await sent_by(sending(300, 3))) == 5


async def test_an_answer_that_takes_for_ever_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "SECONDS", 0.05)
    ended = []

    async def app(_scope: object, _receive: object, _send: object) -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.append(True)

    await sent_by(limited(app))
    assert ended


def test_work_ends_when_the_reader_leaves(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reading: list[str] = []
    execute = Datasette.render_template

    async def slowly(self: Datasette, *names: Any, **named: Any) -> str:  # noqa: ANN401
        reading.append("begun")
        try:
            await asyncio.sleep(30)
        except asyncio.CancelledError:
            reading.append("ended")
            raise
        return str(await execute(self, *names, **named))

    monkeypatch.setattr(Datasette, "render_template", slowly)
    with live(database) as address:
        host, port = address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as connection:
            connection.sendall(b"GET /kb/entries HTTP/1.1\r\nHost: localhost\r\n\r\n")
            wait_for(reading, 1)
        wait_for(reading, 2)
    assert reading == ["begun", "ended"]


def wait_for(found: list[str], count: int) -> None:
    until = time.monotonic() + 20
    while len(found) < count:
        assert time.monotonic() < until
        time.sleep(0.01)


CLOSED = [
    "/-/versions", "/-/versions.json", "/-/plugins", "/-/settings.json", "/-/patterns", "/-/messages", "/-/allow-debug",
    "/-/permissions", "/-/logout", "/-/actor", "/-/metadata.json", "/-/config", "/-/databases", "/-/threads", "/-/auth-token",
    "/-/static/app.css", "/-/static/app.css/x", f"/-/static/{'x' * 300}", "/_memory", "/_internal", "/:memory:", "/.jsono",
]  # fmt: skip


@pytest.mark.parametrize("address", CLOSED)
async def test_what_no_public_site_needs_is_not_there(served: Datasette, address: str) -> None:
    await get(served, address, 404)


CANONICAL = ("/", "/search?q=sampleton", "/entries/sampleton-mcp", "/sitemap.xml", "/feed.atom", "/llms.txt", "/review.md",
             "/openapi.json", "/api", "/kb/entries", "/kb/entries.json?_size=1", "/search.ris?q=sampleton")  # fmt: skip
FORGED = {"x-forwarded-host": "evil.example", "x-forwarded-proto": "gopher", "forwarded": "host=evil.example"}


@pytest.mark.parametrize("path", CANONICAL)
async def test_no_address_is_taken_from_a_header(database: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setenv("KB_URL", "https://evidence.example.org/")
    monkeypatch.setenv("KB_HOSTS", "other.example.org")
    served = site(database)
    answer = await served.client.get(path, headers={"host": "other.example.org:99", **FORGED})
    assert answer.status_code == 200
    told = answer.text + str(answer.headers)
    assert "other.example.org" not in told
    assert "evil.example" not in told
    assert "localhost" not in told
    assert "https://evidence.example.org" in told


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "localhost.evil.example", "", "[::1", "a b", "127.1.1.1"]
)
async def test_other_hosts_are_not_answered(served: Datasette, host: str) -> None:
    answer = await served.client.get("/", headers={"host": host})
    assert answer.status_code in ({200} if host == "" else {421})


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8001", "[::1]:8001", "LOCALHOST"])
async def test_this_machine_is_answered_by_its_names(served: Datasette, host: str) -> None:
    assert (await served.client.get("/search", headers={"host": host})).status_code == 200


async def test_a_site_may_lie_below_a_path(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_URL", "https://example.org/evidence")
    page = (await site(database).client.get("/entries/sampleton-mcp", headers={"host": "example.org"})).text
    assert 'href="/evidence/search' in page
    assert "https://example.org/evidence/entries/sampleton-mcp" in page


def test_a_real_server_answers_a_file_while_another_is_read_slowly(database: Path) -> None:
    # Whether it answers, not how soon: a busy machine may be slow.
    with live(database) as address, httpx.stream("GET", f"{address}/kb/synonyms.csv", timeout=PATIENCE) as slow:
        assert slow.status_code == 200
        assert httpx.get(f"{address}/search.json?q=sampleton", timeout=PATIENCE).status_code == 200
