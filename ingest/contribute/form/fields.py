"""The fields of the form, read off the models: what each is called, what it takes, and whether it must be filled in."""

import re
import types
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import StringConstraints
from pydantic.fields import FieldInfo

from ingest.contribute.form.words import HELP, LONG, SELDOM, label_of
from kb.model.claims import CLAIM
from kb.model.dates import PRINTED_DATE
from kb.model.facts import Cite, Fact, fields_of

CHOICES = re.compile(r"^\^\((\w+(?:\|\w+)+)\)\$$")


class Shape(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes-no"
    CHOICE = "choice"
    CURRENCY = "currency"
    TERM = "term"
    TERMS = "terms"
    """Ticks."""
    OWN_TERMS = "own-terms"
    """Ticks for each vocabulary of the base's own."""
    ABOUT = "about"
    """Ticks among the entry's own terms, or none of them."""
    LINES = "lines"
    """Several texts, one a line."""
    SOURCE = "source"
    ENTRY = "entry"
    FIELD = "field"
    """The name of a field of an entry."""
    PART = "part"
    PARTS = "parts"
    CITES = "cites"
    """One or more places in sources."""


@dataclass(frozen=True)
class Field:
    """A field of the form. `inside` are the fields of a part or of each of several parts."""

    name: str
    label: str
    help: str
    shape: Shape
    required: bool
    vocabulary: str = ""
    choices: tuple[str, ...] = ()
    inside: tuple["Field", ...] = ()
    seldom: bool = False
    long: bool = False

    @property
    def has_parts(self) -> bool:
        """Tell whether it holds several parts, to be added and taken out."""
        return self.shape in (Shape.PARTS, Shape.CITES)

    def field(self, name: str) -> "Field | None":
        """Give the field of a name inside."""
        return next((one for one in self.inside if one.name == name), None)


@cache
def fields(model: type[Fact]) -> tuple[Field, ...]:
    """Give the fields of a model, in its order."""
    return tuple(_field(model.__name__, name, info) for name, info in fields_of(model).items())


def whole(model: type[Fact]) -> Field:
    """Give a model as one field that holds all of its fields."""
    return Field("", "", "", Shape.PART, required=True, inside=fields(model))


def _field(model: str, name: str, info: FieldInfo) -> Field:
    key = f"{model}.{name}"
    extra = info.json_schema_extra
    vocabulary = str(extra.get("vocabulary", "")) if isinstance(extra, dict) else ""
    inner, many = _inner(info.annotation)
    choices, patterns = _choices(info), tuple(_patterns(info))
    by_name = get_origin(info.annotation) is dict
    shape = (
        Shape.OWN_TERMS
        if by_name
        else _shape(name, vocabulary, inner, many=many) or _plain(name, key, info, choices, patterns)
    )
    return Field(
        name,
        label_of(model, name),
        _help(key, label_of(model, name), info),
        shape,
        info.is_required(),
        vocabulary,
        choices,
        fields(inner) if inner else (),
        key in SELDOM,
        key in LONG,
    )


def _help(key: str, label: str, info: FieldInfo) -> str:
    """Give what helps to fill a field in; a description that says the label again helps nobody."""
    told = HELP.get(key, info.description or "")
    return "" if told.rstrip(".").casefold() == label.casefold() else told


def _shape(name: str, vocabulary: str, inner: type[Fact] | None, *, many: bool) -> Shape | None:
    if inner is Cite:
        return Shape.CITES
    if inner is not None:
        return Shape.PARTS if many else Shape.PART
    if vocabulary:
        return Shape.TERMS if many else Shape.TERM
    if many:
        return Shape.ABOUT if name == "about" else Shape.LINES
    return None


def _plain(name: str, key: str, info: FieldInfo, choices: tuple[str, ...], patterns: tuple[str, ...]) -> Shape:
    kinds = set(_types(info.annotation))
    if bool in kinds:
        return Shape.YES_NO
    if kinds & {int, float}:
        return Shape.NUMBER
    if choices:
        return Shape.CHOICE
    if PRINTED_DATE in patterns:
        return Shape.DATE
    if key == "NotStated.field":
        return Shape.FIELD
    if name == "currency":
        return Shape.CURRENCY
    if key in ("Cite.source", "Related.slug", "Superseded.by", "Withdrawal.successor"):
        return Shape.SOURCE if key == "Cite.source" else Shape.ENTRY
    return Shape.TEXT if key in LONG and CLAIM not in patterns else Shape.LINE


def _choices(info: FieldInfo) -> tuple[str, ...]:
    """Give the values that a field may have: those of a Literal, or of a pattern that lists them."""
    for annotation in (info.annotation, *get_args(info.annotation)):
        if get_origin(annotation) is Literal:
            return tuple(str(value) for value in get_args(annotation))
    found = next((match for pattern in _patterns(info) if (match := CHOICES.match(pattern))), None)
    return tuple(found[1].split("|")) if found else ()


def _patterns(info: FieldInfo) -> Iterator[str]:
    constraints = [*info.metadata, *_metadata(info.annotation)]
    for one in constraints:
        pattern = getattr(one, "pattern", None) or (one.pattern if isinstance(one, StringConstraints) else None)
        if isinstance(pattern, str):
            yield pattern


def _metadata(annotation: Any) -> Iterator[object]:  # noqa: ANN401 - annotations are of any type
    if get_origin(annotation) is Annotated:
        yield from get_args(annotation)[1:]
    for argument in get_args(annotation):
        yield from _metadata(argument)


def _types(annotation: Any) -> Iterator[type]:  # noqa: ANN401
    if isinstance(annotation, type):
        yield annotation
    for argument in get_args(annotation):
        yield from _types(argument)


def _inner(annotation: Any) -> tuple[type[Fact] | None, bool]:  # noqa: ANN401
    """Give the model inside an annotation, if there is one, and whether it stands in a list."""
    if isinstance(annotation, type) and issubclass(annotation, Fact):
        return annotation, False
    if get_origin(annotation) is Annotated:
        return _inner(get_args(annotation)[0])
    many = get_origin(annotation) is list
    if many or get_origin(annotation) in (Union, types.UnionType):
        found = [_inner(argument) for argument in get_args(annotation)]
        model = next((inner for inner, _ in found if inner is not None), None)
        return model, many or any(deeper for _, deeper in found)
    return None, many
