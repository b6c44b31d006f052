"""Connections that idle, drip or pile up are closed, so that they can't keep readers out."""

import asyncio
from collections.abc import Iterator
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

# Seconds for a request's head to arrive once its connection is there or its first byte has come.
HEAD_SECONDS = 10.0
# Seconds between two requests. Longer than fronts keep theirs (nginx 60), or both would close and use one at a time.
IDLE_SECONDS = 65
# Of more connections than this an idle one is closed for each that comes: a process may have 1,024 files open.
MOST = 800
# While an answer is being sent, or after the last, no other can be.
BEFORE_AN_ANSWER = frozenset({h11.IDLE, h11.SEND_RESPONSE})


class Connection(H11Protocol):
    """A connection that has a moment to say what it wants."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin, unless there are too many already."""
        super().connection_made(transport)
        if len(self.connections) > MOST:
            next((other for other in self._others() if other.is_idle), self).transport.abort()
        self._wait_for_head()

    @property
    def is_idle(self) -> bool:
        """Tell whether the connection has no request under way."""
        return self.cycle is None or bool(self.cycle.response_complete)

    def _others(self) -> Iterator["Connection"]:
        return (other for other in self.connections if other is not self and isinstance(other, Connection))

    def data_received(self, data: bytes) -> None:
        """Read on; between requests the first byte starts the clock, and a whole head stops it."""
        before = self.cycle
        super().data_received(data)
        if self.cycle is not before:
            self._stop_waiting()
        elif self._deadline is None and self.is_idle:
            self._wait_for_head()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP; a request before it that is still being answered ends, as its connection does."""
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if self.conn.our_state in BEFORE_AN_ANSWER:
            super().send_400_response(msg)
        else:
            self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait_for_head(self) -> None:
        self._deadline = asyncio.get_running_loop().call_later(HEAD_SECONDS, self._close)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _close(self) -> None:
        self._deadline = None
        self.transport.abort()


def options() -> dict[str, Any]:
    """Give what a server is told of connections."""
    return {
        "http": Connection,
        "timeout_keep_alive": IDLE_SECONDS,
        "h11_max_incomplete_event_size": 70_000,
        "backlog": 512,
    }
