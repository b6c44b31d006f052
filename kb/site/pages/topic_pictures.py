"""The pictures of a topic: the plot of its outcome or of its first outcomes, and where its entries are."""

from collections.abc import Callable
from dataclasses import dataclass

from datasette import NotFound, Response

from kb.exports.claim_table import claims_csv
from kb.site.drawing.country import Place, clusters, country_map, map_name, marks_of, sheet_of
from kb.site.drawing.outcome_plot import PlotClaim, outcome_plot
from kb.site.drawing.outcome_svg import outcome_picture
from kb.site.drawing.svg import Picture
from kb.site.pictures import Shown, taken_away, within
from kb.site.publishing import publication_of
from kb.site.visit import Visit, is_on
from kb.synthesis.subjects import lowered
from kb.synthesis.topic import OutcomePart, Topic

PICTURES = ("svg", "png")
HOPES = "hopes"
# Rows of the plot of a topic that is about one outcome, and of the first outcome of one about many.
ROWS_OF_ONE, ROWS_OF_MANY = 12, 6
# A drawing holds all results that any outcome of the base has. As dots, more rows than these take seconds and much memory.
ROWS_OF_A_FILE = {"svg": 200, "png": 30}


@dataclass(frozen=True)
class TopicPlot:
    """The plot of an outcome, its claims, and how many there are to draw."""

    picture: Picture
    drawn: int
    all: int


def pictures_of(visit: Visit, topic: Topic) -> dict[str, object]:
    """Draw the plot of the first outcome, and the map of places, each where there is something to draw."""
    part = next(iter(topic.outcomes), None)
    most = ROWS_OF_ONE if topic.subjects.outcome else ROWS_OF_MANY
    plot = _plot(visit, part, most, visit.site.link) if part else None
    return {
        "plot": within(plot.picture) if plot else None,
        "plotted": plot.drawn if plot else 0,
        "plottable": plot.all if plot else 0,
        "hopes": wants_hopes(visit),
        "hopes_in_all": sum(not claim.impact.measured for claim in part.claims) if part else 0,
        "places_map": _map(visit, topic),
        "map_name": map_name(visit.site.base.outline),
    }


async def topic_picture(visit: Visit, topic: Topic, ending: str) -> Response:
    """Answer with the plot of a topic's outcome as SVG or PNG. Raises NotFound where it is about no one outcome."""
    publication = publication_of(visit)
    part = topic.outcomes[0] if topic.subjects.outcome and topic.outcomes else None
    plot = _plot(visit, part, ROWS_OF_A_FILE[ending], publication.address) if part else None
    if part is None or plot is None:
        raise NotFound(f"{topic.subjects.title!r} has no results on one outcome to draw.")
    return await taken_away(
        visit,
        plot.picture,
        topic.subjects.url,
        "-".join(topic.subjects.values),
        lambda: claims_csv(part.claims, topic.sources, visit.site.labels, publication),
    )


def wants_hopes(visit: Visit) -> bool:
    """Tell whether the address asks for targets and projections too."""
    return is_on(visit, HOPES)


def _plot(visit: Visit, part: OutcomePart, most: int, link_to: Callable[[str], str]) -> TopicPlot | None:
    """Draw the first claims, which are in the order of the table and of the file: results of studies come first."""
    shown = [claim for claim in part.claims if claim.impact.measured or wants_hopes(visit)]
    if not shown:
        return None
    drawn = shown[:most]
    plotted = [PlotClaim(claim.title, claim.url, claim.year, claim.impact, claim.reading) for claim in drawn]
    words = f"Results on {lowered(part.outcome.label)}" + (
        f", the first {most} of {len(shown)}" if len(shown) > most else ""
    )
    picture = outcome_picture(outcome_plot(plotted), visit.site.labels, words, link_to)
    return TopicPlot(picture, len(drawn), len(shown))


def _map(visit: Visit, topic: Topic) -> Shown | None:
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
            marks_of(visit.site.labels.terms("kinds")),
            lambda one: visit.site.link(f"/entries/{one.places[0].slug}"),
        )
    )
