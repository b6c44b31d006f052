from pathlib import Path

import pytest

from ingest.store import vector_files
from kb.errors import BrokenEnvironmentError
from kb.search.engines import files
from tests.publishing import publish
from tests.samples import entry, write_base


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return publish(write_base(tmp_path / "entries", one=entry()), tmp_path / "kb.db")


def test_a_small_base_gets_no_files(database: Path) -> None:
    vector_files.refresh(database, None)
    assert not files.held(database)


def test_a_large_base_gets_them(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_files, "FROM", 3)
    vector_files.refresh(database, None)
    assert files.ROUNDED in files.held(database)


def test_a_new_database_gets_the_kinds_of_files_that_the_one_before_has(database: Path, tmp_path: Path) -> None:
    new = publish(write_base(tmp_path / "new", one=entry()), tmp_path / "out" / "kb.db")
    vector_files.refresh(new, database)
    assert not files.held(new)
    vector_files.write(database, inverted=True)
    vector_files.refresh(new, database)
    assert files.are_of(new)
    assert files.INVERTED in files.held(new)


@pytest.mark.parametrize("inverted", [False, True])
def test_what_keeps_files_from_being_written_is_told_before_a_vector_is_read(
    database: Path, monkeypatch: pytest.MonkeyPatch, inverted: bool
) -> None:
    monkeypatch.setattr(vector_files, "SPACE", 10**15)
    monkeypatch.setattr(vector_files, "read", lambda *_: pytest.fail("read before the space was looked at"))
    with pytest.raises(BrokenEnvironmentError, match=r"MB are needed and .* are free"):
        vector_files.write(database, inverted=inverted)
    assert not files.held(database)


def test_what_is_written_says_how_far_it_is(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vector_files.write(database, inverted=True)
    said = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in said] == ["read", "round", "list"]
