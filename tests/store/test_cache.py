"""The cache heals itself, and what a build that died was writing is taken back."""

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from ingest.build import build
from ingest.store.cache import adopt
from kb.errors import BrokenEnvironmentError
from tests.building import check_again, dump


def locked(cache: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(cache)
    connection.execute("begin exclusive")
    return connection


SPOILED = [
    lambda cache: cache.write_bytes(b"no database at all" * 300),
    lambda cache: cache.write_bytes(cache.read_bytes()[:5000]),
    lambda cache: cache.write_bytes(b""),
    lambda cache: (cache.unlink(), cache.mkdir()),
    lambda cache: sqlite3.connect(cache).executescript("drop table mentions; create table mentions (wrong)"),
    lambda cache: sqlite3.connect(cache).executescript("update mentions set mentions = '{[' where rowid % 2"),
    lambda cache: sqlite3.connect(cache).executescript("drop table files; create view files as select 1"),
]


@pytest.mark.parametrize("spoil", SPOILED)
def test_a_damaged_cache_heals_itself(entries: Path, built: Path, spoil: Callable[[Path], object]) -> None:
    spoil(built.parent / "cache.db")
    check_again(entries, 1)
    assert not build(entries, built).unchanged
    with sqlite3.connect(built.parent / "cache.db") as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        assert connection.execute("select count(*) from files").fetchone()[0] > 2
        assert connection.execute("select count(*) from mentions where mentions like '[%'").fetchone()[0] > 2


def die_while_writing(cache: Path) -> None:
    """Change the cache in a process that is killed once the change has reached the file, but is not committed."""
    code = (
        f"import os, signal, sqlite3; cache = sqlite3.connect({str(cache)!r}); cache.execute('pragma cache_size = 1');"
        "cache.execute('delete from files'); cache.execute('delete from mentions');"
        "cache.executemany('insert into mentions values (?, ?)', ((str(n), 'x' * 3000) for n in range(300)));"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -signal.SIGKILL


LEFT: dict[str, Callable[[Path], object]] = {
    "half written": die_while_writing,
    "empty": lambda cache: cache.with_name("cache.db-journal").touch(),
    "ended": lambda cache: cache.with_name("cache.db-journal").write_bytes(bytes(512)),
    "without its cache": lambda cache: cache.with_name("cache.db-journal").write_bytes(bytes(range(256)) * 2),
}


@pytest.mark.parametrize("left", LEFT.values(), ids=LEFT)
def test_what_a_dead_build_was_writing_is_taken_back_though_nothing_has_changed(
    entries: Path, built: Path, left: Callable[[Path], object]
) -> None:
    cache = built.parent / "cache.db"
    before = dump(cache)
    left(cache)
    if left is LEFT["without its cache"]:
        cache.unlink()
    assert cache.with_name("cache.db-journal").exists()
    assert build(entries, built).unchanged
    assert not cache.with_name("cache.db-journal").exists()
    if left is not LEFT["without its cache"]:
        assert dump(cache) == before
    check_again(entries, 1)
    assert not build(entries, built).unchanged


def test_a_cache_that_is_half_written_is_adopted_as_it_was_before(built: Path, tmp_path: Path) -> None:
    before = dump(built.parent / "cache.db")
    die_while_writing(built.parent / "cache.db")
    adopt(tmp_path / "cache.db", built.parent / "cache.db")
    assert dump(tmp_path / "cache.db") == before


def test_a_cache_that_is_none_is_not_adopted_and_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "other.db").write_bytes(b"no database at all" * 300)
    adopt(tmp_path / "cache.db", tmp_path / "other.db")
    assert list(tmp_path.iterdir()) == [tmp_path / "other.db"]
    assert "begins without it" in capsys.readouterr().err


def test_a_locked_cache_is_said_in_one_line(entries: Path, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect
    with closing(locked(built.parent / "cache.db")):
        monkeypatch.setattr(sqlite3, "connect", lambda *names, **named: connect(*names, **{"timeout": 0.1, **named}))
        check_again(entries, 1)
        with pytest.raises(BrokenEnvironmentError, match=r"cache\.db: .*locked.*build again"):
            build(entries, built)
