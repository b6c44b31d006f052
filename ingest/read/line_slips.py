"""Slips that a line of a file shows by itself, in the words of somebody who does not know YAML."""

import re
from dataclasses import dataclass

QUOTES = "put the whole text between double quotes"
NAME = r"[A-Za-z_][\w-]*"
"""How the name of a field is written."""
_FIELD = rf"^\s*(?:- +)?{NAME}"
_DASH = "begin items with - and a space"
_WRITTEN = "write it as name: value"


@dataclass(frozen=True)
class Slip:
    """What a line shows, where its group `at` begins, and what to do."""

    line: re.Pattern[str]
    message: str
    advice: str


def _slip(line: str, message: str, advice: str) -> Slip:
    return Slip(re.compile(line), message, advice)


# Looked for before the parser's own complaint, on the lines that it names and the one before, in this order.
SLIPS = (
    _slip(
        r"^(?P<at><{7}|={7}|>{7})",
        "the mark of a conflict between two versions stands here",
        "keep one version, and remove the marks",
    ),
    _slip(
        r"^[ ]*(?:- )?[ ]*(?P<at>\t)|^[ \t]*(?:-|[\w-]+:)[ ]*(?P<at2>\t)",
        "a tab stands here",
        "replace it by spaces",
    ),
    _slip(r"^\s*(?P<at>[•▪●‣·*–—−])[ ]", "a sign stands here that begins no item of a list", _DASH),
    _slip(r"^\s*(?P<at>\d{1,2}[.)])[ ]", "a number stands here that begins no item of a list", _DASH),
    _slip(r"^\s*(?P<at>-)[A-Za-z\"'\[{]", "no space stands after the dash of an item", _DASH),
    _slip(
        r"^\s*(?P<at>//|<!--|/\*)", "this is no comment here", "begin a comment with # and a space, or remove the line"
    ),
    _slip(
        rf"{_FIELD}\s*(?P<at>[：﹕∶꞉])",
        "a sign stands here that only looks like a colon",
        "type the colon of the keyboard, and a space after it",
    ),
    _slip(
        rf"^\s*(?:- +)?(?P<at>[\"']{NAME} *:)",
        "the colon stands inside the quotation marks",
        "write a field's name without quotation marks: name: value",
    ),
    _slip(rf"^\s*(?:- +)?(?P<at>{NAME}) *= *\S", "an equals sign stands where a colon belongs", _WRITTEN),
    _slip(
        rf"^\s*(?:- +)?(?P<at>{NAME}:)[^\s:/\[{{}}\]]", "no space stands after the colon of a field's name", _WRITTEN
    ),
    _slip(rf"^\s*(?:- +)?(?P<at>{NAME}) +:\S", "the colon stands beside the value and not the name", _WRITTEN),
    _slip(
        rf"{_FIELD}: +(?P<at>> ?[-+]?\d[\d.,]*%?) *$",
        "a number can't begin with >",
        "write the number alone, and qualifier: more-than",
    ),
    _slip(
        rf"{_FIELD}: +'[^']*(?P<at>'[A-Za-z])",
        "the apostrophe here ends the text that a single quotation mark began",
        "put the whole text between double quotes",
    ),
    _slip(
        rf'{_FIELD}: +"[^"\\]*(?P<at>"[^\s,}}\]#])',
        "the quotation mark here ends the text that another began",
        "put the whole text between single quotes",
    ),
    _slip(
        r"^[^'\"#]*[\[{][^'\"#]*(?P<at>['\"])[^'\"]*$",
        "no quotation mark closes the text that begins here",
        "add it, or remove the one that stands here",
    ),
    _slip(
        rf"[{{,] *{NAME}: +(?P<at>[^\s\"'\[{{][^,}}\"]*: [^,}}]*)[,}}]",
        "a colon in a text between braces ends the text",
        QUOTES,
    ),
    _slip(
        rf"{_FIELD}: +(?P<at>[^\s\"'\[{{>|#].*: .*)$",
        "a colon and a space inside a text cut it in two",
        QUOTES,
    ),
)
