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
    PART,
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
# A second fact is shown if it adds and is worth less than the first by no more than this.
NEXT = 0.15
# Of the first hits, so many more facts are shown that hold a word of the query: one that is worth less than what sums the
# entry up by no more than the first of these, and others that are worth less than it by no more than the second.
LEADING, MORE, AMONG_FIRST, NEAR = 3, 1, 0.45, 0.18
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
class _Worth:
    """A fact, and what it is worth."""

    value: float
    fact: Stored


def _weighed(
    passages: Mapping[int, Stored], held: Sequence[Sought], wanted: Wanted, similar: Mapping[int, float], most: int
) -> tuple[list[_Worth], list[_Worth]]:
    """Weigh the facts by similarity and worth of words together: the summary, and the best of all others, so many at most.

    What a question is worth goes to the fact that it leads to.
    """
    summary: dict[int, _Worth] = {}
    others: dict[int, _Worth] = {}
    reach = _reach(held, wanted)
    for number in chain(similar, (number for number in passages if number not in similar)):
        passage, value = passages[number], similar.get(number, 0.0)
        # What follows is less similar yet: all the words together could not make up for it.
        if summary and len(others) >= most and value + reach <= _best(others, most)[-1].value:
            break
        fact = _fact(passages, passage)
        if fact is None:
            continue
        said = worth_of_words(passage, held)
        value += said - SILENT * (not said and passage.field in DETAILED)
        value = value * (LED_TO if fact is not passage else 1.0) + fact.suits(wanted)
        kept = summary if fact.field == SUMMARY else others
        if fact.id not in kept or value > kept[fact.id].value:
            kept[fact.id] = _Worth(value, fact)
    return _best(summary, 1), _best(others, most)


def _reach(held: Sequence[Sought], wanted: Wanted) -> float:
    """Give the most that a passage can be worth beside its similarity."""
    said = sum(sought.worth for sought in held)
    return (
        said
        + TOLD * bool(wanted.asked)
        + PART
        + FAILED * wanted.failures
        + TITLED * wanted.titled
        + max(WEIGHTY.values())
    )


def _best(found: Mapping[int, _Worth], most: int) -> list[_Worth]:
    return sorted(found.values(), key=lambda worth: -worth.value)[:most]


def _chosen(
    passages: Mapping[int, Stored], held: Sequence[Sought], wanted: Wanted, similar: Mapping[int, float], more: int
) -> tuple[Stored, ...]:
    """Give the fact that answers best, and those that add to it: of the summary what is beside another fact's point.

    Of `more` facts that serve the query and are worth nearly as much, each is shown whether or not it adds.
    """
    summary, others = _weighed(passages, held, wanted, similar, 1 + more)
    ordered = sorted((*summary, *others[:1]), key=lambda worth: -worth.value)
    if not ordered:
        return ()
    first, rest = ordered[0], ordered[1:]
    facts = [first.fact]
    for worth in rest:
        adds = _adds(worth.fact, first.fact, held, wanted)
        if worth.fact.field == SUMMARY:
            facts += [replace(worth.fact, text=_in_short(worth.fact.text, held))] if adds else []
        elif (adds and worth.value >= first.value - NEXT) or (
            more and worth.value >= first.value - AMONG_FIRST and _serves(worth.fact, held, wanted)
        ):
            facts.append(worth.fact)
    if others[:1] and others[0].fact in facts:
        near = (worth for worth in others[1:] if worth.value >= others[0].value - NEAR)
        facts += [worth.fact for worth in near if _serves(worth.fact, held, wanted)]
    return tuple(facts)


def _serves(fact: Stored, held: Sequence[Sought], wanted: Wanted) -> bool:
    """Tell whether a fact holds a word of the query or the kind that is asked for: its vector is like the title, too."""
    return bool(wanted.asked and wanted.asked <= fact.kinds) or any(holds(fact, sought) for sought in held)


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
        more: int = 0,
    ) -> tuple[ShownPassage, ...]:
        """Give the fact of an entry that answers best, by words and by meaning together, and those that add to it, if any.

        `held` are those of the wanted stems that the entry holds somewhere, `similar` its passages' similarities by id,
        the nearest first. So many `more` are shown of what is worth nearly as much.
        """
        passages = self._of(connection, slug)
        wanted = replace(wanted, titled=_is_titled(passages, held))
        chosen = _chosen(passages, held, wanted, similar, more)
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
