"""The lines of a text, with where they stand."""

import re
from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True)
class Line:
    """A line of a text, with where it begins and ends."""

    start: int
    end: int
    text: str


def lines(text: str) -> list[Line]:
    """Give the lines of a text that hold anything, without the spaces around them."""
    return [Line(*match.span(), match.group()) for match in re.finditer(r"[^\s](?:[^\n]*[^\s])?", text)]
