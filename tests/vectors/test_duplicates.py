from pathlib import Path

import numpy as np
import pytest

from ingest.read.load import load
from ingest.vectors.duplicates import possible_duplicates
from ingest.vectors.embed import Embedded
from ingest.vectors.passages import Passage
from tests.samples import ENTRY, entry, write_base, write_entry


def embedded(*rows: tuple[float, float]) -> Embedded:
    """Vectors of two dimensions, by number."""
    keys = tuple(str(number) for number in range(len(rows)))
    vectors = {key: np.array(row, dtype="<f4").tobytes() for key, row in zip(keys, rows, strict=True)}
    return Embedded(vectors, keys, 0, len(rows))


PASSAGES = [Passage("one", "summary", 0, "Nurses visit."), Passage("two", "summary", 0, "Visiting nurses.")]


@pytest.mark.parametrize(
    ("second", "linked", "warned"),
    [((1.0, 0.0), False, ["similar-entry"]), ((0.0, 1.0), False, []), ((1.0, 0.0), True, [])],
)
def test_entries_that_mean_the_same_are_warned_about_unless_linked(
    tmp_path: Path, second: tuple[float, float], linked: bool, warned: list[str]
) -> None:
    related = [{"slug": "two", "relation": "mentions"}] if linked else None
    root = write_base(tmp_path / "entries", one=entry(related=related), two=entry(title="Another scheme here"))
    found = possible_duplicates(load(root), PASSAGES, embedded((1.0, 0.0), second))
    assert [problem.rule for problem in found] == warned


def test_the_warning_names_both_and_the_line(tmp_path: Path) -> None:
    root = write_base(tmp_path / "entries", one=entry(), two=entry(title="Another scheme here"))
    problem = possible_duplicates(load(root), PASSAGES, embedded((1.0, 0.0), (0.9, 0.436)))[0]
    assert problem.path.endswith("two.yml")
    lines = Path(problem.path).read_text(encoding="utf-8").splitlines()
    assert lines[problem.line - 1].startswith("summary:")
    assert "one (0.90 of 1)" in problem.message


def test_entries_that_are_less_alike_and_share_facts_are_told_with_the_facts(tmp_path: Path) -> None:
    root = write_base(tmp_path / "entries", one=entry(), two=entry(title="Another scheme here"))
    near = embedded((1.0, 0.0), (0.75, 0.6614))
    (problem,) = possible_duplicates(load(root), PASSAGES, near)
    assert "both have place Sampleton, contact" in problem.message
    elsewhere = {**ENTRY["place"], "name": "Otherton"}
    write_entry(root, "two", entry(title="Another scheme here", place=elsewhere, contacts=None, population=None))
    assert possible_duplicates(load(root), PASSAGES, near) == []
