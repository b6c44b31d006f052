"""A problem in the content, with its place, and the three forms in which it is shown."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from kb.model.likeness import nearest
from kb.rules.catalogue import RULES

# Of one file, no more problems than this are listed.
MOST = 100
# Beyond so many nothing of a file is looked for any more.
ENOUGH = 3 * MOST
# A longer list of allowed values hides the one that helps; the advice then says where they stand.
MANY = 25
# Where one value is suggested, more others than these would hide it.
FEW = 8


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
    follows: int = 0
    """How many places elsewhere are wrong because of this, and are not listed."""

    def __str__(self) -> str:
        """Give one line: path:line:col: severity[rule] message; help."""
        where = f"{self.path}:{self.line}:{self.column}"
        return printable(f"{where}: {self.severity}[{self.rule}] {self.message}{self._help()}")

    def _help(self) -> str:
        meant = self.nearest or nearest(self.found, self.allowed)
        parts = [f"did you mean {meant!r}?"] if meant else []
        if 0 < len(self.allowed) <= (FEW if meant else MANY):
            parts.append(f"allowed: {', '.join(self.allowed)}")
        parts += [self.advice] if self.advice else []
        parts += [_follow(self.follows)] if self.follows else []
        parts += [f"see {RULES[self.rule].page}"] if self.rule in RULES else []
        return "".join(f"; {part}" for part in parts)


def _follow(count: int) -> str:
    places = "one place that names it follows" if count == 1 else f"{count} places that name it follow"
    return f"{places} from this, not listed"


def printable(text: str) -> str:
    """Give a text as one line: what would move the cursor, end the line or can't be seen is written as an escape."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


def more(path: str, count: int, line: int = 1) -> list[Problem]:
    """Give one problem that stands for those of a file beyond the first hundred; none where there are no more."""
    if count <= MOST:
        return []
    message = f"{count - MOST} more problems of this file are not listed"
    return [Problem(path, line, 1, "error", "more-problems", message, advice="correct those that are, and check again")]


def bounded(problems: Iterable[Problem]) -> list[Problem]:
    """Give the problems in order, causes first, of each file the first hundred and how many more there are."""
    listed: dict[str, list[Problem]] = {}
    for problem in sorted(problems, key=lambda problem: (not problem.follows, problem)):
        listed.setdefault(problem.path, []).append(problem)
    return [each for path, found in listed.items() for each in (*found[:MOST], *_rest(path, found))]


def _rest(path: str, found: list[Problem]) -> list[Problem]:
    told = [problem for problem in found[MOST:] if problem.rule == "more-problems"]
    return told[:1] or more(path, len(found), found[:MOST][-1].line)


def as_text(problems: Iterable[Problem]) -> str:
    """Give a line a problem."""
    return "\n".join(str(problem) for problem in problems)


def as_json(problems: Iterable[Problem]) -> str:
    """Give a JSON list of objects with the fields of `Problem`."""
    told = [{**asdict(problem), "page": _page(problem)} for problem in problems]
    return json.dumps(told, indent=2)


def _page(problem: Problem) -> str | None:
    return RULES[problem.rule].page if problem.rule in RULES else None


def as_github(problems: Iterable[Problem]) -> str:
    """Give workflow commands, which GitHub shows beside the changed lines."""
    return "\n".join(_annotation(problem) for problem in problems)


def _annotation(problem: Problem) -> str:
    message = _escaped(f"{problem.message}{problem._help()}", OF_A_MESSAGE)
    path, title = _escaped(problem.path, OF_A_PROPERTY), _escaped(problem.rule, OF_A_PROPERTY)
    return f"::{problem.severity} file={path},line={problem.line},col={problem.column},title={title}::{message}"


# What would end a command or a property of it, as GitHub's own toolkit writes it.
OF_A_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
OF_A_PROPERTY = {**OF_A_MESSAGE, ":": "%3A", ",": "%2C"}


def _escaped(text: str, codes: Mapping[str, str]) -> str:
    return "".join(codes.get(each) or printable(each) for each in text)


FORMATS = {"text": as_text, "json": as_json, "github": as_github}
