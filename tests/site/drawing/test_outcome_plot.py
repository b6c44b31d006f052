import re
from dataclasses import replace
from itertools import pairwise

import pytest

from kb.published import wording
from kb.published.labels import Labels
from kb.published.record_types import ImpactRecord
from kb.site.drawing.outcome_plot import LEFT, RIGHT, PlotClaim, Spot, column, outcome_plot
from kb.site.drawing.outcome_svg import outcome_picture
from kb.site.drawing.row_names import NAME, row_names
from kb.site.drawing.svg import shortened
from tests.samples import BASE

IMPACT = ImpactRecord(
    id="a-0", position=0, claim="a#impact-0", outcome="emergency-admissions", direction="decrease", measure="change",
    qualifier=None, value=-30, value_to=None, unit="percent", unit_label="percent", from_=None, to=None, reached=None,
    basis="observed", design="matched-control", reviewed_design=None, period=None, baseline=None, comparator_name=None,
    comparator_value=None, comparator_changed=None, population=None, interval_low=-45, interval_high=15, interval_level=95,
    note=None, effect="good", effect_reason="", strength=3, strength_reason="", source="leaflet-2016", at="slide 3",
)  # fmt: skip


def claim(name: str = "A", **changes: object) -> PlotClaim:
    return PlotClaim(name, f"/entries/{name}", "2017", replace(IMPACT, **changes))  # type: ignore[arg-type]


def test_a_level_that_fell_is_not_taken_for_the_size_of_the_fall() -> None:
    fell = replace(IMPACT, measure="level", value=50, value_to=60)
    assert wording.result(fell) == "a level of 50 to 60%"
    assert wording.result(replace(fell, direction="not-stated")) == "50 to 60%"


def drawn(*claims: PlotClaim) -> str:
    return outcome_picture(outcome_plot(claims), Labels(BASE), "Drawn", lambda address: address).within


def test_a_scale_never_mixes_units_and_levels_stand_apart() -> None:
    found = outcome_plot(
        [
            claim("percent"), claim("percent too", measure="difference"), claim("points", unit="percentage-points"),
            claim("points too", unit="percentage-points"), claim("level", measure="level", value=40),
            claim("ratio", measure="ratio", unit=None, value=0.8), claim("ratio too", measure="ratio", unit=None, value=1.2),
        ]
    )  # fmt: skip
    assert {panel.title: len(panel.rows) for panel in found.panels} == {
        "Change or difference, %": 2, "Change or difference, percent": 2, "Level, %": 1, "Ratio": 2,
    }  # fmt: skip
    assert [panel.middle for panel in found.panels if panel.title.startswith(("Level", "Ratio"))] == [1.0, None]


def test_the_strongest_come_first_and_hopes_last() -> None:
    found = outcome_plot([claim("hope", basis="target"), claim("weak", strength=1), claim("strong", strength=5)])
    assert [row.claim.name for row in found.panels[0].rows] == ["strong", "weak", "hope"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"effect": "none"}, 1), ({"effect": "mixed"}, 3), ({}, 0), ({"direction": "increase", "effect": "bad"}, 2),
        ({"direction": "not-stated", "effect": "unclear"}, 3),
    ],
)  # fmt: skip
def test_a_claim_without_a_number_stands_in_the_column_of_what_happened(
    changes: dict[str, object], expected: int
) -> None:
    found = outcome_plot([claim("A", value=None, **changes)])
    assert found.panels == ()
    assert [number for _, number in found.columns] == [expected]
    assert column(found.columns[0][0].impact) == expected


def test_a_value_far_beyond_the_others_ends_at_the_edge_and_shows_it() -> None:
    found = outcome_plot([claim(str(n), value=-10 - n, interval_low=None, interval_high=None) for n in range(5)])
    assert [row.value.beyond for row in found.panels[0].rows] == [0] * 5
    far = [*found.claims, claim("far", value=-400, interval_low=None, interval_high=None)]
    row = next(row for row in outcome_plot(far).panels[0].rows if row.claim.name == "far")
    assert row.value == Spot(LEFT, -1)


@pytest.mark.parametrize("far", [{"comparator_value": 400}, {"value_to": 400}, {"interval_high": 400}])
def test_whatever_lies_beyond_the_scale_bears_an_arrow(far: dict[str, object]) -> None:
    near = [claim(str(n), value=-10 - n, interval_low=None, interval_high=None) for n in range(5)]
    arrow = f"M{RIGHT - 6:.1f}"
    assert arrow not in drawn(*near)
    assert arrow in drawn(*near, claim("far", **{"interval_low": -20, "interval_high": -5, **far}))


def test_interval_and_comparator_stand_on_the_same_scale() -> None:
    row = outcome_plot([claim(comparator_value=-10)]).panels[0].rows[0]
    assert row.interval is not None
    assert row.comparator is not None
    low, high = row.interval
    assert LEFT <= low.at < row.value.at < row.comparator.at < high.at <= RIGHT


def test_the_comparators_own_level_is_not_drawn_on_a_scale_of_differences() -> None:
    assert outcome_plot([claim(measure="difference", comparator_value=70)]).panels[0].rows[0].comparator is None


def test_a_missing_interval_is_said() -> None:
    assert "95% interval −45 to 15" in drawn(claim())
    assert "no interval printed" in drawn(claim(interval_low=None, interval_high=None))


def test_a_hope_is_hollow_and_a_claim_without_method_is_pale() -> None:
    assert 'class="good mark hollow"' in drawn(claim(basis="target"))
    assert 'class="good mark reported"' in drawn(claim(basis="reported"))
    assert 'class="good mark"' in drawn(claim())


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ({"population": "people in care homes"}, {"population": "people in their homes"}, ["care homes", "their homes"]),
        ({"period": "1st to 3rd year"}, {"period": "1st year"}, ["1st to 3rd year", "1st year"]),
        ({"population": "all", "period": "6 months"}, {"population": "all", "period": "12 months"}, ["6 months", "12 months"]),
        ({"comparator_name": "the year before"}, {"comparator_name": "other homes"}, ["year before", "other homes"]),
        ({"claim": "a#all-stays"}, {"claim": "a#long-stays"}, ["all stays", "long stays"]),
    ],
)  # fmt: skip
def test_rows_that_would_read_the_same_say_what_tells_them_apart(
    one: dict[str, object], other: dict[str, object], told: list[str]
) -> None:
    pair = [replace(claim("Beds", **changes), url=f"#{number}") for number, changes in enumerate((one, other))]
    assert list(row_names(outcome_plot(pair)).values()) == [f"Beds; {tail}" for tail in told]


def test_rows_with_names_of_their_own_keep_them_and_long_ones_stay_short() -> None:
    assert set(row_names(outcome_plot([claim("Beds"), claim("Days")])).values()) == {"Beds", "Days"}
    long = [replace(claim("Beds " * 20, population=f"{who} " * 9), url=who) for who in ("adults", "children")]
    names = row_names(outcome_plot(long)).values()
    assert len(set(names)) == 2
    assert max(map(len, names)) <= NAME


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Days in hospital (study: a trial of homes)", "Days in hospital…"),
        ("Days spent by people in The Mid-Notts", "Days spent by people…"),
        ("Days in hospital (a trial) of some homes here", "Days in hospital (a trial)…"), ("Days in bed", "Days in bed"),
        ("Hospitalisationsundentlassungen", "Hospitalisationsundentlassun…"),
    ],
)  # fmt: skip
def test_a_text_is_cut_after_a_word_that_can_end_it(words: str, expected: str) -> None:
    assert shortened(words, 29) == expected


def test_text_in_a_drawing_is_escaped() -> None:
    assert "<script>" not in drawn(claim("<script>alert(1)</script>"))


def test_numbers_of_a_scale_stand_beside_each_other() -> None:
    amounts = (8_900_000, 30_000_000)
    sums = [claim(str(value), value=value, unit="GBP", unit_label="pounds", interval_low=None) for value in amounts]
    printed = re.findall(r'class="soft small mid" x="([\d.]+)"[^>]*>([\d,]+)<', drawn(*sums))
    assert len(printed) > 1
    # A digit is about 6 wide, and on a telephone the scale has half its width.
    apart = [float(right) - float(left) for (left, _), (right, _) in pairwise(printed)]
    assert min(apart) > 2 * 6 * max(len(words) for _, words in printed) * 0.8, printed
