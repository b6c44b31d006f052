"""One layout: whatever a file looks like, what it says comes out in the same form, with its comments."""

from pathlib import Path

import pytest
import yaml

from ingest.contribute.layout import canonical
from ingest.read.yaml_reader import read_text
from kb.errors import ContentError
from tests.samples import REPOSITORY

FOLDERS = ("case-studies", "findings", "programmes", "sources", "vanguards", "vocabularies")
FILES = [path for folder in FOLDERS for path in sorted((REPOSITORY / "entries" / folder).glob("*.yml"))]

WRITTEN = """# yaml-language-server: $schema=../../kb/model/schema/entry.schema.json
# About Riverside.
title:   'Riverside: one team'


kind: "finding"
# Ours to decide.
care_models:
- mcp   # as the plan has it
- pacs
summary: >
  The practices of Riverside work as one team with the nurses of the community and the council, and the budget of
  all of them is one.
status:
    as_of: 2016-11-03
    state: implemented   # so the board said
review: {by: 'the team', last_checked: "2016"}
# The end.
"""
LAID_OUT = """# yaml-language-server: $schema=../../kb/model/schema/entry.schema.json
# About Riverside.
kind: finding
title: "Riverside: one team"
summary: >-
  The practices of Riverside work as one team with the nurses of the community and the council, and the budget of all of
  them is one.
# Ours to decide.
care_models:
  - mcp # as the plan has it
  - pacs
status:
  state: implemented # so the board said
  as_of: 2016-11-03
review: {last_checked: "2016", by: the team}
# The end.
"""


def test_fields_come_in_the_order_of_the_model_and_comments_stay_with_them() -> None:
    assert canonical(WRITTEN) == LAID_OUT


def test_what_is_laid_out_stays_as_it_is() -> None:
    assert canonical(LAID_OUT) == LAID_OUT


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_each_file_of_the_base_is_in_the_one_layout(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert canonical(text, str(path)) == text, f"run `kb fmt {path.relative_to(REPOSITORY)}`"


@pytest.mark.parametrize(
    "text",
    ["yes", "No", "-5", "41,300", "015", "a: b", "a #b", "# a", "[matched]", "- x", "? x", "'a' b", '"a" b', "a:", "> 65",
     "~", "null", "1e3", "0x1f", "100%", "%x", "@x", "`x`", "a\nb", "a\n\n  b\n", "é — “x”", "x" * 300, "a  b " * 60,
     "word " * 60, "", " x ", "...", "---", "2016-11-03", "true", "\\x", "a, b", "{a}", "x: ", "one\n# two"],
)  # fmt: skip
def test_any_text_comes_back_as_it_was(text: str) -> None:
    given = yaml.safe_dump({"kind": "finding", "title": text, "questions": [text], "place": {"name": text}})
    data = read_text(canonical(given), "x").data
    assert [data["title"], data["questions"][0], data["place"]["name"]] == [text.strip()] * 3


def test_numbers_stay_as_they_were_written() -> None:
    laid = canonical("kind: finding\nfigures:\n- {value: 4.50, unit: days, value_to: -0.10, what: no, period: null}\n")
    assert 'figures:\n  - {value: 4.50, value_to: -0.10, unit: days, what: "no", period: null}\n' in laid


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: [b", "a bracket that opens here is not closed"),
        ("", "no fields"),
        ("- a\n", "no fields"),
        ("a: &b c", "anchors"),
    ],
)
def test_what_can_not_be_read_is_not_laid_out(text: str, says: str) -> None:
    with pytest.raises(ContentError, match=says):
        canonical(text, "riverside.yml")
