"""base.yml and the meanings of terms: a base that could not be rated or shown is refused."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest.contribute.beginning import begin
from ingest.read.check import check
from ingest.read.load import load

Change = Callable[[dict[str, Any]], object]


def changed(folder: Path, name: str, change: Change) -> set[str]:
    """Give the rules that a base breaks after one of its files is changed."""
    root = begin(folder / "entries")
    path = root / f"{name}.yml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return {problem.rule for problem in check(load(root)) if problem.severity == "error"}


CHANGES: tuple[tuple[str, Change, str], ...] = (
    ("vocabularies/directions", lambda data: data["terms"]["up"].pop("means"), "meaning-missing"),
    ("vocabularies/directions", lambda data: data["terms"]["up"].pop("means"), "meaning-none"),
    ("vocabularies/directions", lambda data: data["terms"]["down"].update(means="increase"), "meaning-twice"),
    ("vocabularies/basis", lambda data: data["terms"]["aim"].update(means="goal"), "meaning-unknown"),
    ("vocabularies/relations", lambda data: data["terms"]["looks-at"].pop("means"), "meaning-missing"),
    ("base", lambda data: data["filters"].pop(), "filter-not-once"),
    ("base", lambda data: data["filters"].append(dict(data["filters"][0])), "filter-not-once"),
    ("base", lambda data: data["tiles"][0].update(region="moon"), "unknown-term"),
    ("base", lambda data: data["tiles"][0].update(row=1, column=2), "tile-twice"),
    ("base", lambda data: data["kinds"].update(shop={"folder": "shops", "counted": "shops"}), "kind-without-term"),
    ("base", lambda data: data["kinds"].pop("study"), "kind-without-folder"),
    ("base", lambda data: data["kinds"]["study"].update(folder="sources"), "folder-twice"),
    ("base", lambda data: data.update(currencies=["SEK"]), "unknown-currency"),
    ("base", lambda data: data.update(nam="x"), "extra-forbidden"),
    ("tagging/places", lambda data: data.update(towns=["x"]), "extra-forbidden"),
)


@pytest.mark.parametrize(("name", "change", "rule"), CHANGES)
def test_a_base_that_can_not_be_rated_or_shown_is_refused(tmp_path: Path, name: str, change: Change, rule: str) -> None:
    assert rule in changed(tmp_path, name, change)


@pytest.mark.parametrize(("name", "rule"), [("base", "no-base"), ("vocabularies/effects", "vocabulary-missing")])
def test_a_base_without_a_file_that_it_needs_is_refused(tmp_path: Path, name: str, rule: str) -> None:
    root = begin(tmp_path / "entries")
    (root / f"{name}.yml").unlink()
    assert rule in {problem.rule for problem in check(load(root))}


def test_an_unknown_term_is_answered_with_the_ids_of_the_base(tmp_path: Path) -> None:
    root = begin(tmp_path / "entries")
    path = root / "libraries" / "millbrook-things.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("direction: up", "direction: upp"), encoding="utf-8")
    (problem,) = [problem for problem in check(load(root)) if problem.rule == "unknown-term"]
    assert "up" in problem.allowed
    assert "increase" not in problem.allowed
