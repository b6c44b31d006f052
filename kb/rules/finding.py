"""What a rule finds in an entry, and what it knows of the rest of the base."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kb.model.citations import Location
from kb.model.facts import Cite, Fact
from kb.model.source import Source
from kb.model.vocabulary import Vocabularies

BASE = "{base}"
"""What stands in advice for the folder of the base, whose name a rule does not know."""


@dataclass(frozen=True)
class Finding:
    """A problem at a place in an entry: what is wrong, what is allowed and nearest to what was meant, what to do."""

    at: Location
    rule: str
    message: str
    advice: str
    allowed: tuple[str, ...] = ()
    nearest: str = ""


@dataclass(frozen=True)
class Context:
    """What the rules need to know of the rest of the base, and of the day as YYYY-MM-DD."""

    vocabularies: Vocabularies
    sources: dict[str, Source]
    slugs: frozenset[str]
    slug: str
    today: str
    currencies: tuple[str, ...] = ()
    """Codes that base.yml allows."""
    in_waves: frozenset[str] = frozenset()
    """Kinds whose entries say in which wave they were chosen."""
    faulty: frozenset[str] = frozenset()
    """Sources and vocabularies that have a file which could not be read: what names them is told of there."""
    withdrawn: Mapping[str, str] = field(default_factory=dict)
    """Slugs of withdrawn entries, each with that of its successor, or nothing."""
    facts: tuple[tuple[Location, Fact], ...] = ()
    """Every fact of the entry with its place, found once for all rules."""

    @property
    def cites(self) -> Iterator[tuple[Location, Cite]]:
        """Give every citation of the entry with its place."""
        return ((at, fact) for at, fact in self.facts if isinstance(fact, Cite))
