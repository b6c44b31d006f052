"""Entries and sources that may be what somebody is about to write, told by title and place before a word is written."""

from dataclasses import dataclass

from rapidfuzz import fuzz

from ingest.read.load import Base

# Of 100: below it, titles share words that many have.
ALIKE = 75
MOST = 3


@dataclass(frozen=True)
class Likely:
    """An entry or source that may be meant, with how alike its title is, of 100."""

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
    return _first(found)


def likely_sources(title: str, base: Base) -> tuple[Likely, ...]:
    """Give the sources whose title or id a title is like, the likeliest first."""
    found = []
    for name, source in base.sources.items():
        titles = (source.title.casefold(), name.replace("-", " "))
        likeness = max(fuzz.token_sort_ratio(title.casefold(), one) for one in titles)
        if likeness >= ALIKE:
            found.append(Likely(name, source.title, round(likeness)))
    return _first(found)


def _first(found: list[Likely]) -> tuple[Likely, ...]:
    return tuple(sorted(found, key=lambda one: (-one.likeness, one.slug))[:MOST])
