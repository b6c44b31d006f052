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


def on_under(claims: Sequence[ClaimRecord], labels: Labels) -> tuple[str, ...]:
    """Say which way results of schemes under a contract point that no source ties to it, and how strong they are."""
    counts, claimed = tally(claims), sum(claim.claimed for claim in claims)
    if not claims:
        return ()
    if counts.total == 1:
        method = " and which is claimed without a method" if claimed else ""
        verb = judgements(labels.base)[_effect(claims[0])][0]
        said = [f"The one result of a scheme under such a contract, which no source ties to it{method}, {verb}."]
    else:
        said = [
            f"Of {counts.total} results of schemes under such a contract, which no source ties to it, "
            f"{counts.judged(labels.base)}.",
            *_claimed_of(claimed, counts.total),
        ]
    return (*said, *_strongest(claims, labels, _effect, judgements(labels.base), rated=True))


def _claimed_of(claimed: int, total: int) -> list[str]:
    """Say how many of some results nobody can check."""
    if not claimed:
        return []
    of_them = "All of them are" if claimed == total else f"{claimed} of them {'is' if claimed == 1 else 'are'}"
    return [f"{of_them} claimed without a method."]


def strongest_of(claims: Sequence[ClaimRecord]) -> tuple[ClaimRecord, ...]:
    """Give the results of the strongest design; none where none can be rated. A level compares nothing."""
    rated = [claim for claim in claims if claim.impact.strength is not None and claim.moved != LEVEL]
    best = max((claim.impact.strength or 0 for claim in rated), default=0)
    return tuple(claim for claim in rated if claim.impact.strength == best)


def _strongest(
    found: Sequence[ClaimRecord],
    labels: Labels,
    read: Read,
    verbs: dict[str, tuple[str, str]],
    *,
    rated: bool = False,
) -> list[str]:
    """Say what the results of the strongest design show, whether they agree and, where asked, how strong it is."""
    top = strongest_of(found)
    if not top:
        unrated = found and all(claim.impact.strength is None for claim in found)
        named = "It names no" if len(found) == 1 else "None of them names a"
        return [f"{named} design whose strength can be rated."] if unrated else []
    design, strength = _designs(top, labels), f"strength {wording.strength_in_full(top[0].impact.strength)}"
    if len(found) == 1:
        return [f"Its design: {design} ({strength})."]
    named = f"({design}; {strength})" if rated else f"({design})"
    if len(top) == 1:
        return [f"The strongest {named} {verbs[read(top[0])][0]}."]
    of_one = ", from one study," if len({claim.entry for claim in top}) == 1 else ""
    return [f"The {_number(len(top))} strongest {named}{of_one} {_agreement(top, read, verbs)}."]


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
