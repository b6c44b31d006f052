"""/mcp as programs meet it: asked over HTTP by the protocol's own client, with the site's limits around it."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import httpx2
import pytest
from mcp.client import Client
from mcp.client.streamable_http import streamable_http_client

from kb.errors import BrokenEnvironmentError
from kb.site import mcp as at_site
from kb.site.security import HEADERS, App
from tests.publishing import site

CALL = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "tools/call",
    "params": {"name": "entry", "arguments": {"slug": "bare-entry"}},
}
ACCEPT = {"accept": "application/json, text/event-stream"}


@pytest.fixture
def app(database: Path, monkeypatch: pytest.MonkeyPatch) -> App:
    """The small base, served with /mcp switched on."""
    monkeypatch.setenv(at_site.SETTING, "1")
    served: App = site(database).app()
    return served


@asynccontextmanager
async def asked(app: App) -> AsyncIterator[Client]:
    transport = httpx2.ASGITransport(app=app)
    async with (
        httpx2.AsyncClient(transport=transport, base_url="http://localhost") as http,
        Client(streamable_http_client("http://localhost/mcp", http_client=http)) as client,
    ):
        yield client


@asynccontextmanager
async def visited(app: App) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://localhost") as client:
        yield client


async def test_a_program_searches_and_is_warned(app: App) -> None:
    async with asked(app) as client:
        found = await client.call_tool("search", {"question": "sampleton"})
        missed = await client.call_tool("search", {"question": "zzyzx"})
        wrong = await client.call_tool("search", {"question": "x", "filters": {"colour": ["red"]}})
    assert found.structured_content is not None
    assert missed.structured_content is not None
    assert "sampleton-mcp" in {hit["slug"] for hit in found.structured_content["results"]}
    assert (found.structured_content["warning"], bool(missed.structured_content["warning"])) == (None, True)
    assert wrong.is_error


async def test_each_request_stands_for_itself_and_has_the_headers_of_the_site(app: App) -> None:
    async with visited(app) as client:
        for _ in range(2):
            answer = await client.post("/mcp", json=CALL, headers=ACCEPT)
            assert answer.status_code == 200
            assert json.loads(answer.json()["result"]["content"][0]["text"])["entry"]["slug"] == "bare-entry"
            assert "mcp-session-id" not in answer.headers
            assert {name.decode() for name, _ in HEADERS} <= set(answer.headers)


async def test_the_limits_of_the_site_hold(app: App) -> None:
    async with visited(app) as client:
        large = {**CALL, "params": {"name": "entry", "arguments": {"slug": "x" * 2 * at_site.MAX_BODY}}}
        assert (await client.post("/mcp", json=large, headers=ACCEPT)).status_code == 413
        assert (await client.get("/mcp")).status_code == 405
        assert (await client.delete("/mcp")).status_code == 405
        for elsewhere in ("/", "/search", "/mcp/", "/mcp/x", "/kb/impacts"):
            assert (await client.post(elsewhere, json=CALL, headers=ACCEPT)).status_code == 405, elsewhere
        assert (await client.post("/mcp?" + "a=1&" * 300, json=CALL, headers=ACCEPT)).status_code == 400
        other = {**ACCEPT, "host": "evil.example"}
        assert (await client.post("/mcp", json=CALL, headers=other)).status_code == 421


async def test_what_is_no_message_is_refused_and_the_site_goes_on(app: App) -> None:
    async with visited(app) as client:
        for body in (b"", b"{", b"[]", b"\xff\xfe", b'{"jsonrpc": "1.0"}'):
            answer = await client.post("/mcp", content=body, headers={**ACCEPT, "content-type": "application/json"})
            assert 400 <= answer.status_code < 500, body
        assert (await client.get("/search.json?q=sampleton")).status_code == 200


async def test_it_is_off_where_nobody_has_switched_it_on(database: Path) -> None:
    async with visited(site(database).app()) as client:
        assert (await client.get("/mcp")).status_code == 404
        assert (await client.post("/mcp", json=CALL, headers=ACCEPT)).status_code == 405


def test_a_setting_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(at_site.SETTING, "yes")
    with pytest.raises(BrokenEnvironmentError, match="KB_MCP=yes: write 1 to answer at /mcp"):
        at_site.is_on()
