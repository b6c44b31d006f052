"""Chooses the passage that shows best why an entry was found, and marks the words that matched."""

import re
import sqlite3
import threading
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import accumulate

from kb.search.answer import ShownPassage
from kb.search.concepts import Mention, Thesaurus
from kb.search.stems import Stemmer
from kb.search.words import Word, fold, is_number, words

REMEMBERED = 4000
# How much a passage's share of the query's words counts beside its similarity.
WORDS = 0.4
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Stored:
    """A passage as the database holds it."""

    id: int
    field: str
    text: str


@dataclass(frozen=True)
class Held:
    """All passages of an entry, with their texts as words are compared: joined, and where each begins."""

    passages: tuple[Stored, ...]
    folded: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, passages: tuple[Stored, ...]) -> "Held":
        """Join the texts."""
        texts = [fold(passage.text) for passage in passages]
        starts = tuple(accumulate((len(text) + 1 for text in texts[:-1]), initial=0))
        return cls(passages, "\n".join(texts), starts)

    def beginning(self, letters: str) -> Iterator[int]:
        """Give the number of each passage in which a word begins so."""
        at = self.folded.find(letters)
        while at >= 0:
            if at and self.folded[at - 1].isalnum():
                at = self.folded.find(letters, at + 1)
                continue
            number = bisect_right(self.starts, at) - 1
            yield number
            at = self.folded.find(letters, self.starts[number + 1]) if number + 1 < len(self.starts) else -1


@dataclass(frozen=True)
class Wanted:
    """What to look for in a passage: stems with how telling each is, and terms of the vocabularies."""

    stems: Mapping[str, float]
    concepts: frozenset[str]

    @classmethod
    def of(cls, stems: Mapping[str, float], concepts: Iterable[str]) -> "Wanted":
        """Prepare the search."""
        return cls(stems, frozenset(concepts))

    def shares(self, held: Held) -> list[float]:
        """Give for each passage how much it has of all that is wanted, 0 to 1."""
        shares = [0.0] * len(held.passages)
        whole = sum(self.stems.values()) or 1.0
        for stem, telling in self.stems.items():
            for number in _with_number(held, stem) if is_number(stem) else held.beginning(_start(stem)):
                shares[number] += telling / whole
        return shares


def _start(stem: str) -> str:
    """Give the letters with which every word of a stem begins: SQLite's stemmer writes i for a final y."""
    return stem[:-1] if stem.endswith("i") else stem


def _with_number(held: Held, wanted: str) -> Iterator[int]:
    """Numbers are written in many ways, so that only reading the texts finds them."""
    for number, passage in enumerate(held.passages):
        if _DIGIT.search(passage.text) and wanted in _numbers(passage.text):
            yield number


@lru_cache(maxsize=REMEMBERED)
def _numbers(text: str) -> frozenset[str]:
    """Give the numbers of a text in the one form in which they are compared."""
    return frozenset(word.text for word in words(text) if is_number(word.text))


class Excerpts:
    """Reads passages, and remembers those of recently shown entries. Safe to share between threads."""

    def __init__(self, stemmer: Stemmer, thesaurus: Thesaurus) -> None:
        self._stemmer = stemmer
        self._thesaurus = thesaurus
        self._read = lru_cache(maxsize=REMEMBERED)(self._words_and_mentions)
        self._lock = threading.Lock()
        self._remembered: OrderedDict[str, Held] = OrderedDict()

    def best(
        self, connection: sqlite3.Connection, slug: str, wanted: Wanted, similar: Mapping[int, float]
    ) -> ShownPassage | None:
        """Give the passage that answers best, by words and by meaning together."""
        held = self._of(connection, slug)
        if not held.passages:
            return None
        shares = wanted.shares(held)
        values = [similar.get(item.id, 0.0) + WORDS * share for item, share in zip(held.passages, shares, strict=True)]
        chosen = held.passages[values.index(max(values))]
        return ShownPassage(chosen.field, chosen.text, self.mark(chosen.text, wanted))

    def _words_and_mentions(self, text: str) -> tuple[list[Word], list[str], list[Mention]]:
        """Give a text's words, their stems and the terms that it names."""
        found = words(text)
        known = self._stemmer.stems(word.text for word in found)
        stems = [known[word.text] for word in found]
        return found, stems, self._thesaurus.mentions(found, stems, narrower=False, lower=False)

    def mark(self, text: str, wanted: Wanted) -> str:
        """Give the text as HTML, with the words that match between <mark> tags."""
        found, stems, mentions = self._read(text)
        marked = {at for at, stem in enumerate(stems) if stem in wanted.stems}
        for mention in mentions:
            if mention.concept in wanted.concepts:
                marked |= set(range(mention.first, mention.last))
        parts: list[str] = []
        at = 0
        for index in sorted(marked):
            word = found[index]
            parts += [escape(text[at : word.start]), "<mark>", escape(text[word.start : word.end]), "</mark>"]
            at = word.end
        return "".join([*parts, escape(text[at:])])

    def _of(self, connection: sqlite3.Connection, slug: str) -> Held:
        with self._lock:
            if slug in self._remembered:
                self._remembered.move_to_end(slug)
                return self._remembered[slug]
        rows = connection.execute("select id, field, text from passages where entry = ? order by id", [slug]).fetchall()
        found = Held.of(tuple(Stored(*row) for row in rows))
        with self._lock:
            self._remembered[slug] = found
            if len(self._remembered) > REMEMBERED:
                self._remembered.popitem(last=False)
        return found
