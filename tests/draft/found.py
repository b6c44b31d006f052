"""What a finder finds in texts, for tests."""

from typing import Any

from ingest.draft.finding.facts import Fact, FactKind
from ingest.draft.finding.finder import Finder, Findings
from ingest.draft.reading.document import Block, Description, Document


def found(finder: Finder, *texts: str, section: str = "", published: str = "2017-05") -> Findings:
    blocks = tuple(Block(text, section=section) for text in texts)
    return finder.find(Document("a.txt", "extract", blocks, Description("A report on Sampleton", date=published)))


def facts(finder: Finder, kind: FactKind, *texts: str, **more: str) -> list[Fact]:
    return [fact for fact in found(finder, *texts, **more).all_facts if fact.kind == kind]


def told(fact: Fact, *names: str) -> tuple[Any, ...]:
    return tuple(fact.fields.get(name) for name in names)
