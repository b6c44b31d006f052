import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from ingest.read.load import load
from ingest.store.database import create, insert, prepare_folder, replacing
from ingest.store.rows import organisation_id, rows
from ingest.store.tables import TABLES
from kb.errors import BrokenEnvironmentError, DatabaseError


def stored(entries: Path, target: Path) -> Database:
    with replacing(target) as database:
        create(database)
        insert(database, rows(load(entries)))
    return Database(target)


def test_an_entry_is_found_in_its_tables(entries: Path, tmp_path: Path) -> None:
    database = stored(entries, tmp_path / "kb.db")
    impact = next(iter(database.query("select id, value, effect, strength, source, at from impacts")))
    assert impact == {
        "id": "sampleton-mcp-0",
        "value": -9.5,
        "effect": "good",
        "strength": 1,
        "source": "leaflet-2016",
        "at": "slide 3",
    }
    assert database.execute("select size from populations").fetchone() == (97000,)
    assert list(database.query("select * from entry_care_models")) == [{"entry": "sampleton-mcp", "care_model": "mcp"}]


def test_whole_numbers_stay_whole(entries: Path, tmp_path: Path) -> None:
    database = stored(entries, tmp_path / "kb.db")
    assert database.execute("select typeof(amount), amount from contract_values").fetchone() == ("integer", 20000000)


def test_every_table_of_the_list_is_there(entries: Path, tmp_path: Path) -> None:
    database = stored(entries, tmp_path / "kb.db")
    assert {table.name for table in TABLES} <= set(database.table_names())


def test_the_same_input_gives_the_same_tables(entries: Path, tmp_path: Path) -> None:
    first, second = (stored(entries, tmp_path / name) for name in ("a.db", "b.db"))
    assert list(first.conn.iterdump()) == list(second.conn.iterdump())


def test_a_build_that_fails_leaves_the_old_file_and_nothing_else(entries: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "kb.db"
    prepare_folder(target.parent)
    stored(entries, target)
    before = target.read_bytes()
    with pytest.raises(RuntimeError), replacing(target) as database:
        create(database)
        raise RuntimeError
    assert target.read_bytes() == before
    assert list(target.parent.iterdir()) == [target]


def test_a_row_that_points_nowhere_keeps_the_file_from_its_place(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="points to a row of entries"), replacing(tmp_path / "kb.db") as database:
        create(database)
        database.table("lessons").insert({"id": "x-0", "entry": "x", "position": 0, "text": "y"})
    assert not (tmp_path / "kb.db").exists()


def test_the_draft_of_a_killed_build_is_not_built_into(entries: Path, tmp_path: Path) -> None:
    (tmp_path / ".kb.db.draft").write_text("half a database")
    stored(entries, tmp_path / "kb.db")
    assert not (tmp_path / ".kb.db.draft").exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BrokenEnvironmentError, match="can't be written"):
        prepare_folder(tmp_path / "file" / "deeper")


def test_too_little_space_is_said_before_the_work(tmp_path: Path) -> None:
    prepare_folder(tmp_path / "new" / "folder", space=1)
    with pytest.raises(BrokenEnvironmentError, match=r"about [\d,]+ MB are needed and [\d,]+ are free"):
        prepare_folder(tmp_path, space=10**18)


def test_a_full_disk_leaves_the_old_file(entries: Path, tmp_path: Path) -> None:
    target = tmp_path / "kb.db"
    stored(entries, target)
    before = target.read_bytes()
    with pytest.raises(BrokenEnvironmentError, match="full"), replacing(target) as database:
        create(database)
        database.execute("pragma max_page_count = 1")
        insert(database, rows(load(entries)))
    assert target.read_bytes() == before


def test_foreign_keys_hold(entries: Path, tmp_path: Path) -> None:
    stored(entries, tmp_path / "kb.db")
    with sqlite3.connect(tmp_path / "kb.db") as connection:
        connection.execute("pragma foreign_keys = on")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("delete from entries")


@pytest.mark.parametrize("name", ["NHS Sampleton CCG", "The NHS Sampleton CCG", "nhs sampleton ccg"])
def test_spellings_of_one_organisation_share_an_id(name: str) -> None:
    assert organisation_id(name) == "nhs-sampleton-ccg"


def test_marks_do_not_part_organisations() -> None:
    assert organisation_id("Guy's & St Thomas'") == organisation_id("Guys and St Thomas")
