"""What the impacts of an entry come to. Results are counted and never averaged."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kb.published.record_types import ImpactRecord

EFFECTS = ("good", "bad", "none", "mixed", "unclear")
NOTHING, NOT_MEASURED_YET, TOO_LITTLE, DIFFER = "nothing", "not-measured", "too-little", "differ"
ANSWERS = {
    NOTHING: ("No results recorded", "The sources give no result, target or projection for this entry."),
    NOT_MEASURED_YET: (
        "Not measured",
        "There are targets, projections or stories only, so nothing can be said about effects.",
    ),
    TOO_LITTLE: (
        "Too little evidence to say",
        "Results are given, but the sources name no study that sets them beside an earlier time or other people.",
    ),
    DIFFER: ("Results point different ways", "The outcomes, or the studies, do not agree. Read each result by itself."),
    "good": ("Results are good", "Every result that is backed by a comparison is good for patients or the system."),
    "bad": ("Results are bad", "Every result that is backed by a comparison went the wrong way."),
    "none": (
        "No effect shown",
        "Every result that is backed by a comparison shows no clear change. That is not proof of no effect.",
    ),
    "mixed": ("Results are mixed", "Every result that is backed by a comparison has a good and a bad side."),
    "unclear": ("Results are unclear", "No result that is backed by a comparison says clearly which way it went."),
}


@dataclass(frozen=True)
class Evidence:
    """The summary over the impacts of an entry or of a set of entries."""

    results: Mapping[str, int] = field(default_factory=dict)
    """How many results there are, by effect; effects without a result are left out."""
    claims: int = 0
    """How many of the results are claims without figures or method."""
    unmeasured: Mapping[str, int] = field(default_factory=dict)
    """How many targets, projections and illustrations there are, by basis."""
    strength: int | None = None
    """The strongest evidence behind any result, 0 to 5; None where no result can be rated."""
    answer: str = NOTHING
    """An effect, or nothing, not-measured, too-little or differ."""

    @property
    def total(self) -> int:
        """Give the number of results."""
        return sum(self.results.values())

    @property
    def label(self) -> str:
        """Give the answer in a few words."""
        return ANSWERS[self.answer][0]

    @property
    def explanation(self) -> str:
        """Give the answer in a sentence."""
        return ANSWERS[self.answer][1]


def weigh(impacts: Iterable[ImpactRecord]) -> Evidence:
    """Summarise impacts: results by effect, targets and the like apart, the strongest evidence, one answer."""
    impacts = tuple(impacts)
    results = [impact for impact in impacts if impact.measured]
    counts = Counter(impact.effect for impact in results)
    return Evidence(
        results={effect: counts[effect] for effect in EFFECTS if counts[effect]},
        claims=sum(impact.basis == "reported" for impact in results),
        unmeasured=dict(sorted(Counter(impact.basis for impact in impacts if not impact.measured).items())),
        strength=max((impact.strength for impact in results if impact.strength is not None), default=None),
        answer=_answer(impacts, results),
    )


def _answer(impacts: tuple[ImpactRecord, ...], results: list[ImpactRecord]) -> str:
    """Answer from results that compare with something (strength 1 or more); the others can't carry one."""
    if not impacts:
        return NOTHING
    if not results:
        return NOT_MEASURED_YET
    effects = {impact.effect for impact in results if impact.strength}
    if not effects:
        return TOO_LITTLE
    return effects.pop() if len(effects) == 1 else DIFFER
