"""Each rule's own examples: the wrong one breaks the rule, the right one breaks none. A rule without examples is shown here."""

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest.read.check import check
from ingest.read.load import Base, load, shape
from ingest.read.problems import Problem
from ingest.read.yaml_reader import read_text
from kb.model.entry import Entry
from kb.model.source import Source
from kb.rules.catalogue import GROUPS, RULES
from kb.rules.rule import FILE, Rule
from tests.samples import REPOSITORY, SOURCE, entry, write_base, write_entry

TODAY = "2026-11-26"
FROM_FILES = {"stray-file", "bad-name", "slug-used-twice", "kind-against-folder"}
TEXTS = [rule for rule in RULES.values() if rule.shown]
PART = re.compile(r"^# (\S+\.(?:yml|yaml)|\S.*\.yml)$", re.MULTILINE)


def parts(text: str) -> dict[str, str]:
    """Give the parts of an example by file."""
    names = [FILE, *PART.findall(text)]
    found = dict(zip(names, re.split(r"^# .*\.ya?ml$\n?", text, flags=re.MULTILINE), strict=True))
    return {name: part for name, part in found.items() if part.strip()}


@cache
def sample(name: str) -> dict[str, Any]:
    """Give what stands in a file where an example does not say otherwise."""
    folder, _, stem = name.partition("/")
    if folder == "sources":
        return {**SOURCE, "title": f"A leaflet, {stem}"}
    if folder == "vocabularies" or name == "base.yml":
        return dict(yaml.safe_load((REPOSITORY / "entries" / name).read_text(encoding="utf-8")))
    if name == FILE:
        return entry(kind="case-study", vanguard=None, title="Riverside community provider")
    kind = {"vanguards": "vanguard", "findings": "finding"}.get(folder, "case-study")
    title = f"What else was told, {stem.removesuffix('.yml')}"
    return entry(kind=kind, title=title, contacts=None, figures=None)


def merged(given: Any, change: Any) -> Any:  # noqa: ANN401 - any YAML value
    """Put a part of a file over the whole: fields over fields, items over items, null for a field that is left out."""
    if isinstance(given, dict) and isinstance(change, dict):
        fields = {**given, **{name: merged(given.get(name), value) for name, value in change.items()}}
        return {name: value for name, value in fields.items() if value is not None}
    if isinstance(given, list) and isinstance(change, list) and any(isinstance(item, dict) for item in change):
        pattern = (given or [{}])[0]
        begun = [merged(given[index] if index < len(given) else pattern, item) for index, item in enumerate(change)]
        return [*begun, *given[len(begun) :]]
    return change


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, _data: object) -> bool:
        return True


def dumped(value: object) -> str:
    return str(yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True))


def written(name: str, part: str, rule: Rule) -> str:
    """Give the text of a file with an example in it."""
    if rule.raw:
        names = set(re.findall(r"^(\w+):", part, re.MULTILINE)) | {"title"}
        rest = {field: value for field, value in sample(name).items() if field not in names}
        if "title" not in part:
            rest["title"] = sample(name)["title"]
        return part + dumped(rest)
    change = read_text(part, name).data
    return dumped(merged(deepcopy(sample(name)), change))


def told(root: Path, frame: Base, text: str, rule: Rule) -> list[Problem]:
    """Give what is said of a base with an example in it; only what changes the frame is read from files."""
    given = {FILE: "", **parts(text)}
    texts = {name: written(name, part, rule) if part else dumped(sample(name)) for name, part in given.items()}
    if rule.id not in FROM_FILES and all(
        name.startswith(("sources/", "case-studies/", "findings/", "vanguards/")) for name in texts
    ):
        return check(in_memory(frame, texts), TODAY)
    for name, written_text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written_text, encoding="utf-8")
    return check(load(root), TODAY)


def in_memory(frame: Base, texts: dict[str, str]) -> Base:
    """Give a base with files of these texts, as `load` would."""
    documents, problems = dict(frame.documents), list(frame.problems)
    entries, sources = dict[str, Entry](), dict(frame.sources)
    for name, text in texts.items():
        folder, stem = Path(name).parent.name, Path(name).stem
        key = f"sources/{stem}" if folder == "sources" else stem
        documents[key] = read_text(text, name)
        if folder == "sources":
            source, wrong = shape(documents[key], Source, frame.vocabularies)
            sources = {**sources, stem: source} if source else {one: sources[one] for one in sources if one != stem}
        else:
            found, wrong = shape(documents[key], Entry, frame.vocabularies)
            entries |= {stem: found} if found else {}
        problems += wrong
    slugs = frozenset(Path(name).stem for name in texts if not name.startswith("sources/"))
    return replace(frame, entries=entries, sources=sources, documents=documents, slugs=slugs, problems=tuple(problems))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = write_base(tmp_path / "entries")
    (folder / "vanguards" / "sampleton-mcp.yml").unlink()
    return folder


@pytest.fixture(scope="module")
def frame(tmp_path_factory: pytest.TempPathFactory) -> Base:
    folder = write_base(tmp_path_factory.mktemp("frame") / "entries")
    (folder / "vanguards" / "sampleton-mcp.yml").unlink()
    return load(folder)


@pytest.mark.parametrize("rule", TEXTS, ids=lambda rule: rule.id)
def test_the_wrong_example_breaks_the_rule(root: Path, frame: Base, rule: Rule) -> None:
    found = told(root, frame, rule.wrong, rule)
    assert rule.id in {problem.rule for problem in found}, found
    assert {problem.severity for problem in found if problem.rule == rule.id} == {rule.severity}


@pytest.mark.parametrize("rule", TEXTS, ids=lambda rule: rule.id)
def test_the_right_example_breaks_no_rule(root: Path, frame: Base, rule: Rule) -> None:
    assert told(root, frame, rule.right, rule) == []


def test_every_rule_says_what_holds_and_why() -> None:
    assert len(RULES) >= 60
    assert len(RULES) == sum(map(len, GROUPS.values()))
    for rule in RULES.values():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.id)
        assert len(rule.words.split()) >= 5
        assert rule.words.endswith(".")
        assert rule.wrong != rule.right


MADE: dict[str, Callable[[Path], object]] = {
    "no-base": lambda root: (root / "base.yml").unlink(),
    "slug-gone": lambda root: (root / "published.txt").write_text("# Slugs\nsampleton-mcp\nriverside-old\n"),
    "not-a-file": lambda root: (root / "vanguards" / "odd.yml").symlink_to("sampleton-mcp.yml"),
    "unreadable": lambda root: (root / "vanguards" / "odd.yml").mkdir(),
    "too-large": lambda root: (root / "vanguards" / "odd.yml").write_text("x" * 2_000_000),
    "not-utf-8": lambda root: (root / "vanguards" / "odd.yml").write_bytes("title: café".encode("cp1252")),
    "more-problems": lambda root: write_entry(root, "odd", "impacts:\n" + "- {}\n" * 200),
    "too-deep": lambda root: write_entry(root, "odd", "title: " + "[" * 60 + "]" * 60),
    "too-many-values": lambda root: write_entry(root, "odd", "title:\n" + "- 1\n" * 60_000),
    "vocabulary-missing": lambda root: (root / "vocabularies" / "effects.yml").unlink(),
}
# The first stands for any complaint that has no words of its own; the build makes the second (tests/vectors).
ELSEWHERE = {"wrong-shape", "similar-entry"}


def test_what_can_not_be_shown_as_text_is_made_here() -> None:
    assert set(MADE) | ELSEWHERE == {rule.id for rule in RULES.values() if not rule.shown}


@pytest.mark.parametrize("name", MADE)
def test_what_can_not_be_shown_as_text_is_found(tmp_path: Path, name: str) -> None:
    root = write_base(tmp_path / "entries")
    assert name not in {problem.rule for problem in check(load(root))}
    MADE[name](root)
    assert name in {problem.rule for problem in check(load(root))}
