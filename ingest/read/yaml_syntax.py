"""What a YAML parser complains of, in the words of somebody who does not know YAML, at the place to look at."""

import re
from dataclasses import dataclass

import yaml

from ingest.read.yaml_fault import FaultError

QUOTES = "put the whole text between double quotes"


@dataclass(frozen=True)
class _Known:
    """A complaint of the parser by a part of its words. `opened`: the slip is where the parser began, not where it stuck."""

    complaint: str
    message: str
    advice: str
    opened: bool = False


# In the order in which they are tried: the parser says more than one of these at once.
KNOWN = (
    _Known("tab character", "a tab stands here", "replace it by spaces"),
    _Known(
        "could not find expected ':'", "there is no colon after a field's name", "write it as name: value", opened=True
    ),
    _Known(
        "mapping values are not allowed",
        "a colon is not expected here",
        f"if it belongs to a text, {QUOTES}; otherwise see that the line above ends with a colon or is indented alike",
    ),
    _Known("while parsing a flow", "a bracket that opens here is not closed, or a comma is missing", "add it", True),
    _Known("unexpected end of stream", "no quotation mark closes the text that begins here", "add it", opened=True),
    _Known("escape", "a backslash between double quotes is not plain text", "write it twice, or use single quotes"),
    _Known("cannot start any token", "a text can't begin with this character", QUOTES),
    _Known(
        "while scanning an alias", "a text can't begin with *", f"{QUOTES}; items of a list begin with - and a space"
    ),
    _Known("while scanning an anchor", "a text can't begin with &", QUOTES),
    _Known(
        "expected '-' indicator",
        "this line is neither a new item of the list nor a field of the item above",
        "begin it with - and a space, or indent it like the item's other fields",
    ),
    _Known(
        "did not find expected key",
        "this does not continue what stands before it",
        "indent it like the fields above; if a text holds a quotation mark, put it between quotes of the other kind",
    ),
    _Known("single document", "a second document begins here", "remove the line with ---, or make another file of it"),
)


# A value that begins with a sign of YAML's own and goes on as a text: > 65s, [Pilot] service, - who, ? who.
_SIGN = re.compile(
    r"^\s*(?:- +)*[\w-]+: +(?P<sign>[>|](?=[^\s+\-0-9]| +[^\s#]|\d+[^\s\d])"
    r"|\[[^\]]*\](?= *[^\s#])|\{[^}]*\}(?= *[^\s#])|[-?](?= ))"
)


def syntax_fault(error: yaml.MarkedYAMLError, text: str) -> FaultError:
    """Give the fault that a parser's error stands for."""
    return _begun_with_sign(error, text) or _known_fault(error)


def _begun_with_sign(error: yaml.MarkedYAMLError, text: str) -> FaultError | None:
    lines = text.split("\n")
    marks = [mark for mark in (error.problem_mark, error.context_mark) if mark and mark.line < len(lines)]
    for mark in marks:
        if found := _SIGN.match(lines[mark.line]):
            at = yaml.Mark("", 0, mark.line, found.start("sign"), None, 0)
            return FaultError(at, "yaml-syntax", f"a text can't begin with {found['sign'][0]}", QUOTES)
    return None


def _known_fault(error: yaml.MarkedYAMLError) -> FaultError:
    said = " ".join(part for part in (error.context, error.problem) if part)
    known = next((one for one in KNOWN if one.complaint in said), None)
    if known is None:
        return FaultError(
            error.problem_mark or error.context_mark, "yaml-syntax", said, "check indentation, quotes and colons"
        )
    mark = error.context_mark if known.opened and error.context_mark else error.problem_mark
    return FaultError(mark, "yaml-syntax", known.message, known.advice)
