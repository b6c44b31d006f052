import shutil
import sqlite3
from pathlib import Path

import pytest

from ingest.build import build
from ingest.store.smoke import smoke_changed, smoke_search
from kb.errors import DatabaseError


@pytest.fixture
def copy(real_database: Path, tmp_path: Path) -> Path:
    """A copy of the real database that a test may damage."""
    return Path(shutil.copy(real_database, tmp_path / "kb.db"))


def test_the_real_base_is_found_by_its_titles(copy: Path) -> None:
    smoke_search(copy)


def test_a_base_whose_index_is_lost_is_not_published(copy: Path) -> None:
    with sqlite3.connect(copy) as connection:
        connection.execute("delete from search_terms")
        connection.execute("update vectors set vector = zeroblob(length(vector))")
    with pytest.raises(DatabaseError, match="does not find it"):
        smoke_search(copy)


def test_a_changed_entry_is_found_without_the_vectors_of_the_others(copy: Path) -> None:
    with sqlite3.connect(copy) as connection:
        (slug,) = connection.execute("select slug from entries order by slug desc limit 1").fetchone()
        others = "select vector from passages where entry != ? and vector is not null"
        connection.execute(f"update vectors set vector = zeroblob(4) where hash in ({others})", [slug])
    smoke_changed(copy, [slug])
    with pytest.raises(DatabaseError, match=r"has not \d+ numbers"):
        smoke_search(copy)


def test_a_changed_entry_that_is_not_found_is_named(copy: Path) -> None:
    with sqlite3.connect(copy) as connection:
        connection.execute("delete from search_terms")
        connection.execute("update vectors set vector = zeroblob(length(vector))")
    with pytest.raises(DatabaseError, match="the title of uniting-care-cambridgeshire-peterborough does not find it"):
        smoke_changed(copy, ["uniting-care-cambridgeshire-peterborough"])


def test_a_withdrawn_entry_is_not_what_a_search_must_find(copy: Path) -> None:
    with sqlite3.connect(copy) as connection:
        first, second = (slug for (slug,) in connection.execute("select slug from entries order by slug limit 2"))
        connection.execute("update entries set withdrawn_on = '2026-01-01' where slug = ?", [first])
        connection.execute("delete from passages where entry = ?", [second])
    with pytest.raises(DatabaseError, match="no entry to search for"):
        smoke_changed(copy, [first])


def test_an_empty_base_is_not_published(entries: Path, output: Path) -> None:
    (entries / "vanguards" / "sampleton-mcp.yml").unlink()
    with pytest.raises(DatabaseError, match="no entry to search for"):
        build(entries, output)
    assert not output.exists()
