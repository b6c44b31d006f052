"""What every engine keeps: one and the same answer, whatever keeps the vectors."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ingest.store.vector_files import write
from ingest.store.vector_server import write as write_to_server
from kb.search import ranking
from kb.search.answer import SearchAnswer
from kb.search.engine import Search
from kb.search.engines.inverted import Inverted
from kb.search.engines.memory import InMemory
from kb.search.engines.postgres import Central
from kb.search.engines.rounded import Mapped
from kb.search.meaning import Opening
from kb.search.related import related
from kb.search.request import SearchRequest
from tests.publishing import TokenEncoder

QUERIES = (
    "did telehealth reduce hospital admissions",
    "care homes",
    "a contract that failed and what it cost the commissioner",
    "patients said that they felt safe at home",
    "97,000",
    "length of stay",
    "integrated teams of nurses and social workers in the community",
    "zebra",
)
FILTERS: tuple[dict[str, tuple[str, ...]], ...] = ({}, {"kind": ("vanguard",)}, {"region": ("london", "north-east")})
MODES = ("hybrid", "semantic", "keyword")
ENGINES: dict[str, Callable[[Path], Opening]] = {
    "memory": lambda _: InMemory,
    "int8": Mapped.opening,
    "ivf": Inverted.opening,
}
# So few of the first are made exact here that most of the entries are left as the engines know them.
FIRST = 20


@pytest.fixture(autouse=True)
def _few_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "FIRST", FIRST)


@pytest.fixture(scope="module")
def exact(many: Path) -> Search:
    return Search(many, TokenEncoder())


@pytest.fixture(scope="module", params=(*ENGINES, "postgresql"))
def engine(request: pytest.FixtureRequest, many: Path) -> Iterator[Search]:
    if request.param == "postgresql":
        address = request.getfixturevalue("server")
        write_to_server(many, address)
        search = Search(many, TokenEncoder(), Central.opening(address, many))
    else:
        write(many, inverted=True)
        search = Search(many, TokenEncoder(), ENGINES[request.param](many))
    yield search
    if isinstance(search.meaning, Central):
        search.meaning.close()


def told(answer: SearchAnswer) -> object:
    """Give all that an answer says but the last digits of its numbers."""
    hits = [
        (hit.slug, round(hit.score, 4), hit.why.passage, hit.why.keyword_rank, round(hit.why.similarity or 0, 4))
        for hit in answer.results
    ]
    return answer.total, answer.complete, answer.confident, answer.facets, answer.interpretation, hits


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("q", QUERIES)
def test_order_totals_facets_and_scores_are_those_of_the_exact_engine(
    engine: Search, exact: Search, q: str, mode: str
) -> None:
    for filters in FILTERS:
        request = SearchRequest(q, filters=filters, mode=mode)
        assert told(engine.answer(request)) == told(exact.answer(request))


@pytest.mark.parametrize("q", QUERIES)
def test_a_rank_is_the_true_one_or_not_told(engine: Search, exact: Search, q: str) -> None:
    found, wanted = (
        [hit.why.semantic_rank for hit in search.answer(SearchRequest(q)).results] for search in (engine, exact)
    )
    assert [rank for rank in found if rank] == [right for rank, right in zip(found, wanted, strict=True) if rank]
    assert all(rank for rank, right in zip(found, wanted, strict=True) if right and right < FIRST)


@pytest.mark.parametrize("sort", ["title", "strength", "date"])
def test_other_orders_settle_ties_alike(engine: Search, exact: Search, sort: str) -> None:
    request = SearchRequest("care homes", sort=sort, size=100)
    assert told(engine.answer(request)) == told(exact.answer(request))


def test_every_page_is_the_same_to_the_last(engine: Search, exact: Search) -> None:
    request = SearchRequest("community nurses", size=100)
    while True:
        answer, wanted = engine.answer(request), exact.answer(request)
        assert told(answer) == told(wanted)
        if wanted.next is None:
            break
        request = replace(request, next=wanted.next)


def test_filters_come_before_ranking(engine: Search, exact: Search) -> None:
    """The best entries that pass are found however many that do not pass are nearer."""
    everything = exact.ranking(SearchRequest("care homes"), 300)
    passing = engine.ranking(SearchRequest("care homes", filters={"region": ("london",)}), 300)
    assert passing
    assert passing == [slug for slug in everything if slug in set(passing)]
    assert everything[: len(passing)] != passing


def test_what_filters_hide_is_counted_exactly(engine: Search, exact: Search) -> None:
    request = SearchRequest("care homes", filters={"status": ("failed",), "region": ("london",)})
    assert engine.answer(request).interpretation.drop_filter == exact.answer(request).interpretation.drop_filter


def test_related_entries_and_wholes_are_exact(engine: Search, exact: Search) -> None:
    assert np.allclose(engine.meaning.wholes, exact.meaning.wholes, atol=1e-6)
    slug = exact.cards[7].slug
    assert [hit.slug for hit in related(engine, slug)] == [hit.slug for hit in related(exact, slug)]


def test_the_passages_of_an_entry_come_nearest_first(engine: Search, exact: Search) -> None:
    query = TokenEncoder().encode("care homes")
    for entry in (0, 7, 299):
        found, wanted = engine.meaning.of_entry(entry, query), exact.meaning.of_entry(entry, query)
        assert sorted(found) == sorted(wanted)
        assert np.allclose(list(found.values()), list(wanted.values()), atol=1e-6)
        assert list(found.values()) == sorted(found.values(), reverse=True)
