import pytest

from ingest.read.load import Base
from kb.model.claims import Impact
from kb.model.rating import effect, strength
from tests.samples import CITE


def impact(**changes: object) -> Impact:
    fields = {
        "outcome": "emergency-admissions",
        "direction": "decrease",
        "basis": "observed",
        "design": "before-after",
        "cite": CITE,
    }
    return Impact.model_validate({**fields, **changes})


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "good"),
        ({"direction": "increase"}, "bad"),
        ({"direction": "increase", "outcome": "patient-experience"}, "good"),
        ({"direction": "no-evidence-of-change"}, "none"),
        ({"direction": "mixed"}, "mixed"),
        ({"direction": "inconclusive"}, "unclear"),
        ({"direction": "not-stated"}, "unclear"),
        ({"outcome": "activity"}, "unclear"),
        ({"basis": "target"}, None),
        ({"basis": "illustration"}, None),
        ({"measure": "level", "value": 87, "unit": "percent", "direction": "not-stated"}, None),
        ({"measure": "level", "value": 12, "unit": "days", "baseline": "2014"}, "good"),
        ({"value": -5, "measure": "difference", "interval": {"low": -13, "high": 3}}, "none"),
        ({"value": 0.86, "measure": "ratio", "interval": {"low": 0.75, "high": 0.97}}, "good"),
        ({"value": 0.86, "measure": "ratio", "interval": {"low": 0.75, "high": 1.02}}, "none"),
        ({"value": -14, "measure": "difference", "comparator": {"name": "controls", "value": -20}}, "good"),
    ],
)
def test_effect_follows_from_direction_and_what_is_desirable(
    real_base: Base, changes: dict[str, object], expected: str | None
) -> None:
    assert effect(impact(**changes), real_base.vocabularies).value == expected


@pytest.mark.parametrize(
    ("basis", "reason"),
    [
        ("observed", "Emergency admissions fell, which is wanted."),
        ("target", "Emergency admissions: a fall is the aim, which is wanted."),
        ("projection", "Emergency admissions: a fall is projected, which is wanted."),
        ("illustration", "This is one person's story, which shows how it works but measures no effect."),
    ],
)
def test_the_reason_tells_results_from_hopes(real_base: Base, basis: str, reason: str) -> None:
    assert effect(impact(basis=basis), real_base.vocabularies).reason == reason


def test_slower_growth_than_elsewhere_is_mixed_and_says_so(real_base: Base) -> None:
    slower = impact(
        direction="increase", value=2.6, unit="percent", comparator={"name": "rest of England", "value": 4.9}
    )
    judged = effect(slower, real_base.vocabularies)
    assert judged.value == "mixed"
    assert "rest of England" in judged.reason


@pytest.mark.parametrize("direction", ["increase", "decrease"])
def test_less_than_elsewhere_in_words_alone_is_mixed_too(real_base: Base, direction: str) -> None:
    elsewhere = {"name": "rest of England", "changed": "more"}
    judged = effect(impact(direction=direction, comparator=elsewhere), real_base.vocabularies)
    assert judged.value == "mixed"
    assert judged.reason.endswith("by less than in the comparison (rest of England).")


def test_a_fall_beside_a_rise_elsewhere_is_good(real_base: Base) -> None:
    fell = impact(value=-1.4, unit="percent", comparator={"name": "rest of England", "value": 6.7})
    assert effect(fell, real_base.vocabularies).value == "good"


def test_a_smaller_fall_than_elsewhere_is_mixed(real_base: Base) -> None:
    fell = impact(value=-1.4, unit="percent", comparator={"name": "rest of England", "value": -6.7})
    assert effect(fell, real_base.vocabularies).value == "mixed"


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ({}, 1),
        ({"design": "randomised-trial"}, 5),
        ({"design": "matched-control"}, 3),
        ({"design": "not-stated"}, None),
        ({"design": "literature-review", "reviewed_design": "matched-control"}, 3),
        ({"design": "literature-review"}, None),
        ({"design": "randomised-trial", "basis": "target"}, 0),
    ],
)
def test_strength_follows_from_the_design(real_base: Base, changes: dict[str, object], level: int | None) -> None:
    judged = strength(impact(**changes), real_base.vocabularies)
    assert judged.value == level
    assert judged.reason
