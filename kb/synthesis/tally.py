"""Counts of results by what happened, and the same in words. Results are counted, never averaged."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.model.base import BaseFile
from kb.published.claims import FELL, LEVEL, MIXED, MOVEMENTS, NO_CLEAR_EFFECT, ROSE, UNCLEAR, ClaimRecord
from kb.published.labels import Labels
from kb.published.summary import EFFECTS

# Verbs for one result and for several.
VERBS = {
    FELL: ("fell", "fell"),
    ROSE: ("rose", "rose"),
    NO_CLEAR_EFFECT: ("shows no clear effect", "show no clear effect"),
    MIXED: ("is mixed", "are mixed"),
    UNCLEAR: ("is unclear", "are unclear"),
    LEVEL: ("is a level with nothing to compare", "are levels with nothing to compare"),
}
_JUDGED = {
    "bad": ("is bad", "are bad"),
    "none": VERBS[NO_CLEAR_EFFECT],
    "mixed": VERBS[MIXED],
    "unclear": VERBS[UNCLEAR],
    LEVEL: VERBS[LEVEL],
}
ASPECTS = {"settings": "setting", "care_models": "care_model"}
# Values with fewer results say too little to stand beside the others.
TELLING = 2


@dataclass(frozen=True)
class Tally:
    """How many claims there are by what happened to the outcome, and by whether that is good."""

    moved: dict[str, int]
    effects: dict[str, int]
    total: int
    homes: int
    """Number of entries that they live in: several results of one study are no several studies."""

    @property
    def words(self) -> str:
        """Give the counts in words, the most frequent first: 3 fell, 2 show no clear effect."""
        return _said(self.moved, VERBS)

    def judged(self, base: BaseFile) -> str:
        """Give the counts by effect in words: 3 are good for patients or the system, 1 is bad."""
        return _said(self.effects, judgements(base))


def judgements(base: BaseFile) -> dict[str, tuple[str, str]]:
    """Give the verbs of each effect, for one result and for several."""
    good = f"good for {base.wording.good_for}"
    return {"good": (f"is {good}", f"are {good}"), **_JUDGED}


def tally(claims: Iterable[ClaimRecord]) -> Tally:
    """Count claims."""
    claims = tuple(claims)
    moved = Counter(claim.moved for claim in claims)
    effects = Counter(claim.impact.effect or LEVEL for claim in claims)
    return Tally(
        {name: moved[name] for name in MOVEMENTS if moved[name]},
        {name: effects[name] for name in (*EFFECTS, LEVEL) if effects[name]},
        len(claims),
        len({claim.entry for claim in claims}),
    )


def _said(counts: dict[str, int], verbs: dict[str, tuple[str, str]]) -> str:
    ordered = sorted(counts.items(), key=lambda pair: -pair[1])
    if len(counts) == 1 and ordered[0][1] > 2:
        return f"all {ordered[0][1]} {verbs[ordered[0][0]][1]}"
    if len(counts) == 1 and ordered[0][1] == 2:
        return f"both {verbs[ordered[0][0]][1]}"
    return ", ".join(f"{count} {verbs[name][count > 1]}" for name, count in ordered)


@dataclass(frozen=True)
class Differing:
    """One thing in which results that point different ways differ: for each of its values, what they come to."""

    aspect: str
    values: tuple[tuple[str, Tally], ...]

    @property
    def sentence(self) -> str:
        """Say it in one line: By design: matched control: 3 fell, 1 rose; before and after: 2 fell."""
        return f"{self.aspect}: " + "; ".join(f"{value}: {counts.words}" for value, counts in self.values) + "."


def differing(
    claims: Iterable[ClaimRecord], terms: Mapping[str, Mapping[str, tuple[str, ...]]], labels: Labels
) -> tuple[Differing, ...]:
    """Say what differs between results that do not all point one way; nothing where they do.

    `terms` gives, for each vocabulary to look at, the terms of each entry.
    """
    shown = tuple(claim for claim in claims if claim.moved not in (UNCLEAR, LEVEL))
    if len({claim.moved for claim in shown}) < 2:
        return ()
    by_design = {claim.id: (claim.impact.design,) for claim in shown}
    found = [_parted("By design", "study_designs", shown, by_design, labels)]
    for vocabulary, of_entry in terms.items():
        by_claim = {claim.id: of_entry.get(claim.entry, ()) for claim in shown}
        found.append(
            _parted(f"By {labels.base.label(ASPECTS[vocabulary]).lower()}", vocabulary, shown, by_claim, labels)
        )
    return tuple(one for one in found if len({tuple(counts.moved.items()) for _, counts in one.values}) > 1)


def _parted(
    aspect: str, vocabulary: str, claims: tuple[ClaimRecord, ...], of: Mapping[str, tuple[str, ...]], labels: Labels
) -> Differing:
    values = {term for terms in of.values() for term in terms}
    parted = [
        (labels.label(vocabulary, value).lower(), tally(claim for claim in claims if value in of[claim.id]))
        for value in values
    ]
    told = [pair for pair in parted if pair[1].total >= TELLING]
    return Differing(aspect, tuple(sorted(told, key=lambda pair: (-pair[1].total, pair[0]))))
