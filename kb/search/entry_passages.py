"""The passages of one entry, read once: the fact that each shows, and one text of all in which words are looked for at once."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from kb.search.facts import SUMMARY, Sought, Stored, holds

# Stands before each passage in the text of all; no word that is looked for holds it.
BREAK = "\n"


@dataclass(frozen=True)
class EntryPassages:
    """The passages, the fact that each shows (a question the one that it leads to, if any), and their text."""

    passages: tuple[Stored, ...]
    facts: tuple[Stored | None, ...]
    text: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, passages: Sequence[Stored]) -> "EntryPassages":
        """Take the passages of an entry."""
        known = {passage.id: passage for passage in passages}
        facts = (known.get(passage.answer or 0) if passage.is_question else passage for passage in passages)
        folded = [f"{BREAK}{passage.folded}" for passage in passages]
        starts = accumulate(map(len, folded[:-1]), initial=0)
        return cls(tuple(passages), tuple(facts), "".join(folded), tuple(starts))

    def said(self, held: Sequence[Sought]) -> list[float]:
        """Give what the words of each passage add, in the order of the passages."""
        worth = [0.0] * len(self.passages)
        for sought in held:
            for place in self._numbered(sought) if sought.is_number else self._holding(sought.letters):
                worth[place] += sought.worth
        return worth

    def is_titled(self, held: Sequence[Sought]) -> bool:
        """Tell whether the title of the entry names all that is wanted of it."""
        title = Stored(0, SUMMARY, self.passages[0].title) if self.passages else None
        return title is not None and bool(held) and all(holds(title, sought) for sought in held)

    def _numbered(self, sought: Sought) -> Iterator[int]:
        return (place for place, passage in enumerate(self.passages) if holds(passage, sought))

    def _holding(self, letters: str) -> Iterator[int]:
        """Give the places of the passages of which a word begins with some letters, each once."""
        at = self.text.find(letters)
        while at > 0:
            after = at + 1
            if not self.text[at - 1].isalnum():
                place = bisect_right(self.starts, at) - 1
                yield place
                after = self.starts[place + 1] if place + 1 < len(self.starts) else len(self.text)
            at = self.text.find(letters, after)
