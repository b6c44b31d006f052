"""The base over the Model Context Protocol at /mcp, where whoever runs the site has switched it on."""

import os
from collections.abc import MutableMapping
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from kb.errors import BrokenEnvironmentError, DatabaseError, missing_part
from kb.library.base import Base
from kb.published.version import read_version
from kb.site.searching import engine_of
from kb.site.security import App, Posted, Receive, Send, refuse
from kb.site.site import Site, site_of

if TYPE_CHECKING:  # Datasette loads this package while it loads itself
    from datasette.app import Datasette
    from mcp.server import Server

PATH, SETTING = "/mcp", "KB_MCP"
# A question, some slugs and filters; the protocol's own frame around them is small.
MAX_BODY = 100_000
_servers: "WeakKeyDictionary[Datasette, Server[Any]]" = WeakKeyDictionary()


def is_on() -> bool:
    """Tell whether it is switched on. Raises BrokenEnvironmentError where the setting is none."""
    told = os.environ.get(SETTING, "").strip()
    if told not in {"", "0", "1"}:
        raise BrokenEnvironmentError(f"{SETTING}={told[:40]}: write 1 to answer at {PATH}, 0 or nothing not to")
    return told == "1"


def asked(base: str) -> Posted:
    """Give what tells whether a request comes to /mcp; where it is off, none does. The site lies below the path `base`."""
    on, path = is_on(), f"{base.rstrip('/')}{PATH}"

    def is_asked(scope: MutableMapping[str, Any]) -> bool:
        return on and scope["type"] == "http" and scope["path"] == path

    return is_asked


def posted(base: str) -> Posted:
    """Give what tells whether a request posts something that is taken here."""
    is_asked = asked(base)

    def is_posted(scope: MutableMapping[str, Any]) -> bool:
        return is_asked(scope) and scope["method"] == "POST"

    return is_posted


async def open_server(site: Site) -> None:
    """Make ready to answer. Raises BrokenEnvironmentError where the package `mcp` is not installed."""
    try:
        from kb.library.mcp import server_of
    except ModuleNotFoundError as error:
        raise missing_part(str(error.name), "mcp") from error
    version, engine = read_version(site.path), await engine_of(site)
    if version is None:
        raise DatabaseError(f"{site.path}: has no manifest beside it; run `make build`")
    server = server_of(Base(version, lambda: engine))
    server.streamable_http_app(stateless_http=True, json_response=True)
    _servers[site.datasette] = server.session_manager.app


def forget(datasette: "Datasette") -> None:
    """Let go of the server of a Datasette that serves no more."""
    _servers.pop(datasette, None)


def at_mcp(app: App, datasette: "Datasette", base: str) -> App:
    """Wrap an application: what is posted to /mcp goes to the protocol, each request by itself and without a session."""
    is_asked = asked(base)

    async def wrapped(scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if not is_asked(scope):
            await app(scope, receive, send)
        elif scope["method"] != "POST":
            await refuse(send, 405, "Programs ask here with POST; see docs/mcp.md.", ((b"allow", b"POST"),))
        else:
            await _answer(datasette, scope, receive, send)

    return wrapped


async def _answer(datasette: "Datasette", scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

    if datasette not in _servers:
        await open_server(await site_of(datasette))
    manager = StreamableHTTPSessionManager(
        _servers[datasette], json_response=True, stateless=True, max_request_body_size=MAX_BODY
    )
    async with manager.run():
        await manager.handle_request(scope, receive, send)
