"""What is wrong with how fields are put inside each other: one cause, where a validator names each thing that follows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from ingest.read.other_names import meant_field
from kb.model.facts import Fact, fields_of, inner_model
from kb.rules.naming import called

Place = tuple[int | str, ...]


@dataclass(frozen=True)
class Cause:
    """One thing that is wrong at a place, and the errors that only follow from it, by their numbers in the list."""

    at: Place
    rule: str
    message: str
    advice: str
    follows: frozenset[int]


def causes(data: object, model: type[Fact], details: Sequence[ErrorDetails]) -> list[Cause]:
    """Give the causes that explain errors of a file, for which those errors then need not be listed."""
    return [*_outdented(data, model, details), *_cut_items(data, details), *_items_without_dash(model, details)]


def misspelt(model: type[Fact], details: Sequence[ErrorDetails]) -> frozenset[int]:
    """Give the missing fields that stand in their place under a name that is almost theirs."""
    unknown = [
        (detail["loc"][:-1], str(detail["loc"][-1])) for detail in details if detail["type"] == "extra_forbidden"
    ]
    meant = {(place, meant_field(name, fields_at(model, place))) for place, name in unknown}
    return frozenset(
        number
        for number, detail in enumerate(details)
        if detail["type"] == "missing" and (detail["loc"][:-1], str(detail["loc"][-1])) in meant
    )


def fields_at(model: type[Fact], place: Place) -> tuple[str, ...]:
    """Give the fields that a model has at a place."""
    current = model_at(model, place)
    return tuple(fields_of(current)) if current else ()


def model_at(model: type[Fact], place: Place) -> type[Fact] | None:
    """Give what a model holds at a place; None where it holds no fields there."""
    current: type[Fact] | None = model
    for part in place:
        if current and isinstance(part, str) and part in fields_of(current):
            current = inner_model(fields_of(current)[part].annotation)
    return current


def field_at(model: type[Fact], place: Place) -> FieldInfo | None:
    """Give the field to which a value at a place belongs."""
    names = [part for part in place if isinstance(part, str)]
    found: FieldInfo | None = None
    current: type[Fact] | None = model
    for name in names:
        if current and name in fields_of(current):
            found = fields_of(current)[name]
            current = inner_model(found.annotation)
    return found


def _outdented(data: object, model: type[Fact], details: Sequence[ErrorDetails]) -> Iterator[Cause]:
    """Find fields that stand beside the field that they belong into, which is then empty."""
    unknown = {
        (tuple(one["loc"][:-1]), one["loc"][-1]): n for n, one in enumerate(details) if one["type"] == "extra_forbidden"
    }
    for number, detail in enumerate(details):
        at = _names(detail["loc"])
        if detail["input"] is not None or not at or not isinstance(at[-1], str):
            continue
        fields = fields_at(model, at)
        astray = {name: n for (place, name), n in unknown.items() if place == at[:-1] and name in fields}
        if astray and _value(data, at) is None:
            names = " and ".join(map(str, astray))
            message = (
                f"{called(at)} is empty, and {names} below it {'stands' if len(astray) == 1 else 'stand'} beside it"
            )
            advice = f"indent {names} two spaces further than {at[-1]}"
            yield Cause(at, "model-type", message, advice, frozenset({number, *astray.values()}))


def _cut_items(data: object, details: Sequence[ErrorDetails]) -> Iterator[Cause]:
    """Find lists whose items hold different fields of one: a dash before each field begins a new item each time."""
    missing: dict[Place, dict[int, set[int]]] = {}
    for number, detail in enumerate(details):
        *place, index, _ = detail["loc"] if len(detail["loc"]) > 2 else (0, 0, "")
        if detail["type"] == "missing" and isinstance(index, int):
            missing.setdefault(tuple(place), {}).setdefault(index, set()).add(number)
    for at, items in missing.items():
        values = _value(data, at)
        if not isinstance(values, list) or len(items) < 2:
            continue
        names = [name for item in values if isinstance(item, dict) for name in item]
        if len(set(names)) == len(names) > 1 and len(values) > 1:
            message = f"a dash begins each of {len(values)} items of {called(at)}, and none has all that an item needs"
            advice = "where they are fields of one item, put a dash before the first of them alone, and indent the others like it"
            yield Cause(at, "missing", message, advice, frozenset().union(*items.values()))


def _items_without_dash(model: type[Fact], details: Sequence[ErrorDetails]) -> Iterator[Cause]:
    """Find lists that hold the fields of one item, without the dash that begins it."""
    for number, detail in enumerate(details):
        at, fields = _names(detail["loc"]), detail["input"]
        if detail["type"] == "list_type" and isinstance(fields, dict) and set(fields) & set(fields_at(model, at)):
            message = f"{called(at)} must be a list, and no dash begins its item"
            advice = f"put - and a space before {next(iter(fields))}, and indent the item's other fields like it"
            yield Cause(at, "list-type", message, advice, frozenset({number}))


def _names(loc: Place) -> Place:
    """Give a place without what pydantic puts behind it: the name of the type that it tried."""
    return tuple(part for part in loc if part not in {"one", "many"})


def _value(data: object, at: Place) -> object:
    for part in at:
        try:
            data = data[part]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return None
    return data
