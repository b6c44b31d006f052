"""What moves in the judged queries between two databases of one base: before a change and after it."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ingest.contribute.preview.judged import JudgedSet, MovedQuery
from ingest.evaluate.collection import Judged
from ingest.evaluate.evaluation import DEEP, GRADED, SHOWN, answerable, condensed, ndcg, pool_of, read_queries
from kb.search.engine import Search
from kb.search.request import SearchRequest

# How files of judged queries are called, beside others of judgements.
QUERIES = "*queries.yml"


def judged_files(folder: Path) -> tuple[Path, ...]:
    """Give the files of judged queries in a folder; none where there is no such folder."""
    return tuple(sorted(folder.glob(QUERIES)))


def moves(before: Search, after: Search, files: Sequence[Path]) -> tuple[JudgedSet, ...]:
    """Ask the judged queries of the base before a change and after it, as readers ask them.

    nDCG@10 is that of `kb eval`: an entry that no judge saw moves lists, and no figure. Raises BrokenEnvironmentError
    for a file that holds no judged queries.
    """
    return tuple(_moved(path, before, after) for path in files)


def _moved(path: Path, old: Search, new: Search) -> JudgedSet:
    queries, pool = answerable(read_queries(path), GRADED), pool_of(path)
    told = []
    for query in queries:
        was, now = _ranked(old, query), _ranked(new, query)
        told.append((query.text, _ndcg(query, was, pool), _ndcg(query, now, pool), was[:SHOWN], now[:SHOWN]))
    moved = tuple(
        MovedQuery(text, before, after, _without(now, was), _without(was, now))
        for text, before, after, was, now in told
        if was != now
    )
    before, after = (_mean([one[1] for one in told]), _mean([one[2] for one in told]))
    return JudgedSet(path.stem, len(queries), before, after, moved)


def _mean(values: list[float]) -> float:
    return float(np.mean(values)) if values else 0.0


def _ranked(search: Search, query: Judged) -> list[str]:
    return list(search.ranking(SearchRequest(query.text), DEEP))


def _ndcg(query: Judged, ranked: list[str], pool: frozenset[str] | None) -> float:
    return ndcg(condensed(ranked, query, pool), query.grades, GRADED)


def _without(some: list[str], others: list[str]) -> tuple[str, ...]:
    return tuple(slug for slug in some if slug not in others)
