"""How one text or number of the base is written: plain, between double quotes, or folded over lines."""

import re
from dataclasses import dataclass

import yaml
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, FoldedScalarString, LiteralScalarString

WIDTH = 120
TEXT = "tag:yaml.org,2002:str"
# What needs quotes: signs that mean something to YAML at the beginning, a colon or hash among blanks, blanks at the ends.
SIGNS = re.compile(r"^[-?:,\[\]{}#&*!|>'\"%@`=\s]|:\s|:$|\s#|\s$|^\.\.\.|[^\S ]|[^\x20-\ufffd]")
IN_FLOW = re.compile(r"[,\[\]{}]|:|\?")
# What a reader of YAML 1.1 or 1.2 takes for something else than text.
OTHER = re.compile(
    r"|y|n|yes|no|on|off|true|false|null|~|[-+.]?[0-9][0-9_,]*(\.[0-9_]*)?(e[-+]?[0-9]+)?|0[xob].*", re.IGNORECASE
)


@dataclass(frozen=True)
class Room:
    """Where a value may stand: the column at which further lines of it begin, and that at which it begins itself."""

    indent: int
    column: int

    def holds(self, line: str) -> bool:
        """Tell whether a text fits on the line."""
        return self.column + len(line) <= WIDTH


class Raw(str):
    """A number, true, false or nothing, as it was written."""

    __slots__ = ()


def scalar(node: yaml.Node, room: Room) -> str:
    """Give a value as it is written on lines of its own."""
    if node.tag != TEXT:
        return Raw(node.value)
    text = str(node.value).strip()
    many = "\n" in text
    quoted = _needs_quotes(text)
    if not many and room.holds(f'"{text}"' if quoted else text):
        return _quoted(text) if quoted else text
    if re.search(r"[^\S \n]| \n|\n |[^\n\x20-\ufffd]", text):
        return _quoted(text)
    return _literal(text) if many else _folded(text, room.indent)


def flow_scalar(node: yaml.Node) -> str:
    """Give a value as it is written between braces or brackets."""
    if node.tag != TEXT:
        return Raw(node.value or "null")
    text = str(node.value).strip()
    return _quoted(text) if _needs_quotes(text) or IN_FLOW.search(text) else text


def flow_text(node: yaml.Node) -> str:
    """Give about what `flow_scalar` looks like, to see whether it fits."""
    written = flow_scalar(node) if isinstance(node, yaml.ScalarNode) else ""
    if "\n" in written:
        # Several lines never stand between braces.
        return "\n" * WIDTH
    return f'"{written}"' if isinstance(written, DoubleQuotedScalarString) else str(written)


def _quoted(text: str) -> str:
    quoted: str = DoubleQuotedScalarString(text)
    return quoted


def _literal(text: str) -> str:
    literal: str = LiteralScalarString(text)
    return literal


def _needs_quotes(text: str) -> bool:
    return bool(SIGNS.search(text) or OTHER.fullmatch(text))


def _folded(text: str, indent: int) -> str:
    """Give a text that is folded at the last blank before the width; a longer word has a line of its own."""
    folds, start, last = [], 0, -1
    for at in (match.start() for match in re.finditer(r"(?<=[^ ]) (?=[^ ])|$", text)):
        if at - start > WIDTH - indent and last > start:
            folds.append(last)
            start = last + 1
        last = at
    written = FoldedScalarString(text)
    written.fold_pos = folds
    folded: str = written
    return folded
