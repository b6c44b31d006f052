"""What the claims of an entry, or of a set of entries, come to. Each claim counts once; results are never averaged."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kb.published.record_types import ImpactRecord

EFFECTS = ("good", "bad", "none", "mixed", "unclear")
NOTHING, NOT_MEASURED_YET, TOO_LITTLE, DIFFER = "nothing", "not-measured", "too-little", "differ"
# Below this strength a result carries no colour: nothing was set beside it that could show what made the difference.
CARRIES = 2
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
    "good": ("Better", "Every result that is backed by a comparison is good for those whom it is about."),
    "bad": ("Worse", "Every result that is backed by a comparison went the wrong way."),
    "none": (
        "No clear effect",
        "Every result that is backed by a comparison shows no clear change. That is not proof of no effect.",
    ),
    "mixed": ("Mixed", "Every result that is backed by a comparison has a good and a bad side."),
    "unclear": ("Unclear", "No result that is backed by a comparison says clearly which way it went."),
}


@dataclass(frozen=True)
class Evidence:
    """The summary over the claims of an entry or of a set of entries."""

    results: Mapping[str, int] = field(default_factory=dict)
    """How many results there are, by effect; effects without a result are left out."""
    levels: int = 0
    """How many results are levels with nothing to compare them with, which have no effect."""
    claims: int = 0
    """How many of the results are claims without a method."""
    unmeasured: Mapping[str, int] = field(default_factory=dict)
    """How many targets, projections and illustrations there are, by basis."""
    strength: int | None = None
    """The strongest evidence behind any result, 0 to 5; None where no result can be rated."""
    design: str | None = None
    """The study design behind the strongest evidence."""
    backed: int = 0
    """How many results are backed by a comparison: the answer comes from these."""
    answer: str = NOTHING
    """An effect, or nothing, not-measured, too-little or differ."""

    @property
    def total(self) -> int:
        """Give the number of results, levels included."""
        return sum(self.results.values()) + self.levels

    @property
    def claimed_words(self) -> str:
        """Say how many of the results the source only reports: a design may be clear where the method is not told."""
        if not self.claims:
            return ""
        every = {1: "The one result", 2: "Both results"}.get(self.total, f"All {self.total} results")
        which = every if self.claims == self.total else f"{self.claims} of the {self.total} results"
        are, they_were = ("is", "it was") if self.claims == 1 else ("are", "they were")
        return f"{which} {are} reported by the source, which does not say how {they_were} found."

    @property
    def tone(self) -> str:
        """Give the colour that the answer may carry: its effect where the evidence is strong enough, else none."""
        return self.answer if self.answer in EFFECTS and (self.strength or 0) >= CARRIES else "plain"

    @property
    def label(self) -> str:
        """Give the answer in a few words."""
        return ANSWERS[self.answer][0]

    @property
    def explanation(self) -> str:
        """Give the answer in a sentence."""
        return ANSWERS[self.answer][1]


def weigh(impacts: Iterable[ImpactRecord]) -> Evidence:
    """Summarise impacts: each claim once, results by effect, aims apart, the strongest evidence, one answer."""
    claims = tuple({impact.claim: impact for impact in impacts}.values())
    results = [impact for impact in claims if impact.measured]
    counts = Counter(impact.effect for impact in results)
    strongest = max(results, key=lambda impact: -1 if impact.strength is None else impact.strength, default=None)
    return Evidence(
        results={effect: counts[effect] for effect in EFFECTS if counts[effect]},
        levels=counts[None],
        claims=sum(impact.basis == "reported" for impact in results),
        unmeasured=dict(sorted(Counter(impact.basis for impact in claims if not impact.measured).items())),
        strength=strongest.strength if strongest else None,
        design=strongest.design if strongest and strongest.strength is not None else None,
        backed=sum(bool(impact.strength and impact.effect) for impact in results),
        answer=_answer(claims, results),
    )


def _answer(claims: tuple[ImpactRecord, ...], results: list[ImpactRecord]) -> str:
    """Answer from results that compare with something (strength 1 or more); the others can't carry one."""
    if not claims:
        return NOTHING
    if not results:
        return NOT_MEASURED_YET
    effects = {impact.effect for impact in results if impact.strength and impact.effect}
    if not effects:
        return TOO_LITTLE
    return effects.pop() if len(effects) == 1 else DIFFER
