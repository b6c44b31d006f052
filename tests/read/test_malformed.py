"""Whatever a file holds: an answer with its place, soon, and the good files beside it are checked all the same."""

import re
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.contribute.layout import canonical
from ingest.contribute.mending import mended
from ingest.read.check import check
from ingest.read.load import Base, load, shape
from ingest.read.problems import FORMATS, Problem
from ingest.read.yaml_reader import read_text
from kb.errors import ContentError
from kb.model.entry import Entry
from tests.read.test_hostile import SCRAPS, TEXT
from tests.samples import entry, write_base

PATH = "entries/vanguards/odd.yml"
# What grows with the square of its length takes minutes; how fast the rest is depends on the machine.
SECONDS = 20.0
FEW, MANY = 300, 5000
TODAY = "2026-11-26"
LINES = TEXT.splitlines(keepends=True)
PLACED = re.compile(r"entries/vanguards/odd\.yml(:\d+:\d+)?: ")
VALUES = (
    "", "~", "[]", "{}", "yes", "NO", "-0", "1e400", "0x1F", "41.300", "£20m", "−15", "4 April 2015", "2016-02-31", "'", '"',
    ">", "|", "[a, {b: c}]", "x" * 5000, "\u202e", "&a", "*a", "!!binary x", "? a", "- a", "#", "%", "@", "`", "<b>", "TODO",
    "a: b: c",
)  # fmt: skip

ACTS = ("drop", "twice", "indent", "outdent", "tab", "swap", "value", "scrap")
Given = TypeVar("Given")
mangled_lines = st.lists(
    st.tuples(st.integers(0, len(LINES) - 1), st.sampled_from(ACTS),
              st.sampled_from(VALUES + SCRAPS)),
    min_size=1, max_size=8,
)  # fmt: skip


def spoilt(changes: list[tuple[int, str, str]]) -> str:
    """Give the sample entry with some of its lines spoilt."""
    lines = list(LINES)
    change: dict[str, Callable[[str, str], str]] = {
        "drop": lambda _line, _value: "",
        "twice": lambda line, _: line * 2,
        "indent": lambda line, _: f" {line}",
        "outdent": lambda line, _: line[1:],
        "tab": lambda line, _: line.replace("  ", "\t", 1),
        "swap": lambda line, _: line.replace(": ", ":", 1),
        "value": lambda line, value: f"{line.partition(': ')[0]}: {value}\n",
        "scrap": lambda line, value: value + line,
    }
    for number, kind, value in changes:
        lines[number] = change[kind](lines[number], value)
    return "".join(lines)


NAMES = (*Entry.model_fields, "cite", "at", "x")
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5),
    max_leaves=25,
)  # fmt: skip
as_yaml = st.dictionaries(st.sampled_from(tuple(Entry.model_fields)), json_values, max_size=6).map(
    lambda data: str(yaml.safe_dump(data, allow_unicode=True))
)
files = st.one_of(
    mangled_lines.map(spoilt),
    as_yaml,
    st.text(max_size=300),
    st.lists(st.sampled_from(SCRAPS), max_size=12).map("".join),
)


@cache
def frame() -> Base:
    """A base with one good entry, read once."""
    with tempfile.TemporaryDirectory() as folder:
        return load(
            write_base(
                Path(folder) / "entries",
                sampleton_mcp=entry(),
                beside=entry(title="Beside it: summary", summary="x " * 90),
            )
        )


def checked(text: str) -> list[Problem]:
    """Give what is said of the base with a file of this text beside its own."""
    base = frame()
    document = read_text(text, PATH)
    found, problems = shape(document, Entry, base.vocabularies)
    entries = {**base.entries, "odd": found} if found else base.entries
    documents = {**base.documents, "odd": document}
    beside = replace(base, entries=entries, documents=documents, slugs=base.slugs | {"odd"}, problems=tuple(problems))
    return check(beside, TODAY)


def told(call: Callable[[], object]) -> str:
    """Give what a call says that fails; anything but an error in words fails the test."""
    try:
        call()
    except ContentError as error:
        return str(error)
    return ""


def soon(act: Callable[[], Given]) -> Given:
    """Give what an act gives; one that takes far too long on the processor fails the test."""
    started = time.process_time()
    found = act()
    assert time.process_time() - started < SECONDS
    return found


def holds(text: str) -> None:
    """Hold check and layout to their word for one text."""
    problems = soon(lambda: checked(text))
    assert "summary-too-long" in {problem.rule for problem in problems if problem.path.endswith("beside.yml")}
    for problem in problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.message
        assert not any(word in problem.message + problem.advice for word in JARGON if word not in text)
    assert all(line.isprintable() for line in FORMATS["text"](problems).splitlines())
    for act in (lambda: told(lambda: canonical(text, PATH)), lambda: told(lambda: mended(text, frame(), PATH))):
        said = soon(act)
        assert not said or PLACED.match(said), said
        assert "Traceback" not in said


JARGON = ("pydantic", "ruamel", "Traceback", "<class", "_type", "Input should")
QUIET = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


@settings(max_examples=FEW, deadline=None, suppress_health_check=QUIET, derandomize=True, database=None)
@given(files)
def test_a_malformed_file_is_told_of_and_hurts_no_other(text: str) -> None:
    holds(text)


@pytest.mark.torture
@settings(max_examples=MANY, deadline=None, suppress_health_check=QUIET, database=None)
@given(files)
def test_thousands_of_malformed_files_are_told_of_and_hurt_no_other(text: str) -> None:
    holds(text)


FLOODS = {
    "comments": "kind: finding\n" + "# a\n" * 200_000,
    "comments behind": "kind: finding\nquestions:\n" + "  - a # b\n" * 3_000,
    "a long line": "title: " + "a: " * 300_000,
    "quotes": 'title: "' + "\\u0041" * 100_000 + '"',
    "curly quotes": "title: “" + "a“" * 300_000,
    "blanks": "title:" + " " * 900_000 + "x",
    "no-break spaces": "title: " + "\u00a0a" * 200_000,
    "dashes": "- " * 40 + "x",
    "many values": "questions:\n" + "- a\n" * 30_000,
    "hashes": "title: " + "a#" * 300_000 + " #x",
    "brackets": "title: " + "[" * 39 + "]" * 39,
    "letters": "title: " + "e\u0301" * 200_000,
    "equals": "=" * 900_000,
    "points": "figures:\n" + "- {value: 1.000}\n" * 2_000,
}


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_is_answered_soon(name: str) -> None:
    holds(FLOODS[name])
