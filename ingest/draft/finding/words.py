"""The words by which facts are found, from the file beside the code, as patterns."""

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def _all() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(files("ingest.draft.finding").joinpath("data", "words.yml").read_bytes())
    return data


def words(name: str) -> Any:  # noqa: ANN401 - a list, or lists by name
    """Give what the file holds under a name: a list of pieces of patterns, or lists by name."""
    return _all()[name]


def any_of(pieces: list[str]) -> str:
    """Give the pattern for any of some words, each whole."""
    return rf"\b(?:{'|'.join(map(str, pieces))})(?!\w)"


@cache
def pattern(name: str, ignoring_case: bool = True) -> re.Pattern[str]:
    """Give the compiled pattern for a list of words."""
    return re.compile(any_of(words(name)), re.IGNORECASE if ignoring_case else 0)


@cache
def patterns(name: str, ignoring_case: bool = False) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Give the compiled patterns of lists by name, in the order of the file."""
    flags = re.IGNORECASE if ignoring_case else 0
    return tuple((key, re.compile(any_of(pieces), flags)) for key, pieces in words(name).items())
