"""Under which address the site is public, and which hosts it answers for: told by the operator, never by a request."""

import os
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from kb.errors import BrokenEnvironmentError
from kb.site.security import App, Receive, Send, refuse

ADDRESS, HOSTS, PROXIES = "KB_URL", "KB_HOSTS", "KB_PROXIES"
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class Public:
    """The public address, if one is set, and the names of hosts that are answered beside the server's own."""

    address: SplitResult | None
    hosts: frozenset[str]

    @property
    def path(self) -> str:
        """The path that the site lies below, with a slash at its end."""
        return f"{self.address.path.rstrip('/')}/" if self.address else "/"


def public_address() -> str:
    """Give the site's public address as the operator has set it; empty where it is not set."""
    return os.environ.get(ADDRESS, "").strip()


def public() -> Public:
    """Read the settings. Raises BrokenEnvironmentError where the address is none."""
    text = public_address()
    address = urlsplit(text) if text else None
    if address and not (address.scheme in {"http", "https"} and address.hostname and not address.query):
        raise BrokenEnvironmentError(
            f"{ADDRESS}={text[:80]}: this is no address; write one as https://example.org/base"
        )
    named = {name.strip().lower() for name in os.environ.get(HOSTS, "").split(",") if name.strip()}
    own = {address.hostname} if address and address.hostname else set()
    return Public(address, LOCAL | named | own)


def addressed(app: App, settings: Public) -> App:
    """Wrap an application: other hosts are refused, and the application sees the public address instead of the Host header.

    So no canonical address, feed or link can be made to name a host that a reader made up.
    """

    async def wrapped(scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
        elif not _is_answered(scope, settings):
            message = f"This host is not answered here; whoever runs the site can name it in {HOSTS} or {ADDRESS}."
            await refuse(send, 421, message)
        else:
            await app(_with_address(scope, settings), receive, send)

    return wrapped


def _is_answered(scope: MutableMapping[str, Any], settings: Public) -> bool:
    given = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
    try:
        name = urlsplit(f"//{given[0]}").hostname if given else None
    except ValueError:
        return False
    own = (scope.get("server") or ("localhost",))[0]
    return len(given) <= 1 and (name is None or name in settings.hosts or name == own)


def _with_address(scope: MutableMapping[str, Any], settings: Public) -> MutableMapping[str, Any]:
    others = [(name, value) for name, value in scope["headers"] if name != b"host"]
    scheme, host = _seen(scope, settings)
    return {**scope, "scheme": scheme, "headers": [*others, (b"host", host.encode("latin-1"))]}


def _seen(scope: MutableMapping[str, Any], settings: Public) -> tuple[str, str]:
    """Give scheme and host of the public address; where none is set, of the socket that took the request."""
    if settings.address:
        return settings.address.scheme, settings.address.netloc
    name, port = scope.get("server") or ("localhost", None)
    host = f"[{name}]" if ":" in name else name
    return scope.get("scheme", "http"), f"{host}:{port}" if port and port != 80 else host
