"""`kb new` with options and from an issue form, and `kb stale`."""

import json
import os
import pty
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest.cli import cli
from ingest.contribute.issue import answers, draft_from_issue
from ingest.contribute.likely import likely
from ingest.contribute.stale import Ages, stale
from ingest.contribute.template import PARTS, parts_of
from ingest.read.load import load
from ingest.read.watching import changes
from ingest.read.yaml_reader import read_text
from kb.errors import KbError
from tests.samples import REPOSITORY, write_base

ISSUE = """### Kind of entry

Case study

### Title

Riverside: one team for the county

### Summary

Practices and nurses work
as one team.

### Care models (optional)

- [X] Multispecialty community provider
- [ ] Primary and acute care system

### Settings

General practice, Community

### How far had it come?

In progress

### As of

3 November 2016

### Place

Riverside

### Region

East Midlands

### Country

England

### Questions

- Does it work?
- What does it cost: much?
- Who may be asked?

### Where can we read about it?

https://example.org/report.pdf, page 3

### Anything else

_No response_
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_base(tmp_path / "entries")


def test_answers_become_fields_and_what_has_no_field_stays_as_a_comment(root: Path) -> None:
    draft = draft_from_issue(ISSUE, load(root))
    data = read_text(draft.text, "x").data
    assert draft.kind == data["kind"] == "case-study"
    assert data["care_models"] == ["mcp"]
    assert data["settings"] == ["general-practice", "community"]
    assert data["status"] == {"state": "in-progress", "as_of": "2016-11-03"}
    assert data["place"] == {"name": "Riverside", "region": "east-midlands", "country": "england"}
    assert data["questions"][1] == "What does it cost: much?"
    assert "# Where can we read about it?: https://example.org/report.pdf, page 3" in draft.text
    assert "No response" not in draft.text


@pytest.mark.parametrize(
    ("text", "says"),
    [("nothing", "no answer of an issue form"), ("### Title\n\nA title", "kind and title"),
     ("### Kind\n\nshop\n\n### Title\n\nA shop", "no kind of entry")],
)  # fmt: skip
def test_an_issue_that_makes_no_draft_is_refused_in_words(root: Path, text: str, says: str) -> None:
    with pytest.raises(KbError, match=says):
        draft_from_issue(text, load(root))


def test_a_hostile_answer_stays_a_text(root: Path) -> None:
    title = "!!python/object:os.system {a: *b}"
    issue = f"### Kind\n\nfinding\n\n### Title\n\n{title}\n\n### Odd: &x\n\nkind: other\n\n### Summary\n\n- x\n# y"
    draft = draft_from_issue(issue, load(root))
    assert read_text(draft.text, "x").data == {
        "kind": "finding",
        "title": "!!python/object:os.system {a: *b}",
        "summary": "- x # y",
    }


def test_answers_of_windows_lines_are_read() -> None:
    assert answers("### A\r\n\r\nb\r\n") == {"A": "b"}


def test_the_command_writes_the_draft_where_it_belongs(root: Path, tmp_path: Path) -> None:
    (tmp_path / "issue.md").write_text(ISSUE)
    result = CliRunner().invoke(cli, ["new", "--from-issue", str(tmp_path / "issue.md"), "--entries", str(root)])
    assert result.exit_code == 0, result.output
    assert (root / "case-studies" / "riverside-one-team-for-the-county.yml").exists()


def test_likely_duplicates_are_told_before_a_word_is_written(root: Path) -> None:
    base = load(root)
    assert [one.slug for one in likely("The community provider in Sampleton", base)] == ["sampleton-mcp"]
    assert likely("Telehealth for the heart", base) == ()
    arguments = ["new", "case-study", "--title", "Sampleton provider, community", "--entries", str(root)]
    result = CliRunner().invoke(cli, arguments)
    assert "already there, perhaps: sampleton-mcp" in result.output
    assert (root / "case-studies" / "sampleton-provider-community.yml").exists()


def test_a_source_is_written_by_the_same_command(root: Path) -> None:
    result = CliRunner().invoke(cli, ["new", "source", "report-2017", "--entries", str(root)])
    assert result.exit_code == 0, result.output
    assert (root / "sources" / "report-2017.yml").exists()
    again = ["new", "source", "leaflet-of-2016", "--title", "A leaflet about Sampleton", "--entries", str(root)]
    assert "already there, perhaps: leaflet-2016" in CliRunner().invoke(cli, again).output


def test_what_is_past_its_date_is_told_by_owner(root: Path) -> None:
    found = stale(load(root), Ages(24, 36, 24), date(2020, 1, 31))
    assert {one.owner for one in found} == {"Test editors"}
    assert [one.what for one in found] == [
        "the 1st contact may have changed",
        "the 2nd contact may have changed",
        "not checked",
    ]
    assert stale(load(root), Ages(24, 36, 24), date(2017, 6, 1)) == []


def test_stale_is_told_to_programs_too(root: Path) -> None:
    arguments = ["stale", "--today", "2020-01-31", "--format", "json", "--entries", str(root)]
    told = json.loads(CliRunner().invoke(cli, arguments).stdout)
    assert told[0]["path"].endswith("sampleton-mcp.yml")
    assert "3 past their date" in CliRunner().invoke(cli, [*arguments[:3], "--entries", str(root)]).output


def test_on_a_terminal_what_is_missing_is_asked_for(root: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from ingest.cli import main; main()", "new", "--entries", str(root)]
    parts = "".join("y\n" if part == "lessons" else "n\n" for part in parts_of(load(root)))
    os.write(ours, f"Case study\nProvider of Sampleton\ny\n\n{parts}".encode())
    done = subprocess.run(command, stdin=theirs, capture_output=True, text=True, check=False, cwd=REPOSITORY)
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 0, done.stderr
    path = root / "case-studies" / "provider-of-sampleton.yml"
    data = read_text(path.read_text(), "x").data
    assert data["title"] == "Provider of Sampleton"
    assert set(data) & set(PARTS) == {"lessons"}
    assert "already there, perhaps: sampleton-mcp" in done.stderr


def test_check_explains_a_rule_and_proposes_a_near_one() -> None:
    said = CliRunner().invoke(cli, ["check", "--explain", "level-as-change"]).output
    assert "Wrong:" in said
    assert "direction: not-stated" in said
    result = CliRunner().invoke(cli, ["check", "--explain", "level-as-chang"])
    assert isinstance(result.exception, KbError)
    assert "did you mean level-as-change?" in str(result.exception)


def test_changes_of_files_are_told_once_each(root: Path) -> None:
    told = changes(root, pause=0.0)
    next(told)
    (root / "vanguards" / "new.yml").write_text("kind: vanguard\n")
    next(told)
    (root / "vanguards" / "new.yml").unlink()
    next(told)
