"""Keeps how a file writes what a change leaves as it is: numbers with their last noughts, texts with their quotes."""

from typing import Any

import yaml

Data = Any


def keep_nodes(old: yaml.Node, old_data: Data, new: yaml.Node, new_data: Data) -> None:
    """Put the nodes of the old text into the new one, wherever both hold the same data."""
    if isinstance(old, yaml.MappingNode) and isinstance(new, yaml.MappingNode):
        there = {key.value: value for key, value in old.value}
        new.value = [
            (key, _kept(there[key.value], old_data[key.value], value, new_data[key.value]))
            if key.value in there
            else (key, value)
            for key, value in new.value
        ]
    elif isinstance(old, yaml.SequenceNode) and isinstance(new, yaml.SequenceNode):
        places = _places(old_data, new_data)
        new.value = [
            _kept(old.value[place], old_data[place], value, item) if place is not None else value
            for value, item, place in zip(new.value, new_data, places, strict=True)
        ]


def _kept(old: yaml.Node, old_data: Data, new: yaml.Node, new_data: Data) -> yaml.Node:
    if old_data == new_data:
        return old
    if type(old_data) is type(new_data):
        keep_nodes(old, old_data, new, new_data)
    return new


def _places(old: list[Data], new: list[Data]) -> list[int | None]:
    """Give for each item of a list where the same one was before; without one, what stood in its place in a list as long."""
    places: list[int | None] = []
    for index, item in enumerate(new):
        same = next((place for place, one in enumerate(old) if one == item), None)
        places.append(same if same is not None or len(old) != len(new) else index)
    return places
