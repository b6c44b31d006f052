from pathlib import Path

import pytest

from ingest.store import vector_files
from kb.search.engines import files
from tests.publishing import publish
from tests.samples import entry, write_base


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return publish(write_base(tmp_path / "entries", one=entry()), tmp_path / "kb.db")


def test_a_small_base_gets_no_files(database: Path) -> None:
    vector_files.refresh(database)
    assert not files.held(database)


def test_a_large_base_gets_them(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_files, "FROM", 3)
    vector_files.refresh(database)
    assert files.ROUNDED in files.held(database)


def test_files_of_the_database_before_are_written_anew_with_all_their_kinds(database: Path) -> None:
    folder = vector_files.write(database, inverted=True)
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"content_hash": "0', '"content_hash": "1'))
    assert not files.are_of(database)
    vector_files.refresh(database)
    assert files.are_of(database)
    assert files.INVERTED in files.held(database)


def test_files_that_fit_are_left_alone(database: Path) -> None:
    vector_files.write(database)
    before = (files.folder_of(database) / files.FLOATS).stat().st_mtime_ns
    vector_files.refresh(database)
    assert (files.folder_of(database) / files.FLOATS).stat().st_mtime_ns == before
