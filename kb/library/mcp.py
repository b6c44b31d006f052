"""The base over the Model Context Protocol, with the protocol's own package; what the tools answer is in tools.py."""

from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, ParamSpec

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from kb import __version__
from kb.errors import KbError
from kb.library import tools
from kb.library.base import Base
from kb.search.request import NUMBERS
from kb.synthesis.axes import COLUMN, ROW

Arguments = ParamSpec("Arguments")
READS_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
INSTRUCTIONS = """\
{summary}

Ask `search` first; it gives the slugs that the other tools take. Cite each statement by the source and the place that stand
with it, and the entry by `cite_as`. Where an answer has a `warning`, tell it. A target, a projection and a claim without
figures are no results: look at the basis. Effects and strengths are ratings by fixed rules: never average them. What
`not_stated` lists is unknown, not absent. Figures are as printed: do not round, add or convert them. {disclaimer}

Filters of `search`: {filters}; and with a number: {numbers}."""

Question = Annotated[str, Field(description="A question or search words, in the base's own language.", max_length=1000)]
Slugs = Annotated[list[str], Field(description="Slugs of entries, as search gives them.", max_length=50)]
Filters = Annotated[
    dict[str, list[str]],
    Field(
        description="Filters by name; several values mean either. The server's instructions name them. "
        "A filter or value that is none is answered with those that are."
    ),
]
Size = Annotated[int, Field(description="How many entries at most.", ge=1, le=tools.MOST_HITS)]
Axis = Annotated[
    str, Field(description="An axis, named as the filter. One that is none is answered with those that are.")
]
Side = Annotated[str | None, Field(description="Id of the term whose cell to open.")]


def server_of(base: Base) -> MCPServer[Any]:
    """Give a server with the tools of a base."""
    about = base.labels.base
    told = INSTRUCTIONS.format(
        summary=about.summary,
        disclaimer=about.disclaimer,
        filters=", ".join(one.name for one in about.filters),
        numbers=", ".join(NUMBERS),
    )
    server: MCPServer[Any] = MCPServer(
        about.short_name, title=about.name, instructions=told, version=__version__, log_level="WARNING"
    )
    for tool in (*_finding(base), *_setting_out(base)):
        server.add_tool(_said(tool), annotations=READS_ONLY)
    return server


def _finding(base: Base) -> tuple[Callable[..., dict[str, Any]], ...]:
    def search(question: Question, filters: Filters | None = None, size: Size = 8) -> dict[str, Any]:
        """Search the base in plain words. Gives entries, best first, with their strongest results and sources."""
        return tools.search(base, question, _values(filters), size)

    def entry(slug: Annotated[str, Field(description="Slug of the entry.", max_length=200)]) -> dict[str, Any]:
        """Give one entry whole: what it is, what came of it, money, lessons, contacts, each fact with its source."""
        return tools.entry(base, slug)

    return search, entry


def _setting_out(base: Base) -> tuple[Callable[..., dict[str, Any]], ...]:
    def compare(slugs: Slugs) -> dict[str, Any]:
        """Set two to five entries side by side, outcomes aligned, each result with its source."""
        return tools.compare(base, slugs)

    def evidence_map(
        by: Axis = COLUMN, over: Axis = ROW, column: Side = None, row: Side = None, filters: Filters | None = None
    ) -> dict[str, Any]:
        """Give how many entries and results there are for each column and row, or the claims of one cell."""
        return tools.evidence_map(base, (by, over), (column, row), _values(filters))

    def review(question: Question = "", slugs: Slugs | None = None, size: Size = 8) -> dict[str, Any]:
        """Give a rapid review of a question, or of named entries, as Markdown in which every statement has its source."""
        return tools.review(base, question, slugs or (), size)

    return compare, evidence_map, review


def _values(filters: dict[str, list[str]] | None) -> dict[str, tuple[str, ...]]:
    return {name: tuple(given) for name, given in (filters or {}).items()}


def _said(tool: Callable[Arguments, dict[str, Any]]) -> Callable[Arguments, dict[str, Any]]:
    """Let what a caller can put right reach the caller in its own words."""

    @wraps(tool)
    def told(*arguments: Arguments.args, **named: Arguments.kwargs) -> dict[str, Any]:
        try:
            return tool(*arguments, **named)
        except KbError as error:
            raise ToolError(str(error)) from error

    return told
