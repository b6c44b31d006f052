"""The printable rapid review of a search or of chosen entries."""

from typing import Any
from urllib.parse import urlencode

from datasette import NotFound, Response

from kb.exports.plot_table import plot_csv
from kb.published.entry_json import entry_as_json
from kb.published.labels import Labels
from kb.site.area import closeness
from kb.site.drawing.outcome_plot import outcome_plot
from kb.site.pages.paper import paper, plotted
from kb.site.pages.review_parts import parts_of
from kb.site.pages.reviewing import ENTRY, OF_THE_PAGE, WHOLE, review_of
from kb.site.pages.search import clean, is_long
from kb.site.pictures import taken_away, within
from kb.site.publishing import publication_of
from kb.site.visit import Visit, is_on, part_of
from kb.synthesis.review import Review

# Of each entry's lessons, figures and so on, where nobody asked for all; the Word file always has all.
MOST_OF_A_KIND = 4


async def rapid_review(visit: Visit) -> Response:
    """Answer with a review, as a page or as JSON."""
    review = await review_of(visit)
    labels = visit.site.labels
    if visit.wants_json:
        return visit.json({"ok": True, **_as_json(review, labels)})
    stated = clean(visit.pairs)
    pairs = tuple(pair for pair in stated if pair[0] not in ("size", *OF_THE_PAGE))
    context: dict[str, object] = {
        "review": review,
        "pairs": pairs,
        "sized": tuple(pair for pair in stated if pair[0] == "size"),
        "is_long": is_long(pairs),
        "near": [closeness(visit.area, section.entry, labels) for section in review.sections],
        "root": publication_of(visit).root,
        "chosen": tuple((ENTRY, section.entry.slug) for section in review.sections),
    }
    if is_on(visit, WHOLE):
        most = None if visit.values("size") or visit.values(ENTRY) else MOST_OF_A_KIND
        found = parts_of(review, most)
        number = min(part_of(visit), len(found))
        part = {"part": found[number - 1], "part_number": number, "all_parts": len(found)}
        return await visit.page("review_whole.html", {**context, **part, "most": most})
    short = paper(review, labels)
    drawn = within(short.picture) if short.picture else None
    none_ticked = bool(visit.values("chosen")) and not visit.values(ENTRY)
    return await visit.page("review.html", {**context, "paper": short, "picture": drawn, "none_ticked": none_ticked})


async def review_picture(visit: Visit) -> Response:
    """Answer with the plot of the main outcome of a review as SVG, PNG or CSV. Raises NotFound where it has no result."""
    review, labels, publication = await review_of(visit), visit.site.labels, publication_of(visit)
    short = paper(review, labels)
    if not short.drawn:
        raise NotFound("No entry of this review has a result to draw.")
    picture = plotted(short.drawn, short.outcome, labels, publication.address)
    rows = [(claim.name, claim.url, claim.year, claim.impact) for claim in outcome_plot(short.drawn).claims]
    sources = [source for section in review.sections for source in section.entry.sources]
    path = f"/review?{urlencode(clean(visit.pairs))}"
    return await taken_away(
        visit, picture, path, "review-results", lambda: plot_csv(rows, sources, labels, publication)
    )


def _as_json(review: Review, labels: Labels) -> dict[str, Any]:
    method = review.method
    return {
        "question": method.question,
        "method": [{"name": line.name, "text": line.text} for line in method.lines],
        "total": method.total,
        "complete": method.complete,
        "date": method.on.isoformat(),
        "confident": method.certain,
        "overview": list(review.overview),
        "cautions": list(review.cautions),
        "disagreements": [
            {"outcome": one.outcome, "results": [side.sentence for side in one.sides]} for one in review.opposing
        ],
        "gaps": [{"entry": line.name, "note": line.text} for line in review.gaps],
        "sources": [{"text": source.text, "limits": source.cite} for source in review.sources],
        "entries": [entry_as_json(section.entry, labels) for section in review.sections],
    }
