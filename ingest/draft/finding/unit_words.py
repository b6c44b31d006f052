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
            for name in {term.label, *term.synonyms, unit.replace("-", " ")} - _NOT_AFTER:
                for form in {name.lower(), f"{name.lower()}s"}:
                    found.setdefault(tuple(_TOKEN.findall(form)), unit)
        for unit, names in words("other units").items():
            for form in [form for name in names for form in (name, name.removesuffix("s")) if unit in self.known]:
                found.setdefault(tuple(_TOKEN.findall(form)), unit)
        return found

    def after(self, text: str) -> tuple[str, str]:
        """Give the unit that the words after a number name, and those words; the last noun of a row of nouns counts."""
        tokens = [(match.group().lower(), match.end()) for match in _TOKEN.finditer(text[:90].lstrip(" -–"))]
        skipped = len(text) - len(text.lstrip(" -–"))
        unit, end = "", 0
        index = 0
        while index < min(len(tokens), _MOST_WORDS + 2):
            found = self._longest(tokens, index)
            if found and (not unit or index <= found[2]):
                unit, last = found[0], index + found[1]
                end, index = tokens[last - 1][1], last
                if not self._goes_on(tokens, index):
                    break
                continue
            word = tokens[index][0]
            if word in _QUOTES:
                index += 1
                continue
            joins = word in {"and", "or"} and index
            if unit or (word in _STOPS and not joins) or not word[0].isalpha() or index >= _MOST_WORDS:
                break
            index += 1
        return unit, text[: end + skipped].strip(" -–") if unit else ""

    def _goes_on(self, tokens: list[tuple[str, int]], index: int) -> bool:
        """'12 GP practices', 'six care home teams': a noun follows that may be the one that is counted."""
        return index < len(tokens) and self._longest(tokens, index) is not None

    def _longest(self, tokens: list[tuple[str, int]], index: int) -> tuple[str, int, int] | None:
        for size in range(min(5, len(tokens) - index), 0, -1):
            unit = self.by_words.get(tuple(word for word, _ in tokens[index : index + size]))
            if unit:
                return unit, size, index
        return None
