"""What is said of an outcome, each rule by an example."""

import pytest

from ingest.tag.tagger import Tagger

UNCHANGED = "no-evidence-of-change"


def said(tagger: Tagger, text: str) -> list[tuple[str, str | None, bool | None]]:
    """The outcomes of a text with their direction and whether it denies."""
    return [(m.text, m.direction, m.negated) for m in tagger.tag([text])[0] if m.vocabulary == "outcomes"]


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Emergency admissions fell by 9%.", "decrease"),
        ("They cut emergency admissions.", "decrease"),
        ("A fall in emergency admissions was seen.", "decrease"),
        ("Emergency admissions were reduced.", "decrease"),
        ("Emergency admissions have increased every year.", "increase"),
        ("There were fewer emergency admissions.", "decrease"),
        ("Emergency admissions were 9% lower.", "decrease"),
        ("Emergency admissions: -1.4%.", "decrease"),
        ("Growth in emergency admissions was slower.", "increase"),
        ("The target is a 19.5% reduction in emergency admissions.", "decrease"),
        ("Emergency admissions rose at two sites and fell at one.", "mixed"),
        ("It is too early to say whether emergency admissions fell.", "inconclusive"),
        ("They counted emergency admissions.", None),
    ],
)
def test_a_direction_is_what_happened_to_the_thing(tagger: Tagger, text: str, direction: str | None) -> None:
    [(_, found, negated)] = said(tagger, text)
    assert (found, negated) == (direction, False)


@pytest.mark.parametrize(
    "text",
    [
        "There was no evidence of a reduction in emergency admissions.",
        "There was no evidence that emergency admissions fell.",
        "Emergency admissions did not fall.",
        "They failed to reduce emergency admissions.",
        "No difference in emergency admissions was found.",
        "They worked without raising emergency admissions.",
        "A non-significant increase in emergency admissions was seen.",
    ],
)
def test_a_denied_change_is_no_evidence_of_change(tagger: Tagger, text: str) -> None:
    assert said(tagger, text) == [("emergency admissions", UNCHANGED, True)] or said(tagger, text) == [
        ("Emergency admissions", UNCHANGED, True)
    ]


def test_what_stayed_the_same_is_not_denied(tagger: Tagger) -> None:
    assert said(tagger, "Costs remained stable.") == [("Costs", UNCHANGED, False)]


def test_better_and_worse_follow_the_direction_that_is_good(tagger: Tagger) -> None:
    assert said(tagger, "Waiting times improved and patient experience got worse.") == [
        ("Waiting times", "decrease", False),
        ("patient experience", "decrease", False),
    ]


def test_each_outcome_has_its_own_verb(tagger: Tagger) -> None:
    assert said(tagger, "Costs rose but bed days fell.") == [
        ("Costs", "increase", False),
        ("bed days", "decrease", False),
    ]


def test_a_list_shares_what_is_said(tagger: Tagger) -> None:
    assert said(tagger, "Ambulance call-outs fell by 9% and bed days by 26%.") == [
        ("Ambulance call-outs", "decrease", False),
        ("bed days", "decrease", False),
    ]
    assert {d for _, d, _ in said(tagger, "A&E visits and bed days were reduced.")} == {"decrease"}


def test_an_exception_is_denied(tagger: Tagger) -> None:
    assert said(tagger, "A fall in bed days, but not in costs.")[1] == ("costs", UNCHANGED, True)
    assert said(tagger, "Bed days did not fall, nor did costs.")[1] == ("costs", UNCHANGED, True)


def test_the_cost_of_something_says_nothing_of_the_thing(tagger: Tagger) -> None:
    assert said(tagger, "The costs of emergency admissions fell.") == [
        ("costs", "decrease", False),
        ("emergency admissions", None, False),
    ]


def test_savings_that_are_made_go_up(tagger: Tagger) -> None:
    assert said(tagger, "It generated savings of £20 million.") == [("savings", "increase", False)]
    assert said(tagger, "The savings did not materialise.") == [("savings", UNCHANGED, True)]


def test_more_than_a_number_is_no_direction(tagger: Tagger) -> None:
    assert said(tagger, "More than 1,000 referrals.") == [("referrals", None, False)]
