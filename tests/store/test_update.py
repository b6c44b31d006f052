import sqlite3
from pathlib import Path

import pytest

from ingest import build as build_module
from ingest.build import _identity, build
from ingest.store import fingerprint
from ingest.store import update as update_module
from ingest.store.cache import CACHE
from ingest.store.index_update import IndexUpdate
from ingest.store.update import Update, changed, update
from ingest.store.versions import published_version
from ingest.vectors.model import packaged
from kb.errors import DamagedError, DatabaseError
from tests.samples import entry, write_entry

OTHER = {"title": "A second scheme in Otherton", "contacts": []}
CITE = entry()["lessons"][0]["cite"]


@pytest.fixture
def built(entries: Path, output: Path) -> Path:
    write_entry(entries, "second-scheme", entry(**OTHER))
    build(entries, output)
    return output


def updated(entries: Path, output: Path) -> Update | None:
    """Write the database anew into updated.db, by an update whatever its size."""
    before = published_version(output)
    assert before is not None
    cache = output.parent / CACHE
    hashes = fingerprint.file_hashes(entries)
    slugs = changed(cache, hashes, str(before.identity["content_hash"]), smallest=1)
    identity = {**_identity(hashes, packaged()), "built_at": "2026-11-21T12:00:00+00:00"}
    return update(entries, slugs, before, target(output), cache, packaged(), identity) if slugs else None


def target(output: Path) -> Path:
    return output.with_name("updated.db")


def content(path: Path) -> dict[str, list[str]]:
    """Give all rows of all tables but those that SQLite keeps for itself, and the time of the build."""
    with sqlite3.connect(path) as connection:
        tables = connection.execute("select name from sqlite_master where type = 'table' and name not like '%_fts_%'")
        names = [name for (name,) in tables.fetchall()]
        connection.execute("update build set built_at = ''")
        # What else is in a batch changes the last digits of a vector, so their hashes alone are compared.
        columns = {"vectors": "hash"}
        rows = {name: connection.execute(f"select {columns.get(name, '*')} from {name}") for name in names}
        found = {name: sorted(map(repr, rows[name])) for name in names}
        connection.rollback()
    return found


@pytest.mark.parametrize(
    "changes",
    [
        {"lessons": [{"text": "Agree who pays for the night nurses of Otherton.", "cite": CITE}]},
        {"lessons": [], "milestones": [], "settings": ["home"], "place": None},
        {"impacts": [{**entry()["impacts"][0], "direction": "increase", "value": 4, "note": "Not £3m but £20m"}]},
        {"lessons": [{"text": f"Lesson {n} of the team.", "cite": CITE} for n in range(5)], "figures": []},
    ],
)
def test_an_update_gives_the_same_as_a_whole_build(entries: Path, built: Path, changes: dict[str, object]) -> None:
    write_entry(entries, "second-scheme", entry(**{**OTHER, **changes}))
    assert updated(entries, built) is not None
    build(entries, built)
    assert content(target(built)) == content(built)
    with sqlite3.connect(target(built)) as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        assert connection.execute("pragma foreign_key_check").fetchall() == []
        for table in ("passages", "entries"):
            connection.execute(f"insert into {table}_fts({table}_fts, rank) values ('integrity-check', 1)")


def test_an_update_of_a_damaged_version_is_refused_and_leaves_it(entries: Path, built: Path) -> None:
    damaged = built.read_bytes()[:-1] + b"?"
    built.write_bytes(damaged)
    write_entry(entries, "second-scheme", entry(**{**OTHER, "lessons": []}))
    with pytest.raises(DamagedError, match=r"versions/\w+ is damaged: kb.db has another hash"):
        updated(entries, built)
    assert built.read_bytes() == damaged
    assert not target(built).exists()


def test_a_build_after_few_changes_is_an_update_and_keeps_the_warnings_of_the_rest(
    entries: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_entry(entries, "third-scheme", entry(title="A third scheme", contacts=[], care_models=["pacs"]))
    before = build(entries, built).warnings
    monkeypatch.setattr(update_module, "SMALLEST", 1)
    monkeypatch.setattr(build_module, "_built_anew", None)
    write_entry(entries, "second-scheme", entry(**{**OTHER, "lessons": []}))
    summary = build(entries, built)
    of_the_rest = [problem for problem in before if "second-scheme" not in problem.path]
    assert of_the_rest
    assert [problem for problem in summary.warnings if "second-scheme" not in problem.path] == of_the_rest
    assert len(list((built.parent / "versions").iterdir())) == 2


def lose(self: IndexUpdate, *_: object) -> None:
    """Spoil the index that an update should write."""
    self._database.execute("delete from search_terms")
    self._database.execute("update vectors set vector = zeroblob(length(vector))")


def test_an_update_that_loses_an_entry_to_search_is_not_published(
    entries: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content(built)
    monkeypatch.setattr(IndexUpdate, "after", lose)
    write_entry(entries, "second-scheme", entry(**{**OTHER, "lessons": []}))
    with pytest.raises(DatabaseError, match="the title of second-scheme does not find it"):
        updated(entries, built)
    assert content(built) == before
    assert not target(built).exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Another title"},
        {"summary": "It does something else now."},
        {"organisations": [{"name": "The NHS Sampleton CCG", "role": "commissioner"}]},
        {"contacts": [{"name": "Pat Example", "email": "else@example.nhs.uk", "as_of": "2016-11", "cite": CITE}]},
        {"care_models": ["nonsense"]},
    ],
)
def test_what_could_touch_other_entries_is_left_to_the_whole_build(
    entries: Path, built: Path, changes: dict[str, object]
) -> None:
    before = built.read_bytes()
    write_entry(entries, "second-scheme", entry(**{**OTHER, **changes}))
    assert updated(entries, built) is None
    assert built.read_bytes() == before


def test_entries_that_come_or_go_and_vocabularies_are_left_to_the_whole_build(entries: Path, built: Path) -> None:
    path = write_entry(entries, "third-scheme", entry(title="A third scheme"))
    assert updated(entries, built) is None
    path.unlink()
    vocabulary = entries / "vocabularies" / "settings.yml"
    vocabulary.write_text(vocabulary.read_text() + "# changed\n")
    assert updated(entries, built) is None
