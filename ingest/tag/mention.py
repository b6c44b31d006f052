"""What the tagger gives back, and the candidates that it chooses from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """A candidate: characters from start to end that may name a term, an organisation, a place or a number."""

    start: int
    end: int
    vocabulary: str
    term: str | None
    method: str

    @property
    def length(self) -> int:
        """Number of characters."""
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Mention:
    """Something that a text names: where, what it is, how it was found; for outcomes what is said of it."""

    start: int
    end: int
    text: str
    vocabulary: str
    term: str | None
    method: str
    direction: str | None
    negated: bool | None
