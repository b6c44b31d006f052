"""What a YAML parser complains of, in the words of somebody who does not know YAML, at the place to look at."""

import re
from dataclasses import dataclass

import yaml

from ingest.read.yaml_fault import FaultError

QUOTES = "put the whole text between double quotes"
# Of a line no more than this is looked at for slips.
MOST_LOOKED_AT = 500


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
    _Known("expected <block end>", "this does not continue what stands before it", "indent it like the fields above"),
    _Known("single document", "a second document begins here", "remove the line with ---, or make another file of it"),
)


# A value that begins with a sign of YAML's own and goes on as a text: > 65s, [Pilot] service, - who, ? who.
_SIGN = re.compile(
    r"^\s*(?:- +)*[\w-]+: +(?P<sign>[>|](?=[^\s+\-0-9]| +[^\s#]|\d+[^\s\d])"
    r"|\[[^\]]*\](?= *[^\s#])|\{[^}]*\}(?= *[^\s#])|[-?](?= ))"
)
_NAME = r"[A-Za-z_][\w-]*"


@dataclass(frozen=True)
class _Slip:
    """A slip that a line shows by itself: where its group `at` begins."""

    line: re.Pattern[str]
    message: str
    advice: str


# Tried before the parser's own complaint, on the lines that it names and the one before, in this order.
SLIPS = (
    _Slip(
        re.compile(r"^(?P<at><{7}|={7}|>{7})"),
        "the mark of a conflict between two versions stands here",
        "keep one version, and remove the marks",
    ),
    _Slip(
        re.compile(r"^[ ]*(?:- )?[ ]*(?P<at>\t)|^[ \t]*(?:-|[\w-]+:)[ ]*(?P<at2>\t)"),
        "a tab stands here",
        "replace it by spaces",
    ),
    _Slip(
        re.compile(r"^\s*(?P<at>[•▪●‣·*–—−])[ ]"),
        "a sign stands here that begins no item of a list",
        "begin items with - and a space",
    ),
    _Slip(
        re.compile(r"^\s*(?P<at>-)[A-Za-z\"'\[{]"),
        "no space stands after the dash of an item",
        "begin items with - and a space",
    ),
    _Slip(
        re.compile(rf"^\s*(?:- +)?(?P<at>{_NAME}) *= *\S"),
        "an equals sign stands where a colon belongs",
        "write it as name: value",
    ),
    _Slip(
        re.compile(rf"^\s*(?:- +)?(?P<at>{_NAME}:)[^\s:/\[{{]"),
        "no space stands after the colon of a field's name",
        "write it as name: value",
    ),
    _Slip(
        re.compile(rf"^\s*(?:- +)?(?P<at>{_NAME}) +:\S"),
        "the colon stands beside the value and not the name",
        "write it as name: value",
    ),
    _Slip(
        re.compile(rf"[{{,] *{_NAME}: +(?P<at>[^\s\"'\[{{][^,}}\"]*: [^,}}]*)[,}}]"),
        "a colon in a text between braces ends the text",
        QUOTES,
    ),
    _Slip(
        re.compile(rf"^\s*(?:- +)?{_NAME}: +(?P<at>[^\s\"'\[{{>|#].*: .*)$"),
        "a colon and a space inside a text cut it in two",
        QUOTES,
    ),
)


def syntax_fault(error: yaml.MarkedYAMLError, text: str) -> FaultError:
    """Give the fault that a parser's error stands for."""
    found = _slip(error, text) or _begun_with_sign(error, text) or _without_colon(error, text)
    return found or _indented(error, text) or _known_fault(error)


def _near(error: yaml.MarkedYAMLError, lines: list[str]) -> list[int]:
    """Give the lines to look at: those that the parser names, and the one before."""
    marks = [mark.line for mark in (error.problem_mark, error.context_mark) if mark]
    found = [line for mark in marks for line in (mark, mark - 1)]
    return [line for line in dict.fromkeys(found) if 0 <= line < len(lines)]


def _slip(error: yaml.MarkedYAMLError, text: str) -> FaultError | None:
    lines = text.split("\n")
    for slip in SLIPS:
        for number in _near(error, lines):
            if found := slip.line.search(lines[number][:MOST_LOOKED_AT]):
                group = next(name for name, part in found.groupdict().items() if part is not None)
                at = yaml.Mark("", 0, number, found.start(group), None, 0)
                return FaultError(at, "yaml-syntax", slip.message, slip.advice)
    return None


def _without_colon(error: yaml.MarkedYAMLError, text: str) -> FaultError | None:
    """Find a field without a colon, which the parser takes for the beginning of the next field's name."""
    mark, lines = error.problem_mark, text.split("\n")
    if mark is None or "mapping values" not in str(error.problem) or not 0 < mark.line < len(lines):
        return None
    found = re.match(rf"\s*(?:- +)?(?P<at>{_NAME})(?: [^:]*)?$", lines[mark.line - 1][:MOST_LOOKED_AT])
    if found is None:
        return None
    at = yaml.Mark("", 0, mark.line - 1, found.start("at"), None, 0)
    return FaultError(at, "yaml-syntax", "there is no colon after a field's name", "write it as name: value")


def _indented(error: yaml.MarkedYAMLError, text: str) -> FaultError | None:
    """Find a field that stands a little further in or out than the field above it."""
    lines = text.split("\n")
    mark = error.problem_mark
    if mark is None or not 0 < mark.line < len(lines):
        return None
    for number in (mark.line, mark.line - 1):
        here, above = lines[number], next((line for line in reversed(lines[:number]) if line.strip()), "")
        apart = _indent(here) - _indent(above)
        if abs(apart) == 1 and re.match(rf"\s*{_NAME}:", here):
            way = "in" if apart > 0 else "out"
            at = yaml.Mark("", 0, number, _indent(here), None, 0)
            message = f"this field stands one space further {way} than the line above"
            return FaultError(at, "yaml-syntax", message, "indent it like the other fields of its place")
    return None


def _indent(line: str) -> int:
    """Give the column at which a field begins; the dash of an item stands before its first field."""
    found = re.match(r" *(?:- +)*", line)
    return found.end() if found else 0


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
        at = error.problem_mark or error.context_mark
        return FaultError(at, "yaml-syntax", "this is not written as YAML is", "check indentation, quotes and colons")
    mark = error.context_mark if known.opened and error.context_mark else error.problem_mark
    return FaultError(mark, "yaml-syntax", known.message, known.advice)
