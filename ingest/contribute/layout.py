"""The one layout of a file of the base: order of fields, quoting, wrapping; comments are kept, values never change."""

import io
import re
from dataclasses import dataclass

import yaml
from pydantic.fields import FieldInfo
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import FoldedScalarString, LiteralScalarString

from ingest.contribute.comments import Comments, Place, comments
from ingest.contribute.emitter import emitter
from ingest.contribute.keeping import keep_nodes
from ingest.contribute.scalars import Room, flow_scalar, flow_text, scalar
from ingest.read.yaml_reader import Document, composed_nodes, read_text
from kb.errors import ContentError
from kb.model.facts import Fact, fields_of, inner_model
from kb.model.json_schema import MODELS
from kb.model.vocabulary import VocabularyTerm

# More values than the largest vocabulary has; a file of many more would take seconds.
MOST_VALUES, MOST_LETTERS = 8_000, 300_000
Value = CommentedMap | CommentedSeq | str
# Fields whose mappings hold a field a line, whatever fits.
NESTED = frozenset({"terms"})


def canonical(text: str, name: str = "the text") -> str:
    """Give a file's text in its one layout. `name` stands for the file in messages.

    Raises ContentError where the text is no YAML that the base takes, with the first thing that is wrong.
    """
    text = plain_lines(text)
    node, document = fields_and_data(text, name)
    laid = lay_out(text, node)
    if not _same(read_text(laid, name).data, document.data):
        raise ContentError(f"{name}:1:1: this can't be laid out without changing a value; write its texts more simply")
    return laid


def plain_lines(text: str) -> str:
    """Give a text without byte order mark, its lines ended as Unix does."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def fields_and_data(text: str, name: str) -> tuple[yaml.MappingNode, Document]:
    """Give the nodes and data of a file's text. Raises ContentError as `canonical` does."""
    document = read_text(text, name)
    if document.problems:
        raise ContentError(str(document.problems[0]))
    if len(document.places) > MOST_VALUES or len(text) > MOST_LETTERS:
        most = f"{MOST_VALUES} values or {MOST_LETTERS} letters"
        raise ContentError(f"{name}:1:1: a file of more than {most} is not laid out; split it")
    node = composed_nodes(text)
    if not isinstance(node, yaml.MappingNode):
        raise ContentError(f"{name}:1:1: the file has no fields; begin it with kind: or title:")
    return node, document


def lay_out(text: str, node: yaml.MappingNode) -> str:
    """Give nodes in the one layout, with the comments of the text that they were read from."""
    return _Layout(comments(text, node)).file(node, model_of(text, node))


def replacing(text: str, before: str) -> str:
    """Give a file's text in its one layout where it replaces another file's text.

    What says the same stays as it was written (0.60 is not made 0.6), and comments stay at the fields that they stand at.
    Raises ContentError as `canonical` does.
    """
    before = plain_lines(before)
    old, there = fields_and_data(before, "the file that is there")
    new, document = fields_and_data(canonical(text), "the text")
    keep_nodes(old, there.data, new, document.data)
    return _Layout(comments(before, old)).file(new, model_of(text, new))


def _same(one: object, other: object) -> bool:
    """Tell whether two values are alike but for blanks at the ends of texts, which no field keeps."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, str) and isinstance(other, str):
        return one.strip() == other.strip()
    return type(one) is type(other) and one == other


def model_of(text: str, node: yaml.MappingNode) -> type[Fact] | None:
    """Give what a file holds: by the schema that its first line names, else by its fields; None for any other file."""
    named = re.match(r"# yaml-language-server: \$schema=\S*?(\w+)\.schema\.json\s", text)
    if named and named[1] in MODELS:
        return MODELS[named[1]]
    names = {key.value for key, _ in node.value}
    marks = {"kind": "entry", "questions": "entry", "terms": "vocabulary", "parts": "source", "measured": "source"}
    return next((MODELS[model] for mark, model in marks.items() if mark in names), None)


@dataclass(frozen=True)
class _Layout:
    """Lays out the nodes of one file; `comments` are those of the text that was read."""

    comments: Comments

    def file(self, node: yaml.MappingNode, model: type[Fact] | None) -> str:
        """Give the text of a whole file; comments before the first field stay first, whatever field is."""
        stream = io.StringIO()
        head = self.comments.before.pop((node.value[0][0].value,), []) if node.value else []
        emitter().dump(self._mapping(node, model, (), Room(0, 0)), stream)
        return "".join(
            [*(f"{line}\n" for line in head), stream.getvalue(), *(f"{line}\n" for line in self.comments.last)]
        )

    def _value(self, node: yaml.Node, info: FieldInfo | None, at: Place, room: Room) -> Value:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, _model_of(info, at), at, room)
        return self._sequence(node, info, at, room) if isinstance(node, yaml.SequenceNode) else scalar(node, room)

    def _mapping(self, node: yaml.MappingNode, model: type[Fact] | None, at: Place, room: Room) -> CommentedMap:
        """Lay out a mapping: on one line where it holds single values that fit, else a field a line."""
        pairs = _in_order(node, model)
        single = all(isinstance(value, yaml.ScalarNode) for _, value in pairs)
        found = CommentedMap()
        if single and at and at[0] not in NESTED and not self.comments.inside(at):
            line = ", ".join(f"{key.value}: {flow_text(value)}" for key, value in pairs)
            if room.holds(f"{{{line}}}"):
                found.update({key.value: flow_scalar(value) for key, value in pairs})
                found.fa.set_flow_style()
                return found
        fields = fields_of(model) if model else {}
        for key, value in pairs:
            name = key.value
            inside = Room(room.indent + 2, room.indent + len(name) + 2)
            found[name] = self._value(value, fields.get(name), (*at, name), inside)
            self._put(found, name, (*at, name), room.indent)
        return found

    def _sequence(self, node: yaml.SequenceNode, info: FieldInfo | None, at: Place, room: Room) -> CommentedSeq:
        """Lay out a list: ids on one line where they fit, else an item a line."""
        found = CommentedSeq()
        single = all(isinstance(item, yaml.ScalarNode) for item in node.value)
        ids = single and (_holds_ids(info) or not node.value) and not self.comments.inside(at)
        if ids and room.holds(f"[{', '.join(map(flow_text, node.value))}]"):
            found.extend(map(flow_scalar, node.value))
            found.fa.set_flow_style()
            return found
        for index, item in enumerate(node.value):
            inside = Room(room.indent + 2, room.indent + 2)
            found.append(self._value(item, info, (*at, index), inside))
            self._put(found, index, (*at, index), room.indent)
        return found

    def _put(self, found: CommentedMap | CommentedSeq, key: str | int, place: Place, indent: int) -> None:
        """Put the comments of a place before it, or behind it where a text stands there on the same line."""
        before = list(self.comments.before.get(place, ()))
        behind = self.comments.behind.get(place)
        if (
            behind
            and isinstance(found[key], str)
            and not isinstance(found[key], (FoldedScalarString, LiteralScalarString))
        ):
            found.yaml_add_eol_comment(behind, key, column=0)
        elif behind:
            before.append(behind)
        if before:
            lines = "\n".join(line.removeprefix("#").strip() for line in before)
            found.yaml_set_comment_before_after_key(key, before=lines, indent=indent)


def _in_order(node: yaml.MappingNode, model: type[Fact] | None) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
    """Give the fields of a mapping in the order of its model; those that the model has not come last, as they stood."""
    places = {name: place for place, name in enumerate(fields_of(model))} if model else {}
    return sorted(node.value, key=lambda pair: places.get(pair[0].value, len(places)))


def _model_of(info: FieldInfo | None, at: Place) -> type[Fact] | None:
    """Give the model of a field's value: of its items where it is a list, of each value where its fields are ids."""
    if at[:1] == ("terms",):
        return VocabularyTerm if len(at) == 2 else None
    return inner_model(info.annotation) if info else None


def _holds_ids(info: FieldInfo | None) -> bool:
    """Tell whether a list holds ids: of terms, entries or claims."""
    return info is not None and "[a-z0-9" in str(info.annotation)
