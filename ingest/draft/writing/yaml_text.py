"""Pieces of YAML as our files are written: short lists and mappings on one line, everything quoted that needs it."""

from collections.abc import Mapping

import yaml

WIDTH = 10_000


def flow(value: object) -> str:
    """Give a value on one line."""
    plain = dict(value) if isinstance(value, Mapping) else value
    text = yaml.safe_dump(plain, default_flow_style=True, allow_unicode=True, width=WIDTH, sort_keys=False)
    return text.removesuffix("...\n").rstrip("\n")


def item(fields: Mapping[str, object], indent: str) -> list[str]:
    """Give the lines of one item of a list, a field a line."""
    lines = [f"{name}: {flow(value)}" for name, value in fields.items()]
    return [f"{indent}- {lines[0]}", *(f"{indent}  {line}" for line in lines[1:])]
