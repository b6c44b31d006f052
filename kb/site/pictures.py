"""Pictures to take away: a drawing as SVG or PNG with its citation, or its numbers as CSV."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from datasette import Response
from markupsafe import Markup

from kb.site.apart import written
from kb.site.drawing.svg import Picture
from kb.site.publishing import download, publication_of
from kb.site.visit import Visit

ENDINGS = r"\.(?P<ending>svg|png|csv)"
# A picture of 850 pixels fills the width of a printed page at this size.
SHARPNESS = 2.0
SVG, PNG = "image/svg+xml", "image/png"


@dataclass(frozen=True)
class Shown:
    """A drawing for a template, and what its marks mean; all text in it is escaped where it is written."""

    svg: Markup
    key: tuple[tuple[Markup, str], ...]

    def __html__(self) -> str:
        """Stand in a page."""
        return self.svg


def within(picture: Picture) -> Shown:
    """Give a drawing for a template."""
    return Shown(Markup(picture.within), tuple((Markup(mark), words) for mark, words in picture.key))  # noqa: S704


async def taken_away(visit: Visit, picture: Picture, path: str, name: str, numbers: Callable[[], str]) -> Response:
    """Answer in the format that the address ends in; `path` is the page that the drawing stands on."""
    ending = str(visit.request.url_vars["ending"])
    if ending == "csv":
        return download(numbers(), "text/csv", f"{name}.csv")
    publication = publication_of(visit)
    read = datetime.now(tz=UTC).date().isoformat()
    citation = (
        picture.words,
        f"{publication.name}, data version {publication.data_version}, read {read}.",
        publication.address(path),
    )
    drawn = picture.alone(citation)
    if ending == "svg":
        return download(drawn.encode(), SVG, f"{name}.svg")
    return download(await written("png", drawn, SHARPNESS), PNG, f"{name}.png")
