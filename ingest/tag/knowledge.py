"""The tagger's own data: the words of English that say what happened. What depends on the subject belongs to the base."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from kb.errors import BrokenEnvironmentError

# Curly quotes, the hyphens and minus signs of typesetters, and the space that does not break.
PLAIN = str.maketrans("’‘‑‐−\u00a0", "''--- ")


@cache
def knowledge(name: str) -> dict[str, Any]:
    """Read ingest/tag/data/<name>.yml. Raises BrokenEnvironmentError where the package lacks it."""
    path = files("ingest.tag").joinpath("data", f"{name}.yml")
    if not path.is_file():
        raise BrokenEnvironmentError(f"{path}: the tagger's data file is missing; install the package again")
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


def plain(text: str) -> str:
    """Give the text with straight quotes and plain hyphens, every character in its place."""
    return text.translate(PLAIN)
