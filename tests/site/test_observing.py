import json
import socket
from collections.abc import MutableMapping
from typing import Any
from urllib.request import urlopen

import httpx
import pytest

from kb.errors import BrokenEnvironmentError
from kb.site.observing import Metrics, kind_of, observed, published
from kb.site.security import App, Receive, Send

STATUS = {"/search.json": 200, "/kb/entries": 429, "/nowhere": 404}


async def small_app(scope: MutableMapping[str, Any], _receive: Receive, send: Send) -> None:
    """Answers some addresses, and breaks at one."""
    if scope["path"] == "/broken":
        raise ValueError("broken")
    await send({"type": "http.response.start", "status": STATUS[scope["path"]], "headers": []})
    await send({"type": "http.response.body", "body": b"twelve bytes"})


async def ask(app: App, *addresses: str) -> None:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://kb.example") as client:
        for address in addresses:
            await client.get(address)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_answers_refusals_times_and_the_version_are_read_at_a_port_of_this_machine() -> None:
    metrics, versions = Metrics(), ["one", "one", "two", "two"]
    app = observed(small_app, metrics, lambda: versions.pop(0), log=False)
    await ask(app, "/search.json?q=a", "/search.json?q=b", "/kb/entries", "/broken")
    port = free_port()
    with published(metrics, "127.0.0.1", port):
        told = urlopen(f"http://127.0.0.1:{port}/-/metrics").read().decode()
    for line in (
        'kb_answers_total{kind="/search.json",status="200"} 2.0',
        'kb_refusals_total{status="429"} 1.0',
        'kb_answers_total{kind="other",status="500"} 1.0',
        'kb_answer_seconds_count{kind="/search.json"} 2.0',
        'kb_version{version="two"} 1.0',
    ):
        assert line in told.splitlines()
    assert 'version="one"' not in told


async def test_the_log_has_a_line_for_each_answer_and_nothing_of_what_was_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    await ask(observed(small_app, Metrics(), lambda: "one", log=True), "/search.json?q=my+secret+illness", "/nowhere")
    written = capsys.readouterr().out
    first, second = (json.loads(line) for line in written.splitlines())
    assert first.keys() == {"time", "method", "path", "status", "ms", "bytes", "version"}
    assert (first["path"], first["status"], first["bytes"], first["version"]) == ("/search.json", 200, 12, "one")
    assert second["status"] == 404
    assert "secret" not in written


async def test_nothing_is_logged_where_that_is_not_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    await ask(observed(small_app, Metrics(), lambda: "one", log=False), "/search.json?q=care")
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "/"),
        ("/search.json", "/search.json"),
        ("/entries/a-slug.json", "/entries"),
        ("/%2e/x", "other"),
        ("/wp-admin", "other"),
    ],
)
def test_strangers_add_no_kinds(path: str, kind: str) -> None:
    assert kind_of(path) == kind


def test_a_port_that_is_taken_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with (
            pytest.raises(BrokenEnvironmentError, match="choose another"),
            published(Metrics(), "127.0.0.1", taken.getsockname()[1]),
        ):
            pass
