"""Addresses of sources are asked on a real server."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from ingest.contribute.links import look


class Site(BaseHTTPRequestHandler):
    """Some pages are there, some are gone, and some answer only to who asks for the whole."""

    def do_HEAD(self) -> None:
        self.answer({"/there": 200, "/moved": 301, "/gone": 404, "/whole": 405, "/shut": 403}[self.path])

    def do_GET(self) -> None:
        self.answer({"/whole": 200, "/shut": 403, "/there": 200}[self.path])

    def answer(self, status: int) -> None:
        self.send_response(status)
        if status == 301:
            self.send_header("location", "/there")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the library gives it
        """Say nothing."""


@pytest.fixture(scope="module")
def root() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(
    ("path", "broken"), [("/there", False), ("/moved", False), ("/gone", True), ("/whole", False), ("/shut", False)]
)
def test_an_address_is_broken_where_nothing_is_there(root: str, path: str, broken: bool) -> None:
    (found,) = look([("a-source", f"{root}{path}")])
    assert found.broken is broken


def test_an_address_without_a_server_does_not_answer() -> None:
    (found,) = look([("a-source", "http://127.0.0.1:9/")])
    assert found.broken
    assert "no answer" in found.answer
