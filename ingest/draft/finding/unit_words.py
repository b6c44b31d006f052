"""The words that say what a number counts: units of the vocabulary by their labels and synonyms."""

import re
from dataclasses import dataclass
from functools import cached_property

from ingest.draft.finding.words import words
from kb.model.vocabulary import Vocabularies

PEOPLE = frozenset({"people", "patients", "residents"})
# Adjectives may stand between a number and its noun, these words may not.
_STOPS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "to",
        "for",
        "by",
        "with",
        "and",
        "or",
        "were",
        "was",
        "is",
        "are",
        "be",
        "been",
        "has",
        "have",
        "had",
        "at",
        "from",
        "on",
        "per",
        "than",
        "as",
        "who",
        "which",
        "that",
        "this",
        "these",
        "those",
        "will",
        "would",
        "could",
        "may",
        "over",
        "under",
        "between",
        "within",
        "after",
        "before",
        "during",
        "since",
        "until",
        "while",
        "but",
        "if",
        "when",
        "where",
        "not",
        "no",
        "its",
        "their",
        "our",
        "his",
        "her",
        "it",
        "they",
        "we",
        "there",
        "about",
        "across",
        "against",
        "so",
        "did",
        "does",
        "do",
    ]
)
_MOST_WORDS = 5
_JOINS = frozenset({"and", "or"})
_HYPHENS = ("-", "‐", "–")
_QUOTES = frozenset("“”‘’\"'")
# Synonyms that say so only before a number, or of one thing.
_NOT_AFTER = frozenset({"aged", "score", "rank", "ranked", "position", "point", "use", "value", "up"})
_TOKEN = re.compile(r"[A-Za-z0-9&'’/-]+|[^\sA-Za-z0-9]")


@dataclass(frozen=True)
class UnitWords:
    """Units by the words that name them, in lower case."""

    vocabularies: Vocabularies

    @cached_property
    def known(self) -> frozenset[str]:
        """The ids of all units."""
        return frozenset(self.vocabularies.terms("units"))

    @cached_property
    def by_words(self) -> dict[tuple[str, ...], str]:
        """Units by their words; longer names are taken before shorter."""
        found: dict[tuple[str, ...], str] = {}
        for unit, term in self.vocabularies.terms("units").items():
            for name in {term.label, *term.synonyms, *term.abbreviations, unit.replace("-", " ")} - _NOT_AFTER:
                for form in {name.lower(), f"{name.lower()}s"}:
                    found.setdefault(tuple(_TOKEN.findall(form)), unit)
        for unit, names in words("other units").items():
            for form in [form for name in names for form in (name, name.removesuffix("s")) if unit in self.known]:
                found.setdefault(tuple(_TOKEN.findall(form)), unit)
        return found

    def after(self, text: str) -> tuple[str, str]:
        """Give the unit that the words after a number name, and those words; the last noun of a row of nouns counts."""
        begun = text[:90].lstrip(" -–")
        tokens = [(match.group().lower(), match.end()) for match in _TOKEN.finditer(begun)]
        joined = text[:1] in _HYPHENS and text[1:2].isalpha()
        unit, last = self._first(tokens) if not joined else self._joined(tokens)
        while unit and not joined and (further := self._further(tokens, last)):
            unit, last = further
        return unit, begun[: tokens[last - 1][1]].strip(" -–") if unit else ""

    def _joined(self, tokens: list[tuple[str, int]]) -> tuple[str, int]:
        """'A 150-bed hospital' counts beds."""
        found = self._longest(tokens, 0)
        return (found[0], found[1]) if found else ("", 0)

    def _first(self, tokens: list[tuple[str, int]]) -> tuple[str, int]:
        """Give the first unit after adjectives, and how many words there are up to its end."""
        index, most = 0, _MOST_WORDS + 3 * self._lists(tokens)
        while index < min(len(tokens), most + 2):
            if found := self._longest(tokens, index):
                return found[0], index + found[1]
            word = tokens[index][0]
            if word in _QUOTES or (word == "," and index and self._lists(tokens)):
                most += word in _QUOTES
            elif not _may_describe(word, index) or index >= most:
                break
            index += 1
        return "", 0

    def _lists(self, tokens: list[tuple[str, int]]) -> bool:
        """'13 health, care and voluntary organisations': a list of adjectives stands before the noun."""
        first = [word for word, _ in tokens[:10]]
        return "," in first[1:5] and bool(_JOINS & set(first[first.index(",") + 2 : first.index(",") + 5]))

    def _further(self, tokens: list[tuple[str, int]], index: int) -> tuple[str, int] | None:
        """'12 GP practices', '300 patient travel miles': a noun that follows is what is counted."""
        if found := self._longest(tokens, index):
            return found[0], index + found[1]
        one = tokens[index - 1][0]
        if one.endswith("s") or (f"{one}s",) not in self.by_words:
            return None
        for last in range(index, min(index + 3, len(tokens))):
            word = tokens[last][0]
            if not word[0].isalpha() or (word in _STOPS and word not in _JOINS):
                return None
            found = self._longest(tokens, last + 1)
            if found and tokens[last + found[1]][0].endswith("s"):
                return found[0], last + 1 + found[1]
        return None

    def _longest(self, tokens: list[tuple[str, int]], index: int) -> tuple[str, int, int] | None:
        for size in range(min(5, len(tokens) - index), 0, -1):
            unit = self.by_words.get(tuple(word for word, _ in tokens[index : index + size]))
            if unit:
                return unit, size, index
        return None


def _may_describe(word: str, index: int) -> bool:
    """Tell whether a word may stand between a number and its noun."""
    return word[0].isalpha() and (word not in _STOPS or (word in _JOINS and index > 0))
