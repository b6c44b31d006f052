"""The page about the base and its method, with the scales as the vocabularies hold them."""

from datasette import Response

from kb.published.labels import Labels, Term
from kb.site.markup import anchor, as_html
from kb.site.method import method
from kb.site.visit import Visit


async def about(visit: Visit) -> Response:
    """Answer with the method."""
    visit.allow()
    return await visit.page(
        "about.html", {**_method(visit.site.labels), "designs": _strongest_first(visit.site.labels)}
    )


def _strongest_first(labels: Labels) -> list[Term]:
    return sorted(
        labels.terms("study_designs"), key=lambda term: -1 if term.level is None else term.level, reverse=True
    )


def _method(labels: Labels) -> dict[str, object]:
    """Give the method in parts: what stands before the first heading, then each heading with its id and what is under it."""
    text = method(labels.base, [(kind.id, kind.label, kind.definition) for kind in labels.terms("kinds")])
    first, *parts = text.split("\n## ")
    named = (part.partition("\n") for part in parts)
    sections = [(anchor(heading), heading, as_html(rest)) for heading, _, rest in named if rest.strip()]
    return {"opening": as_html(first), "sections": sections}
