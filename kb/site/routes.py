"""Which page answers which address."""

from collections.abc import Awaitable, Callable
from typing import Any

from kb.site.assets import script, stylesheet
from kb.site.pages.about import about
from kb.site.pages.all_entries import all_entries
from kb.site.pages.basket import basket, claims_file
from kb.site.pages.beside import beside
from kb.site.pages.compare import comparison
from kb.site.pages.contacts import contacts
from kb.site.pages.entry import entry
from kb.site.pages.entry_pictures import entry_picture
from kb.site.pages.exports import EXPORT_ROUTES, SLUG
from kb.site.pages.filter_values import filter_values
from kb.site.pages.glossary import glossary
from kb.site.pages.health import health, ready
from kb.site.pages.home import home
from kb.site.pages.map import evidence_map, map_picture
from kb.site.pages.review import rapid_review, review_picture
from kb.site.pages.search import search
from kb.site.pages.source import source_file, sources_file
from kb.site.pages.suggest import suggest
from kb.site.pages.topic import topic, topics
from kb.site.pages.vanguards import vanguards
from kb.site.pictures import ENDINGS
from kb.site.visit import visit

Route = tuple[str, Callable[..., Awaitable[Any]]]
TERM = r"(?P<vocabulary>[^/]+)/(?P<term>[^/]+?)"
OTHER_TERM = r"(?:/(?P<other_vocabulary>[^/]+)/(?P<other_term>[^/]+?))?"
FILES = r"(?:\.(?P<ending>json|csv|md|docx|svg|png))?"

ROUTES: tuple[Route, ...] = (
    *EXPORT_ROUTES,
    (r"^/$", visit(home)),
    (r"^/search(?:\.json)?$", visit(search)),
    (r"^/search/(?P<filter>[a-z_]+)$", visit(filter_values)),
    (r"^/entries/?(?P<ending>\.(?:json|csv|ris|bib))?$", visit(all_entries)),
    (rf"^/entries/{SLUG}/(?P<which>results|hopes|timeline){ENDINGS}$", visit(entry_picture)),
    (rf"^/entries/{SLUG}/beside$", visit(beside)),
    (rf"^/entries/{SLUG}(?:\.json)?$", visit(entry)),
    (r"^/compare(?:\.json)?$", visit(comparison)),
    (r"^/map(?:\.json)?$", visit(evidence_map)),
    (rf"^/map{ENDINGS}$", visit(map_picture)),
    (r"^/review(?:\.json)?$", visit(rapid_review)),
    (rf"^/review{ENDINGS}$", visit(review_picture)),
    (r"^/basket$", visit(basket)),
    (r"^/claims\.(?:csv|ris|bib)$", visit(claims_file)),
    (r"^/suggest\.json$", visit(suggest)),
    (r"^/topics/?(?:\.json)?$", visit(topics)),
    (rf"^/topics/{TERM}{OTHER_TERM}{FILES}$", visit(topic)),
    (rf"^/sources/{SLUG}\.(?:ris|bib)$", visit(source_file)),
    (r"^/sources\.(?:ris|bib)$", visit(sources_file)),
    (r"^/glossary(?:\.json)?$", visit(glossary)),
    (r"^/contacts(?:\.(?:json|csv))?$", visit(contacts)),
    (r"^/vanguards(?:\.(?P<ending>json|csv|svg|png))?$", visit(vanguards)),
    (r"^/about$", visit(about)),
    (r"^/-/healthz$", visit(health)),
    (r"^/-/readyz$", visit(ready)),
    (r"^/-/kb\.css$", stylesheet),
    (r"^/-/kb\.js$", script),
)
