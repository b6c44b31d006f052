"""What a query says happened to an outcome is told by direction, effect and negation, not by words of the outcome itself."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.search.units import Reader


@pytest.fixture(scope="module")
def reader(real_database: Path) -> Iterator[Reader]:
    connection = sqlite3.connect(f"{real_database.as_uri()}?mode=ro", uri=True)
    yield Reader.open(connection, str.isalpha)
    connection.close()


def told(reader: Reader, q: str) -> set[str]:
    return {term.removeprefix("#") for term in reader.read(q, expand=True, prefix=False).movements}


@pytest.mark.parametrize(
    ("q", "terms"),
    [
        ("costs went up", {"movements/cost increase"}),
        ("fewer bed days", {"movements/bed-days decrease"}),
        ("did it save money", set()),
        ("falls prevention", set()),
        ("bed days were not cut", {"movements/bed-days no-evidence-of-change", "movements/bed-days increase"}),
        ("schemes that did not reduce bed days", {"outcome_results/bed-days none", "results/none"}),
        ("patient experience got worse", {"outcome_results/patient-experience bad", "results/bad"}),
        ("nurses on night duty", set()),
    ],
)
def test_what_happened_is_told_by_words_for_it(reader: Reader, q: str, terms: set[str]) -> None:
    assert told(reader, q) == terms


def test_no_difference_is_both_a_direction_and_a_result(reader: Reader) -> None:
    found = told(reader, "made no difference to bed days")
    assert {"movements/bed-days no-evidence-of-change", "outcome_results/bed-days none", "results/none"} <= found
