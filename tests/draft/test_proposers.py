from collections.abc import Iterable, Sequence
from importlib.metadata import EntryPoint, EntryPoints

import pytest

from ingest.draft.finding import proposers
from ingest.draft.finding.facts import FactKind, Sureness
from ingest.draft.finding.finder import Finder, Findings
from ingest.draft.finding.proposers import Proposal, proposer, with_proposals
from ingest.draft.reading.document import Block, Document
from ingest.read.load import Base
from kb.errors import BrokenEnvironmentError

TEXT = "The team has 17 somethings and helps those who are lonely."


def fake_model(texts: Sequence[str]) -> Iterable[Proposal]:
    """A stand-in for a user's own language model: one sound proposal, and some that are made up."""
    for number, text in enumerate(texts):
        if "17 somethings" in text:
            yield Proposal(FactKind.FIGURE, {"value": 17, "unit": "teams", "what": "Teams"}, number)
            yield Proposal(FactKind.FIGURE, {"value": 99, "unit": "teams", "what": "Not printed"}, number)
            yield Proposal(FactKind.FIGURE, {"value": 17, "unit": "no-such-unit", "what": "No unit"}, number)
    yield Proposal(FactKind.FIGURE, {"value": 17, "unit": "teams", "what": "No passage"}, 1000)


def proposed(finder: Finder, base: Base) -> Findings:
    findings = finder.find(Document("a.txt", "extract", (Block(TEXT),)))
    return with_proposals(findings, fake_model, base.vocabularies)


def test_a_plug_in_adds_only_what_the_document_bears_out(finder: Finder, real_base: Base) -> None:
    whats = [fact.fields.get("what") for fact in proposed(finder, real_base).all_facts]
    assert "Teams" in whats
    assert not {"Not printed", "No unit", "No passage"} & set(whats)


def test_what_only_a_plug_in_says_is_never_sure(finder: Finder, real_base: Base) -> None:
    (fact,) = [fact for fact in proposed(finder, real_base).all_facts if fact.fields.get("what") == "Teams"]
    assert (fact.sureness, fact.spots[0].at) == (Sureness.CHECK, "extract")


def test_a_plug_in_is_found_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("fake", f"{__name__}:fake_model", proposers.GROUP)
    monkeypatch.setattr(proposers, "entry_points", lambda group: EntryPoints([point]).select(group=group))
    assert proposer("fake") is fake_model


def test_a_plug_in_that_is_not_installed_is_named() -> None:
    with pytest.raises(BrokenEnvironmentError, match="there is no such plug-in; those installed: none"):
        proposer("nothing")
