"""The answer that an entry's page begins with: what came of it, by which design, how strong, in one breath."""

from dataclasses import dataclass

from kb.published import wording
from kb.published.labels import Labels
from kb.published.records import EntryRecord
from kb.published.summary import DIFFER, EFFECTS, NOT_MEASURED_YET, NOTHING, Evidence

# States that lead the answer: what came of the scheme itself comes before what was measured in it.
LEADING = {"failed": "It failed", "ended": "It has ended"}
UNMEASURED = {
    NOTHING: "nothing was measured, as far as the sources say",
    NOT_MEASURED_YET: "its effects were not measured, as far as the sources say",
}
DIRECTED = frozenset({"good", "bad"})


@dataclass(frozen=True)
class Verdict:
    """The answer in a line, the sentence that explains it, and the colour that it may carry."""

    label: str
    explanation: str
    tone: str


def verdict(entry: EntryRecord, labels: Labels) -> Verdict:
    """Give the answer of an entry; a scheme that failed or ended says so first."""
    evidence = entry.evidence
    measured, lead = headline(evidence, labels), LEADING.get(entry.status)
    if lead is None:
        return Verdict(measured, evidence.explanation, evidence.tone)
    after = UNMEASURED.get(evidence.answer, measured[:1].lower() + measured[1:])
    return Verdict(f"{lead}; {after}", evidence.explanation, "bad" if entry.status == "failed" else evidence.tone)


def headline(evidence: Evidence, labels: Labels) -> str:
    """Say what results come to, with the design and the strength behind it: Better than before, in one result …: weak."""
    if evidence.answer not in (*EFFECTS, DIFFER):
        return evidence.label
    design = labels.label("study_designs", evidence.design).lower()
    strength = wording.strength(evidence.strength)
    if evidence.backed == 1:
        return f"{_compared(evidence, labels)}, in one result ({design}): {strength}"
    return f"{_compared(evidence, labels)}, in {evidence.backed} results, the strongest by {design}: {strength}"


def _compared(evidence: Evidence, labels: Labels) -> str:
    if evidence.answer not in DIRECTED:
        return evidence.label
    before = labels.term("study_designs", evidence.design or "").compares == "before"
    return f"{evidence.label} than {'before' if before else 'in the comparison'}"
