"""Which page answers which address."""

from collections.abc import Awaitable, Callable
from typing import Any

from kb.plugin.entry_page import entry
from kb.plugin.search_page import search
from kb.plugin.visit import visit

SLUG = r"(?P<slug>[a-z0-9-]{1,80})"
Route = tuple[str, Callable[..., Awaitable[Any]]]

ROUTES: tuple[Route, ...] = (
    (r"^/search(?:\.json)?$", visit(search)),
    (rf"^/entries/{SLUG}(?:\.json)?$", visit(entry)),
)
