"""Reads a YAML file safely and remembers where each value stands."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ingest.read.files import UnsafeFileError, contents
from ingest.read.letters import UNSEEN, letter_faults, mark, unseen
from ingest.read.line_slips import QUOTES
from ingest.read.problems import Problem
from ingest.read.yaml_fault import FaultError
from ingest.read.yaml_syntax import syntax_fault

MAX_DEPTH = 40
MAX_VALUES = 50_000
MAX_DIGITS = 15
# Looked for where blanks begin, so that a long run of them is passed once.
CUT = re.compile(r"(?<![ \t])[ \t]+#[^\s#]")
# Three decimals that end in 0, as nobody writes them who does not mean thousands.
THOUSANDS = re.compile(r"-?[1-9]\d{0,2}\.\d\d0")
Location = tuple[str | int, ...]
PLAIN_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("map", "seq", "str", "int", "float", "bool", "null")}


@dataclass(frozen=True)
class Document:
    """A file's data, the line and column (from 1) of each value and of each field's name, and what is wrong as YAML."""

    path: str
    data: Any = None
    places: dict[Location, tuple[int, int]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    names: dict[Location, tuple[int, int]] = field(default_factory=dict)

    def place(self, at: Location) -> tuple[int, int]:
        """Give line and column of a value, or of the nearest thing around it that the file has."""
        while at not in self.places and at:
            at = at[:-1]
        return self.places.get(at, (1, 1))


@dataclass(frozen=True)
class _Found:
    """What is found while a file is read: the places of values and of fields' names, and faults."""

    places: dict[Location, tuple[int, int]] = field(default_factory=dict)
    names: dict[Location, tuple[int, int]] = field(default_factory=dict)
    faults: list[FaultError] = field(default_factory=list)


# libyaml reads twenty times faster; a PyYAML built without it gives the same results.
_FastLoader: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


class _Loader(_FastLoader):  # type: ignore[misc]
    """YAML 1.1 reads 2016-11-03, 1:6 and no as date, 66 and False; here they stay text, as contributors mean them."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own way to be told


_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(~|null|)$"), ["~", "n", ""])
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(0|[1-9][0-9]*)$"), list("-0123456789"))
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^-?(0|[1-9][0-9]*)\.[0-9]+$"), list("-0123456789")
)


def read(path: Path) -> Document:
    """Read one file; everything that is wrong with it as YAML is in `problems`, and then `data` is None."""
    try:
        text = _text(path)
    except FaultError as fault:
        return _document(str(path), None, _Found(faults=[fault]))
    return read_text(text, str(path))


def read_text(text: str, path: str) -> Document:
    """Read the text of a file, as `read` does; `path` names it in problems."""
    found = _Found()
    data = None
    try:
        if fault := next(letter_faults(text), None):
            raise fault
        _refuse_aliases(text)
        node = composed_nodes(text)
        if node:
            data = _convert(node, (), found)
            found.faults.extend([*_cut_off(node, text), *_curly(node)])
    except yaml.MarkedYAMLError as error:
        found = _Found(faults=[syntax_fault(error, text)])
    except FaultError as fault:
        found = _Found(faults=[fault])
    return _document(path, data, found)


def composed_nodes(text: str) -> yaml.Node | None:
    """Give the nodes of a text as this reader resolves them, with their places; None for an empty text.

    Raises yaml.MarkedYAMLError where it is no YAML.
    """
    node: yaml.Node | None = yaml.compose(text, Loader=_Loader)
    return node


def _document(path: str, data: Any, found: _Found) -> Document:  # noqa: ANN401 - any YAML value
    faults = found.faults
    problems = tuple(Problem(path, f.line, f.column, "error", f.rule, f.message, advice=f.advice) for f in faults)
    return Document(path, None if faults else data, found.places, problems, found.names)


def _text(path: Path) -> str:
    try:
        raw = contents(path)
    except UnsafeFileError as error:
        raise FaultError(None, error.rule, error.message, error.advice) from error
    except OSError as error:
        raise FaultError(
            None, "unreadable", f"the file can't be read: {error.strerror}", "check name and permissions"
        ) from error
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        advice = "save it as UTF-8 in a text editor; documents of Word or Excel can't be read"
        raise FaultError(mark(before), "not-utf-8", "the file is not UTF-8 text from here", advice) from error


def _refuse_aliases(text: str) -> None:
    depth = values = 0
    for event in yaml.parse(text, Loader=_Loader):
        values += isinstance(event, yaml.NodeEvent)
        if values > MAX_VALUES:
            message = f"the file holds more than {MAX_VALUES} values"
            raise FaultError(event.start_mark, "too-many-values", message, "split it")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise FaultError(
                event.start_mark,
                "alias",
                "anchors (&) and aliases (*) are not allowed",
                "write the value out; a text that begins with one goes between quotes",
            )
        if getattr(event, "tag", None) == "!":
            raise FaultError(event.start_mark, "tag", "a text can't begin with !", QUOTES)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise FaultError(event.start_mark, "too-deep", f"values are nested over {MAX_DEPTH} deep", "flatten them")


def _convert(node: yaml.Node, at: Location, found: _Found) -> object:
    found.places[at] = _place(node)
    if node.tag not in PLAIN_TAGS:
        found.faults.append(
            FaultError(
                node.start_mark,
                "tag",
                f"the tag {node.tag} is not allowed",
                "remove it; a text that begins with ! goes between quotes",
            )
        )
        return None
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, at, found)
    if isinstance(node, yaml.SequenceNode):
        return [_convert(item, (*at, index), found) for index, item in enumerate(node.value)]
    return _scalar(node, found.faults)


def _place(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _scalar(node: yaml.Node, faults: list[FaultError]) -> object:
    """Give a plain value. A number of more digits than a table or a reader's program keeps is a slip or an identifier."""
    if node.tag.endswith((":int", ":float")) and sum(map(str.isdigit, node.value)) > MAX_DIGITS:
        message = f"a number may have {MAX_DIGITS} digits"
        faults.append(FaultError(node.start_mark, "number-too-long", message, "check it; text goes between quotes"))
        return None
    if node.tag.endswith(":float") and THOUSANDS.fullmatch(node.value):
        meant = node.value.replace(".", "")
        message = f"{node.value} is read as {float(node.value):g}"
        advice = f"write {meant} if thousands are meant, {float(node.value):g} if not"
        faults.append(FaultError(node.start_mark, "thousands-point", message, advice))
        return None
    # What is written as an escape, as "\u202e", is seen only now.
    hidden = UNSEEN.search(node.value)
    if hidden:
        faults.append(unseen(node.start_mark, hidden[0]))
        return None
    try:
        value = yaml.constructor.SafeConstructor().construct_object(node)
        if isinstance(value, float) and not math.isfinite(value):
            raise ValueError
        return value
    except (ValueError, KeyError, OverflowError):
        message = f"{node.value[:40]!r} is not what its tag says"
        faults.append(FaultError(node.start_mark, "tag", message, "remove the tag"))
        return None


def _mapping(node: yaml.MappingNode, at: Location, found: _Found) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            found.faults.append(
                FaultError(key_node.start_mark, "key", "a field's name must be plain text", "correct it")
            )
            continue
        key = str(key_node.value)
        if (hidden := UNSEEN.search(key)) is not None:
            found.faults.append(unseen(key_node.start_mark, hidden[0]))
        if key in result:
            found.faults.append(
                FaultError(key_node.start_mark, "duplicate-key", f"{key!r} stands here twice", "keep one of them")
            )
        result[key] = _convert(value_node, (*at, key), found)
        found.names[*at, key] = _place(key_node)
        if value_node.value in ("", []):
            found.places[*at, key] = _place(key_node)
    return result


def _cut_off(node: yaml.Node, text: str) -> Iterator[FaultError]:
    """Find texts that lose their end: to YAML, what follows a space and # is a comment. Comments of ours have a space after #."""
    if not CUT.search(text):
        return
    lines = text.splitlines()
    for scalar in _scalars(node):
        end = scalar.end_mark
        if not scalar.style and scalar.value and CUT.match(lines[end.line][end.column :]):
            message = "what follows # on this line is not read"
            advice = "put the text between quotes, or type a space after # if it is a comment"
            yield FaultError(end, "cut-off", message, advice)


def _curly(node: yaml.Node) -> Iterator[FaultError]:
    """Find texts between curly quotation marks, which YAML takes for a part of the text."""
    for scalar in _scalars(node):
        if not scalar.style and re.fullmatch("[“„][^“”]*[”“]", scalar.value):
            message = "curly quotation marks around a text are part of it"
            yield FaultError(
                scalar.start_mark,
                "curly-quotes",
                message,
                'type straight ones: "',
            )


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
        return
    for child in node.value:
        for part in child if isinstance(child, tuple) else (child,):
            yield from _scalars(part)
