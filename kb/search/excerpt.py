"""Chooses the passage that shows best why an entry was found, and marks the words that matched."""

import re
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from kb.search.answer import ShownPassage
from kb.search.concepts import Thesaurus
from kb.search.stems import Stemmer
from kb.search.words import fold, is_number, words

REMEMBERED = 4000
# How much a passage's share of the query's words counts beside its similarity.
WORDS = 0.4
THESAURI = 32
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
    """What to look for in a passage: stems with how telling each is, and terms of the vocabularies.

    `patterns` has for each stem the letters that it begins with, the search for them, and how telling it is.
    """

    stems: Mapping[str, float]
    concepts: frozenset[str]
    patterns: tuple[tuple[str, re.Pattern[str], float], ...]
    numbers: frozenset[str]

    @classmethod
    def of(cls, stems: Mapping[str, float], concepts: Iterable[str]) -> "Wanted":
        """Prepare the search for stems; a stem that SQLite's stemmer changed at its end is found by its beginning."""
        beginnings = {stem: stem[:-1] if stem.endswith("i") else stem for stem in stems if not is_number(stem)}
        patterns = tuple(
            (start, re.compile(rf"\b{re.escape(start)}"), stems[stem]) for stem, start in beginnings.items()
        )
        return cls(stems, frozenset(concepts), patterns, frozenset(filter(is_number, stems)))


class Excerpts:
    """Reads passages, and remembers those of recently shown entries. Safe to share between threads."""

    def __init__(self, stemmer: Stemmer, thesaurus: Thesaurus) -> None:
        self._stemmer = stemmer
        self._named = lru_cache(maxsize=THESAURI)(thesaurus.only)
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
        chosen, best = stored[0], -1.0
        for item in sorted(stored, key=lambda item: -similar.get(item.id, 0.0)):
            near = similar.get(item.id, 0.0)
            if near + WORDS < best:
                break  # all its words could not make this or a later passage the best
            value = near + WORDS * self._share(item, wanted) / whole
            if (value, -item.id) > (best, -chosen.id):
                chosen, best = item, value
        return ShownPassage(chosen.field, chosen.text, self.mark(chosen.text, wanted))

    def _share(self, item: Stored, wanted: Wanted) -> float:
        # Most stems are in few passages, and looking for plain letters is a hundred times faster.
        share = sum(
            telling
            for start, beginning, telling in wanted.patterns
            if start in item.folded and beginning.search(item.folded)
        )
        # Numbers are written in many ways, so that only reading the text finds them.
        if wanted.numbers and _DIGIT.search(item.folded):
            share += sum(wanted.stems[word] for word in {word.text for word in words(item.text)} & wanted.numbers)
        return share

    def mark(self, text: str, wanted: Wanted) -> str:
        """Give the text as HTML, with the words that match between <mark> tags."""
        found = words(text)
        known = self._stemmer.stems(word.text for word in found)
        stems = [known[word.text] for word in found]
        marked = {at for at, stem in enumerate(stems) if stem in wanted.stems}
        if wanted.concepts:
            for mention in self._named(wanted.concepts).mentions(found, stems, narrower=False, lower=False):
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
