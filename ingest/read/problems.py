"""A problem in the content, with its place, and the three forms in which it is shown."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from kb.model.likeness import nearest

# A longer list of allowed values hides the one that helps; the advice then says where they stand.
MANY = 25


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong, where (line and column count from 1), what is allowed, what to do, and what was meant if known."""

    path: str
    line: int
    column: int
    severity: str
    rule: str
    message: str
    found: str = ""
    allowed: tuple[str, ...] = ()
    advice: str = ""
    nearest: str = ""

    def __str__(self) -> str:
        """Give one line: path:line:col: severity[rule] message; help."""
        where = f"{self.path}:{self.line}:{self.column}"
        return f"{where}: {self.severity}[{self.rule}] {self.message}{self._help()}"

    def _help(self) -> str:
        meant = self.nearest or nearest(self.found, self.allowed)
        parts = [f"did you mean {meant!r}?"] if meant else []
        if 0 < len(self.allowed) <= MANY:
            parts.append(f"allowed: {', '.join(self.allowed)}")
        parts += [self.advice] if self.advice else []
        return "".join(f"; {part}" for part in parts)


def as_text(problems: Iterable[Problem]) -> str:
    """Give a line a problem."""
    return "\n".join(str(problem) for problem in problems)


def as_json(problems: Iterable[Problem]) -> str:
    """Give a JSON list of objects with the fields of `Problem`."""
    return json.dumps([asdict(problem) for problem in problems], indent=2, ensure_ascii=False)


def as_github(problems: Iterable[Problem]) -> str:
    """Give workflow commands, which GitHub shows beside the changed lines."""
    return "\n".join(_annotation(problem) for problem in problems)


def _annotation(problem: Problem) -> str:
    message = f"{problem.message}{problem._help()}"
    for raw, escaped in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
        message = message.replace(raw, escaped)
    title = f"{problem.rule}"
    return f"::{problem.severity} file={problem.path},line={problem.line},col={problem.column},title={title}::{message}"


FORMATS = {"text": as_text, "json": as_json, "github": as_github}
