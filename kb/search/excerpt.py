"""Chooses the fact of an entry that answers best, and marks the words that matched."""

import re
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import escape
from itertools import chain
from typing import NamedTuple

from kb.search.answer import ShownPassage
from kb.search.asking import DATE, NAME, NUMBER, Kinds, kinds_held
from kb.search.concepts import Mention, Thesaurus
from kb.search.stems import Stemmer
from kb.search.words import Word, fold, is_number, words

REMEMBERED = 4000
# How much a passage's share of the query's words counts beside its similarity.
WORDS = 0.4
# What is added to a fact of the kind that is asked for, as a number for "how much".
ASKED_FOR = 0.12
# What is taken off a hope, so that it comes after a result as like.
HOPED = 0.06
# What is left of a question's worth for the fact that it leads to. A question is no evidence, so it is never shown.
LED_TO = 0.9
QUESTIONS, LESSONS = "questions", "lessons"
# What is added, where failures are asked for, to a result that was not wanted and to a lesson.
FAILED, FAILING = 0.1, frozenset({"bad", "mixed", "none"})
# What is added to what sums an entry up or says what came of it, and taken off what each hit shows of its entry anyway and
# off what is no fact.
WEIGHTY = {
    "summary": 0.1, "impacts": 0.05, "lessons": 0.03, "place": -0.5, "status": -0.5, "citations": -0.5,
}  # fmt: skip
# What is taken off a detail that holds no word of the query: its vector, made with the title, is like the title only.
SILENT, DETAILED = 0.1, frozenset({"figures", "contract", "milestones", "population"})
# What is taken off a detail of a kind where none of the kind is asked for: numbers, dates and names.
DETAILS = {
    "figures": (NUMBER, 0.1), "population": (NUMBER, 0.05), "milestones": (DATE, 0.05),
    "organisations": (NAME, 0.2), "contacts": (NAME, 0.1),
}  # fmt: skip
COLUMNS = "p.id, p.field, p.text, p.hoped, p.answer, p.effect, e.title"
PASSAGES = f"select {COLUMNS} from passages p join entries e on e.slug = p.entry where p.entry = ? order by p.id"  # noqa: S608
_DIGIT = re.compile(r"\d")
_SPECIAL = re.compile("[&<>\"']")


@dataclass(frozen=True)
class Stored:
    """A passage of an entry. A question has the id of the passage that it leads to."""

    id: int
    field: str
    text: str
    hoped: bool = False
    answer: int | None = None
    effect: str | None = None

    @classmethod
    def read(
        cls, number: int, field: str, text: str, hoped: int, answer: int | None, effect: str | None, title: str
    ) -> "Stored":
        """Take a row of the database. The summary is embedded with the title, which a hit shows anyway."""
        own = text.removeprefix(title).lstrip(".!? ") if field == "summary" else text
        return cls(number, field, own or text, bool(hoped), answer, effect)

    @property
    def is_question(self) -> bool:
        """Tell whether it is a question that was written to be found."""
        return self.field == QUESTIONS

    def suits(self, wanted: "Wanted") -> float:
        """Give what its kind adds or takes off, whatever it is about."""
        found = ASKED_FOR if wanted.asked and wanted.asked <= kinds_held(self.text) else 0.0
        failed = FAILED if wanted.failures and (self.effect in FAILING or self.field == LESSONS) else 0.0
        kind, detail = DETAILS.get(self.field, ("", 0.0))
        unasked = 0.0 if kind in wanted.asked else detail
        return found + failed - HOPED * self.hoped + WEIGHTY.get(self.field, 0.0) - unasked

    @cached_property
    def folded(self) -> str:
        """The text as words are compared; most passages are never looked at so closely."""
        return fold(self.text)


class Sought(NamedTuple):
    """A stem to look for in passages: the letters that its words begin with, and what it adds to hold one.

    A tuple, as a search reads thousands.
    """

    letters: str
    worth: float
    is_number: bool


@dataclass(frozen=True)
class Wanted:
    """What to look for in a passage: stems, terms of the vocabularies, the kinds of fact that are asked for, failures."""

    stems: Mapping[str, Sought]
    concepts: frozenset[str]
    asked: Kinds = frozenset()
    failures: bool = False

    @classmethod
    def of(
        cls,
        telling: Mapping[str, float],
        concepts: Iterable[str],
        asked: Kinds = frozenset(),
        *,
        failures: bool = False,
    ) -> "Wanted":
        """Weigh stems by how telling each is; all of them together are worth WORDS."""
        whole = sum(telling.values()) or 1.0
        # Every word of a stem begins with its letters, but SQLite's stemmer writes i for a final y.
        stems = {
            stem: Sought(stem.removesuffix("i"), WORDS * each / whole, is_number(stem))
            for stem, each in telling.items()
        }
        return cls(stems, frozenset(concepts), asked, failures)


def _begins_word(letters: str, text: str) -> bool:
    at = text.find(letters)
    while at > 0 and text[at - 1].isalnum():
        at = text.find(letters, at + 1)
    return at >= 0


@lru_cache(maxsize=REMEMBERED)
def _numbers(text: str) -> frozenset[str]:
    """Give the numbers of a text in the one form in which they are compared."""
    return frozenset(word.text for word in words(text) if is_number(word.text))


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


def _worth(passage: Stored, held: Sequence[Sought]) -> float:
    """Give what a passage's words add. Numbers are written in many ways, so that only reading finds them."""
    text, found = passage.folded, 0.0
    for letters, worth, number in held:
        if number:
            found += worth if _DIGIT.search(text) and letters in _numbers(passage.text) else 0
        elif letters in text and _begins_word(letters, text):
            found += worth
    return found


def _best(
    passages: Mapping[int, Stored], held: Sequence[Sought], wanted: Wanted, similar: Mapping[int, float]
) -> Stored | None:
    """Give the fact with the most similarity and worth of words together; the most similar come first.

    What a question is worth goes to the fact that it leads to.
    """
    chosen, highest = None, -1.0
    most = sum(sought.worth for sought in held) + ASKED_FOR * bool(wanted.asked) + FAILED * wanted.failures
    most += max(WEIGHTY.values())
    for number in chain(similar, (number for number in passages if number not in similar)):
        value = similar.get(number, 0.0)
        # What follows is less similar yet: all the words together could not make up for it.
        if value + most <= highest:
            break
        said = _worth(passages[number], held)
        value += said - SILENT * (not said and passages[number].field in DETAILED)
        fact = _fact(passages, passages[number])
        if fact is None:
            continue
        value = value * (LED_TO if fact.id != number else 1.0) + fact.suits(wanted)
        if value > highest:
            chosen, highest = fact, value
    return chosen


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
    ) -> ShownPassage | None:
        """Give the fact of an entry that answers best, by words and by meaning together.

        `held` are those of the wanted stems that the entry holds somewhere, `similar` its passages' similarities by id,
        the nearest first.
        """
        passages = self._of(connection, slug)
        chosen = _best(passages, held, wanted, similar)
        return ShownPassage(chosen.field, chosen.text, self.mark(chosen.text, wanted)) if chosen else None

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
