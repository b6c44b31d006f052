"""Ratings that explain themselves: effect from direction, strength from study design. Neither is typed by hand."""

from dataclasses import dataclass

from kb.model.facts import Impact
from kb.model.vocabulary import Vocabularies, VocabularyTerm

OPPOSITE = {"increase": "decrease", "decrease": "increase"}
NOT_MEASURED = {
    "target": "This is a target, so nothing has been measured yet.",
    "projection": "This is a projection, so nothing has been measured yet.",
    "illustration": "This is one person's story, which shows how care works but measures no effect.",
}
AHEAD = {"target": "the aim", "projection": "projected"}
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
    """Whether a change is good or bad for patients or the system: good, bad, none, mixed or unclear."""

    value: str
    reason: str


@dataclass(frozen=True)
class Strength:
    """How much a study design can prove, 0 to 5, or None where the source does not let us tell."""

    value: int | None
    reason: str


def effect(impact: Impact, vocabularies: Vocabularies) -> Effect:
    """Derive the effect from the direction and the outcome's desirable direction.

    A change in the undesirable direction that is smaller than the comparator's is mixed: worse than before, better
    than elsewhere. The mirror case is mixed too.
    """
    if impact.direction in FIXED_EFFECTS:
        return Effect(*FIXED_EFFECTS[impact.direction])
    outcome = vocabularies.terms("outcomes")[impact.outcome]
    if outcome.desirable not in OPPOSITE:
        return Effect("unclear", f"{outcome.label}: more is neither good nor bad in itself.")
    better = impact.direction == outcome.desirable
    if _comparator_outdoes(impact):
        return Effect("mixed", _compared(impact, outcome, better=better))
    wish = "is wanted" if better else "is not wanted"
    return Effect("good" if better else "bad", f"{outcome.label}{_happened(impact)}, which {wish}.")


def _happened(impact: Impact) -> str:
    """Say what the outcome did, or was to do; the words suit labels in the singular and the plural."""
    if impact.basis in AHEAD:
        return f": {'a rise' if impact.direction == 'increase' else 'a fall'} is {AHEAD[impact.basis]}"
    return " rose" if impact.direction == "increase" else " fell"


def _comparator_outdoes(impact: Impact) -> bool:
    """Tell whether the comparator changed the same way, and further."""
    other = impact.comparator.value if impact.comparator else None
    if impact.value is None or other is None:
        return False
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
