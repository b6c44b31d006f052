"""The page about the base and its method, with the scales as the vocabularies hold them."""

from functools import cache
from pathlib import Path

from datasette import Response

from kb.published.labels import Labels, Term
from kb.site.markup import anchor, as_html
from kb.site.visit import Visit

METHOD = Path(__file__).parent.parent / "templates" / "method.md"


async def about(visit: Visit) -> Response:
    """Answer with the method."""
    visit.allow()
    return await visit.page("about.html", {**_method(), "designs": _strongest_first(visit.site.labels)})


def _strongest_first(labels: Labels) -> list[Term]:
    return sorted(
        labels.terms("study_designs"), key=lambda term: -1 if term.level is None else term.level, reverse=True
    )


@cache
def _method() -> dict[str, object]:
    text = METHOD.read_text(encoding="utf-8")
    headings = [line.removeprefix("## ") for line in text.splitlines() if line.startswith("## ")]
    return {"method": as_html(text), "headings": [(anchor(heading), heading) for heading in headings]}
