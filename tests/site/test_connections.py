"""Connections that say nothing, drip, or come in crowds do not keep readers out."""

import asyncio
import platform
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kb.site import connections, server
from tests.live import live

SILENT, DRIPPED, BETWEEN = (
    b"",
    b"GET /search HTTP/1.1\r\nHost: loc",
    b"GET /-/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
)


@pytest.fixture
def address(database: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.5)
    monkeypatch.setattr(connections, "IDLE_SECONDS", 1)
    monkeypatch.setattr(connections, "MOST", 20)
    with live(database) as served:
        yield served


def connected(address: str) -> socket.socket:
    host, port = address.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=20)


def closed_after(connection: socket.socket) -> float:
    """Give the seconds until the other side closes."""
    started = time.monotonic()
    try:
        while connection.recv(65_536):
            pass
    except ConnectionResetError:
        pass
    return time.monotonic() - started


@pytest.mark.parametrize("begun", [SILENT, DRIPPED, BETWEEN + DRIPPED], ids=["silent", "dripped", "after an answer"])
def test_a_connection_that_never_ends_its_request_is_closed(address: str, begun: bytes) -> None:
    with connected(address) as connection:
        connection.sendall(begun)
        assert closed_after(connection) < 10


def test_a_head_that_is_larger_than_any_browser_sends_is_refused(address: str) -> None:
    with connected(address) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 200_000)
        connection.settimeout(20)
        assert b"400" in connection.recv(100)


def test_a_crowd_of_connections_does_not_outlast_its_welcome(address: str) -> None:
    crowd = [connected(address) for _ in range(40)]
    try:
        until = time.monotonic() + 20
        while time.monotonic() < until:
            try:
                assert httpx.get(f"{address}/-/healthz", timeout=5).status_code == 200
                break
            except httpx.TransportError:
                time.sleep(0.1)
        else:
            pytest.fail("the crowd kept readers out")
    finally:
        for connection in crowd:
            connection.close()


async def test_answers_are_sent_at_once_and_do_not_wait_for_more_to_send() -> None:
    accepted: asyncio.Future[asyncio.Transport] = asyncio.get_running_loop().create_future()

    class Accepting(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            assert isinstance(transport, asyncio.Transport)
            accepted.set_result(transport)

    listening = server._listening(server.HOST, 0)
    async with await asyncio.get_running_loop().create_server(Accepting, sock=listening):
        _, writer = await asyncio.open_connection(*listening.getsockname())
        transport = await accepted
        assert transport.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        transport.close()
        writer.close()
        await writer.wait_closed()


def test_threads_share_what_they_free_where_the_c_library_lets_them() -> None:
    assert server.share_heaps() is (platform.libc_ver()[0] == "glibc")
