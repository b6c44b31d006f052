"""Results that point different ways about the same outcome, in one entry or between entries that are related."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.published.record_types import ImpactRecord
from kb.published.records import EntryRecord

ASPECTS = {
    "population": "population",
    "baseline": "baseline",
    "comparator_name": "comparison",
    "period": "period",
    "design": "design",
    "source": "source",
}
CLEAR = frozenset({"good", "bad", "none", "mixed"})


@dataclass(frozen=True)
class Side:
    """One result, and the entry that holds it."""

    entry: EntryRecord
    impact: ImpactRecord


@dataclass(frozen=True)
class Disagreement:
    """Results about one outcome that do not all have the same effect, side by side and unmerged."""

    outcome: str
    sides: tuple[Side, ...]

    @property
    def differs_in(self) -> tuple[str, ...]:
        """Name what else differs between them, which may be why."""
        return tuple(word for name, word in ASPECTS.items() if len({getattr(s.impact, name) for s in self.sides}) > 1)


def disagreements(entry: EntryRecord, related: Iterable[EntryRecord] = ()) -> tuple[Disagreement, ...]:
    """Give the outcomes on which the results of an entry, and those of related entries, do not agree."""
    others = [Side(other, impact) for other in related for impact in other.impacts]
    found = []
    for outcome in dict.fromkeys(impact.outcome for impact in entry.impacts):
        own = _results(outcome, (Side(entry, impact) for impact in entry.impacts))
        effects = {side.impact.effect for side in own}
        against = [side for side in _results(outcome, others) if effects and {side.impact.effect} != effects]
        sides = (*own, *against)
        if len({side.impact.effect for side in sides}) > 1:
            found.append(Disagreement(outcome, sides))
    return tuple(found)


def _results(outcome: str, sides: Iterable[Side]) -> tuple[Side, ...]:
    return tuple(
        side
        for side in sides
        if side.impact.outcome == outcome and side.impact.measured and side.impact.effect in CLEAR
    )
