from dataclasses import replace

import pytest

from kb.published.record_types import ImpactRecord
from kb.site.drawing.effects import MIDDLE, REACH, track
from kb.site.pages.entry import Group

IMPACT = ImpactRecord(
    id="a-0", position=0, claim="a#impact-0", outcome="emergency-admissions", direction="decrease", measure="change",
    qualifier=None, value=-30, value_to=None, unit="percent", unit_label="percent", from_=None, to=None, reached=None,
    basis="observed", design="matched-control", reviewed_design=None, period=None, baseline=None, comparator_name=None,
    comparator_value=None, population=None, interval_low=-45, interval_high=15, interval_level=95, note=None, effect="good",
    effect_reason="", strength=3, strength_reason="", source="leaflet-2016", at="slide 3",
)  # fmt: skip


def test_a_good_fall_reaches_to_the_better_side_to_scale() -> None:
    drawn = track(IMPACT)
    assert (drawn.start, drawn.end) == (MIDDLE, MIDDLE + REACH / 2)
    assert drawn.glyph == "down"


def test_the_interval_crosses_the_middle_where_it_holds_both_directions() -> None:
    low, high = track(IMPACT).whisker or (0, 0)
    assert low < MIDDLE < high
    assert high == MIDDLE + REACH * 45 / 60


@pytest.mark.parametrize(
    ("effect", "direction", "glyph", "side"),
    [
        ("bad", "increase", "up", -1),
        ("none", "no-evidence-of-change", "still", 0),
        ("mixed", "mixed", "both", 1),
        ("unclear", "inconclusive", "open", 0),
    ],
)
def test_each_effect_has_its_side_and_mark(effect: str, direction: str, glyph: str, side: int) -> None:
    drawn = track(replace(IMPACT, effect=effect, direction=direction, value=None, interval_low=None))
    assert drawn.glyph == glyph
    assert (drawn.end > MIDDLE) - (drawn.end < MIDDLE) == side


def test_a_huge_change_stays_in_the_picture() -> None:
    drawn = track(replace(IMPACT, value=-400))
    assert drawn.end == MIDDLE + REACH
    assert drawn.beyond


def test_a_size_in_another_unit_is_not_drawn_to_scale() -> None:
    assert (
        track(replace(IMPACT, value=-400, unit="bed days")).width
        == track(replace(IMPACT, value=-1, unit="miles")).width
    )


@pytest.mark.parametrize(("measured", "value", "drawn"), [(True, None, 1), (False, -30, 1), (False, None, 0)])
def test_a_hope_without_a_figure_is_not_drawn(measured: bool, value: int | None, drawn: int) -> None:
    impact = replace(IMPACT, value=value)
    assert len(Group("Any", measured, ((impact, track(impact)),)).drawn) == drawn
