"""What a change moves in the queries that were judged: which lists of ten change, and how well they serve."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class MovedQuery:
    """A judged query whose first ten entries change: nDCG@10 before and after, and the slugs that come and go."""

    text: str
    before: float
    after: float
    came: tuple[str, ...]
    went: tuple[str, ...]


@dataclass(frozen=True)
class JudgedSet:
    """A file of judged queries: how many have an answer, their mean nDCG@10 before and after, and those whose lists change."""

    name: str
    queries: int
    before: float
    after: float
    moved: tuple[MovedQuery, ...]


@dataclass(frozen=True)
class Judged:
    """What came of asking the judged queries: the sets, or why none was asked."""

    sets: Sequence[JudgedSet] = ()
    reason: str = ""


def moved_first(sets: Sequence[JudgedSet]) -> Iterator[tuple[str, MovedQuery]]:
    """Give the queries that move with the name of their set, those that lose or gain most first."""
    found = [(one.name, query) for one in sets for query in one.moved]
    yield from sorted(found, key=lambda pair: -abs(pair[1].after - pair[1].before))
