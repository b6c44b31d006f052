"""The passages of an entry as an excerpt weighs them: which facts they are, and what a query wants of them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from kb.search.asking import CONTACT, DATE, NAME, NUMBER, PLACE, Kinds, kinds_held
from kb.search.words import fold, is_number, words

REMEMBERED = 4000
# How much a passage's share of the query's words counts beside its similarity.
WORDS = 0.4
# What is added to a fact of the kind that is asked for, as a number for "how much".
ASKED_FOR = 0.12
# What is taken off a hope, so that it comes after a result as like.
HOPED = 0.06
QUESTIONS, LESSONS, SUMMARY = "questions", "lessons", "summary"
# What is added, where failures are asked for, to a result that was not wanted and to a lesson.
FAILED, FAILING = 0.1, frozenset({"bad", "mixed", "none"})
# What is added to what sums an entry up where its title names all that is wanted: the entry as a whole is meant.
TITLED = 0.15
# What is added to what sums an entry up or says what came of it, and taken off what each hit shows of its entry anyway and
# off what is no fact.
WEIGHTY = {SUMMARY: 0.1, "impacts": 0.05, LESSONS: 0.03, "status": -0.5, "citations": -0.5}
# What is taken off a detail that holds no word of the query: its vector, made with the title, is like the title only.
SILENT, DETAILED = 0.1, frozenset({"figures", "contract", "milestones", "population"})
# What is taken off a detail of a kind where none of the kind is asked for: numbers, dates, names, where and whom to ask.
DETAILS = {
    "figures": (NUMBER, 0.2), "population": (NUMBER, 0.1), "milestones": (DATE, 0.05),
    "organisations": (NAME, 0.2), "contacts": (CONTACT, 0.1), "place": (PLACE, 0.5),
}  # fmt: skip
# These kinds are told by the field and not by the text, which need not hold any other word of the question.
OF_FIELD, TOLD = {"contacts": CONTACT, "place": PLACE}, 0.5
# What is added to the list of who took part where a name is asked for: it says in which part.
PARTIES, PART = "organisations", 0.1
# What the passage of a sum of a contract begins with.
SUM = "Contract value:"
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Stored:
    """A passage of an entry. A question has the id of the passage that it leads to."""

    id: int
    field: str
    text: str
    hoped: bool = False
    answer: int | None = None
    effect: str | None = None
    title: str = ""

    @classmethod
    def read(
        cls, number: int, field: str, text: str, hoped: int, answer: int | None, effect: str | None, title: str
    ) -> "Stored":
        """Take a row of the database. The summary is embedded with the title, which a hit shows anyway."""
        own = text.removeprefix(title).lstrip(".!? ") if field == "summary" else text
        return cls(number, field, own or text, bool(hoped), answer, effect, title)

    @property
    def is_question(self) -> bool:
        """Tell whether it is a question that was written to be found."""
        return self.field == QUESTIONS

    @cached_property
    def unasked_worth(self) -> float:
        """What its kind adds or takes off where nothing in particular is asked for, as of most queries."""
        return WEIGHTY.get(self.field, 0.0) - HOPED * self.hoped - self.detail[1]

    def suits(self, wanted: "Wanted") -> float:
        """Give what its kind adds or takes off, whatever it is about."""
        titled = TITLED if wanted.titled and self.field == SUMMARY else 0.0
        if not wanted.asked and not wanted.failures:
            return self.unasked_worth + titled
        worth = TOLD if self.field in OF_FIELD else ASKED_FOR
        found = worth if wanted.asked and wanted.asked <= self.kinds else 0.0
        failed = FAILED if wanted.failures and (self.effect in FAILING or self.field == LESSONS) else 0.0
        _, detail = self.detail
        unasked = detail if self.is_unasked(wanted) else 0.0
        part = PART if self.field == PARTIES and NAME in wanted.asked else 0.0
        return found + part + failed + titled - HOPED * self.hoped + WEIGHTY.get(self.field, 0.0) - unasked

    @property
    def detail(self) -> tuple[str, float]:
        """The kind of detail that it is, and what it loses where none of the kind is asked for."""
        return DETAILS.get("figures" if self.text.startswith(SUM) else self.field, ("", 0.0))

    def is_unasked(self, wanted: "Wanted") -> bool:
        """Tell whether it is a detail of a kind that is not asked for, and holds nothing that is."""
        kind, _ = self.detail
        return bool(kind) and kind not in wanted.asked and not (wanted.asked and wanted.asked <= self.kinds)

    @cached_property
    def kinds(self) -> Kinds:
        """The kinds of fact that it holds: of a place and a contact, that which their field tells."""
        return frozenset({OF_FIELD[self.field]}) if self.field in OF_FIELD else kinds_held(self.text)

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

    @classmethod
    def of(cls, stem: str, worth: float) -> "Sought":
        """Look for a stem. Every word of it begins with its letters, but SQLite's stemmer writes i for a final y."""
        return cls(stem.removesuffix("i"), worth, is_number(stem))


@dataclass(frozen=True)
class Wanted:
    """What to look for in a passage: stems, terms of the vocabularies, the kinds of fact that are asked for, failures."""

    stems: Mapping[str, Sought]
    concepts: frozenset[str]
    asked: Kinds = frozenset()
    failures: bool = False
    titled: bool = False
    """Whether the entry's title names all that is wanted of it."""

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
        stems = {stem: Sought.of(stem, WORDS * each / whole) for stem, each in telling.items()}
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


def worth_of_words(passage: Stored, held: Sequence[Sought]) -> float:
    """Give what a passage's words add."""
    return sum(sought.worth for sought in held if holds(passage, sought))


def holds(passage: Stored, sought: Sought) -> bool:
    """Tell whether a passage holds a word. Numbers are written in many ways, so that only reading finds them."""
    if sought.is_number:
        return bool(_DIGIT.search(passage.folded)) and sought.letters in _numbers(passage.text)
    return sought.letters in passage.folded and _begins_word(sought.letters, passage.folded)
