"""A claim in one line: what happened to which outcome, how much, in whom, against what."""

from kb.published import wording
from kb.published.claims import ClaimRecord
from kb.published.labels import Labels


def brief(claim: ClaimRecord, labels: Labels) -> str:
    """Say what a claim says in a few words: Emergency admissions: −14%; or with the direction, where no size is printed."""
    impact = claim.impact
    size = wording.result(impact) or labels.label("directions", impact.direction).lower()
    shown = f"{size}, no clear effect" if impact.effect == "none" and impact.value is not None else size
    read = f" ({claim.reading})" if claim.reading else ""
    return f"{labels.label('outcomes', impact.outcome)}: {shown}{read}"


def told(claim: ClaimRecord, labels: Labels, *, named: bool = True) -> str:
    """Say what a claim says: outcome, direction, size, in whom, against what, by which design, how far its source was read."""
    impact = claim.impact
    direction, size = labels.label("directions", impact.direction).lower(), wording.result(impact)
    head = f"{labels.label('outcomes', impact.outcome)}: {direction}" if named else direction.capitalize()
    parts = [
        f"{head}, {size}" if size else head,
        f"in {impact.population}" if impact.population else "",
        f"against {wording.comparator(impact)}" if impact.comparator_name else "",
        wording.interval(impact),
        labels.label("study_designs", impact.design).lower()
        if claim.studied
        else labels.label("basis", impact.basis).lower(),
        claim.reading,
    ]
    return f"{'; '.join(part for part in parts if part)}."
