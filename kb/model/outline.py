"""The outline of the country that a base draws behind its places."""

from typing import Annotated

from pydantic import Field

from kb.model.facts import Fact, Number, Text
from kb.model.vocabulary import Bounds

FILE = "outline.yml"
Point = Annotated[list[Number], Field(min_length=2, max_length=2)]
Ring = Annotated[list[Point], Field(min_length=3, max_length=5000)]


class Outline(Fact):
    """The file outline.yml: closed lines of points, each point degrees east and degrees north."""

    name: Text = Field(description="What the map is of: England.")
    source: Text = Field(description="Where the lines come from.")
    licence: Text = Field(description="What others may do with them.")
    credit: Text = Field(description="What stands below the map.")
    frame: Bounds = Field(description="The part of the earth that the map shows.")
    land: list[Ring] = Field(min_length=1, max_length=500, description="Lines around the country, filled.")
    beyond: list[Ring] = Field(
        default_factory=list, max_length=500, description="Lines around its neighbours, not filled."
    )
