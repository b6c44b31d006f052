"""Something that is wrong with a file as YAML, at its place."""

from typing import Protocol


class Mark(Protocol):
    """A place as a YAML parser counts: from 0."""

    line: int
    column: int


class FaultError(Exception):
    """One thing that is wrong: line and column count from 1; without a mark it is about the file."""

    def __init__(self, mark: Mark | None, rule: str, message: str, advice: str) -> None:
        """Keep what is said and where."""
        super().__init__(message)
        self.line = mark.line + 1 if mark else 1
        self.column = mark.column + 1 if mark else 1
        self.rule, self.message, self.advice = rule, message, advice
