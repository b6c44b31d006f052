"""The plug-in point: a user's own language model may propose facts, which go through the same checks and marks.

A package offers one under the entry point group `care_models_evidence.proposers`; nothing of the kind is shipped.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from importlib.metadata import entry_points
from typing import Protocol

from ingest.draft.finding.facts import CHECK, Fact, FactKind, Value
from ingest.draft.finding.finder import Findings
from ingest.draft.finding.passages import Passage
from kb.errors import BrokenEnvironmentError
from kb.model.vocabulary import Vocabularies

GROUP = "care_models_evidence.proposers"
_VOCABULARIES = {
    "outcome": "outcomes",
    "direction": "directions",
    "unit": "units",
    "measure": "measures",
    "qualifier": "qualifiers",
    "basis": "basis",
    "design": "study_designs",
    "group": "population_groups",
}
_NUMBERS = ("value", "value_to", "from", "to", "size", "size_max", "amount")


@dataclass(frozen=True)
class Proposal:
    """A fact that a plug-in proposes: the list of the entry, the fields, and the number of the passage that says so."""

    kind: FactKind
    fields: dict[str, Value]
    passage: int
    unit: int = 0


class Proposer(Protocol):
    """What a plug-in is: a callable that reads passages and proposes facts."""

    def __call__(self, texts: Sequence[str]) -> Iterable[Proposal]:
        """Give proposals for the passages of one document, by their numbers."""
        ...


def proposer(name: str) -> Proposer:
    """Load a plug-in by its name. Raises BrokenEnvironmentError where none is installed under it."""
    found = {point.name: point for point in entry_points(group=GROUP)}
    if name not in found:
        known = ", ".join(sorted(found)) or "none is installed"
        raise BrokenEnvironmentError(f"--proposer {name}: there is no such plug-in; those installed: {known}")
    loaded: Proposer = found[name].load()
    return loaded


def with_proposals(findings: Findings, propose: Proposer, vocabularies: Vocabularies) -> Findings:
    """Add what a plug-in proposes and the document bears out; what it makes up is left out."""
    facts = [list(found) for found in findings.facts]
    for proposal in propose([passage.text for passage in findings.passages]):
        fact = _checked(proposal, findings, vocabularies)
        unit = proposal.unit if 0 <= proposal.unit < len(facts) else 0
        if fact and not any(_same(fact, known) for known in facts[unit]):
            facts[unit].append(fact)
    return replace(findings, facts=tuple(map(tuple, facts)))


def _checked(proposal: Proposal, findings: Findings, vocabularies: Vocabularies) -> Fact | None:
    """Give the fact if its passage is there, prints its numbers, and all its terms are terms."""
    if not 0 <= proposal.passage < len(findings.passages):
        return None
    passage = findings.passages[proposal.passage]
    terms = all(
        str(proposal.fields[field]) in vocabularies.terms(name)
        for field, name in _VOCABULARIES.items()
        if field in proposal.fields
    )
    numbers = [abs(Decimal(str(proposal.fields[name]))) for name in _NUMBERS if name in proposal.fields]
    if not (terms and all(number in _printed(passage) for number in numbers)):
        return None
    unit = str(proposal.fields.get("unit", ""))
    told = tuple(format(number.normalize(), "f") for number in numbers)
    return Fact(proposal.kind, proposal.fields, (passage.spot(),), CHECK, told, unit)


def _printed(passage: Passage) -> set[Decimal]:
    return {abs(value) for amount in passage.amounts for value in (amount.low, amount.high) if value is not None}


def _same(fact: Fact, known: Fact) -> bool:
    def told(one: Fact) -> tuple[object, ...]:
        return one.kind, one.numbers, one.unit, one.fields.get("outcome")

    return told(fact) == told(known)
