"""The report: a table for people and the same as JSON."""

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ingest.evaluate.speed.goals import Result
from ingest.evaluate.speed.searching import ENCODE, KEYWORD, MEANING, REFERENCE, SEARCH, WHOLE
from ingest.evaluate.speed.timing import Times

NOTE = (
    "Times are medians of several rounds; multiples compare with encoding the same queries"
    " alone by all-MiniLM-L6-v2 in 32 bits, timed in between."
    " Made-up bases come from a seeded generator; their vectors are real ones with noise and their tags are made up."
)


@dataclass(frozen=True)
class SearchFigures:
    """One line of the table of searches: milliseconds, and multiples of encoding alone in 32 bits."""

    base: str
    passages: int
    share: float
    reference: float
    encode: float
    keyword: float
    meaning: float
    rest: float
    whole_p50: float
    whole_p95: float
    multiple_p50: float
    multiple_p95: float

    @classmethod
    def of(cls, base: str, passages: int, share: float, times: Times) -> "SearchFigures":
        """Sum up what was timed. `rest` is fusing, filters, facets, excerpts: the search without its other parts."""
        return cls(
            base,
            passages,
            share,
            times.p50(REFERENCE),
            times.p50(ENCODE),
            times.p50(KEYWORD),
            times.p50(MEANING),
            times.above(SEARCH, ENCODE, KEYWORD, MEANING),
            times.p50(WHOLE),
            times.p95(WHOLE),
            times.multiple_p50(WHOLE, REFERENCE),
            times.multiple_p95(WHOLE, REFERENCE),
        )


SEARCH_HEAD = (
    "base",
    "passages",
    "filter",
    "32 bits",
    "encode",
    "keyword",
    "meaning",
    "rest",
    "whole",
    "p95",
    "x p50",
    "x p95",
)
GOAL_HEAD = ("what", "measured", "goal", "")


def as_text(searches: Sequence[SearchFigures], results: Sequence[Result]) -> str:
    """Give both tables for a terminal."""
    lines = _table(SEARCH_HEAD, [_search_cells(search) for search in searches]) if searches else []
    return "\n".join([*lines, "", *_table(GOAL_HEAD, [_goal_cells(result) for result in results]), "", NOTE])


def as_json(searches: Sequence[SearchFigures], results: Sequence[Result]) -> dict[str, Any]:
    """Give everything for programs."""
    return {
        "machine": {"processor": platform.machine(), "cores": os.cpu_count(), "python": platform.python_version()},
        "note": NOTE,
        "searches": [asdict(search) for search in searches],
        "goals": [{**asdict(result.goal), "value": result.value, "met": result.met} for result in results],
    }


def _search_cells(search: SearchFigures) -> list[str]:
    parts = (search.reference, search.encode, search.keyword, search.meaning, search.rest)
    times = (*parts, search.whole_p50, search.whole_p95)
    multiples = (search.multiple_p50, search.multiple_p95)
    texts = [f"{time:.1f} ms" for time in times] + [f"{multiple:.1f}" for multiple in multiples]
    return [search.base, f"{search.passages:,}", f"{search.share:.1%}", *texts]


def _goal_cells(result: Result) -> list[str]:
    goal = result.goal
    limits = [f"{word} {limit:g}" for word, limit in (("≤", goal.most), ("≥", goal.least)) if limit is not None]
    value = "not measured" if result.value is None else f"{_rounded(result.value)} {goal.unit}"
    return [goal.what, value, " ".join(limits), {True: "reached", False: "MISSED", None: ""}[result.met]]


def _rounded(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2f}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in (head, *rows)
    ]


def missed(results: Sequence[Result]) -> Mapping[str, float | None]:
    """Give the figures that do not reach their goal."""
    return {result.goal.name: result.value for result in results if result.met is False}
