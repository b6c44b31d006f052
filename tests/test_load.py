from pathlib import Path

import pytest

from ingest.load import load
from kb.errors import BrokenEnvironmentError
from tests.samples import entry, write_base, write_entry


def test_entries_sources_and_vocabularies_are_read_by_id(entries: Path) -> None:
    base = load(entries)
    assert list(base.entries) == ["sampleton-mcp"]
    assert list(base.sources) == ["leaflet-2016"]
    assert base.vocabularies.terms("care_models")["mcp"].label == "Multispecialty community provider"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(BrokenEnvironmentError, match="no such folder"):
        load(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["stray.yml", "vanguards/deep/er.yml", "vanguards/wrong.yaml", "vocabularies/new.yml"])
def test_a_file_that_nothing_reads_is_a_problem(entries: Path, name: str) -> None:
    path = entries / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("a: 1\n")
    assert ("stray-file", str(path)) in [(problem.rule, problem.path) for problem in load(entries).problems]


def test_a_slug_is_unique_over_all_kinds(tmp_path: Path) -> None:
    root = write_base(tmp_path / "entries", one=entry())
    write_entry(root, "one", entry(kind="finding"), "findings")
    assert [problem.rule for problem in load(root).problems] == ["slug-used-twice"]


def test_an_unknown_field_deep_inside_names_the_fields_of_its_place(tmp_path: Path) -> None:
    root = write_base(tmp_path / "entries", one=entry(place={"name": "X", "regoin": "london", "country": "england"}))
    unknown = next(p for p in load(root).problems if p.rule == "extra-forbidden")
    assert unknown.allowed == ("name", "region", "country", "latitude", "longitude")
