"""Points at passages that tell lessons; the lesson itself is for a person to write in their own words."""

from collections.abc import Iterator

from ingest.draft.finding import chances
from ingest.draft.finding.facts import Fact, FactKind
from ingest.draft.finding.passages import Passage
from ingest.draft.finding.words import pattern

FEWEST_WORDS = 8


def lessons(passage: Passage) -> Iterator[Fact]:
    """Give a pointer where a passage tells a lesson."""
    headed = pattern("lesson headings").search(passage.block.section) and passage.block.text != passage.block.section
    if (headed or pattern("lessons").search(passage.text)) and len(passage.text.split()) >= FEWEST_WORDS:
        yield Fact(FactKind.LESSON, {}, (passage.spot(),), chances.LESSON)
