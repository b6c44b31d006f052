"""A table as CSV is the whole table, or all rows that pass its filters, unless the address asks for a page of it."""

import re
from collections.abc import MutableMapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from kb.site.security import App, Receive, Send
from kb.site.site import DATABASE

if TYPE_CHECKING:  # Datasette loads this package while it loads itself
    from datasette.app import Datasette

TABLE = re.compile(rf"/{DATABASE}/([^/]+)\.csv$")
PAGING = ("_size", "_next", "_stream")
WHOLE = b"_stream=on&_size=max&_dl=on"


def hidden(datasette: "Datasette") -> frozenset[str]:
    """Give the tables that only the search reads: large, binary, and of no use as text."""
    tables = datasette.metadata("tables", database=DATABASE, fallback=False) or {}
    return frozenset(name for name, table in tables.items() if table.get("hidden"))


def whole(app: App, hidden: frozenset[str]) -> App:
    """Wrap Datasette so that the CSV of a table does not end after its first page, but for hidden tables."""

    async def wrapped(scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        table = TABLE.search(scope["path"]) if scope["type"] == "http" else None
        asks = table and table[1] not in hidden and not _paged(scope["query_string"])
        await app({**scope, "query_string": _joined(scope["query_string"])} if asks else scope, receive, send)

    return wrapped


def address(paged: str) -> str:
    """Give the address of the whole CSV for that of a page of it."""
    path, _, query = paged.partition("?")
    kept = urlencode([(name, value) for name, value in parse_qsl(query) if name not in PAGING])
    return path + (f"?{kept}" if kept else "")


def _paged(query: bytes) -> bool:
    return any(name in PAGING for name, _ in parse_qsl(query.decode("latin-1"), keep_blank_values=True))


def _joined(query: bytes) -> bytes:
    return b"&".join(part for part in (query, WHOLE) if part)
