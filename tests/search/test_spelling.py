import sqlite3
from pathlib import Path

import pytest

from kb.published.version import open_version
from kb.search.encoder import Encoder
from kb.search.engine import Search
from kb.search.request import SearchRequest
from kb.search.spelling import Speller


@pytest.fixture(scope="module")
def real_search(real_database: Path) -> Search:
    return Search(real_database, Encoder.open(open_version(real_database).encoder))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("comunity nurrses contarct", "community nurses contract"),
        ("alience contract", "alliance contract"),
        ("carehomes", "care homes"),
        ("hospitle admisions", "hospital admissions"),
        ("Salfrod", "Salford"),
        ("isle of white", "isle of wight"),
    ],
)
def test_every_misspelt_word_is_corrected(search: Search, typed: str, read: str) -> None:
    assert (search.answer(SearchRequest(typed)).interpretation.did_you_mean or "").lower() == read.lower()


@pytest.mark.parametrize(
    ("typed", "read"), [("tele-health", "telehealth"), ("care-home", "care-home"), ("anti-telehealth", "telehealth")]
)
def test_words_with_a_hyphen_are_read_as_the_entries_have_them(search: Search, typed: str, read: str) -> None:
    interpretation = search.answer(SearchRequest(typed)).interpretation
    assert [one.text for one in interpretation.expanded] == [read]
    assert interpretation.did_you_mean is None


@pytest.mark.parametrize("typed", ["blockchain", "psilocybin", "Buurtzorg", "xylophone", "qwertz"])
def test_a_word_that_is_near_to_none_is_left(search: Search, typed: str) -> None:
    assert search.answer(SearchRequest(typed)).interpretation.did_you_mean is None


@pytest.mark.parametrize(
    ("word", "held"), [("resident", True), ("residents", True), ("residence", False), ("97", True)]
)
def test_a_relative_of_a_word_is_no_form_of_it(connection: sqlite3.Connection, word: str, held: bool) -> None:
    assert Speller(connection, frozenset()).has(word) == held


def test_it_is_no_information_technology(search: Search) -> None:
    expanded = search.answer(SearchRequest("how much did it cost")).interpretation.expanded
    assert "it" not in [one.text for one in expanded]
    assert [one.text for one in search.answer(SearchRequest("IT")).interpretation.expanded] == ["IT"]
    assert "IT" in [one.text for one in search.answer(SearchRequest("IT for nurses")).interpretation.expanded]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("telehelth trail", "telehealth trial"),
        ("mountain trail", None),
    ],
)
def test_who_misspells_one_word_may_have_misspelt_another_into_a_word(
    real_search: Search, typed: str, read: str | None
) -> None:
    assert real_search.answer(SearchRequest(typed)).interpretation.did_you_mean == read
