"""What an engine doesn't know it doesn't print as known, and what it reads again is little."""

from pathlib import Path

import numpy as np
import pytest

from ingest.store.vector_files import write
from ingest.store.vector_server import write as write_to_server
from kb.search import ranking
from kb.search.engine import Search
from kb.search.engines.files import VectorFiles
from kb.search.engines.inverted import Inverted
from kb.search.engines.postgres import Central
from kb.search.engines.rounded import error, halves, rounded
from kb.search.engines.settling import settle
from kb.search.meaning import Bounds, Floats, Numbers
from kb.search.request import SearchRequest
from tests.publishing import TokenEncoder

QUERIES = ("did telehealth reduce hospital admissions", "care homes", "nurses in the community")


class Above:
    """A cut at a height: uncertain are the entries that may be on either side."""

    def __init__(self, height: float) -> None:
        self.height = height

    def unsettled(self, bounds: Bounds, whole: Floats, mask: np.ndarray) -> Numbers:
        return np.flatnonzero(mask & (bounds.low < self.height) & (bounds.high >= self.height) & (whole >= 0))


@pytest.fixture(scope="module")
def exact(many: Path) -> Search:
    return Search(many, TokenEncoder())


def test_only_what_the_cut_depends_on_is_read_again() -> None:
    truth = np.linspace(0, 1, 1000, dtype=np.float32)
    asked: list[int] = []

    def exactly(entries: Numbers) -> Floats:
        asked.extend(entries.tolist())
        return truth[entries]

    near = truth + np.float32(0.004)
    bounds = Bounds(near, near - np.float32(0.01), near + np.float32(0.01))
    found = settle(bounds, truth, np.ones(1000, dtype=bool), Above(0.5), exactly)
    assert found.complete
    assert len(asked) == len(set(asked)) < 30
    assert np.count_nonzero(found.bounds.best[asked] >= 0.5) == np.count_nonzero(truth[asked] >= 0.5)


def test_too_much_to_read_is_incomplete_and_the_best_are_read_first() -> None:
    truth = np.linspace(0, 1, 1000, dtype=np.float32)
    bounds = Bounds(truth, np.zeros_like(truth), np.ones_like(truth))
    found = settle(bounds, truth, np.ones(1000, dtype=bool), Above(0.5), lambda entries: truth[entries], most=10)
    assert not found.complete
    assert found.bounds.low[990:].tolist() == truth[990:].tolist()


def test_rounding_is_never_further_off_than_the_engine_allows_for() -> None:
    random = np.random.default_rng(1)
    vectors = random.standard_normal((20_000, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    small, steps = rounded(vectors)
    for number in range(50):
        two, parts = halves(vectors[number])
        near = (small.astype(np.float32) @ two.astype(np.float32).T) @ parts * steps
        assert (np.abs(near - vectors @ vectors[number]) < error(steps)).all()
    assert error(steps).max() < 0.005


def of_some_lists(many: Path, _request: pytest.FixtureRequest) -> Search:
    write(many, inverted=True)
    return Search(many, TokenEncoder(), lambda _, slugs: Inverted(VectorFiles.open(many, len(slugs)), looked_at=800))


def of_the_nearest(many: Path, request: pytest.FixtureRequest) -> Search:
    address = request.getfixturevalue("server")
    write_to_server(many, address)
    return Search(many, TokenEncoder(), lambda _, slugs: Central(address, many, len(slugs), one_by_one=100))


@pytest.mark.parametrize("make", [of_some_lists, of_the_nearest])
def test_what_was_not_looked_at_makes_a_total_at_least(
    make: object, many: Path, exact: Search, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("inverted.MOST_OF_SOME", "postgres.MOST"):
        monkeypatch.setattr(f"kb.search.engines.{module}", 25)
    monkeypatch.setattr("kb.search.engines.postgres.NEAREST", 50)
    monkeypatch.setattr(ranking, "FIRST", 10)
    assert callable(make)
    engine: Search = make(many, request)
    for q in QUERIES:
        for filters in ({}, {"region": ("london", "north-east")}):
            found, wanted = (search.answer(SearchRequest(q, filters=filters)) for search in (engine, exact))
            assert not found.complete
            assert found.total <= wanted.total
            assert found.as_json()["complete"] is False
            counts = {value["value"]: int(value["count"]) for value in wanted.facets["kind"]}
            assert all(int(value["count"]) <= counts[value["value"]] for value in found.facets["kind"])
    if isinstance(engine.meaning, Central):
        engine.meaning.close()
