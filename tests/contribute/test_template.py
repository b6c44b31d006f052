from pathlib import Path

import pytest
import yaml

from ingest.contribute.template import PARTS, new_entry, new_source, suggested
from ingest.read.check import check
from ingest.read.load import load
from ingest.read.yaml_reader import read_text
from kb.errors import KbError
from kb.model.entry import Entry
from kb.model.facts import fields_of
from kb.model.source import Source
from tests.samples import write_entry


def uncommented(text: str) -> str:
    """Take the # from the fields, as the file says."""
    return "\n".join(line if line.startswith("# ") else line.removeprefix("#") for line in text.splitlines())


def test_a_new_entry_is_yaml_that_names_every_field(entries: Path) -> None:
    path = new_entry("finding", "new-thing", entries)
    assert path == entries / "findings" / "new-thing.yml"
    whole = yaml.safe_load(uncommented(path.read_text()))
    assert set(whole) == set(Entry.model_fields)


def test_a_field_is_taken_by_its_sign_alone(entries: Path) -> None:
    path = new_entry("finding", "new-thing", entries)
    assert read_text(path.read_text().replace("#care_models", "care_models"), "x").problems == ()


def test_terms_stand_beside_their_field_with_labels(entries: Path) -> None:
    text = new_entry("finding", "new-thing", entries).read_text()
    assert "planned (Planned)" in text
    assert "in entries/vocabularies/outcomes.yml" in text


def test_only_the_parts_that_apply_are_written(entries: Path) -> None:
    text = new_entry("finding", "new-thing", entries, "A new thing: what it is", ["lessons", "place"]).read_text()
    data = read_text(text, "x").data
    assert data["title"] == "A new thing: what it is"
    assert set(data) & set(PARTS) == {"lessons", "place"}
    assert "#impacts" not in text


def test_a_part_that_is_none_is_refused(entries: Path) -> None:
    with pytest.raises(KbError, match="no part of an entry"):
        new_entry("finding", "new-thing", entries, parts=["money"])


def test_a_new_source_lists_the_words_that_it_may_use(entries: Path) -> None:
    path = new_source("report-2017", entries, "A report")
    text = path.read_text()
    assert path == entries / "sources" / "report-2017.yml"
    assert "committee-paper" in text
    assert set(read_text(uncommented(text), "x").data) == set(fields_of(Source))


@pytest.mark.parametrize(
    ("title", "slug"),
    [("riverside.yml", "riverside"), ("Riverside: one Team!", "riverside-one-team"), ("x" * 90, "my-entry"), ("?", "my-entry"),
     ("word " * 40, "-".join(["word"] * 16))],
)  # fmt: skip
def test_a_slug_is_proposed_from_a_title(title: str, slug: str) -> None:
    assert suggested(title) == slug


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
