"""A source: the bibliographic record that citations point to."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from kb.model.dates import PrintedDate
from kb.model.facts import Fact, Text

SourceType = Literal[
    "report", "slides", "review", "committee-paper", "article", "press-release", "news", "web-page", "evaluation",
    "judgment", "book",
]  # fmt: skip


class UnusedFigure(Fact):
    """A figure of the source that no entry uses, and why."""

    printed: Text = Field(description="The figure as printed.")
    at: Text | None = Field(None, description="Slide, page, chapter or paragraph.")
    reason: Text = Field(description="Why no entry uses it.")


class Source(Fact):
    """One published document. The file's stem is its id."""

    title: Text = Field(description="Title as printed.")
    authors: list[Text] = Field(default_factory=list, description="Authors as printed, people or bodies.")
    publisher: Text = Field(description="Who published it.")
    date: PrintedDate = Field(description="Date of publication, as printed.")
    type: SourceType = Field(description="Kind of document.")
    parts: Literal["slide", "page", "chapter", "paragraph", "extract"] = Field(
        description="What its parts are called in citations; extract where what was read has no parts."
    )
    last_part: int | None = Field(
        None,
        ge=1,
        le=9999,
        description="Number of its last slide, page, chapter or paragraph, where the document itself shows it.",
    )
    url: (
        Annotated[
            str, StringConstraints(pattern=r"^https?://[^\s/:?#]+\.[^\s/:?#]+(:\d{1,5})?([/?#]\S*)?$", max_length=500)
        ]
        | None
    ) = Field(
        None,
        description="Public address, beginning with https:// (or http:// where the publisher offers no other).",
    )
    doi: Annotated[str, StringConstraints(pattern=r"^10\.\d{4,9}/\S+$", max_length=200)] | None = Field(
        None, description="Digital object identifier, without an address before it."
    )
    read: Literal["whole", "abstract", "summary", "press", "excerpt"] = Field(
        description="How far it was read for this base: whole, or its abstract, a summary, a press text or an excerpt."
    )
    licence: Text | None = Field(None, description="Licence, as the source states it.")
    accessed: PrintedDate | None = Field(None, description="Date on which it was read.")
    measured: bool = Field(
        description="Whether the document gives measured results, its own or those of studies it cites."
    )
    limits: Text = Field(
        description="What a careful reader must know about the document: method, gaps, damage in our copy."
    )
    unused_figures: list[UnusedFigure] = Field(
        default_factory=list, description="Figures deliberately left out, each with the reason."
    )
