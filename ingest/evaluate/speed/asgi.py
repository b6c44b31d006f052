"""Asks an application as a web server would, without the time that a client takes for itself."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from kb.errors import BrokenEnvironmentError

Message = MutableMapping[str, Any]
Application = Callable[..., Awaitable[None]]
HEADERS = ((b"host", b"localhost"), (b"accept-encoding", b"gzip"))


async def get(application: Application, path: str, query: str) -> bytes:
    """Give the body of an answer as it would be sent. Raises BrokenEnvironmentError where it is no success."""
    sent: list[Message] = []
    body = [b""]

    async def receive() -> Message:
        if not body:
            # A reader who has asked says nothing more; the application waits to hear whether they leave.
            await asyncio.Event().wait()
        return {"type": "http.request", "body": body.pop(), "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http", "http_version": "1.1", "scheme": "http", "method": "GET", "headers": HEADERS,
        "path": path, "raw_path": path.encode(), "query_string": query.encode(),
    }  # fmt: skip
    await application(scope, receive, send)
    answered = b"".join(message.get("body", b"") for message in sent)
    if sent[0]["status"] != 200:
        raise BrokenEnvironmentError(f"{path}?{query} answered {sent[0]['status']}; see `kb serve`")
    return answered
