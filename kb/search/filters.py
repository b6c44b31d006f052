"""The filters: which entries have which values, and how many of the hits."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.errors import QueryError
from kb.model.rating import NOT_MEASURED
from kb.search.impacts import NAMES as ASKED_OF_IMPACTS
from kb.search.impacts import Asked, Impacts
from kb.search.words import fold

Mask = NDArray[np.bool_]
LISTED = 12


@dataclass(frozen=True)
class Filter:
    """One filter: its vocabulary and the query that gives each entry's values."""

    name: str
    vocabulary: str
    query: str
    among: tuple[str, ...] = ()
    """The only terms of the vocabulary that it may be set to; empty where it may be any."""
    own: bool = False
    """Whether it is a vocabulary of the base's own, whose terms stand in the table terms."""


# What was hoped for is asked for by itself, so that no hope passes for a result.
AIMS = tuple(NOT_MEASURED)
FILTERS = (
    Filter("kind", "kinds", "select slug, kind from entries"),
    Filter("care_model", "care_models", "select entry, care_model from entry_care_models"),
    Filter("contract_type", "contract_types", "select entry, contract_type from entry_contract_types"),
    Filter("outcome", "outcomes", "select distinct entry, outcome from impacts"),
    Filter("effect", "effects", "select distinct entry, effect from impacts where effect is not null"),
    Filter(
        "aim", "basis", "select distinct entry, basis from impacts where basis not in ('observed', 'reported')", AIMS
    ),
    Filter("basis", "basis", "select distinct entry, basis from impacts"),
    Filter("setting", "settings", "select entry, setting from entry_settings"),
    Filter("population_group", "population_groups", "select entry, population_group from entry_population_groups"),
    Filter("status", "status", "select slug, status from entries"),
    Filter("region", "regions", "select slug, region from entries where region is not null"),
    Filter("source", "sources", "select distinct entry, source from citations"),
)


def filters_of(connection: sqlite3.Connection) -> tuple[Filter, ...]:
    """Give the filters of a base: those of every base, and one for each vocabulary of its own."""
    own = connection.execute("select vocabulary from terms group by vocabulary order by min(rowid)").fetchall()
    return (*FILTERS, *(_own_filter(name) for (name,) in own))


def _own_filter(name: str) -> Filter:
    query = "select entry_terms.entry, terms.term from entry_terms join terms on terms.id = entry_terms.term"
    return Filter(name, name, f"{query} where terms.vocabulary = {quoted(name)}", own=True)


def quoted(text: str) -> str:
    """Give a text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


@dataclass(frozen=True)
class Value:
    """A value that a filter takes."""

    id: str
    label: str


class Choices:
    """What every filter may be set to, with the other ways to write each value."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.filters = filters_of(connection)
        self.names = frozenset(filter_.name for filter_ in self.filters)
        self.values = {filter_.name: _values(connection, filter_) for filter_ in self.filters}
        self._written: dict[str, dict[str, str]] = {}
        for filter_ in self.filters:
            forms = connection.execute(
                "select text, term from synonyms where vocabulary = ? and kind in ('abbreviation', 'label')",
                [filter_.vocabulary],
            ).fetchall()
            written = {_plain(text): term for text, term in forms if term in self.values[filter_.name]}
            written |= {_plain(value.label): value.id for value in self.values[filter_.name].values()}
            written |= {_plain(value.id): value.id for value in self.values[filter_.name].values()}
            self._written[filter_.name] = written

    def find(self, name: str, written: str) -> str | None:
        """Give the id of the value that is meant, by id, label or abbreviation in any case; None where there is none."""
        return self._written[name].get(_plain(written))

    def value(self, name: str, written: str) -> str:
        """Give the id of the value that is meant. Raises QueryError, which names those allowed."""
        found = self.find(name, written)
        if found is None:
            allowed = list(self.values[name])
            more = f" and {len(allowed) - LISTED} more" if len(allowed) > 4 * LISTED else ""
            shown = ", ".join(allowed[: 4 * LISTED])
            raise QueryError(f"{name} has no value {written[:80]!r}; allowed: {shown}{more}")
        return found


def _plain(text: str) -> str:
    return " ".join(fold(text).replace("-", " ").replace("_", " ").split())


def _values(connection: sqlite3.Connection, filter_: Filter) -> dict[str, Value]:
    label = "title" if filter_.vocabulary == "sources" else "label"
    query = f"select id, {label} from {filter_.vocabulary} order by rowid"  # noqa: S608 - our own names
    if filter_.own:
        query = f"select term, label from terms where vocabulary = {quoted(filter_.vocabulary)} order by rowid"  # noqa: S608
    rows = connection.execute(query)
    return {row[0]: Value(row[0], row[1] or row[0]) for row in rows if not filter_.among or row[0] in filter_.among}


class Masks:
    """For each value of each filter, the entries that have it."""

    def __init__(self, connection: sqlite3.Connection, slugs: list[str], choices: Choices) -> None:
        self._choices = choices
        self._total = len(slugs)
        numbers = {slug: number for number, slug in enumerate(slugs)}
        self._rows: dict[str, dict[str, int]] = {}
        self._masks: dict[str, NDArray[np.bool_]] = {}
        for filter_ in choices.filters:
            ids = {value: row for row, value in enumerate(choices.values[filter_.name])}
            masks = np.zeros((len(ids), self._total), dtype=bool)
            pairs = connection.execute(filter_.query).fetchall()
            masks[[ids[value] for _, value in pairs], [numbers[slug] for slug, _ in pairs]] = True
            self._rows[filter_.name], self._masks[filter_.name] = ids, masks
        # All values of all filters as bits, so that they are counted many at a time.
        self._every = np.concatenate([np.packbits(masks, axis=1) for masks in self._masks.values()])
        self.impacts = Impacts(connection, numbers)
        self._numeric(connection, numbers)

    def _numeric(self, connection: sqlite3.Connection, numbers: Mapping[str, int]) -> None:
        self.strength = np.full(self._total, -1.0, dtype=np.float32)
        for slug, strength in connection.execute("select slug, strength from entries where strength is not null"):
            self.strength[numbers[slug]] = strength
        rows = connection.execute(
            "select entry, size, coalesce(size_max, size) from populations where size is not null"
        ).fetchall()
        self._people = np.array([numbers[row[0]] for row in rows], dtype=np.int64)
        self._least = np.array([row[1] for row in rows], dtype=np.float64)
        self._most = np.array([row[2] for row in rows], dtype=np.float64)

    def everything(self) -> Mask:
        """Give a mask that every entry passes."""
        return np.ones(self._total, dtype=bool)

    def any_of(self, name: str, values: Iterable[str]) -> Mask:
        """Give the entries that have one of the values."""
        rows = [self._rows[name][value] for value in values]
        return np.asarray(self._masks[name][rows].any(axis=0))

    def strong(self, least: float) -> Mask:
        """Give the entries whose best measured impact is at least so strong."""
        return self.strength >= least

    def populated(self, least: float | None, most: float | None) -> Mask:
        """Give the entries that count a population whose size, or range of sizes, touches the bounds."""
        fits = np.ones(len(self._people), dtype=bool)
        if least is not None:
            fits &= self._most >= least
        if most is not None:
            fits &= self._least <= most
        mask = np.zeros(self._total, dtype=bool)
        mask[self._people[fits]] = True
        return mask

    def shared(self, name: str, one: int, other: int) -> tuple[str, ...]:
        """Give the labels of the values that two entries share."""
        both = self._masks[name][:, one] & self._masks[name][:, other]
        values = list(self._choices.values[name].values())
        return tuple(values[row].label for row in np.flatnonzero(both).tolist())

    def facets(self, hits: Mask, asked: Asked | None = None) -> dict[str, list[dict[str, str | int]]]:
        """Count the values of the hits, the most frequent first.

        Where something is asked of impacts, only impacts that pass the other filters count, so that a count is the
        number of hits that choosing the value would leave.
        """
        totals = iter(np.bitwise_count(self._every & np.packbits(hits)).sum(axis=1).tolist())
        facets = {}
        for name, rows in self._rows.items():
            counts = [next(totals) for _ in rows]
            if asked and name in ASKED_OF_IMPACTS and self.impacts.narrow(name, asked):
                counts = self._on_impacts(name, hits, asked)
            facets[name] = self._facet(name, counts)
        return facets

    def _facet(self, name: str, counts: list[int]) -> list[dict[str, str | int]]:
        values = self._choices.values[name]
        found = [(value, count) for value, count in zip(self._rows[name], counts, strict=True) if count]
        found.sort(key=lambda pair: -pair[1])
        return [{"value": value, "label": values[value].label, "count": count} for value, count in found]

    def _on_impacts(self, name: str, hits: Mask, asked: Asked) -> list[int]:
        passes = self.impacts.passing(asked, but=name)
        return [int(np.count_nonzero(self.impacts.having(name, value, passes) & hits)) for value in self._rows[name]]
