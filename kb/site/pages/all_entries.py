"""The address above those of the entries: the search that finds all of them."""

from datasette import Response

from kb.site.visit import Visit


async def all_entries(visit: Visit) -> Response:
    """Lead to the search of all entries, in the format that the address ends in, with the same parameters."""
    ending = visit.request.url_vars["ending"] or ""
    query = visit.request.query_string
    return Response.redirect(visit.site.link(f"/search{ending}") + (f"?{query}" if query else ""), status=301)
