import shutil
import sqlite3
from pathlib import Path

import pytest

from ingest.build import build
from ingest.smoke import smoke_search
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


def test_an_empty_base_is_not_published(entries: Path, output: Path) -> None:
    (entries / "vanguards" / "sampleton-mcp.yml").unlink()
    with pytest.raises(DatabaseError, match="no entry to search for"):
        build(entries, output)
    assert not output.exists()
