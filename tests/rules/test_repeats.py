from pathlib import Path
from typing import Any

import pytest

from ingest.read.check import check
from ingest.read.load import load
from tests.samples import CITE, ENTRY, entry, write_base

NAMED = {**ENTRY["impacts"][0], "id": "admissions"}
REPEATED = {**ENTRY["impacts"][0], "repeats": "home#admissions"}


def found(tmp_path: Path, there: list[dict[str, Any]]) -> list[str]:
    """Give the rules that an entry breaks whose impacts tell what another entry tells."""
    other = entry(title="Another scheme altogether", contacts=None, figures=None, impacts=there)
    base = load(write_base(tmp_path / "entries", home=entry(impacts=[NAMED]), there=other))
    return [problem.rule for problem in check(base)]


def test_a_marked_repeat_is_no_fault(tmp_path: Path) -> None:
    assert found(tmp_path, [REPEATED]) == []


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        (ENTRY["impacts"][0], "claim-told-twice"),
        ({**REPEATED, "value": -12}, "repeats-differs"),
        ({**REPEATED, "repeats": "home#nothing"}, "unknown-claim"),
    ],
)
def test_an_unmarked_or_false_repeat_is_refused(tmp_path: Path, told: dict[str, Any], rule: str) -> None:
    assert rule in found(tmp_path, [told])


def test_a_repeat_that_differs_may_say_why(tmp_path: Path) -> None:
    assert found(tmp_path, [{**REPEATED, "value": -12, "note": "The second paper rounds."}]) == []


def test_the_same_words_of_one_source_are_one_claim(tmp_path: Path) -> None:
    words = "Nobody counted how often the teams met in the first year of the scheme."
    told = {
        "outcome": "activity",
        "direction": "not-stated",
        "basis": "reported",
        "design": "description",
        "note": words,
    }
    base = load(
        write_base(
            tmp_path / "entries",
            one=entry(impacts=[{**told, "about": [], "cite": CITE}]),
            two=entry(title="Another scheme altogether", contacts=None, figures=None,
                      impacts=[{**told, "about": [], "cite": {**CITE, "at": "slide 9"}}]),
        )
    )  # fmt: skip
    assert [problem.rule for problem in check(base)] == ["claim-told-twice"]


def test_a_chain_of_repeats_is_refused(tmp_path: Path) -> None:
    chained = {**ENTRY["impacts"][0], "id": "again", "repeats": "home#admissions"}
    second = {**ENTRY["impacts"][0], "repeats": "there#again"}
    assert "repeats-a-repeat" in found(tmp_path, [chained, second])
