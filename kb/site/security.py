"""Security headers for every answer. Datasette's own pages bear them too, as our templates for them need no script."""

import json
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from kb.site.assets import KEPT

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
Headers = tuple[tuple[bytes, bytes], ...]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]
# Tells whether a request may post something.
Posted = Callable[[MutableMapping[str, Any]], bool]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), interest-cohort=()"),
)
NAMES = frozenset(name for name, _ in HEADERS)
# The site is read-only, so nothing needs another method; a cookie or token could then do nothing either.
METHODS = frozenset({"GET", "HEAD"})
CLAIMS = frozenset({b"cookie", b"authorization"})
# Of the addresses that are not the base's own, what readers and monitors need; Datasette's show settings and test pages.
OPEN = frozenset({*KEPT, "/-/healthz", "/-/readyz"})
CLOSED = re.compile(r"/-/|/[-:_]|.*\.jsono$")


def nothing_posted(_scope: MutableMapping[str, Any]) -> bool:
    """Take no body at all."""
    return False


def either(*accepted: Posted) -> Posted:
    """Take a body where any of these does."""
    return lambda scope: any(one(scope) for one in accepted)


def secured(app: App, base: str = "/", posted: Posted = nothing_posted) -> App:
    """Wrap an application so that each of its answers carries the headers.

    `base` is the path that the site lies below; `posted` tells which requests may post something.
    """

    async def wrapped(scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [(name, value) for name, value in message.get("headers", []) if name.lower() not in NAMES]
                message = {**message, "headers": [*own, *HEADERS, *_kept(scope)]}
            await send(message)

        if scope["type"] == "http" and scope["method"] not in METHODS and not posted(scope):
            await refuse(send_with_headers, 405, "Everything is read with GET.", ((b"allow", b"GET, HEAD"),))
        elif scope["type"] == "http" and _is_closed(scope["path"], base):
            await refuse(send_with_headers, 404, "There is no such page.")
        else:
            await app(_anonymous(scope), receive, send_with_headers)

    return wrapped


def _anonymous(scope: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Leave out who the reader claims to be: all read the same, and Datasette fails on a cookie that is no UTF-8."""
    if scope["type"] != "http":
        return scope
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name not in CLAIMS]}


def _kept(scope: MutableMapping[str, Any]) -> Headers:
    """Let browsers keep the stylesheet and the script: their addresses change when they do."""
    if scope["type"] == "http" and scope["query_string"]:
        query = scope["query_string"].decode("latin-1")
        if any(scope["path"].endswith(path) and query == mark for path, mark in KEPT.items()):
            return ((b"cache-control", b"public, max-age=31536000, immutable"),)
    return ()


def _is_closed(path: str, base: str) -> bool:
    inner = path.removeprefix(base.rstrip("/"))
    return inner not in OPEN and CLOSED.match(inner) is not None


async def refuse(send: Send, status: int, message: str, headers: Headers = ()) -> None:
    """Answer with an error before Datasette has seen the request."""
    body = json.dumps({"ok": False, "error": message, "status": status}).encode()
    started = [(b"content-type", b"application/json; charset=utf-8"), *headers]
    await send({"type": "http.response.start", "status": status, "headers": started})
    await send({"type": "http.response.body", "body": body})
