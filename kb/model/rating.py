"""Ratings that explain themselves: effect from direction, strength from study design. Neither is typed by hand."""

from dataclasses import dataclass

from kb.model.claims import Impact
from kb.model.vocabulary import Vocabularies, VocabularyTerm

OPPOSITE = {"increase": "decrease", "decrease": "increase"}
NOT_MEASURED = {
    "target": "This is a target, so nothing has been measured yet.",
    "projection": "This is a projection, so nothing has been measured yet.",
    "illustration": "This is one person's story, which shows how it works but measures no effect.",
}
AHEAD = {"target": "the aim", "projection": "projected"}
LEVEL, DIFFERENCE, RATIO = "level", "difference", "ratio"
FIXED_EFFECTS = {
    "no-evidence-of-change": (
        "none",
        "The source found no evidence of a change. That is not proof that there was none.",
    ),
    "mixed": ("mixed", "The source reports changes in both directions."),
    "inconclusive": ("unclear", "The source says that its results do not settle it."),
    "not-stated": ("unclear", "The source does not say which way it went."),
}


@dataclass(frozen=True)
class Effect:
    """Whether a result is good or bad: good, bad, none, mixed or unclear.

    The value is None for what is no result (an aim, a story) and for a level that nothing is compared with.
    """

    value: str | None
    reason: str


@dataclass(frozen=True)
class Strength:
    """How much a study design can prove, 0 to 5, or None where the source does not let us tell."""

    value: int | None
    reason: str


def effect(impact: Impact, vocabularies: Vocabularies) -> Effect:
    """Derive the effect from the direction and the outcome's desirable direction.

    A result whose interval holds no effect is none, whatever its sign. A change in the undesirable direction that is
    smaller than the comparator's, by value or in the source's words, is mixed: worse than before, better than elsewhere.
    The mirror case is mixed too.
    """
    outcome = vocabularies.terms("outcomes")[impact.outcome]
    if impact.basis in NOT_MEASURED:
        return Effect(None, _hoped(impact, outcome))
    if is_bare_level(impact):
        return Effect(None, "This is a level, which by itself is neither better nor worse.")
    if impact.interval and holds_no_effect(impact):
        return Effect("none", _no_clear_effect(impact))
    if impact.direction in FIXED_EFFECTS:
        return Effect(*FIXED_EFFECTS[impact.direction])
    if outcome.desirable not in OPPOSITE:
        return Effect("unclear", f"{outcome.label}: more is neither good nor bad in itself.")
    better = impact.direction == outcome.desirable
    if _comparator_outdoes(impact):
        return Effect("mixed", _compared(impact, outcome, better=better))
    wish = "is wanted" if better else "is not wanted"
    return Effect("good" if better else "bad", f"{outcome.label}{_happened(impact)}, which {wish}.")


def is_bare_level(impact: Impact) -> bool:
    """Tell whether the value is a level without comparator, baseline or earlier level."""
    compared = impact.baseline or impact.from_ is not None
    return impact.measure == LEVEL and not compared and (impact.comparator is None or impact.comparator.value is None)


def holds_no_effect(impact: Impact) -> bool:
    """Tell whether the interval includes the value that means no effect: 1 for a ratio, else 0."""
    if impact.interval is None or impact.measure == LEVEL:
        return False
    return impact.interval.low <= (1 if impact.measure == RATIO else 0) <= impact.interval.high


def _no_clear_effect(impact: Impact) -> str:
    interval = impact.interval
    limits = f"from {interval.low} to {interval.high}" if interval else ""
    neutral = "1, which is no difference" if impact.measure == RATIO else "no change at all"
    return f"The interval, {limits}, includes {neutral}, so no clear effect is shown."


def _hoped(impact: Impact, outcome: VocabularyTerm) -> str:
    if impact.basis not in AHEAD or impact.direction not in OPPOSITE:
        return NOT_MEASURED[impact.basis]
    if outcome.desirable not in OPPOSITE:
        return f"{outcome.label}: {_ahead(impact)}, which is neither good nor bad in itself."
    return f"{outcome.label}: {_ahead(impact)}, which {'is' if impact.direction == outcome.desirable else 'is not'} wanted."


def _ahead(impact: Impact) -> str:
    return f"{'a rise' if impact.direction == 'increase' else 'a fall'} is {AHEAD[impact.basis]}"


def _happened(impact: Impact) -> str:
    """Say what the outcome did; the words suit labels in the singular and the plural."""
    if impact.measure in (DIFFERENCE, RATIO):
        return ": more than in the comparison" if impact.direction == "increase" else ": less than in the comparison"
    return " rose" if impact.direction == "increase" else " fell"


def _comparator_outdoes(impact: Impact) -> bool:
    """Tell whether the comparator changed the same way, and further; a difference has counted the comparator already."""
    if impact.comparator is None or impact.measure in (LEVEL, DIFFERENCE, RATIO):
        return False
    other = impact.comparator.value
    if impact.value is None or other is None:
        return impact.comparator.changed is not None
    return impact.value * other > 0 and abs(other) > abs(impact.value)


def _compared(impact: Impact, outcome: VocabularyTerm, *, better: bool) -> str:
    name = impact.comparator.name if impact.comparator else ""
    verb = "rose" if impact.direction == "increase" else "fell"
    judgement = "which is wanted, but" if better else "which is not wanted, but"
    return f"{outcome.label} {verb}, {judgement} by less than in the comparison ({name})."


def strength(impact: Impact, vocabularies: Vocabularies) -> Strength:
    """Derive the strength from the study design.

    The levels follow the Maryland Scientific Methods Scale (Sherman and others, 1997).
    """
    if impact.basis in NOT_MEASURED:
        return Strength(0, NOT_MEASURED[impact.basis])
    designs = vocabularies.terms("study_designs")
    named = impact.reviewed_design or impact.design
    design = designs[named]
    if design.level is None:
        return Strength(None, "The source does not say how this was measured, so it can't be rated.")
    review = "A review of studies of this design: " if impact.reviewed_design else ""
    return Strength(design.level, f"{review}{design.label}: {design.definition}")
