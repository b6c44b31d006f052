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
    text = method(labels.base, [(kind.id, kind.label, kind.definition) for kind in labels.terms("kinds")])
    headings = [line.removeprefix("## ") for line in text.splitlines() if line.startswith("## ")]
    return {"method": as_html(text), "headings": [(anchor(heading), heading) for heading in headings]}
