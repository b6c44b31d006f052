"""The YAML of what has been filled in, plain for the rules, and in the one layout for people."""

from collections.abc import Mapping
from typing import Any

import yaml

from ingest.contribute.form.typed import Printed
from ingest.contribute.layout import canonical, replacing
from kb.errors import ContentError
from kb.model.entry import Entry
from kb.model.facts import Fact

SCHEMA = "# yaml-language-server: $schema=../../kb/model/schema/{name}.schema.json"
WIDTH = 10_000


class _Dumper(yaml.SafeDumper):
    """Writes what stands twice twice: entries have no aliases."""

    def ignore_aliases(self, _data: object) -> bool:
        return True


def _as_typed(dumper: yaml.SafeDumper, number: Printed) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:float", str(number))


_Dumper.add_representer(Printed, _as_typed)


def written(data: Mapping[str, Any], model: type[Fact]) -> str:
    """Give the text of a file that holds the data."""
    name = "entry" if model is Entry else "source"
    body = yaml.dump(_ready(data), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)
    return f"{SCHEMA.format(name=name)}\n{body}"


def laid_out(data: Mapping[str, Any], model: type[Fact], before: str = "") -> str:
    """Give the text of a file in the one layout, as `kb fmt` leaves it; as it is where it holds what no file may.

    The comments of the file that it replaces, whose text is `before`, stay with the fields that they stand at.
    """
    text = written(data, model)
    try:
        return replacing(text, before) if before else canonical(text)
    except ContentError:
        # The check has said why, beside the field; whoever sends it all the same sends what was typed.
        return text


def in_layout(text: str) -> str:
    """Give the text of a file of the base in the one layout; as it is where it has none."""
    try:
        return canonical(text)
    except ContentError:
        return text


def _ready(value: Any) -> Any:  # noqa: ANN401 - as YAML takes it
    """Give plain lists and mappings; one citation stands alone, several are a list."""
    if isinstance(value, Mapping):
        return {name: _ready(_cited(name, one)) for name, one in value.items()}
    return [_ready(one) for one in value] if isinstance(value, list) else value


def _cited(name: str, value: Any) -> Any:  # noqa: ANN401
    return value[0] if name == "cite" and isinstance(value, list) and len(value) == 1 else value
