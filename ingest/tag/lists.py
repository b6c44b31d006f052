"""A base's own lists of names as patterns, each made once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kb.model.tagging import Tagging

CAPITAL = r"(?:St\.?|[A-Z][\w'-]*)"
JOINED = rf"(?:,? (?:and |& |of |the |upon |on |in |for )*{CAPITAL})"
# What no text matches, in the place of a list without words.
NEVER = r"(?!)"


def listed(lines: Iterable[str]) -> list[str]:
    """Give the words of lines on which they are separated by commas, the longest first."""
    found = {part.strip() for line in lines for part in line.split(",")} - {""}
    return sorted(found, key=lambda word: (-len(word), word))


def any_of(lines: Iterable[str]) -> str:
    """Give a pattern that matches each of the words, the longest first."""
    return "|".join(map(re.escape, listed(lines))) or NEVER


@dataclass(frozen=True)
class Lists:
    """The lists of a base, and the patterns that are made of them."""

    tagging: Tagging

    @cached_property
    def organisations(self) -> re.Pattern[str]:
        """Match the organisations that are known by name."""
        named = self.tagging.organisations
        return re.compile(rf"(?<![\w'-])(?:{any_of([*named.names, *named.ambiguous])})(?![\w-])")

    @cached_property
    def ending_words(self) -> str:
        """Match the words with which a name may end, as a part of a pattern."""
        return any_of(self.tagging.organisations.endings)

    @cached_property
    def endings(self) -> re.Pattern[str]:
        """Match a name that ends as organisations do."""
        ending, prefix = f"(?:{self.ending_words})", any_of(self.tagging.organisations.prefixes)
        name = rf"(?:(?:{prefix}) )?{CAPITAL}{JOINED}{{0,6}}? (?P<ending>{ending}(?: {ending})*)"
        return re.compile(rf"(?<![\w'-]){name}(?![\w-])")

    @cached_property
    def beginnings(self) -> re.Pattern[str]:
        """Match a name that begins as organisations do."""
        named = self.tagging.organisations
        following = rf"(?!(?:{any_of(named.prefixes)})\b){CAPITAL}"
        name = rf"(?:{any_of(named.beginnings)}) (?:the )?{CAPITAL}(?:(?: and| &| of| upon)? {following}){{0,3}}"
        return re.compile(rf"(?<![\w'-]){name}(?: (?:{any_of(named.suffixes)}))?")

    @cached_property
    def strong(self) -> re.Pattern[str]:
        """Match the words that make a name of what looks like something else."""
        return re.compile(rf"\b(?:{any_of(self.tagging.organisations.strong)})\b")

    @cached_property
    def something_else(self) -> re.Pattern[str]:
        """Match the words that show that a name is no organisation: a plan, a law, a team."""
        return re.compile(rf"\b(?:{any_of(self.tagging.organisations.no_part_of_a_name)})\b")

    @cached_property
    def places(self) -> re.Pattern[str]:
        """Match the places that are known by name, and names that have the shape of a place's."""
        named = self.tagging.places
        known = [name for name in listed(named.names) if not name.startswith("the ")]
        words, directions = any_of([*known, *named.ambiguous]), any_of(named.directions)
        joined = r"[A-Z][a-z]+-(?:in|on|upon|under|le|super|by)-(?:the-)?[A-Z][a-z]+"
        return re.compile(rf"(?<![\w'-])(?:(?:(?:{directions})[ -])?(?:{words})|{joined})(?![\w-])")

    @cached_property
    def numbered(self) -> re.Pattern[str]:
        """Match the end of a text after which a number counts nothing."""
        return re.compile(rf"\b(?:{any_of(self.tagging.senses.numbered)}) $", re.IGNORECASE)
