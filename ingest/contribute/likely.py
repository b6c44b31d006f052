"""Entries that may be what somebody is about to write, told by their title and place before a word is written."""

from dataclasses import dataclass

from rapidfuzz import fuzz

from ingest.read.load import Base

# Of 100: below it, titles share words that many have.
ALIKE = 75
MOST = 3


@dataclass(frozen=True)
class Likely:
    """An entry that may be meant, with how alike its title is, of 100."""

    slug: str
    title: str
    likeness: int


def likely(title: str, base: Base) -> tuple[Likely, ...]:
    """Give the entries whose title or place a title is like, the likeliest first."""
    found = []
    for slug, entry in base.entries.items():
        likeness = max(
            fuzz.token_set_ratio(title.casefold(), entry.title.casefold()),
            fuzz.token_set_ratio(title.casefold(), slug.replace("-", " ")),
            100
            if entry.place and len(entry.place.name) > len("London") and entry.place.name.casefold() in title.casefold()
            else 0,
        )
        if likeness >= ALIKE:
            found.append(Likely(slug, entry.title, round(likeness)))
    return tuple(sorted(found, key=lambda one: (-one.likeness, one.slug))[:MOST])
