"""What one request may cost: parameters, time in SQL, bytes of the answer; work stops when the reader leaves."""

import asyncio
from collections.abc import MutableMapping
from contextvars import ContextVar
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from datasette.database import QueryInterrupted

from kb.site.security import App, Message, Posted, Receive, Send, nothing_posted, refuse

MAX_PAIRS = 200
MAX_QUERY_STRING = 60_000
# The processor's seconds of SQL for one request, and seconds for a whole answer, which a slow reader may take long to fetch.
SQL_SECONDS = 1.5
SECONDS = 120.0
MAX_BYTES = 64_000_000
# What may be posted, in bytes, and the seconds in which it must arrive.
MAX_BODY = 1_000_000
BODY_SECONDS = 20.0
TOO_LARGE = f"What was posted is too large; it may have {MAX_BODY:,} bytes. Of a report, paste less of the text."
# After so many seconds of writing others get a turn.
TURN = 0.01


@dataclass
class Budget:
    """The processor's time that a request has spent in SQL, over all of its queries and threads.

    A wall clock would refuse readers whenever the machine is busy with others.
    """

    spent: float = 0.0

    def milliseconds_left(self, sql: str) -> int:
        """Give what the next query may take. Raises QueryInterrupted where nothing is left."""
        left = int((SQL_SECONDS - self.spent) * 1000)
        if left <= 0:
            raise QueryInterrupted(TimeoutError("the request has used up its time"), sql, None)
        return left


budget: ContextVar[Budget | None] = ContextVar("budget", default=None)


def limited(app: App, posted: Posted = nothing_posted) -> App:
    """Wrap an application so that none of its answers costs more than its budget; only what is `posted` has a body."""

    async def wrapped(scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        fault = _fault(scope["query_string"]) if scope["type"] == "http" else None
        if fault:
            await refuse(send, 400, fault)
        elif scope["type"] == "http" and posted(scope):
            body = await _body(scope, receive, send)
            if body is not None:
                await _run(app, scope, receive, send, body)
        elif scope["type"] == "http":
            await _run(app, scope, receive, send)
        else:
            await app(scope, receive, send)

    return wrapped


def _fault(query: bytes) -> str | None:
    if len(query) > MAX_QUERY_STRING:
        return f"The address is too long; its question part may have {MAX_QUERY_STRING:,} characters."
    if query.count(b"&") >= MAX_PAIRS:
        return f"There are too many parameters; at most {MAX_PAIRS} are read."
    return None


async def _body(scope: MutableMapping[str, Any], receive: Receive, send: Send) -> bytes | None:
    """Give what was posted; where it is too large, comes too slowly or breaks off, say so and give None."""
    told = dict(scope["headers"]).get(b"content-length", b"0")
    if not told.isdigit() or int(told) > MAX_BODY:
        await refuse(send, 413, TOO_LARGE)
        return None
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await _whole(receive, send)
    except TimeoutError:
        await refuse(send, 408, "What was posted came too slowly; send it again.")
        return None


async def _whole(receive: Receive, send: Send) -> bytes | None:
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += bytes(message.get("body", b""))
        if len(body) > MAX_BODY:
            await refuse(send, 413, TOO_LARGE)
            return None
        if not message.get("more_body", False):
            return body


async def _run(app: App, scope: MutableMapping[str, Any], receive: Receive, send: Send, body: bytes = b"") -> None:
    """Run the application until it has answered, the reader has left, or its time is over."""
    budget.set(Budget())
    left = asyncio.Event()
    answer = _Answer(send)
    working = asyncio.ensure_future(app(scope, _body_until(left, body), answer.send))
    leaving = asyncio.create_task(_leave(receive))
    try:
        await asyncio.wait({working, leaving}, timeout=SECONDS, return_when=asyncio.FIRST_COMPLETED)
        left.set()
        if working.done() and not working.cancelled():
            working.result()
        if answer.is_too_large:
            await answer.refuse_size()
    finally:
        for task in (working, leaving):
            task.cancel()
        await asyncio.gather(working, leaving, return_exceptions=True)


def _body_until(left: asyncio.Event, body: bytes) -> Receive:
    """Give the body, empty for all that is not posted, then the news that the reader has left."""
    first = [True]

    async def receive() -> Message:
        if first:
            first.clear()
            return {"type": "http.request", "body": body, "more_body": False}
        await left.wait()
        return {"type": "http.disconnect"}

    return receive


async def _leave(receive: Receive) -> None:
    """Wait until the reader leaves; a body, which nothing here reads, is passed over."""
    while (await receive())["type"] != "http.disconnect":
        pass


class _Answer:
    """What is sent of an answer: held to its size, and with a pause for others now and then."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._size = 0
        self._turn = perf_counter()
        self.is_too_large = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        self._size += len(message.get("body", b""))
        if self._size > MAX_BYTES:
            self.is_too_large = True
            task = asyncio.current_task()
            if task is not None:
                task.cancel()
            await asyncio.sleep(0)
        if self._start is not None:
            start, self._start = self._start, None
            await self._send(start)
        await self._send(message)
        if perf_counter() - self._turn > TURN:
            await asyncio.sleep(0)
            self._turn = perf_counter()

    async def refuse_size(self) -> None:
        """Say that the answer is too large where nothing of it has gone out; else it stays cut off, as readers can tell."""
        if self._start is not None:
            await refuse(self._send, 400, f"The answer would be larger than {MAX_BYTES:,} bytes; ask for fewer rows.")
