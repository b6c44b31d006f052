import json
import sqlite3
from pathlib import Path

import pytest

from kb.errors import BrokenEnvironmentError, DatabaseError
from kb.published.database import SCHEMA_VERSION, require


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database and an encoder, as far as their versions go."""
    path = tmp_path / "kb.db"
    with sqlite3.connect(path) as connection:
        connection.execute("create table build (schema_version, model_hash)")
        connection.execute("insert into build values (?, ?)", [SCHEMA_VERSION, "a" * 64])
    (tmp_path / "encoder").mkdir()
    (tmp_path / "encoder" / "manifest.json").write_text(json.dumps({"model_hash": "a" * 64}))
    return path


def test_a_database_with_its_encoder_is_accepted(database: Path) -> None:
    require(database)


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("update build set schema_version = 0", "version 0"),
        ("update build set schema_version = 'new'", "version new"),
        ("update build set schema_version = null", "version None"),
        ("update build set model_hash = 'b'", "the model b"),
        ("delete from build", "not complete"),
        ("drop table build", "no database of ours"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(database: Path, statement: str, says: str) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute(statement)
    with pytest.raises(DatabaseError, match=says):
        require(database)


def test_another_file_and_no_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("not a database, but long enough to be mistaken for one" * 20)
    for name in ("text.db", "none.db"):
        with pytest.raises(DatabaseError, match="make build"):
            require(tmp_path / name)


def test_a_missing_encoder_is_named(database: Path) -> None:
    (database.parent / "encoder" / "manifest.json").unlink()
    with pytest.raises(BrokenEnvironmentError, match="encoder"):
        require(database)
