import json
import shutil
from pathlib import Path

import pytest

from ingest.store.vector_files import write
from kb.errors import BrokenEnvironmentError, DatabaseError
from kb.search.engine import Search
from kb.search.engines.choice import opening
from kb.search.engines.files import folder_of
from kb.search.engines.inverted import Inverted
from kb.search.engines.memory import InMemory
from kb.search.engines.rounded import Mapped
from tests.publishing import WordEncoder


@pytest.fixture
def database(many: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(many, tmp_path / "kb.db"))


def opened(database: Path, setting: str) -> object:
    return Search(database, WordEncoder(), opening(database, setting)).meaning


def test_what_lies_beside_the_database_decides_where_nothing_is_set(database: Path) -> None:
    assert isinstance(opened(database, ""), InMemory)
    write(database)
    assert isinstance(opened(database, ""), Mapped)


def test_a_setting_names_the_engine(database: Path) -> None:
    write(database, inverted=True)
    assert isinstance(opened(database, "memory"), InMemory)
    assert isinstance(opened(database, "ivf"), Inverted)


@pytest.mark.parametrize("setting", ["int8", "ivf"])
def test_an_engine_without_its_files_says_how_to_write_them(database: Path, setting: str) -> None:
    with pytest.raises(BrokenEnvironmentError, match="kb vectors"):
        opened(database, setting)


def test_an_unknown_engine_is_refused(database: Path) -> None:
    with pytest.raises(BrokenEnvironmentError, match="choose one of memory, int8, ivf"):
        opened(database, "fast")


def test_a_server_that_is_not_there_is_told_without_its_password(database: Path) -> None:
    with pytest.raises(BrokenEnvironmentError) as told:
        opened(database, "postgresql://reader:secret@127.0.0.1:1/kb")
    assert "127.0.0.1" in str(told.value)
    assert "secret" not in str(told.value)


def test_vectors_of_another_database_are_refused(database: Path) -> None:
    folder = write(database)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["identity"]["content_hash"] = "1" * 64
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(DatabaseError, match="not those of"):
        opened(database, "")


@pytest.mark.parametrize("name", ["int8.npy", "float32.npy", "steps.npy", "starts.npy"])
def test_a_file_that_is_cut_short_is_refused(database: Path, name: str) -> None:
    path = write(database) / name
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(DatabaseError, match="not whole"):
        opened(database, "")


def test_a_folder_that_is_written_again_takes_the_place_of_the_old(database: Path) -> None:
    write(database, inverted=True)
    assert write(database) == folder_of(database)
    assert "ivf.faiss" not in {path.name for path in folder_of(database).iterdir()}
    assert {path.name for path in database.parent.iterdir()} == {"kb.db", "vectors"}
