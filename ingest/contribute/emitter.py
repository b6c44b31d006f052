"""ruamel.yaml, set up to write what this project's reader reads: four kinds of plain value, no lines of its own choice."""

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.resolver import VersionedResolver

from ingest.contribute.scalars import Raw

# Lines are broken where the layout says, so the writer itself never breaks one.
ENDLESS = 1_000_000


class _Resolver(VersionedResolver):
    """Takes a plain scalar for what it is given as: dates and numbers stay as they were written."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:  # noqa: ANN401 - as ruamel has it
        """Give the tag of a node; that of a scalar which has none yet is text."""
        return self.DEFAULT_SCALAR_TAG if kind is ScalarNode else super().resolve(kind, value, implicit)


class _Representer(RoundTripRepresenter):
    """Writes numbers as they were written."""

    def represent_raw(self, data: Raw) -> ScalarNode:
        """Give a node that is written plain."""
        return self.represent_scalar("tag:yaml.org,2002:str", str(data), style="")


_Representer.add_representer(Raw, _Representer.represent_raw)


def emitter() -> YAML:
    """Give a writer; one is used for one file."""
    found = YAML()
    found.Resolver = _Resolver
    found.Representer = _Representer
    found.width = ENDLESS
    found.indent(mapping=2, sequence=4, offset=2)
    return found
