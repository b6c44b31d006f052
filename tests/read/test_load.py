from pathlib import Path

import pytest

from ingest.read.load import load
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


@pytest.mark.parametrize(
    "name", ["stray.yml", "vanguards/deep/er.yml", "vanguards/wrong.yaml", "vocabularies/new.yml", "findings/a.yml.txt"]
)
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
    line = Path(unknown.path).read_text(encoding="utf-8").splitlines()[unknown.line - 1]
    assert line[unknown.column - 1 :].startswith("regoin:")


@pytest.mark.parametrize("slug", ["Two Words", "Upper", "über", "-a", "a--b", "a" * 81])
def test_a_file_whose_name_no_address_can_hold_is_a_problem(tmp_path: Path, slug: str) -> None:
    root = write_base(tmp_path / "entries", one=entry())
    write_entry(root, slug, entry())
    assert "bad-name" in [problem.rule for problem in load(root).problems]


@pytest.mark.parametrize(
    ("change", "message", "advice"),
    [
        ({"status": {"state": None, "as_of": 2016}}, "status's state is empty", "fill it in"),
        ({"title": "MCP"}, "title has 3 characters; at least 8 are needed", "say more"),
        ({"title": {"A": "b"}}, "title must be text, but a colon and a space cut it in two", "quotation marks"),
        ({"care_models": "mcp"}, "care_models must be a list (found 'mcp')", "[mcp]"),
        ({"care_models": ["Two Words"]}, "'Two Words' is not a term of the vocabulary care_models", "one of the ids"),
        ({"status": "ended"}, "status must hold fields (found 'ended')", "state: …, as_of: …"),
        ({"status": {"state": "failed", "as_of": "3 May 2016"}}, "status's as_of is no date", "write 2016-05-03"),
        ({"status": {"state": "failed", "as_of": "2016-02-31"}}, "status's as_of is no day of the calendar", ""),
        ({"status": {"state": "failed", "as_of": "2015/19"}}, "status's as_of is no financial year", ""),
        ({"population": [{"size": "97,000"}]}, "the 1st population's size must be a number (found '97,000')", "97000"),
        ({"questions": ["Does it work?"]}, "questions has 1 items; at least 3 are needed", "add more"),
    ],
)
def test_a_wrong_shape_is_said_in_words_and_once(
    tmp_path: Path, change: dict[str, object], message: str, advice: str
) -> None:
    root = write_base(tmp_path / "entries", one=entry(**change))
    found = [problem for problem in load(root).problems if problem.message.startswith(message)]
    assert len(found) == 1
    assert advice in found[0].advice


@pytest.mark.parametrize("text", ["", "# a comment\n"])
def test_an_empty_file_is_called_empty(tmp_path: Path, text: str) -> None:
    root = write_base(tmp_path / "entries", one=entry())
    (root / "vanguards" / "two.yml").write_text(text)
    assert [problem.message for problem in load(root).problems] == ["the file is empty"]
