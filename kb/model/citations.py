"""Walks through an entry: every fact and every citation with its place in the file."""

from collections.abc import Iterator

from kb.model.entry import Entry
from kb.model.facts import Cite, Fact

Location = tuple[str | int, ...]


def walk(fact: Fact, at: Location = ()) -> Iterator[tuple[Location, Fact]]:
    """Give every fact inside a fact with its place, outermost first."""
    yield at, fact
    for name in type(fact).model_fields:
        value = getattr(fact, name)
        if isinstance(value, Fact):
            yield from walk(value, (*at, name))
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, Fact):
                    yield from walk(item, (*at, name, index))


def citations(entry: Entry) -> Iterator[tuple[Location, Cite]]:
    """Give every citation of an entry with its place."""
    for at, fact in walk(entry):
        if isinstance(fact, Cite):
            yield at, fact
