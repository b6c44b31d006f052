"""Chooses the facts of an entry that answer best, and marks the words that matched."""

import re
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from itertools import chain

from kb.search.answer import ShownPassage
from kb.search.concepts import Mention, Thesaurus
from kb.search.facts import (
    DETAILED,
    FAILED,
    REMEMBERED,
    SILENT,
    SUMMARY,
    TITLED,
    TOLD,
    WEIGHTY,
    Sought,
    Stored,
    Wanted,
    holds,
    worth_of_words,
)  # fmt: skip
from kb.search.stems import Stemmer
from kb.search.words import Word, words

# What is left of a question's worth for the fact that it leads to. A question is no evidence, so it is never shown.
LED_TO = 0.9
# A second fact is shown if it is worth less than the first by no more than this.
NEXT = 0.15
# So many sentences of a summary are shown beside another fact.
SENTENCES = 2
COLUMNS = "p.id, p.field, p.text, p.hoped, p.answer, p.effect, e.title"
PASSAGES = f"select {COLUMNS} from passages p join entries e on e.slug = p.entry where p.entry = ? order by p.id"  # noqa: S608
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
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


@dataclass(frozen=True)
class _Leader:
    """The best fact of some, and what it is worth."""

    value: float = -1.0
    fact: Stored | None = None


def _leaders(
    passages: Mapping[int, Stored], held: Sequence[Sought], wanted: Wanted, similar: Mapping[int, float]
) -> tuple[_Leader, _Leader]:
    """Give the best fact of the summary and the best of all others, by similarity and worth of words together.

    What a question is worth goes to the fact that it leads to.
    """
    summary, other = _Leader(), _Leader()
    most = (
        sum(sought.worth for sought in held)
        + TOLD * bool(wanted.asked)
        + FAILED * wanted.failures
        + TITLED * wanted.titled
    )
    most += max(WEIGHTY.values())
    for number in chain(similar, (number for number in passages if number not in similar)):
        passage, value = passages[number], similar.get(number, 0.0)
        # What follows is less similar yet: all the words together could not make up for it.
        if value + most <= min(summary.value, other.value):
            break
        said = worth_of_words(passage, held)
        value += said - SILENT * (not said and passage.field in DETAILED)
        fact = _fact(passages, passage)
        if fact is None:
            continue
        value = value * (LED_TO if fact is not passage else 1.0) + fact.suits(wanted)
        if fact.field == SUMMARY and value > summary.value:
            summary = _Leader(value, fact)
        elif fact.field != SUMMARY and value > other.value:
            other = _Leader(value, fact)
    return summary, other


def _chosen(
    passages: Mapping[int, Stored], held: Sequence[Sought], wanted: Wanted, similar: Mapping[int, float]
) -> tuple[Stored, ...]:
    """Give the fact that answers best, and one that adds to it: of the summary what is beside another fact's point."""
    summary, other = _leaders(passages, held, wanted, similar)
    first, second = sorted((summary, other), key=lambda leader: -leader.value)
    if first.fact is None:
        return ()
    if second.fact is None or not _adds(second.fact, first.fact, held, wanted):
        return (first.fact,)
    if second is summary:
        return first.fact, replace(second.fact, text=_in_short(second.fact.text, held))
    return (first.fact, second.fact) if second.value >= first.value - NEXT else (first.fact,)


def _adds(second: Stored, first: Stored, held: Sequence[Sought], wanted: Wanted) -> bool:
    """Tell whether a second fact holds what the first lacks: a word of the query, or the kind of fact that is asked for.

    A detail that nobody asked for says little without what sums its entry up.
    """
    if first.is_unasked(wanted) or (wanted.asked & second.kinds) - first.kinds:
        return True
    return any(holds(second, sought) and not holds(first, sought) for sought in held)


def _is_titled(passages: Mapping[int, Stored], held: Sequence[Sought]) -> bool:
    """Tell whether the title of an entry names all that is wanted of it."""
    title = next((Stored(0, SUMMARY, passage.title) for passage in passages.values()), None)
    return title is not None and bool(held) and all(holds(title, sought) for sought in held)


def _in_short(summary: str, held: Sequence[Sought]) -> str:
    """Give the sentences of a summary that say most of what is wanted, in their order."""
    sentences = _SENTENCE_END.split(summary)
    said = [worth_of_words(Stored(0, SUMMARY, sentence), held) for sentence in sentences]
    first = sorted(range(len(sentences)), key=lambda at: (-said[at], at))[:SENTENCES]
    return " ".join(sentences[at] for at in sorted(first))


def _fact(passages: Mapping[int, Stored], passage: Stored) -> Stored | None:
    """Give the fact that a question leads to; any other passage is one itself."""
    if not passage.is_question:
        return passage
    return passages[passage.answer] if passage.answer else None


class Excerpts:
    """Reads passages, and remembers those of recently shown entries. Safe to share between threads."""

    def __init__(self, stemmer: Stemmer, thesaurus: Thesaurus) -> None:
        self._stemmer = stemmer
        self._thesaurus = thesaurus
        self._read = lru_cache(maxsize=REMEMBERED)(self._legible)
        self._lock = threading.Lock()
        self._remembered: OrderedDict[str, dict[int, Stored]] = OrderedDict()

    def best(
        self,
        connection: sqlite3.Connection,
        slug: str,
        wanted: Wanted,
        held: Sequence[Sought],
        similar: Mapping[int, float],
    ) -> tuple[ShownPassage, ...]:
        """Give the fact of an entry that answers best, by words and by meaning together, and one that adds to it, if any.

        `held` are those of the wanted stems that the entry holds somewhere, `similar` its passages' similarities by id,
        the nearest first.
        """
        passages = self._of(connection, slug)
        wanted = replace(wanted, titled=_is_titled(passages, held))
        chosen = _chosen(passages, held, wanted, similar)
        return tuple(ShownPassage(fact.field, fact.text, self.mark(fact.text, wanted)) for fact in chosen)

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
        """Give the text as HTML, with the words that match between <mark> tags."""
        legible = self._read(text)
        # To see that there is nothing to escape is quicker than to escape.
        clean = escape if _SPECIAL.search(text) else str
        parts: list[str] = []
        at = 0
        for number in legible.matching(wanted):
            word = legible.words[number]
            parts += [clean(text[at : word.start]), "<mark>", clean(text[word.start : word.end]), "</mark>"]
            at = word.end
        return "".join([*parts, clean(text[at:])])

    def _of(self, connection: sqlite3.Connection, slug: str) -> dict[int, Stored]:
        with self._lock:
            if slug in self._remembered:
                self._remembered.move_to_end(slug)
                return self._remembered[slug]
        found = {row[0]: Stored.read(*row) for row in connection.execute(PASSAGES, [slug]).fetchall()}
        with self._lock:
            self._remembered[slug] = found
            if len(self._remembered) > REMEMBERED:
                self._remembered.popitem(last=False)
        return found
