import errno
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest.build import build
from ingest.vectors import encoder_export
from ingest.vectors.encoder_export import is_current
from ingest.vectors.model import packaged
from kb.errors import BrokenEnvironmentError, ContentError
from tests.samples import entry, write_entry

OTHER_MODEL = "f" * 64
COUNTED = ("entries", "tags", "passages", "vectors", "impacts", "lessons")


@pytest.fixture
def built(entries: Path, output: Path) -> Path:
    build(entries, output)
    return output


def dump(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        return [line for line in connection.iterdump() if not line.startswith('INSERT INTO "build"')]


def test_every_stage_leaves_its_rows_and_the_encoder(built: Path) -> None:
    with sqlite3.connect(built) as connection:
        counts = {name: connection.execute(f"select count(*) from {name}").fetchone()[0] for name in COUNTED}
    assert all(counts.values())
    assert (built.parent / "encoder" / "model.onnx").is_file()


def test_a_second_build_changes_nothing_and_loads_no_model(entries: Path, built: Path) -> None:
    before = built.read_bytes()
    code = (
        "import sys; from pathlib import Path; from ingest.build import build;"
        f"summary = build(Path({str(entries)!r}), Path({str(built)!r}));"
        "print(summary.unchanged, *{'spacy', 'torch'} & set(sys.modules))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["True"]
    assert built.read_bytes() == before


def test_one_changed_entry_keeps_the_vectors_of_the_others(entries: Path, built: Path) -> None:
    write_entry(entries, "second-scheme", entry(title="A second scheme in Otherton", contacts=[]))
    summary = build(entries, built)
    assert summary.entries == 2
    assert 0 < summary.reused < summary.passages


def test_the_same_entries_give_the_same_tables_whatever_was_built_before(entries: Path, built: Path) -> None:
    path = write_entry(entries, "second-scheme", entry(title="A second scheme in Otherton", contacts=[]))
    build(entries, built)
    path.unlink()
    build(entries, built)
    fresh = built.with_name("fresh.db")
    build(entries, fresh)
    assert dump(built) == dump(fresh)


def test_entries_with_errors_leave_the_old_database(entries: Path, built: Path) -> None:
    before = built.read_bytes()
    write_entry(entries, "broken", entry(care_models=["nonsense"]))
    with pytest.raises(ContentError, match=r"broken\.yml.*unknown-term"):
        build(entries, built)
    assert built.read_bytes() == before


@pytest.fixture
def of_another_model(built: Path, encoder_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database and its encoder as another model made them; the export of ours is quick here."""
    with sqlite3.connect(built) as connection:
        connection.execute("update build set model_hash = ?", [OTHER_MODEL])
    folder = built.parent / "encoder"
    folder.unlink()
    shutil.copytree(encoder_folder, folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**manifest, "model_hash": OTHER_MODEL}))
    monkeypatch.setattr(
        encoder_export, "_write_onnx", lambda path, _model: shutil.copy(encoder_folder / "model.onnx", path)
    )
    return built


def pair(built: Path) -> tuple[str, str]:
    """Give the model of a database and that of the encoder beside it."""
    with sqlite3.connect(built) as connection:
        (hash_,) = connection.execute("select model_hash from build").fetchone()
    return hash_, json.loads((built.parent / "encoder" / "manifest.json").read_text())["model_hash"]


def fail(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_another_model_changes_the_database_and_its_encoder(entries: Path, of_another_model: Path) -> None:
    assert pair(of_another_model) == (OTHER_MODEL, OTHER_MODEL)
    build(entries, of_another_model)
    assert pair(of_another_model) == (packaged().hash, packaged().hash)
    assert is_current(of_another_model.parent / "encoder", packaged())
    assert {path.name for path in of_another_model.parent.iterdir()} == {"kb.db", "cache.db", "encoder"}


@pytest.mark.parametrize("where", ["ingest.vectors.encoder_export._write_onnx", "ingest.store.database._flush"])
def test_a_failure_leaves_the_old_database_with_its_old_encoder(
    entries: Path, of_another_model: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    before = of_another_model.read_bytes()
    monkeypatch.setattr(where, fail)
    with pytest.raises(BrokenEnvironmentError, match="No space left"):
        build(entries, of_another_model)
    assert of_another_model.read_bytes() == before
    assert pair(of_another_model) == (OTHER_MODEL, OTHER_MODEL)
    assert {path.name for path in of_another_model.parent.iterdir()} == {"kb.db", "cache.db", "encoder"}


def test_a_build_that_is_killed_leaves_the_old_database_whole(entries: Path, built: Path) -> None:
    before = built.read_bytes()
    write_entry(entries, "second-scheme", entry(title="A second scheme in Otherton", contacts=[]))
    code = (
        f"from pathlib import Path; from ingest.build import build; build(Path({str(entries)!r}), Path({str(built)!r}))"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
    draft = built.parent / f".kb.db.{process.pid}.draft"
    while process.poll() is None and not draft.exists():
        time.sleep(0.001)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert built.read_bytes() == before
    build(entries, built)
    assert not list(built.parent.glob(".kb.db.*.draft"))


def test_a_database_that_is_none_is_replaced(entries: Path, built: Path) -> None:
    built.write_bytes(b"this is not a database")
    assert build(entries, built).entries == 1
