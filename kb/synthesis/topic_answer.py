"""The answer of a topic in words, made from counts by fixed rules: no average, nothing that the data do not hold."""

from collections.abc import Callable, Sequence

from kb.published import wording
from kb.published.claims import LEVEL, ClaimRecord
from kb.published.labels import Labels
from kb.synthesis.subjects import Subjects, lowered
from kb.synthesis.tally import VERBS, judgements, tally

Read = Callable[[ClaimRecord], str]
NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}


def on_outcome(label: str, claims: Sequence[ClaimRecord], labels: Labels) -> tuple[str, ...]:
    """Answer on one outcome: what studies found, what the strongest say, what schemes report of themselves."""
    studied = [claim for claim in claims if claim.studied]
    said = [_lead(lowered(label), studied)]
    said += _strongest(studied, labels, lambda claim: claim.moved, VERBS)
    return (*said, *_besides(claims, labels))


def _lead(name: str, studied: Sequence[ClaimRecord]) -> str:
    counts = tally(studied)
    if not studied:
        return f"No independent study in the base gives a result on {name}."
    if counts.total == 1:
        return f"The one independent result on {name} {VERBS[studied[0].moved][0]}."
    return f"Of {counts.total} independent results on {name}{_from(counts.homes)}, {counts.words}."


def _from(homes: int) -> str:
    return f", from {wording.count(homes, 'study', 'studies')}"


def on_all(subjects: Subjects, claims: Sequence[ClaimRecord], labels: Labels) -> tuple[str, ...]:
    """Answer on all outcomes of a topic together: good or bad, as what rose and fell can't be added up."""
    studied = [claim for claim in claims if claim.studied]
    counts, name = tally(studied), lowered(subjects.title)
    outcomes = len({claim.impact.outcome for claim in studied})
    if not studied:
        said = [f"No independent study in the base gives a result on {name}."]
    elif counts.total == 1:
        outcome = lowered(labels.label("outcomes", studied[0].impact.outcome))
        said = [
            f"The one independent result on {name}, on {outcome}, {judgements(labels.base)[_effect(studied[0])][0]}."
        ]
    else:
        on = wording.count(outcomes, "outcome")
        said = [
            f"Of {counts.total} independent results on {name}{_from(counts.homes)}, on {on}, {counts.judged(labels.base)}."
        ]
    said += _strongest(studied, labels, _effect, judgements(labels.base))
    return (*said, *_besides(claims, labels))


def _effect(claim: ClaimRecord) -> str:
    return claim.impact.effect or LEVEL


def _strongest(
    studied: Sequence[ClaimRecord], labels: Labels, read: Read, verbs: dict[str, tuple[str, str]]
) -> list[str]:
    """Say what the results of the strongest design show, and whether they agree."""
    rated = [claim for claim in studied if claim.impact.strength is not None and claim.moved != LEVEL]
    if not rated:
        return ["None of them names a design whose strength can be rated."] if studied else []
    best = max(claim.impact.strength or 0 for claim in rated)
    top = [claim for claim in rated if claim.impact.strength == best]
    design = _designs(top, labels)
    if len(studied) == 1:
        return [f"Its design: {design} (strength {wording.strength_in_full(best)})."]
    if len(top) == 1:
        return [f"The strongest ({design}) {verbs[read(top[0])][0]}."]
    of_one = ", from one study," if len({claim.entry for claim in top}) == 1 else ""
    return [f"The {_number(len(top))} strongest ({design}){of_one} {_agreement(top, read, verbs)}."]


def _designs(claims: Sequence[ClaimRecord], labels: Labels) -> str:
    return " or ".join(dict.fromkeys(labels.label("study_designs", claim.impact.design).lower() for claim in claims))


def _agreement(top: Sequence[ClaimRecord], read: Read, verbs: dict[str, tuple[str, str]]) -> str:
    found = [read(claim) for claim in top]
    counts = {name: found.count(name) for name in dict.fromkeys(found)}
    if len(counts) == 1:
        return f"agree: {'both' if len(top) == 2 else 'all'} {verbs[found[0]][1]}"
    told = sorted(counts.items(), key=lambda pair: -pair[1])
    if len(top) == 2:
        return "disagree: " + ", ".join(f"one {verbs[name][0]}" for name, _ in told)
    return "disagree: " + ", ".join(f"{count} {verbs[name][count > 1]}" for name, count in told)


def _number(count: int) -> str:
    return NUMBERS.get(count, str(count))


def _besides(claims: Sequence[ClaimRecord], labels: Labels) -> list[str]:
    """Say what is claimed without a method, and what was only hoped for: both apart from results of studies."""
    claimed = tally(claim for claim in claims if claim.claimed)
    hopes = sum(not claim.impact.measured for claim in claims)
    said = []
    if claimed.total:
        results = wording.count(claimed.total, "result")
        said.append(f"Without a method, schemes and reports claim {results}: {claimed.judged(labels.base)}.")
    if hopes:
        named = wording.count(hopes, "target, forecast or story", "targets, forecasts or stories")
        said.append(f"{named} {'is' if hopes == 1 else 'are'} no result and not counted.")
    return said
