"""All values of one filter of a search, on a page of their own: beside the hits only the most frequent have room."""

from dataclasses import replace

from datasette import NotFound, Response

from kb.site.pages.search import clean, options_of
from kb.site.searching import answer, engine_of
from kb.site.visit import Visit


async def filter_values(visit: Visit) -> Response:
    """Answer with a form of all values that the hits of a search have. Raises NotFound for a filter that is none."""
    name = str(visit.request.url_vars["filter"])
    words = next((one for one in visit.site.base.filters if one.name == name), None)
    if words is None:
        known = ", ".join(one.name for one in visit.site.base.filters)
        raise NotFound(f"There is no filter {name[:80]!r}; there are {known}.")
    engine = await engine_of(visit.site)
    found = await answer(visit.site, replace(engine.request(visit.pairs), size=1, next=None))
    options = sorted(options_of(name, engine, found), key=lambda one: one.label.lower())
    kept = tuple(pair for pair in clean(visit.pairs) if pair[0] not in (name, "next"))
    context = {"filter": words, "options": options, "kept": kept, "q": found.request.q, "found": found}
    return await visit.page("filter.html", context)
