from collections.abc import Sequence
from typing import Any

import pytest

from kb.published.claims import ClaimRecord
from kb.published.record_types import ContractValueRecord
from kb.synthesis.subjects import Subjects, subjects_of
from kb.synthesis.tally import differing, tally
from kb.synthesis.topic_answer import on_all, on_outcome, on_under
from kb.synthesis.topic_facts import Owned
from kb.synthesis.topic_head import answer_of, numbers_of
from tests.synthesis.claims import CLAIMED, FELL, HOPE, LABELS, LEVEL, NONE, ROSE, claim

NAME = "Emergency admissions"
BEFORE: dict[str, Any] = {"design": "before-after", "strength": 1}


def topic(*named: tuple[str, str]) -> Subjects:
    found = subjects_of(named, LABELS)
    assert found
    return found


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ([], ["No independent study in the base gives a result on emergency admissions."]),
        (
            [claim()],
            ["The one independent result on emergency admissions fell.",
             "Its design: matched control (strength 3 of 5, moderate)."],
        ),
        (
            [claim("one", **FELL), claim("two", **ROSE), *[claim("three", **BEFORE, **FELL) for _ in range(2)],
             *[claim("four", **BEFORE, **NONE) for _ in range(2)]],
            ["Of 6 independent results on emergency admissions, from 4 studies, 3 fell, 2 show no clear effect, 1 rose.",
             "The two strongest (matched control) disagree: one fell, one rose."],
        ),
        (
            [claim("one"), claim("one"), claim("two", **BEFORE, **ROSE)],
            ["Of 3 independent results on emergency admissions, from 2 studies, 2 fell, 1 rose.",
             "The two strongest (matched control), from one study, agree: both fell."],
        ),
        (
            [claim("one", **NONE), claim("two", **BEFORE)],
            ["Of 2 independent results on emergency admissions, from 2 studies, 1 fell, 1 shows no clear effect.",
             "The strongest (matched control) shows no clear effect."],
        ),
        (
            [claim("one"), claim("two"), claim("three"), claim("four", **NONE)],
            ["Of 4 independent results on emergency admissions, from 4 studies, 3 fell, 1 shows no clear effect.",
             "The four strongest (matched control) disagree: 3 fell, 1 shows no clear effect."],
        ),
        (
            [claim("one", strength=None, design="not-stated"), claim("two", strength=None, design="not-stated")],
            ["Of 2 independent results on emergency admissions, from 2 studies, both fell.",
             "None of them names a design whose strength can be rated."],
        ),
        (
            [claim("a-scheme", **CLAIMED), claim("a-scheme", **HOPE)],
            ["No independent study in the base gives a result on emergency admissions.",
             "Without a method, schemes and reports claim 1 result: 1 is good for patients or the system.",
             "1 target, forecast or story is no result and not counted."],
        ),
    ],
)  # fmt: skip
def test_an_outcome_is_answered_in_words_made_from_counts(claims: Sequence[ClaimRecord], said: list[str]) -> None:
    assert list(on_outcome(NAME, claims, LABELS)) == said


def test_an_answer_over_outcomes_counts_good_and_bad_as_a_rise_of_one_is_no_rise_of_another() -> None:
    claims = [claim("one", **FELL), claim("two", outcome="cost", **ROSE), claim("two", **NONE)]
    first, second = on_all(topic(("contract_types", "alliance")), claims, LABELS)
    assert first == (
        "Of 3 independent results on alliance contract, from 2 studies, on 2 outcomes, "
        "1 is good for patients or the system, 1 is bad, 1 shows no clear effect."
    )
    assert second.startswith("The three strongest (matched control) disagree: ")


def test_a_topic_of_two_names_both() -> None:
    both = topic(("outcomes", "emergency-admissions"), ("contract_types", "alliance"))
    assert both.title == "Alliance contract and emergency admissions"
    assert answer_of(both, [], LABELS) == (
        "No independent study in the base gives a result on emergency admissions (alliance contract).",
    )


def test_a_level_is_counted_and_never_called_a_change() -> None:
    counts = tally([claim(**LEVEL), claim(**FELL)])
    assert counts.moved == {"fell": 1, "level": 1}
    assert counts.words == "1 fell, 1 is a level with nothing to compare"


def test_what_differs_is_said_where_results_disagree_and_only_there() -> None:
    homes = [claim("one", **FELL), claim("one", **FELL), claim("two", **NONE), claim("two", **NONE)]
    settings = {"settings": {"one": ("care-home",), "two": ()}}
    assert [one.sentence for one in differing(homes, settings, LABELS)] == []
    mixed = [*homes, claim("three", **BEFORE, **ROSE), claim("three", **BEFORE, **ROSE)]
    (found,) = differing(mixed, settings, LABELS)
    assert found.sentence == "By design: matched control: 2 fell, 2 show no clear effect; before and after: both rose."
    assert differing([claim(), claim()], settings, LABELS) == ()


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ([], []),
        (
            [claim("a-study", **NONE), claim("a-scheme", **CLAIMED), claim("a-scheme", **CLAIMED), claim("b", **BEFORE, **ROSE)],
            ["Of 4 results of schemes under such a contract, which no source ties to it, 2 are good for patients or the "
             "system, 1 is bad, 1 shows no clear effect.",
             "2 of them are claimed without a method.",
             "The strongest (matched control; strength 3 of 5, moderate) shows no clear effect."],
        ),
        (
            [claim("a-scheme", **CLAIMED)],
            ["The one result of a scheme under such a contract, which no source ties to it and which is claimed without a "
             "method, is good for patients or the system.",
             "It names no design whose strength can be rated."],
        ),
    ],
)  # fmt: skip
def test_results_under_such_a_contract_are_told_by_which_way_they_point_and_how_strong_they_are(
    claims: Sequence[ClaimRecord], said: list[str]
) -> None:
    assert list(on_under(claims, LABELS)) == said


def test_a_level_with_a_rated_design_is_not_said_to_have_none() -> None:
    (only,) = on_outcome(NAME, [claim(**LEVEL)], LABELS)
    assert only == "The one independent result on emergency admissions is a level with nothing to compare."


def pounds(amount: int, qualifier: str | None = None) -> Owned:
    fact = ContractValueRecord("1", qualifier, amount, "GBP", "The contract", None, None, "s", "page 1")
    return Owned("a-scheme", "A scheme", fact)


@pytest.mark.parametrize(
    ("sums", "said"),
    [
        ([], ""),
        ([pounds(1_000_000, "almost")], "almost £1 million"),
        ([pounds(800_000_000, "about"), pounds(152_000_000)], "£152 million to about £800 million"),
    ],
)
def test_a_qualifier_stays_with_its_sum_in_a_range_too(sums: list[Owned], said: str) -> None:
    assert numbers_of([], sums).money == said


def test_results_in_money_are_counted_and_those_of_studies_apart() -> None:
    claims = [claim(unit="GBP"), claim(unit="GBP-a-year", **CLAIMED), claim(unit="GBP", **HOPE), claim(unit="percent")]
    assert numbers_of(claims, []).results_in_money == "2, 1 of them independent"
    assert numbers_of([], []).results_in_money == "none"
