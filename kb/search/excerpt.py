"""Chooses the passage that shows best why an entry was found, and marks the words that matched."""

import re
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from kb.search.answer import ShownPassage
from kb.search.concepts import Thesaurus
from kb.search.stems import Stemmer
from kb.search.words import fold, is_number, words

REMEMBERED = 4000
# How much a passage's share of the query's words counts beside its similarity.
WORDS = 0.4
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Stored:
    """A passage as the database holds it, and its text as words are compared."""

    id: int
    field: str
    text: str
    folded: str


@dataclass(frozen=True)
class Wanted:
    """What to look for in a passage: stems with how telling each is, and terms of the vocabularies."""

    stems: Mapping[str, float]
    concepts: frozenset[str]
    pattern: re.Pattern[str] | None
    numbers: frozenset[str] = frozenset()

    @classmethod
    def of(cls, stems: Mapping[str, float], concepts: Iterable[str]) -> "Wanted":
        """Prepare the search for stems; a stem that SQLite's stemmer changed at its end is found by its beginning."""
        beginnings = {(stem[:-1] if stem.endswith("i") else stem): stem for stem in stems if not is_number(stem)}
        ordered = sorted(beginnings, key=lambda part: (-len(part), part))
        pattern = re.compile(r"\b(" + "|".join(map(re.escape, ordered)) + ")") if ordered else None
        return cls(stems, frozenset(concepts), pattern, frozenset(filter(is_number, stems)))


class Excerpts:
    """Reads passages, and remembers those of recently shown entries. Safe to share between threads."""

    def __init__(self, stemmer: Stemmer, thesaurus: Thesaurus) -> None:
        self._stemmer, self._thesaurus = stemmer, thesaurus
        self._lock = threading.Lock()
        self._remembered: OrderedDict[str, tuple[Stored, ...]] = OrderedDict()

    def best(
        self, connection: sqlite3.Connection, slug: str, wanted: Wanted, similar: Mapping[int, float]
    ) -> ShownPassage | None:
        """Give the passage that answers best, by words and by meaning together."""
        stored = self._of(connection, slug)
        if not stored:
            return None
        whole = sum(wanted.stems.values()) or 1.0
        chosen = max(stored, key=lambda item: similar.get(item.id, 0.0) + WORDS * self._share(item, wanted) / whole)
        return ShownPassage(chosen.field, chosen.text, self.mark(chosen.text, wanted))

    def _share(self, item: Stored, wanted: Wanted) -> float:
        found = set(wanted.pattern.findall(item.folded)) if wanted.pattern else set()
        # Numbers are written in many ways, so that only reading the text finds them.
        if wanted.numbers and _DIGIT.search(item.folded):
            found |= {word.text for word in words(item.text)} & wanted.numbers
        return sum(wanted.stems.get(stem, wanted.stems.get(f"{stem}i", 0.0)) for stem in found)

    def mark(self, text: str, wanted: Wanted) -> str:
        """Give the text as HTML, with the words that match between <mark> tags."""
        found = words(text)
        known = self._stemmer.stems(word.text for word in found)
        stems = [known[word.text] for word in found]
        marked = {at for at, stem in enumerate(stems) if stem in wanted.stems}
        if wanted.concepts:
            for mention in self._thesaurus.mentions(found, stems, narrower=False, lower=False):
                if mention.concept in wanted.concepts:
                    marked |= set(range(mention.first, mention.last))
        parts: list[str] = []
        at = 0
        for index in sorted(marked):
            word = found[index]
            parts += [escape(text[at : word.start]), "<mark>", escape(text[word.start : word.end]), "</mark>"]
            at = word.end
        return "".join([*parts, escape(text[at:])])

    def _of(self, connection: sqlite3.Connection, slug: str) -> tuple[Stored, ...]:
        with self._lock:
            if slug in self._remembered:
                self._remembered.move_to_end(slug)
                return self._remembered[slug]
        rows = connection.execute("select id, field, text from passages where entry = ? order by id", [slug]).fetchall()
        found = tuple(Stored(number, field, text, fold(text)) for number, field, text in rows)
        with self._lock:
            self._remembered[slug] = found
            if len(self._remembered) > REMEMBERED:
                self._remembered.popitem(last=False)
        return found
