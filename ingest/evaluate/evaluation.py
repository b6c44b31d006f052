"""Measures search on judged queries, through the very code that serves."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from ingest.evaluate import collection
from ingest.evaluate.collection import Judged
from ingest.progress import Advance, stage
from ingest.vectors.model import Model
from kb.errors import BrokenEnvironmentError
from kb.search.encoder import QueryEncoder
from kb.search.engine import Search
from kb.search.request import MODES, SearchRequest

SHOWN, DEEP, FIRST = 10, 100, 3
ROUNDS, SEED = 2000, 20161103
Row = NDArray[np.float64]


@dataclass(frozen=True)
class Scale:
    """From which grade on a document counts as relevant, and from which it is just what was wanted."""

    counts: int
    wanted: int


GRADED = Scale(counts=2, wanted=3)
BINARY = Scale(counts=1, wanted=1)


@dataclass(frozen=True)
class Measures:
    """The means over a set of queries, each between 0 and 1."""

    ndcg10: float
    recall100: float
    success3: float
    mrr: float


@dataclass(frozen=True)
class Comparison:
    """How much better hybrid search is than one half, by nDCG@10, with a bootstrap interval of 95 percent."""

    against: str
    difference: float
    low: float
    high: float


@dataclass(frozen=True)
class Report:
    """What was measured on one set of queries."""

    name: str
    queries: int
    modes: dict[str, Measures]
    comparisons: tuple[Comparison, ...]
    types: dict[str, Measures]
    kept: float
    refused: float | None

    def as_json(self) -> dict[str, Any]:
        """Give the report as plain data."""
        return asdict(self)

    def __str__(self) -> str:
        """Give the report as a table."""
        lines = [f"{self.name}: {self.queries} queries with an answer", _line("", *Measures.__dataclass_fields__)]
        lines += [_line(mode, *_figures(measures)) for mode, measures in self.modes.items()]
        lines += [
            f"hybrid against {item.against}: {item.difference:+.3f} nDCG@10 ({item.low:+.3f} to {item.high:+.3f})"
            for item in self.comparisons
        ]
        if len(self.types) > 1:
            lines += [_line(f"  {name}", *_figures(measures)) for name, measures in self.types.items()]
        refused = "" if self.refused is None else f", queries without one refused {self.refused:.3f}"
        return "\n".join([*lines, f"queries with an answer kept {self.kept:.3f}{refused}"])


def _line(name: str, *cells: str) -> str:
    return f"{name:<14}" + "".join(f"{cell:>10}" for cell in cells)


def _figures(measures: Measures) -> list[str]:
    return [f"{value:.3f}" for value in asdict(measures).values()]


def read_queries(path: Path) -> tuple[Judged, ...]:
    """Read judged queries from YAML. Raises BrokenEnvironmentError where the file is missing or malformed."""
    try:
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
        return tuple(Judged(str(row["id"]), row["text"], row["relevant"] or {}, row["type"]) for row in rows)
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        message = f"{path}: no judged queries ({error}); each needs id, type, text and relevant (slug to grade)"
        raise BrokenEnvironmentError(message) from error


def evaluate_queries(search: Search, path: Path) -> Report:
    """Measure search on queries judged over the entries of its base.

    Where a file pool.txt beside the queries names the entries that the judges saw, the others are left out of the
    ranking before it is measured: condensed lists (Sakai 2007), as an entry that nobody judged is not known to be wrong.
    """
    return evaluate(search, path.stem, read_queries(path), GRADED, pool_of(path))


def pool_of(path: Path) -> frozenset[str] | None:
    """Give the entries that the judges of a file of queries saw; None where that is not told."""
    pool = path.with_name("pool.txt")
    return frozenset(pool.read_text(encoding="utf-8").split()) if pool.is_file() else None


def answerable(queries: Sequence[Judged], scale: Scale) -> list[Judged]:
    """Give the queries that have an answer."""
    return [query for query in queries if any(grade >= scale.counts for grade in query.grades.values())]


def condensed(ranked: list[str], query: Judged, pool: frozenset[str] | None) -> list[str]:
    """Leave out of a ranking the entries that nobody judged."""
    return ranked if pool is None else [slug for slug in ranked if slug in pool or slug in query.grades]


def evaluate_beir(folder: Path, cache: Path, model: Model, encoder: QueryEncoder) -> Report:
    """Measure search on a collection in BEIR layout, as a base of its own whose vectors are kept in the cache."""
    found = collection.read(folder)
    search = Search(collection.database(found, model, cache), encoder)
    queries = [
        Judged(query.id, query.text, {collection.slug(id_): grade for id_, grade in query.grades.items()}, query.type)
        for query in found.queries
    ]
    return evaluate(search, folder.resolve().name, queries, BINARY)


def evaluate(
    search: Search, name: str, queries: Sequence[Judged], scale: Scale, pool: frozenset[str] | None = None
) -> Report:
    """Measure all modes on the same queries."""
    asked = answerable(queries, scale)
    empty = [query for query in queries if not query.grades]
    if not asked:
        raise BrokenEnvironmentError(f"{name}: no query has a relevant entry; nothing can be measured")
    with stage("measure", len(asked) * len(MODES)) as advance:
        rows = {mode: _rows(search, asked, mode, scale, advance, pool) for mode in MODES}
    by_type: dict[str, list[int]] = defaultdict(list)
    for at, query in enumerate(asked):
        by_type[query.type].append(at)
    confident = [_is_kept(search, query) for query in asked]
    refused = [not _is_kept(search, query) for query in empty]
    return Report(
        name,
        len(asked),
        {mode: _means(rows[mode]) for mode in MODES},
        tuple(_compare(half, rows["hybrid"][:, 0], rows[half][:, 0]) for half in MODES if half != "hybrid"),
        {kind: _means(rows["hybrid"][at]) for kind, at in sorted(by_type.items())},
        float(np.mean(confident)),
        float(np.mean(refused)) if refused else None,
    )


def _rows(
    search: Search,
    queries: Sequence[Judged],
    mode: str,
    scale: Scale,
    advance: Advance,
    pool: frozenset[str] | None,
) -> Row:
    rows = []
    for query in queries:
        rows.append(_measure(search, query, mode, scale, pool))
        advance(1)
    return np.array(rows)


def _is_kept(search: Search, query: Judged) -> bool:
    return search.answer(SearchRequest(query.text, size=SHOWN)).confident


def _measure(search: Search, query: Judged, mode: str, scale: Scale, pool: frozenset[str] | None) -> list[float]:
    ranked = condensed(list(search.ranking(SearchRequest(query.text, mode=mode), DEEP)), query, pool)
    relevant = {slug for slug, grade in query.grades.items() if grade >= scale.counts}
    places = [place for place, slug in enumerate(ranked, start=1) if slug in relevant]
    wanted = any(query.grades.get(slug, 0) >= scale.wanted for slug in ranked[:FIRST])
    return [
        ndcg(ranked, query.grades, scale),
        len(places) / len(relevant),
        float(wanted),
        1 / places[0] if places else 0.0,
    ]


def ndcg(ranked: Sequence[str], grades: dict[str, int], scale: Scale) -> float:
    """Give nDCG@10 with gains of 2 to the power of the grade, less 1."""
    gains = {slug: 2.0**grade - 1 for slug, grade in grades.items() if grade >= scale.counts}
    found = sum(gains.get(slug, 0.0) / np.log2(at + 2) for at, slug in enumerate(ranked[:SHOWN]))
    best = sum(gain / np.log2(at + 2) for at, gain in enumerate(sorted(gains.values(), reverse=True)[:SHOWN]))
    return float(found / best) if best else 0.0


def _means(rows: Row) -> Measures:
    return Measures(*(float(value) for value in rows.mean(axis=0)))


def _compare(against: str, hybrid: Row, half: Row) -> Comparison:
    """Compare query by query; the interval is drawn from queries, with replacement, by a fixed seed."""
    differences = hybrid - half
    draws = np.random.default_rng(SEED).integers(0, len(differences), (ROUNDS, len(differences)))
    low, high = np.quantile(differences[draws].mean(axis=1), [0.025, 0.975])
    return Comparison(against, float(differences.mean()), float(low), float(high))
