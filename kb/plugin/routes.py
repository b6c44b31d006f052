"""Which page answers which address."""

from collections.abc import Awaitable, Callable
from typing import Any

from kb.plugin.about import about
from kb.plugin.all_entries import all_entries
from kb.plugin.assets import stylesheet
from kb.plugin.compare_page import comparison
from kb.plugin.entry_page import entry
from kb.plugin.export_routes import EXPORT_ROUTES, SLUG
from kb.plugin.health import health
from kb.plugin.home import home
from kb.plugin.map_page import evidence_map
from kb.plugin.review_page import rapid_review
from kb.plugin.search_page import search
from kb.plugin.visit import visit

Route = tuple[str, Callable[..., Awaitable[Any]]]

ROUTES: tuple[Route, ...] = (
    *EXPORT_ROUTES,
    (r"^/$", visit(home)),
    (r"^/search(?:\.json)?$", visit(search)),
    (r"^/entries/?(?P<ending>\.(?:json|csv|ris|bib))?$", visit(all_entries)),
    (rf"^/entries/{SLUG}(?:\.json)?$", visit(entry)),
    (r"^/compare(?:\.json)?$", visit(comparison)),
    (r"^/map(?:\.json)?$", visit(evidence_map)),
    (r"^/review(?:\.json)?$", visit(rapid_review)),
    (r"^/about$", visit(about)),
    (r"^/-/healthz$", visit(health)),
    (r"^/-/kb\.css$", stylesheet),
)
