"""The tagger's own data: names, patterns, senses and cues, as YAML files beside the code."""

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


def listed(name: str, key: str) -> list[str]:
    """Give the names under one key, where lines of names are separated by commas."""
    found: list[str] = []
    for line in knowledge(name)[key]:
        found += [part.strip() for part in str(line).split(",")]
    return sorted(set(found), key=lambda word: (-len(word), word))


def plain(text: str) -> str:
    """Give the text with straight quotes and plain hyphens, every character in its place."""
    return text.translate(PLAIN)
