"""The frame around every page: name, navigation, version, the reader's area, and links that keep it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from datasette import Request

from kb.errors import KbError, QueryError
from kb.search.query import MAX_CHARACTERS
from kb.site.area import Area, Pairs, split
from kb.site.assets import PATH, SCRIPT_MARK, SCRIPT_PATH, STYLE
from kb.site.contributing import PATH as PATH_OF_FORM
from kb.site.contributing import is_open
from kb.site.site import Site, Words, site_of

SITES = "/vanguards"
NAVIGATION = (
    ("/search", "Search"),
    ("/topics", "Topics"),
    (SITES, "Sites"),
    ("/map", "Evidence map"),
    ("/compare", "Compare"),
    ("/about", "About and method"),
)

if TYPE_CHECKING:  # Datasette loads this package while it loads itself
    from datasette.app import Datasette
# What a page says where the database, and so the name of the base, can't be read.
UNNAMED = "Evidence base"
# Pages on which the reader's area changes something.
AREA_PAGES = ("/", "/search", "/compare", "/review")


async def frame(datasette: "Datasette", request: Request | None) -> dict[str, Any]:
    """Give what the base template needs. A page about a broken database has a frame too, without labels."""
    assets = {
        "style": datasette.urls.path(f"{PATH}?{STYLE}"),
        "script": datasette.urls.path(f"{SCRIPT_PATH}?{SCRIPT_MARK}"),
    }
    try:
        site = await site_of(datasette)
        area, pairs = _area(request, site)
    except KbError:
        return {"site": None, "site_name": UNNAMED, "go": str, **assets}
    path = request.path.removeprefix(datasette.setting("base_url").rstrip("/")) if request else "/"
    return {
        "site": site,
        "site_name": site.base.name,
        **assets,
        "labels": site.labels,
        "words": Words(site.labels),
        "contribute": PATH_OF_FORM if is_open(datasette) else None,
        "navigation": [(name, href, path == href or path.startswith(f"{href}/")) for href, name in _navigation(site)],
        "area": area,
        "seek_here": path not in ("/", "/search"),
        "area_here": path in AREA_PAGES or path.startswith("/entries/"),
        "kept_pairs": pairs,
        "path_here": request.path if request else "/",
        "canonical_here": datasette.absolute_url(request, request.path) if request else "",
        "go": _linker(site, area),
    }


def _navigation(site: Site) -> tuple[tuple[str, str], ...]:
    """Give the pages that the head leads to; only a base of which a kind came in waves has a page of its vanguards."""
    sites = site.base.sites()
    named = ((path, sites.capitalize() if path == SITES and sites else name) for path, name in NAVIGATION)
    return tuple(page for page in named if sites or page[0] != SITES)


def _area(request: Request | None, site: Site) -> tuple[Area, Pairs]:
    try:
        stated = parse_qsl(request.query_string if request else "")
        return split([(name, value[:MAX_CHARACTERS]) for name, value in stated], site.labels)
    except QueryError:
        return Area(), ()


def _linker(site: Site, area: Area) -> Callable[..., str]:
    """Give the function by which templates make links: it keeps the reader's area in the address."""

    def go(path: str, pairs: Pairs = (), **named: str) -> str:
        if urlsplit(path).scheme:
            return path
        return site.link(path, (*pairs, *named.items(), *area.pairs))

    return go
