"""What arrives on the wire need not be HTTP: nothing of it is answered with a failure, hangs, or ends the server."""

import logging
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.live import live
from tests.site.raw_requests import Raw, ask_all, raw_requests

# Datasette makes some coroutines before it finds that the address is wrong.
pytestmark = pytest.mark.filterwarnings(
    "ignore:coroutine .* was never awaited", "ignore::pytest.PytestUnraisableExceptionWarning"
)
SEED = 20161103
# What hangs does so for ever; what is slow on a busy machine does not take so long.
PATIENCE = 30.0
LOGGERS = ("uvicorn.error", "asyncio", "kb", "datasette")


@pytest.fixture
def errors() -> Iterator[list[str]]:
    """What is logged as an error meanwhile."""
    found: list[str] = []
    handler = logging.Handler(logging.ERROR)
    handler.emit = lambda record: found.append(record.getMessage())  # type: ignore[method-assign]
    for name in LOGGERS:
        logging.getLogger(name).addHandler(handler)
    yield found
    for name in LOGGERS:
        logging.getLogger(name).removeHandler(handler)


@pytest.mark.parametrize("count", [400, pytest.param(10_000, marks=pytest.mark.torture)])
def test_no_request_is_answered_with_a_failure_hangs_or_ends_the_server(
    database: Path, errors: list[str], count: int
) -> None:
    with live(database) as address:
        said = ask_all(address, raw_requests(SEED, count), PATIENCE)
        assert httpx.get(f"{address}/-/healthz", timeout=PATIENCE).status_code == 200
    assert said.failures == []
    assert errors == []
    assert {200, 302, 400, 404, 405, 421} <= set(said.statuses)
    assert said.statuses.total() >= count


def test_one_seed_always_gives_the_same_requests() -> None:
    assert list(raw_requests(SEED, 50)) == list(raw_requests(SEED, 50))
    assert list(raw_requests(SEED, 50)) != list(raw_requests(SEED + 1, 50))


BODY = b"Transfer-Encoding: chunked\r\n\r\n5\r\nab"
KNOWN = {
    "a cookie that is no text": b"GET /search HTTP/1.1\r\nHost: localhost\r\nCookie: a=\xff\r\n\r\n",
    "a body that breaks off": b"GET /search HTTP/1.1\r\nHost: localhost\r\n" + BODY + b"zzzz\r\n",
    "a body that breaks off, of a refused host": b"GET / HTTP/1.1\r\nHost: evil.example\r\n" + BODY + b"zzzz\r\n",
    "no HTTP behind a request": b"GET /search HTTP/1.1\r\nHost: localhost\r\n\r\nno HTTP at all\r\n\r\n",
    "no such table": b"GET /kb/nothing%0aERROR/1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
}


@pytest.mark.parametrize("sent", KNOWN.values(), ids=KNOWN)
def test_what_once_was_answered_with_a_failure_or_logged_as_one(
    database: Path, errors: list[str], capfd: pytest.CaptureFixture[str], sent: bytes
) -> None:
    with live(database) as address:
        said = ask_all(address, iter([Raw(sent, "first")]), PATIENCE)
        assert httpx.get(f"{address}/-/healthz", timeout=PATIENCE).status_code == 200
    assert (said.failures, errors) == ([], [])
    assert "ERROR" not in capfd.readouterr().err
