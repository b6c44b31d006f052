"""The examples of docs/python.md run and answer as they say."""

import doctest
from pathlib import Path

import pytest

from tests.samples import REPOSITORY


def test_every_example_answers_as_it_says(real_database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(real_database.parent.parent)
    text = (REPOSITORY / "docs" / "python.md").read_text(encoding="utf-8").replace("```", "")
    examples = doctest.DocTestParser().get_doctest(text.replace("pycon", ""), {}, "python.md", None, 0)
    assert len(examples.examples) >= 12
    options = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    assert doctest.DocTestRunner(optionflags=options).run(examples).failed == 0
