"""Facts as they are found: what an entry would say, where it stands, and how sure it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Value = str | int | float | list[str] | dict[str, "str | int | float"]


class FactKind(StrEnum):
    """The list of an entry that a fact belongs to."""

    IMPACT = "impacts"
    FIGURE = "figures"
    POPULATION = "population"
    CONTRACT_VALUE = "contract.values"
    MILESTONE = "milestones"
    CONTACT = "contacts"
    LESSON = "lessons"


class Sureness(StrEnum):
    """How sure a draft is of a fact."""

    SURE = "sure"
    CHECK = "check"
    GUESS = "guess"


@dataclass(frozen=True)
class Spot:
    """A place where a fact stands: as citations name it, where it begins in a plain text, and its first words."""

    at: str
    words: str
    start: int = 0
    block: int = 0


@dataclass(frozen=True)
class Fact:
    """One fact with all its places. `fields` are those of the entry; `score` is the chance that it is right."""

    kind: FactKind
    fields: Mapping[str, Value]
    spots: tuple[Spot, ...]
    score: float
    numbers: tuple[str, ...] = field(default=())
    unit: str = ""

    @property
    def sureness(self) -> Sureness:
        """What the score means for the person who decides."""
        if self.score >= SURE:
            return Sureness.SURE
        return Sureness.CHECK if self.score >= CHECK else Sureness.GUESS


# Chances from which on a fact is called sure, or worth a check; below, it is a guess and stays a comment.
SURE, CHECK = 0.8, 0.5
