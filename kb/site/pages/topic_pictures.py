"""The pictures of a topic: the plot of its outcome or of its first outcomes, and where its entries are."""

from collections.abc import Callable, Iterable

from datasette import NotFound, Response
from markupsafe import Markup

from kb.exports.claim_table import claims_csv
from kb.published.claims import ClaimRecord
from kb.site.drawing.country import Place, clusters, country_map, map_name, shapes, sheet_of
from kb.site.drawing.outcome_plot import PlotClaim, outcome_plot
from kb.site.drawing.outcome_svg import outcome_picture
from kb.site.drawing.svg import Picture
from kb.site.pictures import taken_away, within
from kb.site.publishing import publication_of
from kb.site.visit import Visit
from kb.synthesis.topic import OutcomePart, Topic

PICTURES = ("svg", "png")
# Rows of the plot of a topic that is about one outcome, and of each of the first outcomes of one about many.
ROWS_OF_ONE, ROWS_OF_MANY, PLOTS = 12, 6, 1
# More rows than this make a file that nobody can read on one sheet.
ROWS_OF_A_FILE = 30
FEWEST = 2


def pictures_of(visit: Visit, topic: Topic) -> dict[str, object]:
    """Draw the plots by outcome, and the map of places, each where there is something to draw."""
    most, plots = (ROWS_OF_ONE, 1) if topic.subjects.outcome else (ROWS_OF_MANY, PLOTS)
    drawn = {
        part.outcome.id: within(_plot(visit, part, measured(part)[:most], visit.site.link))
        for part in topic.outcomes[:plots]
        if len(measured(part)) >= FEWEST
    }
    return {
        "plots": drawn,
        "plotted": most,
        "places_map": _map(visit, topic),
        "map_name": map_name(visit.site.base.outline),
    }


async def topic_picture(visit: Visit, topic: Topic) -> Response:
    """Answer with the plot of a topic's outcome as SVG or PNG. Raises NotFound where it is about no one outcome."""
    part = topic.outcomes[0] if topic.subjects.outcome and topic.outcomes else None
    if part is None or not measured(part):
        raise NotFound(f"{topic.subjects.title!r} has no results on one outcome to draw.")
    publication = publication_of(visit)
    picture = _plot(visit, part, measured(part)[:ROWS_OF_A_FILE], publication.address)
    name = "-".join(topic.subjects.values)
    return await taken_away(
        visit,
        picture,
        topic.subjects.url,
        name,
        lambda: claims_csv(part.claims, topic.sources, visit.site.labels, publication),
    )


def measured(part: OutcomePart) -> tuple[ClaimRecord, ...]:
    """Give the results of an outcome, those of studies first, the strongest before the others."""
    results = [claim for claim in part.claims if claim.impact.measured]
    return tuple(sorted(results, key=lambda claim: not claim.studied))


def _plot(visit: Visit, part: OutcomePart, claims: Iterable[ClaimRecord], link_to: Callable[[str], str]) -> Picture:
    plotted = (PlotClaim(claim.title, claim.url, claim.year, claim.impact, claim.reading) for claim in claims)
    return outcome_picture(outcome_plot(plotted), visit.site.labels, f"Results on {part.outcome.label}", link_to)


def _map(visit: Visit, topic: Topic) -> Markup | None:
    places = [
        Place(card.slug, card.title, card.kind, card.status, card.place or "", card.latitude, card.longitude)
        for card in topic.entries
        if card.latitude is not None and card.longitude is not None
    ]
    base = visit.site.base
    sheet = sheet_of(base.outline, places)
    found = clusters(places, sheet)
    if not found:
        return None
    return within(
        country_map(
            found,
            sheet,
            base.outline,
            shapes(base.kinds),
            lambda one: visit.site.link(f"/entries/{one.places[0].slug}"),
        )
    )
