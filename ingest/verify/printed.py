"""A figure as a text prints it, with everything that it may mean."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Mark(StrEnum):
    """What stands with a number and says what kind of number it is."""

    NONE = ""
    PERCENT = "percent"
    MONEY = "money"
    SHARE = "share"
    DATE = "date"
    PHONE = "phone"


@dataclass(frozen=True)
class Printed:
    """A figure in a text: where it stands, and all numbers and dates that its characters can be read as.

    Damage makes a figure readable in more ways than one ("14, 000" may be 14000, or 14 and 000); all are kept, since
    to choose one would be to repair the text.
    """

    start: int
    end: int
    text: str
    numbers: frozenset[Decimal] = field(default_factory=frozenset)
    dates: frozenset[str] = field(default_factory=frozenset)
    mark: Mark = Mark.NONE
    counts: bool = True
    """Whether a person should be told when no entry uses it; words such as "first" and "two" seldom count anything."""
