"""Chooses the facts of an entry that answer best, and marks the words that matched."""

import re
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape

from kb.search.answer import ShownPassage
from kb.search.choosing import chosen
from kb.search.concepts import Mention, Thesaurus
from kb.search.entry_passages import EntryPassages
from kb.search.facts import REMEMBERED, Sought, Stored, Wanted
from kb.search.stems import Stemmer
from kb.search.words import Word, words

COLUMNS = "p.id, p.field, p.text, p.hoped, p.answer, p.effect, e.title"
PASSAGES = f"select {COLUMNS} from passages p join entries e on e.slug = p.entry where p.entry = ? order by p.id"  # noqa: S608
_SPECIAL = re.compile("[&<>\"']")


@dataclass(frozen=True)
class Legible:
    """A text's words, where each stem stands among them, and the terms that it names."""

    words: tuple[Word, ...]
    places: Mapping[str, tuple[int, ...]]
    mentions: tuple[Mention, ...]

    def matching(self, wanted: Wanted) -> list[int]:
        """Give which words match, in order."""
        found = {at for stem in wanted.stems for at in self.places.get(stem, ())}
        for mention in self.mentions:
            if mention.concept in wanted.concepts:
                found |= set(range(mention.first, mention.last))
        return sorted(found)


class Excerpts:
    """Reads passages, and remembers those of recently shown entries. Safe to share between threads."""

    def __init__(self, stemmer: Stemmer, thesaurus: Thesaurus) -> None:
        self._stemmer = stemmer
        self._thesaurus = thesaurus
        self._read = lru_cache(maxsize=REMEMBERED)(self._legible)
        self._lock = threading.Lock()
        self._remembered: OrderedDict[str, EntryPassages] = OrderedDict()

    def best(
        self,
        connection: sqlite3.Connection,
        slug: str,
        wanted: Wanted,
        held: Sequence[Sought],
        similar: Mapping[int, float],
        more: int = 0,
    ) -> tuple[ShownPassage, ...]:
        """Give the fact of an entry that answers best and those that add to it, if any, as `chosen` does."""
        entry = self._of(connection, slug)
        wanted = replace(wanted, titled=entry.is_titled(held))
        facts = chosen(entry, held, wanted, similar, more)
        return tuple(ShownPassage(fact.field, fact.text, self.mark(fact.text, wanted)) for fact in facts)

    def _legible(self, text: str) -> Legible:
        found = words(text)
        known = self._stemmer.stems(word.text for word in found)
        stems = [known[word.text] for word in found]
        places: dict[str, tuple[int, ...]] = {}
        for at, stem in enumerate(stems):
            places[stem] = (*places.get(stem, ()), at)
        mentions = self._thesaurus.mentions(found, stems, narrower=False, lower=False)
        return Legible(tuple(found), places, tuple(mentions))

    def mark(self, text: str, wanted: Wanted) -> str:
        """Give the text as HTML, with the words that match between <mark> tags; words side by side share one."""
        legible = self._read(text)
        # To see that there is nothing to escape is quicker than to escape.
        clean = escape if _SPECIAL.search(text) else str
        parts: list[str] = []
        at = 0
        for number in legible.matching(wanted):
            word = legible.words[number]
            parts += [clean(text[at : word.start]), "<mark>", clean(text[word.start : word.end]), "</mark>"]
            at = word.end
        return "".join([*parts, clean(text[at:])]).replace("</mark> <mark>", " ")

    def _of(self, connection: sqlite3.Connection, slug: str) -> EntryPassages:
        with self._lock:
            if slug in self._remembered:
                self._remembered.move_to_end(slug)
                return self._remembered[slug]
        found = EntryPassages.of([Stored.read(*row) for row in connection.execute(PASSAGES, [slug])])
        with self._lock:
            self._remembered[slug] = found
            if len(self._remembered) > REMEMBERED:
                self._remembered.popitem(last=False)
        return found
