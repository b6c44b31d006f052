"""The vanguards, by type: what each claimed, what studies found, how strong."""

from dataclasses import asdict

from datasette import NotFound, Response

from kb.exports.map_table import places_csv
from kb.exports.vanguard_table import vanguards_csv
from kb.site.drawing.country import Place, clusters, country_map, marks_of, sheet_of
from kb.site.pictures import taken_away, within
from kb.site.publishing import download, publication_of
from kb.site.visit import Visit
from kb.synthesis.topic_json import tally_as_json
from kb.synthesis.vanguards import Vanguard, read_vanguards

PICTURES = ("svg", "png")


async def vanguards(visit: Visit) -> Response:
    """Answer with all vanguards, as a page, JSON or CSV, or with their map as a picture."""
    visit.allow()
    sites = visit.site.base.sites()
    if sites is None:
        raise NotFound("No kind of entry in this base was chosen in waves, so there is no list of sites.")
    types = await visit.site.read(read_vanguards, visit.site.labels)
    every = [one for found in types for one in found.vanguards]
    if visit.wants_json:
        return visit.json({"ok": True, "total": len(every), "vanguards": [_as_json(one) for one in every]})
    if visit.request.path.endswith(".csv"):
        body = vanguards_csv(types, visit.site.labels, publication_of(visit))
        return download(body, "text/csv", "vanguards.csv")
    places = [
        Place(one.site.slug, one.site.title, one.site.vanguard_type, one.site.status, one.site.place or one.site.title,
              one.site.latitude, one.site.longitude)
        for one in every
        if one.site.latitude is not None and one.site.longitude is not None
    ]  # fmt: skip
    outline = visit.site.base.outline
    sheet, marks = sheet_of(outline, places), marks_of(found.term for found in types)
    groups = clusters(places, sheet)
    if visit.request.url_vars["ending"] in PICTURES:
        root = publication_of(visit)
        picture = country_map(groups, sheet, outline, marks, lambda group: root.address(f"/vanguards#{group.id}"))
        return await taken_away(visit, picture, "/vanguards", "vanguards", lambda: places_csv(places, root))
    context = {
        "groups": groups,
        "marks": marks,
        "picture": within(country_map(groups, sheet, outline, marks, lambda group: f"#{group.places[0].slug}")),
        "sites": sites,
        "types": types,
        "total": len(every),
        "studied": sum(one.found.total > 0 for one in every),
        "claiming": sum(one.claimed.total > 0 for one in every),
        "contradicted": sum(one.contradicted > 0 for one in every),
    }
    return await visit.page("vanguards.html", context)


def _as_json(one: Vanguard) -> dict[str, object]:
    return {
        **asdict(one.site),
        "url": one.site.url,
        "claimed": tally_as_json(one.claimed),
        "found": tally_as_json(one.found),
        "strength": one.strength,
        "claims_contradicted": one.contradicted,
        "claimed_words": one.claimed_words,
        "found_words": one.found_words,
        "claimed_first": list(one.claimed_first),
        "found_first": list(one.found_first),
    }
