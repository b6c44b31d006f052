"""A word that no entry has and that is the point of a query keeps the answer from being taken for one."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from kb.published.version import open_version
from kb.search.encoder import Encoder
from kb.search.engine import Search
from kb.search.missing import misses_the_point
from kb.search.request import SearchRequest
from tests.publishing import WordEncoder


@pytest.fixture(scope="module")
def real_search(real_database: Path) -> Search:
    return Search(real_database, Encoder.open(open_version(real_database).encoder))


@pytest.mark.parametrize(
    ("text", "missing", "missed"),
    [
        ("zebra", ["zebra"], True),
        ("zebra costs", ["zebra"], True),
        ("nurses who call on people at home with bags and lamps for zebra reasons", ["zebra"], False),
        ("nurses who call", [], False),
        ("zebra lion bags for nurses", ["zebra", "lion"], True),
    ],
)
def test_a_word_counts_by_what_the_text_means_without_it(text: str, missing: list[str], missed: bool) -> None:
    encode = WordEncoder().encode
    hit = encode("nurses call on people with bags")
    assert misses_the_point(text, missing, encode, lambda vector: float(np.dot(vector, hit)) / 9) == missed


@pytest.mark.parametrize(
    "q",
    [
        "bitcoin price prediction",
        "veterinary care home visits",
        "house to rent in Nottingham",
        "six sigma in care homes",
        "vaccination uptake in care homes",
        "robot surgery savings",
        "pressure sores in nursing homes",
        "autism assessment waiting list",
        "autism diagnosis waiting times",
        "NHS pension contributions",
        "best private health insurance",
        "hip replacement waiting list in Wales",
        "health and social care trusts in Northern Ireland",
    ],
)
def test_no_neighbour_passes_for_what_the_base_does_not_have(real_search: Search, q: str) -> None:
    assert not real_search.answer(SearchRequest(q)).confident


@pytest.mark.parametrize(
    "q",
    [
        "patients unhappier after the change",
        "consultant gives GPs advice by email",
        "verdict on the primary care home",
        "Derby or Derbyshire",
        "a helpline for doctors and nurses that finds support in the community",
        "I'm having a mental health crisis and they've sent me to casualty",
    ],
)
def test_an_odd_word_beside_what_is_asked_for_is_forgiven(real_search: Search, q: str) -> None:
    assert real_search.answer(SearchRequest(q)).confident


@pytest.mark.parametrize("q", ["telehealth useless for frail people", "Staffordshire cancer tender blunder"])
def test_a_word_that_passes_judgement_is_not_what_a_query_is_about(real_search: Search, q: str) -> None:
    answer = real_search.answer(SearchRequest(q))
    assert answer.interpretation.not_found
    assert answer.confident


def test_a_place_that_one_of_the_first_hits_names_is_there(real_search: Search) -> None:
    assert real_search.answer(SearchRequest("emergency hospital opened in Cramlington")).confident
    assert not real_search.answer(SearchRequest("emergency hospital opened in Swindon")).confident


@pytest.mark.parametrize(
    "q", ["telehealth useless for frail people", "Staffordshire cancer tender blunder", "house to rent in Nottingham"]
)
@pytest.mark.parametrize("sort", ["title", "date", "strength"])
def test_what_is_taken_for_answered_does_not_depend_on_the_order(real_search: Search, q: str, sort: str) -> None:
    by_score, other = (real_search.answer(SearchRequest(q, sort=one)).confident for one in ("relevance", sort))
    assert other == by_score


def test_a_kind_of_what_the_base_has_is_missing_where_the_rest_is_nearer() -> None:
    encode = WordEncoder().encode
    hit = encode("nurses call on people with bags")

    def likeness(vector: NDArray[np.float32]) -> float:
        return float(np.dot(vector, hit))

    assert misses_the_point("zebra bags", [], encode, likeness, ["zebra"])
    assert not misses_the_point("nurses who call on zebra people with bags", [], encode, likeness, ["lamps"])


@pytest.mark.parametrize(
    "q",
    [
        "what went wrong",
        "deals that fell apart",
        "schemes that flopped",
        "did anything backfire",
        "unsuccessful pilots",
    ],
)
def test_failures_come_first_however_they_are_asked_for(real_search: Search, q: str) -> None:
    failed = """select slug from entries where status in ('failed', 'unsuccessful-bid')
                union select entry from impacts where effect = 'bad'"""
    known = {slug for (slug,) in real_search.connection().execute(failed)}
    first = [hit.slug for hit in real_search.answer(SearchRequest(q)).results[:3]]
    assert len(known.intersection(first)) >= 2, first
