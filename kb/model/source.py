"""A source: the bibliographic record that citations point to."""

from typing import Literal

from pydantic import Field

from kb.model.dates import PrintedDate
from kb.model.facts import Fact, Text


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
    type: Literal["report", "slides", "review", "committee-paper"] = Field(description="Kind of document.")
    parts: Literal["slide", "page", "chapter", "paragraph"] = Field(
        description="What its parts are called in citations."
    )
    url: Text | None = Field(None, description="Public address, where the source or its index gives one.")
    measured: bool = Field(
        description="Whether the document gives measured results, its own or those of studies it cites."
    )
    limits: Text = Field(
        description="What a careful reader must know about the document: method, gaps, damage in our copy."
    )
    unused_figures: list[UnusedFigure] = Field(
        default_factory=list, description="Figures deliberately left out, each with the reason."
    )
