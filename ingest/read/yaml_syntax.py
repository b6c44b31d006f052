"""What a YAML parser complains of, in the words of somebody who does not know YAML, at the place to look at."""

import re
from dataclasses import dataclass
from functools import cache

import yaml

from ingest.read.line_slips import NAME, QUOTES, SLIPS
from ingest.read.yaml_fault import FaultError
from kb.model.facts import Fact, fields_of, inner_model
from kb.model.json_schema import MODELS

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
        "mapping values are not allowed",
        "a colon is not expected here",
        f"if it belongs to a text, {QUOTES}; otherwise see that the line above ends with a colon or is indented alike",
    ),
    _Known("while parsing a flow", "a bracket that opens here is not closed, or a comma is missing", "add it", True),
    _Known("unexpected end of stream", "no quotation mark closes the text that begins here", "add it", opened=True),
    _Known("escape", "a backslash between double quotes is not plain text", "write it twice, or use single quotes"),
    _Known("hexdecimal", "a backslash between double quotes is not plain text", "write it twice, or use single quotes"),
    _Known("<document start>", "what follows the line with ... is not read", "remove the line with three points"),
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


def syntax_fault(error: yaml.MarkedYAMLError, text: str) -> FaultError:
    """Give the fault that a parser's error stands for."""
    for look in (_slip, _begun_with_sign, _list_behind, _without_colon, _no_field, _unclosed, _indented):
        if found := look(error, text):
            return found
    return _known_fault(error)


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
    found = re.match(rf"\s*(?:- +)?(?P<at>{NAME})(?: [^:]*)?$", lines[mark.line - 1][:MOST_LOOKED_AT])
    return _no_colon(mark.line - 1, found) if found else None


def _no_field(error: yaml.MarkedYAMLError, text: str) -> FaultError | None:
    """Find a line that is no field; it may be an item of a list, or go on from the line above."""
    mark, lines = error.context_mark, text.split("\n")
    if mark is None or "could not find expected ':'" not in str(error.problem) or mark.line >= len(lines):
        return None
    found = re.match(r"\s*(?:- +)?(?P<at>\S+)", lines[mark.line][:MOST_LOOKED_AT])
    above = next((line for line in reversed(lines[: mark.line]) if line.strip()), "")
    return _no_colon(mark.line, found, in_list=above.lstrip().startswith("- ")) if found else None


def _list_behind(error: yaml.MarkedYAMLError, text: str) -> FaultError | None:
    """Find a list whose first item stands behind the field's name, and not below it."""
    mark, lines = error.problem_mark, text.split("\n")
    if mark is None or not 0 < mark.line < len(lines) or not re.match(r"\s*- ", lines[mark.line]):
        return None
    found = re.match(rf"\s*(?:- +)?{NAME}: +(?P<at>[^\s>|&#])", lines[mark.line - 1][:MOST_LOOKED_AT])
    if found is None:
        return None
    at = yaml.Mark("", 0, mark.line - 1, found.start("at"), None, 0)
    message = "the field has a value here, and items of a list below"
    return FaultError(
        at, "yaml-syntax", message, "begin each item on a line of its own below the name, with - and a space"
    )


def _unclosed(error: yaml.MarkedYAMLError, text: str) -> FaultError | None:
    """Find the first text whose quotation mark is not closed on its line, where the next line is a field again."""
    lines = text.split("\n")
    last = error.problem_mark.line if error.problem_mark else len(lines)
    for number, line in enumerate(lines[:last]):
        found = re.match(rf"\s*(?:- +)?{NAME}: +(?P<at>(['\"])(?:(?!\2).)*)$", line[:MOST_LOOKED_AT])
        if found and re.match(rf"\s*(?:- +)?{NAME}:(?: |$)", lines[number + 1][:MOST_LOOKED_AT]):
            at = yaml.Mark("", 0, number, found.start("at"), None, 0)
            message = "no quotation mark closes the text that begins here"
            return FaultError(at, "yaml-syntax", message, "add it at the end of the text")
    return None


def _no_colon(line: int, found: re.Match[str], *, in_list: bool = False) -> FaultError:
    at = yaml.Mark("", 0, line, found.start("at"), None, 0)
    if found["at"] in _field_names():
        message = f"there is no colon after the field's name {found['at']}"
        return FaultError(at, "yaml-syntax", message, "write it as name: value")
    advice = "indent it further where the text above goes on here; a field is written as name: value"
    if in_list:
        advice = f"begin it with - and a space where it is an item of the list above; {advice}"
    return FaultError(at, "yaml-syntax", "this line is no field: there is no colon after a name", advice)


@cache
def _field_names() -> frozenset[str]:
    """Give the names of all fields of all files."""
    names, models = set[str](), set[type[Fact]](MODELS.values())
    while models:
        fields = fields_of(models.pop())
        models |= {
            model for name, info in fields.items() if name not in names and (model := inner_model(info.annotation))
        }
        names |= fields.keys()
    return frozenset(names)


def _indented(error: yaml.MarkedYAMLError, text: str) -> FaultError | None:
    """Find a field that stands further in or out than the fields that it could belong to."""
    lines = text.split("\n")
    mark = error.problem_mark
    if mark is None or not 0 < mark.line < len(lines):
        return None
    for number in (mark.line, mark.line - 1):
        here = lines[number][:MOST_LOOKED_AT]
        above = next((line for line in reversed(lines[:number]) if line.strip()), "")
        apart = _indent(here) - _indent(above)
        if re.match(rf" *(?:- +)?{NAME}:(?: |$)", here) and _is_astray(apart, here, above, lines[:number]):
            spaces = "one space" if abs(apart) == 1 else f"{abs(apart)} spaces"
            at = yaml.Mark("", 0, number, _indent(here), None, 0)
            message = f"this field stands {spaces} further {'in' if apart > 0 else 'out'} than the line above"
            return FaultError(at, "yaml-syntax", message, "indent it like the other fields of its place")
    return None


def _is_astray(apart: int, here: str, above: str, before: list[str]) -> bool:
    """Tell whether a line stands where no field can: inside a field that has a value, or between two levels."""
    if abs(apart) == 1:
        return True
    if apart > 0:
        return re.match(rf" *(?:- +)?{NAME}: +[^\s>|&]", above[:MOST_LOOKED_AT]) is not None
    return apart < 0 and _indent(here) not in _levels(before)


def _levels(lines: list[str]) -> set[int]:
    """Give the columns at which a field could stand below the last of some lines: those of the fields around it."""
    found, least = {0}, MOST_LOOKED_AT
    for line in reversed(lines[-MOST_LOOKED_AT:]):
        begin = len(line) - len(line.lstrip(" "))
        if line.strip() and begin < least:
            found |= {begin, _indent(line)}
            least = begin
    return found


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
