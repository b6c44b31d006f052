"""A search as asked for: checked, complete, and equal where it means the same."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from kb.errors import QueryError
from kb.search.filters import FILTERS, Choices

MODES = ("hybrid", "keyword", "semantic")
SORTS = ("relevance", "title", "strength", "date")
NUMBERS = ("min_strength", "population_min", "population_max")
SINGLE = ("q", "mode", "sort", "size", "next", "expand", "prefix", *NUMBERS)
PARAMETERS = ("q", *(filter_.name for filter_ in FILTERS), *NUMBERS, "mode", "sort", "size", "next", "expand")
DEFAULT_SIZE, MAX_SIZE = 20, 100
OFFSET = "[0-9]{1,9}"
MAX_STRENGTH, MAX_POPULATION = 5, 10**12


class HasChoices(Protocol):
    """Something that knows what the filters may be set to, such as `kb.search.engine.Search`."""

    @property
    def choices(self) -> Choices:
        """What every filter may be set to."""
        ...


@dataclass(frozen=True)
class SearchRequest:
    """What to search for. `prefix` lets the last word be the beginning of a word, for search while typing."""

    q: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    min_strength: float | None = None
    population_min: float | None = None
    population_max: float | None = None
    mode: str = "hybrid"
    sort: str = "relevance"
    size: int = DEFAULT_SIZE
    next: str | None = None
    expand: bool = True
    prefix: bool = False

    def key(self) -> tuple[object, ...]:
        """Give what tells this request's answer from every other's."""
        filters = tuple(sorted((name, tuple(sorted(values))) for name, values in self.filters.items()))
        numbers = (self.min_strength, self.population_min, self.population_max)
        return (self.q, filters, numbers, self.mode, self.sort, self.size, self.next, self.expand, self.prefix)

    def active(self) -> dict[str, list[str] | float]:
        """Give the filters that are set, as the answer repeats them."""
        found: dict[str, list[str] | float] = {name: list(values) for name, values in self.filters.items()}
        found.update({name: value for name in NUMBERS if (value := getattr(self, name)) is not None})
        return found


def parse(pairs: Iterable[tuple[str, str]], database: HasChoices) -> SearchRequest:
    """Read a request from names and values. Raises QueryError, which names what is allowed."""
    single: dict[str, str] = {}
    filters: dict[str, list[str]] = {}
    choices = database.choices
    for name, value in pairs:
        if name in choices.names:
            if value.strip():
                filters.setdefault(name, []).append(choices.value(name, value))
        elif name not in PARAMETERS:
            allowed = dict.fromkeys((*PARAMETERS, *(one.name for one in choices.filters)))
            raise QueryError(f"there is no parameter {name[:80]!r}; allowed: {', '.join(allowed)}")
        elif name in single:
            raise QueryError(f"{name} is given twice; only filters with named values can be")
        else:
            single[name] = value
    return SearchRequest(
        q=single.get("q", ""),
        filters={
            filter_.name: _ordered(filters[filter_.name]) for filter_ in choices.filters if filter_.name in filters
        },
        min_strength=_number(single, "min_strength", MAX_STRENGTH),
        population_min=_number(single, "population_min", MAX_POPULATION),
        population_max=_number(single, "population_max", MAX_POPULATION),
        mode=_choice(single, "mode", MODES),
        sort=_choice(single, "sort", SORTS),
        size=_size(single),
        next=single.get("next") or None,
        expand=_choice({"expand": single.get("expand") or "1"}, "expand", ("1", "0")) == "1",
    )


def _ordered(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _choice(single: dict[str, str], name: str, allowed: tuple[str, ...]) -> str:
    value = single.get(name) or allowed[0]
    if value not in allowed:
        raise QueryError(f"{name} has no value {value[:80]!r}; allowed: {', '.join(allowed)}")
    return value


def _number(single: dict[str, str], name: str, most: float) -> float | None:
    written = (single.get(name) or "").strip().replace(",", "")
    if not written:
        return None
    try:
        value = float(written)
    except ValueError:
        value = -1
    if not 0 <= value <= most:
        raise QueryError(f"{name} has no value {written[:80]!r}; allowed: a number from 0 to {most}")
    return value


def _size(single: dict[str, str]) -> int:
    written = single.get("size") or str(DEFAULT_SIZE)
    if not (written.isascii() and written.isdigit() and 1 <= int(written[:9]) <= MAX_SIZE):
        raise QueryError(f"size has no value {written[:80]!r}; allowed: a whole number from 1 to {MAX_SIZE}")
    return int(written)


def write_token(offset: int, data_version: str) -> str:
    """Give the token of the page that starts at an offset."""
    return f"{offset}-{data_version}"


def token_pattern(data_version: str) -> str:
    """Give the regular expression that the tokens of one base match."""
    return rf"{OFFSET}-{re.escape(data_version)}"


def read_token(token: str | None, data_version: str) -> int:
    """Give the offset that a token names. Raises QueryError for one that this base did not give."""
    if token is None:
        return 0
    if not re.fullmatch(token_pattern(data_version), token, re.ASCII):
        raise QueryError("next is no page of this search; allowed: the value of `next` of the page before")
    return int(token.split("-")[0])
