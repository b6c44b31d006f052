"""What somebody has filled in: names and values as a browser posts them, and data as an entry holds them, both ways."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

from ingest.contribute.form import typed
from ingest.contribute.form.fields import Field, Shape
from kb.errors import KbError

Pair = tuple[str, str]
Data = dict[str, Any]
# Of one list. The largest of an entry has 69, and of a source 119.
MOST_PARTS = 300
YEAR = re.compile(r"[12]\d{3}", re.ASCII)
# The parts of lists may come with all of their fields in one value, and a whole submission too.
KEPT = "kept"
PARTING = re.compile(r"[%&=+\x00-\x1f\"'<>]")
FOLDED = re.compile(rf"\.\d{{1,3}}$|^{KEPT}$", re.ASCII)
YES, NO, NONE_OF_THEM = "yes", "no", "-"


@dataclass(frozen=True)
class Given:
    """Posted names with all of their values, and which parts of which lists they name."""

    values: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, pairs: Iterable[Pair]) -> "Given":
        """Gather pairs by name."""
        found: dict[str, list[str]] = defaultdict(list)
        for name, value in pairs:
            found[name].append(value)
        return cls({name: tuple(values) for name, values in found.items()})

    def all(self, name: str) -> tuple[str, ...]:
        """Give all values of a name."""
        return self.values.get(name, ())

    def one(self, name: str) -> str:
        """Give the first value of a name, or an empty text."""
        return next(iter(self.all(name)), "")

    @cached_property
    def _indices(self) -> Mapping[str, set[int]]:
        found: dict[str, set[int]] = defaultdict(set)
        for name in self.values:
            parts = name.split(".")
            for place, part in enumerate(parts[:8]):
                if place and part.isdecimal() and part.isascii() and len(part) <= 3:
                    found[".".join(parts[:place])].add(int(part))
        return found

    def parts(self, name: str) -> list[str]:
        """Give the names of the parts of a list, in order. Raises KbError where there are more than are read."""
        found = sorted(self._indices.get(name, ()))
        if len(found) > MOST_PARTS:
            raise KbError(f"There are more than {MOST_PARTS} of one kind; send less at once.")
        return [f"{name}.{index}" for index in found]


def read(field: Field, given: Given, at: str = "") -> Data:
    """Give the data of a part. Fields left empty are not there; a part of a list left empty is an empty one."""
    found = {one.name: _read(one, given, joined(at, one.name)) for one in field.inside}
    return {name: value for name, value in found.items() if value not in (None, "", [], {}) or _is_none_of_them(value)}


def joined(at: str, name: str) -> str:
    """Give the name of a field inside a part."""
    return f"{at}.{name}" if at else name


def _is_none_of_them(value: object) -> bool:
    return isinstance(value, NoneOfThem)


class NoneOfThem(list[str]):
    """An empty list that says something: none of the entry's own terms is meant."""


def _read(field: Field, given: Given, name: str) -> Any:  # noqa: ANN401 - as YAML gives it
    if field.has_parts:
        found = [read(field, given, part) for part in given.parts(name)]
        # A place in a report is always offered; where none is filled in there is none.
        return found if field.shape == Shape.PARTS or any(found) else []
    if field.shape == Shape.PART:
        return read(field, given, name)
    if field.shape == Shape.OWN_TERMS:
        own = (one.removeprefix(f"{name}.") for one in given.values if one.startswith(f"{name}."))
        return {one: ticked for one in own if "." not in one and (ticked := _several(given, f"{name}.{one}"))}
    return READERS[field.shape](given, name)


def _several(given: Given, name: str) -> list[str]:
    return list(dict.fromkeys(found for value in given.all(name) if (found := typed.text(value))))


def _about(given: Given, name: str) -> list[str]:
    chosen = _several(given, name)
    return NoneOfThem() if chosen == [NONE_OF_THEM] else [one for one in chosen if one != NONE_OF_THEM]


def _text(given: Given, name: str) -> str:
    return typed.text(given.one(name))


def _date(given: Given, name: str) -> str | int:
    """Give a date as files hold it: a year alone is a number there."""
    found = typed.date(given.one(name))
    return int(found) if YEAR.fullmatch(found) else found


READERS: dict[Shape, Callable[[Given, str], Any]] = {
    Shape.LINE: _text,
    Shape.TEXT: _text,
    Shape.CHOICE: _text,
    Shape.CURRENCY: _text,
    Shape.TERM: _text,
    Shape.SOURCE: _text,
    Shape.ENTRY: _text,
    Shape.FIELD: _text,
    Shape.NUMBER: lambda given, name: typed.number(given.one(name)),
    Shape.DATE: _date,
    Shape.YES_NO: lambda given, name: {YES: True, NO: False}.get(given.one(name)),
    Shape.TERMS: _several,
    Shape.ABOUT: _about,
    Shape.LINES: lambda given, name: typed.lines(given.one(name)),
}


def pairs(field: Field, data: object, at: str = "") -> Iterator[Pair]:
    """Give the names and values of data; what does not fit the fields is left out."""
    if not isinstance(data, Mapping):
        return
    for one in field.inside:
        if data.get(one.name) is not None:
            yield from _pairs(one, data[one.name], joined(at, one.name))


def _pairs(field: Field, value: Any, name: str) -> Iterator[Pair]:  # noqa: ANN401 - as YAML gives it
    if field.has_parts:
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            # An empty part is named too, or it would be lost.
            yield f"{name}.{index}", ""
            yield from pairs(field, item, f"{name}.{index}")
    elif field.shape == Shape.PART:
        yield from pairs(field, value, name)
    elif isinstance(value, Mapping):
        for vocabulary, terms in value.items() if field.shape == Shape.OWN_TERMS else ():
            yield from _list_pairs(field, terms if isinstance(terms, list) else [], f"{name}.{vocabulary}")
    elif isinstance(value, list):
        yield from _list_pairs(field, value, name)
    elif isinstance(value, bool):
        yield name, YES if value else NO
    elif isinstance(value, str | int | float):
        yield name, str(value)


def _list_pairs(field: Field, values: list[Any], name: str) -> Iterator[Pair]:
    if field.shape == Shape.LINES:
        yield name, "\n".join(map(str, values))
    elif field.shape == Shape.ABOUT and not values:
        yield name, NONE_OF_THEM
    else:
        yield from ((name, str(one)) for one in values)


def folded(field: Field, data: object, main: str, at: str = "") -> str:
    """Give the data of a part as one value, as addresses write names and values; places in the main report name no report."""
    found = (
        (name, "" if name.endswith(".source") and value == main else value) for name, value in pairs(field, data, at)
    )
    return as_one(pair for pair in found if pair[1] or not pair[0].endswith(".source"))


def as_one(found: Iterable[Pair]) -> str:
    """Give names and values as one value; it is shorter than an address would be, as only what parts it is escaped."""
    return "&".join(f"{_escaped(name)}={_escaped(value)}" for name, value in found)


def _escaped(text: str) -> str:
    return PARTING.sub(lambda one: f"%{ord(one[0]):02X}", text)


def unfolded(posted: Iterable[Pair], most: int) -> list[Pair]:
    """Give the names and values that parts hold in one value beside those that stand alone.

    Raises KbError where there are more than `most`.
    """
    found: list[Pair] = []
    for name, value in posted:
        found.append((name, "" if FOLDED.search(name) else value))
        if value and FOLDED.search(name):
            inner = parse_qsl(value, keep_blank_values=True)
            at = "" if name == KEPT else name
            found += [(joined(at, one), text) for one, text in inner]
        if len(found) > most:
            raise KbError(f"The form has more than {most:,} fields; send less at once.")
    return found


def without(pairs_: Iterable[Pair], part: str) -> list[Pair]:
    """Take one part out of a list; those behind it move up."""
    name, _, index = part.rpartition(".")
    found: list[Pair] = []
    for one, value in pairs_:
        rest = one.removeprefix(f"{name}.") if one.startswith(f"{name}.") else ""
        number, dot, inner = rest.partition(".")
        if rest and number.isdecimal() and index.isdecimal() and int(number) >= int(index):
            if int(number) > int(index):
                found.append((f"{name}.{int(number) - 1}{dot}{inner}", value))
        else:
            found.append((one, value))
    return found
