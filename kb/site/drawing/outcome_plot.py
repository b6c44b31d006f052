"""The outcome plot, forest-like: which row stands where on which scale. Scales never mix units, levels stand apart."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kb.published import wording
from kb.published.record_types import ImpactRecord
from kb.site.drawing.scale import Scale, scale_of

LEFT, RIGHT = 340.0, 640.0
RATIO, LEVEL = "ratio", "level"
UNITLESS = frozenset({"", "ratio", "none"})
# The columns of those that print no number, and of a number whose unit no other result has.
COLUMNS = ("fell", "no clear effect", "rose", "mixed or unclear")
DIRECTED = {"decrease": 0, "increase": 2}


@dataclass(frozen=True)
class PlotClaim:
    """A claim to draw: what its row is called, where it leads, the year of its source, the impact, how far it was read."""

    name: str
    url: str
    year: str
    impact: ImpactRecord
    reading: str = ""
    """As wording says it (abstract read); empty where the whole source was read."""


@dataclass(frozen=True)
class Spot:
    """Where a number stands: its place, at an end of the scale where it lies beyond."""

    at: float
    beyond: int
    """-1 where it lies before the scale, 1 where after it, else 0."""


@dataclass(frozen=True)
class PlotRow:
    """One claim on a scale."""

    claim: PlotClaim
    value: Spot
    to: Spot | None
    """The other end of a printed range."""
    interval: tuple[Spot, Spot] | None
    comparator: Spot | None


@dataclass(frozen=True)
class Panel:
    """Rows of one unit on one scale; `middle` is where nothing changed, None of levels."""

    title: str
    unit: str
    scale: Scale
    middle: float | None
    rows: tuple[PlotRow, ...]


@dataclass(frozen=True)
class OutcomePlot:
    """Panels with a scale each, and rows without one: the claim and the column that its mark stands in."""

    panels: tuple[Panel, ...]
    columns: tuple[tuple[PlotClaim, int], ...]

    @property
    def claims(self) -> tuple[PlotClaim, ...]:
        """Give the claims in the order in which they are drawn."""
        drawn = [row.claim for panel in self.panels for row in panel.rows]
        return (*drawn, *(claim for claim, _ in self.columns))


def outcome_plot(claims: Iterable[PlotClaim]) -> OutcomePlot:
    """Place claims, the strongest first."""
    ordered = sorted(claims, key=_order)
    by_unit: dict[tuple[str, str, str], list[PlotClaim]] = defaultdict(list)
    for claim in ordered:
        if claim.impact.value is not None:
            by_unit[_kind(claim.impact)].append(claim)
    scaled = {key: found for key, found in by_unit.items() if len(found) > 1 or key[1] == "percent"}
    drawn = {id(claim) for found in scaled.values() for claim in found}
    panels = sorted((_panel(key, found) for key, found in scaled.items()), key=lambda panel: -len(panel.rows))
    rest = tuple((claim, column(claim.impact)) for claim in ordered if id(claim) not in drawn)
    return OutcomePlot(tuple(panels), rest)


def column(impact: ImpactRecord) -> int:
    """Give the column of an impact: what happened to the outcome, good or bad."""
    if impact.effect == "none":
        return 1
    if impact.effect == "mixed":
        return 3
    return DIRECTED.get(impact.direction, 3)


def _order(claim: PlotClaim) -> tuple[bool, int, bool, str]:
    impact = claim.impact
    strength = -1 if impact.strength is None else impact.strength
    return not impact.measured, -strength, impact.value is None, claim.name


def _kind(impact: ImpactRecord) -> tuple[str, str, str]:
    measure = impact.measure or LEVEL
    return ("change" if measure in wording.SIGNED else measure), impact.unit or "", impact.unit_label or ""


def _panel(key: tuple[str, str, str], claims: list[PlotClaim]) -> Panel:
    kind, unit, label = key
    middle = {RATIO: 1.0, LEVEL: None}.get(kind, 0.0)
    values = [value for claim in claims for value in _values(claim.impact)]
    scale = scale_of(values, middle or 0.0, (LEFT, RIGHT))
    name = "%" if unit == "percent" else (label or unit.replace("-", " "))
    title = {"change": "Change or difference", RATIO: "Ratio", LEVEL: "Level"}.get(kind, kind.capitalize())
    rows = tuple(_row(claim, scale) for claim in claims)
    plain = unit in UNITLESS or name == title.lower()
    return Panel(title if plain else f"{title}, {name}", unit, scale, middle, rows)


def _values(impact: ImpactRecord) -> Iterable[float]:
    found = (impact.value, impact.value_to, impact.interval_low, impact.interval_high, _comparator(impact))
    return (float(value) for value in found if value is not None)


def _comparator(impact: ImpactRecord) -> float | None:
    """Give the comparator's own value where it is of the scale; of a difference, the comparator is the zero line."""
    return None if impact.measure == "difference" or impact.comparator_value is None else float(impact.comparator_value)


def _row(claim: PlotClaim, scale: Scale) -> PlotRow:
    impact = claim.impact
    low, high, comparator = impact.interval_low, impact.interval_high, _comparator(impact)
    return PlotRow(
        claim,
        _spot(impact.value or 0, scale),
        None if impact.value_to is None else _spot(impact.value_to, scale),
        None if low is None or high is None else (_spot(low, scale), _spot(high, scale)),
        None if comparator is None else _spot(comparator, scale),
    )


def _spot(value: float, scale: Scale) -> Spot:
    return Spot(scale.at(value), scale.beyond(value))
