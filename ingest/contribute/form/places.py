"""Where a value stands: in the data of an entry, and under which name in the form."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.contribute.form.fields import Field, Shape
from ingest.contribute.form.filled import Data, joined
from ingest.contribute.form.words import one_of

Location = tuple[str | int, ...]


@dataclass(frozen=True)
class Kept:
    """Data without some parts of its lists, and what number each part that was kept had."""

    data: Data
    numbers: dict[Location, int] = field(default_factory=dict)


def keep(whole: Field, data: Data, wanted: Callable[[str, Data], bool]) -> Kept:
    """Leave out the parts of lists that are not wanted; `wanted` is asked with a part's name in the form and its data."""
    numbers: dict[Location, int] = {}

    def part(holder: Field, given: Data, name: str, at: Location) -> Data:
        kept: Data = {}
        for one in holder.inside:
            if one.name not in given:
                continue
            value, place = given[one.name], (*at, one.name)
            if one.has_parts:
                value = listed(one, value, joined(name, one.name), place)
                if not value:
                    continue
            elif one.shape == Shape.PART:
                value = part(one, value, joined(name, one.name), place)
            kept[one.name] = value
        return kept

    def listed(holder: Field, given: list[Data], name: str, at: Location) -> list[Data]:
        kept: list[Data] = []
        for number, item in enumerate(given):
            if wanted(f"{name}.{number}", item):
                numbers[*at, len(kept)] = number
                kept.append(part(holder, item, f"{name}.{number}", (*at, len(kept))))
        return kept

    return Kept(part(whole, data, "", ()), numbers)


def name_of(whole: Field, kept: Kept, at: Location) -> str:
    """Give the name in the form of a place in data that were kept: that of the nearest field the form has."""
    holder: Field | None = whole
    names: list[str] = []
    place: Location = ()
    steps = list(at)
    while steps and holder is not None:
        step = steps.pop(0)
        place = (*place, step)
        if isinstance(step, int):
            if not holder.has_parts:
                break
            names.append(str(kept.numbers.get(place, step)))
            continue
        holder = holder.field(step)
        if holder is not None:
            names.append(step)
            if holder.shape == Shape.CITES and (not steps or not isinstance(steps[0], int)):
                # One citation is no list in a file, and the first of a list in the form.
                names.append(str(kept.numbers.get((*place, 0), 0)))
                continue
            if holder.inside or holder.has_parts:
                continue
            if holder.shape == Shape.OWN_TERMS:
                names += [str(one) for one in steps[:1]]
        break
    return ".".join(names)


def label_at(whole: Field, name: str) -> str:
    """Give what people call a field, by its name in the form: Result 4: Value."""
    holder: Field | None = whole
    found: list[str] = []
    last = ""
    for step in name.split("."):
        if step.isdecimal():
            one = one_of(last)
            first = last == "cite" and step == "0"
            found[-1:] = [] if first or not found else [f"{one[:1].upper()}{one[1:]} {int(step) + 1}"]
            continue
        holder = holder.field(step) if holder is not None else None
        if holder is None:
            break
        found.append(holder.label)
        last = step
    return ": ".join(found)


def absent(whole: Field, data: Data) -> Iterator[str]:
    """Give the names of the fields that must be filled in and are not, of parts that are there."""
    yield from _absent(whole, data, "")


def _absent(holder: Field, data: Data, at: str) -> Iterator[str]:
    for one in holder.inside:
        value, name = data.get(one.name), joined(at, one.name)
        if one.has_parts:
            yield from _absent_parts(one, value or [], name)
        elif one.shape == Shape.PART and (value or one.required):
            yield from _absent(one, value or {}, name)
        elif one.required and value in (None, "", []):
            yield name


def _absent_parts(holder: Field, parts: list[Any], name: str) -> Iterator[str]:
    if holder.required and not any(parts):
        yield f"{name}.0.at" if holder.shape == Shape.CITES else name
    for number, part in enumerate(parts):
        if part:
            yield from _absent(holder, part, f"{name}.{number}")
        elif holder.shape != Shape.CITES:
            yield f"{name}.{number}"
