"""A figure as a text prints it, with everything that it may mean."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Mark(StrEnum):
    """What stands with a number and says what kind of number it is."""

    NONE = ""
    PERCENT = "percent"
    POINTS = "percentage points"
    MONEY = "money"
    PENCE = "pence"
    SHARE = "share"
    DATE = "date"
    PHONE = "phone"
    OTHER = "other"
    """A unit that is never claimed, such as per mille, so that its number is not taken for a count."""


class Reading(NamedTuple):
    """A number that a figure can be read as; `doubt` says why a person should look, and is empty where none need."""

    number: Decimal
    mark: Mark = Mark.NONE
    doubt: str = ""


@dataclass(frozen=True)
class Printed:
    """A figure in a text: where it stands, and all numbers and dates that its characters can be read as.

    Damage makes a figure readable in more ways than one ("14, 250" may be 14250, or 14 and 250); all are kept, since to
    choose one would be to repair the text.
    """

    start: int
    end: int
    text: str
    readings: frozenset[Reading] = field(default_factory=frozenset)
    dates: frozenset[str] = field(default_factory=frozenset)
    currency: str = ""
    """ISO code of the currency whose sign or name stands there; empty where none does."""
    scale: int = 1
    """What the number was multiplied by: 1,000,000 for "20m"."""
    grouped: bool = False
    """Whether commas or spaces group its digits."""
    doubt: str = ""
    """Why a person should look where it is taken for a date; empty where none need."""
    negative: bool = False
    """Whether a minus sign stands before it."""
    counts: bool = True
    """Whether a person should be told when no entry uses it; words such as "first" and "two" seldom count anything."""

    @property
    def numbers(self) -> frozenset[Decimal]:
        """All numbers that it can be read as."""
        return frozenset(reading.number for reading in self.readings)

    @property
    def marks(self) -> frozenset[Mark]:
        """All kinds of number that it can be read as."""
        return frozenset(reading.mark for reading in self.readings)

    @property
    def mark(self) -> Mark:
        """The kind of a figure that is of one kind; NONE for any other."""
        return next(iter(self.marks)) if len(self.marks) == 1 else Mark.NONE
