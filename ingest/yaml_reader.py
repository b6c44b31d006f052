"""Reads a YAML file safely and remembers where each value stands."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import yaml

from ingest.problems import Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
Location = tuple[str | int, ...]
PLAIN_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("map", "seq", "str", "int", "float", "bool", "null")}


@dataclass(frozen=True)
class Document:
    """A file's data, the line and column of each value and key (from 1), and what is wrong with it as YAML."""

    path: str
    data: Any = None
    places: dict[Location, tuple[int, int]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def place(self, at: Location) -> tuple[int, int]:
        """Give line and column of a value, or of the nearest thing around it that the file has."""
        while at not in self.places and at:
            at = at[:-1]
        return self.places.get(at, (1, 1))


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


class _Mark(Protocol):
    line: int
    column: int


class _FaultError(Exception):
    def __init__(self, mark: _Mark | None, rule: str, message: str, advice: str) -> None:
        super().__init__(message)
        self.line = mark.line + 1 if mark else 1
        self.column = mark.column + 1 if mark else 1
        self.rule, self.message, self.advice = rule, message, advice


def read(path: Path) -> Document:
    """Read one file; everything that is wrong with it as YAML is in `problems`, and then `data` is None."""
    try:
        text = _text(path)
        _refuse_aliases(text)
        node = yaml.compose(text, Loader=_Loader)
        places: dict[Location, tuple[int, int]] = {}
        faults: list[_FaultError] = []
        data = _convert(node, (), places, faults) if node else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        faults, data, places = (
            [_FaultError(mark, "yaml-syntax", _readable(error), "check indentation, quotes and colons")],
            None,
            {},
        )
    except yaml.YAMLError as error:
        faults, data, places = (
            [_FaultError(None, "yaml-syntax", str(error).replace("\n", " "), "remove the character")],
            None,
            {},
        )
    except _FaultError as fault:
        faults, data, places = [fault], None, {}
    problems = tuple(Problem(str(path), f.line, f.column, "error", f.rule, f.message, advice=f.advice) for f in faults)
    return Document(str(path), None if faults else data, places, problems)


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise _FaultError(
            None, "unreadable", f"the file can't be read: {error.strerror}", "check name and permissions"
        ) from error
    if len(raw) > MAX_BYTES:
        raise _FaultError(None, "too-large", f"the file has {len(raw)} bytes; {MAX_BYTES} are allowed", "split it")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        fault = _FaultError(
            None, "not-utf-8", f"byte {error.start} is not UTF-8", "save the file as UTF-8 in your editor"
        )
        fault.line = line
        raise fault from error


def _refuse_aliases(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _FaultError(
                event.start_mark,
                "alias",
                "anchors (&) and aliases (*) are not allowed",
                "write the value out",
            )
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise _FaultError(event.start_mark, "too-deep", f"values are nested over {MAX_DEPTH} deep", "flatten them")


def _convert(
    node: yaml.Node, at: Location, places: dict[Location, tuple[int, int]], faults: list[_FaultError]
) -> object:
    places[at] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if node.tag not in PLAIN_TAGS:
        faults.append(_FaultError(node.start_mark, "tag", f"the tag {node.tag} is not allowed", "remove the tag"))
        return None
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, at, places, faults)
    if isinstance(node, yaml.SequenceNode):
        return [_convert(item, (*at, index), places, faults) for index, item in enumerate(node.value)]
    return yaml.constructor.SafeConstructor().construct_object(node)


def _mapping(
    node: yaml.MappingNode, at: Location, places: dict[Location, tuple[int, int]], faults: list[_FaultError]
) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in result:
            faults.append(
                _FaultError(key_node.start_mark, "duplicate-key", f"{key!r} stands here twice", "keep one of them")
            )
        result[key] = _convert(value_node, (*at, key), places, faults)
        if value_node.value in ("", []):
            places[*at, key] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
    return result


def _readable(error: yaml.MarkedYAMLError) -> str:
    return " ".join(part for part in (error.context, error.problem) if part)
