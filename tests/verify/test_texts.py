from pathlib import Path

import pytest

from ingest.verify.texts import texts
from kb.errors import BrokenEnvironmentError


def test_a_text_belongs_to_the_source_that_its_name_holds(tmp_path: Path) -> None:
    (tmp_path / "leaflet-2016.txt").write_text("one")
    (tmp_path / "leaflet-2016-annex.txt").write_text("two")
    found = texts(tmp_path, ["leaflet-2016", "leaflet-2016-annex", "report-2018"])
    assert {source: text.text for source, text in found.items()} == {"leaflet-2016": "one", "leaflet-2016-annex": "two"}


def test_a_text_belongs_to_the_source_that_the_index_names(tmp_path: Path) -> None:
    (tmp_path / "000_af54.txt").write_text("one\ntwo 2")
    table = "# Sources\n\n| title | source id | file |\n|---|---|---|\n| L | `leaflet-2016` | `000_af54.txt` |\n"
    (tmp_path / "INDEX.md").write_text(table)
    text = texts(tmp_path, ["leaflet-2016"])["leaflet-2016"]
    assert [text.line(figure.start) for figure in text.figures] == [1, 2, 2]


def test_a_folder_without_any_text_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BrokenEnvironmentError, match=r"leaflet-2016\.txt"):
        texts(tmp_path, ["leaflet-2016"])
    with pytest.raises(BrokenEnvironmentError, match="no such folder"):
        texts(tmp_path / "nowhere", ["leaflet-2016"])


def test_a_file_that_the_index_names_and_that_is_missing_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "INDEX.md").write_text("| source id | file |\n|---|---|\n| leaflet-2016 | lost.txt |\n")
    with pytest.raises(BrokenEnvironmentError, match=r"lost\.txt"):
        texts(tmp_path, ["leaflet-2016"])
