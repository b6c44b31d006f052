from pathlib import Path

import pytest
import yaml

from ingest.read.check import check
from ingest.read.load import load
from ingest.read.template import new_entry
from kb.errors import KbError
from kb.model.entry import Entry
from tests.samples import write_entry


def uncommented(text: str) -> str:
    return "\n".join(line.removeprefix("# ") if line[2:3].islower() or line.startswith("#   ") else line
                     for line in text.splitlines())  # fmt: skip


def test_a_new_entry_is_yaml_that_names_every_field(entries: Path) -> None:
    path = new_entry("finding", "new-thing", entries)
    assert path == entries / "findings" / "new-thing.yml"
    whole = yaml.safe_load(uncommented(path.read_text()))
    assert set(whole) - {"yaml-language-server"} == set(Entry.model_fields)


def test_a_filled_template_is_valid(entries: Path) -> None:
    path = new_entry("vanguard", "new-thing", entries)
    text = path.read_text()
    for name, value in {
        "title:": "A new thing in Newtown",
        "summary:": "Nurses visit.",
        "  type:": "mcp",
        "  wave:": "1",
        "  chosen:": "2015-03",
        "    source:": "leaflet-2016",
        "    at:": "slide 3",
        "  state:": "planned",
        "  as_of:": "2016",
        "  last_checked:": "2017",
        "  by:": "Editors",
    }.items():
        text = text.replace(f"\n{name}", f"\n{name} {value}", 1)
    for question in ("What is new?", "Whom may I ask?", "What does it cost?"):
        text = text.replace("  -\n", f"  - {question}\n", 1)
    write_entry(entries, "new-thing", text)
    assert check(load(entries)) == []


def test_a_name_that_is_taken_is_refused(entries: Path) -> None:
    with pytest.raises(KbError, match="already"):
        new_entry("finding", "sampleton-mcp", entries)


def test_a_bad_slug_is_answered_with_a_good_one(entries: Path) -> None:
    with pytest.raises(KbError, match="'new-thing'"):
        new_entry("finding", "New Thing", entries)
