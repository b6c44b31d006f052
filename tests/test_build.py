import errno
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest.build import build
from ingest.store.building import building
from ingest.store.versions import publish, published_version
from ingest.vectors import encoder_export
from ingest.vectors.encoder_export import is_current
from ingest.vectors.model import packaged
from kb.errors import BrokenEnvironmentError, ContentError
from kb.published.version import open_version
from kb.search.token_file import path_of
from tests.building import check_again, dump
from tests.samples import entry, write_entry

OTHER_MODEL = "f" * 64
COUNTED = ("entries", "tags", "passages", "vectors", "impacts", "lessons")


def test_every_stage_leaves_its_rows_and_the_encoder(built: Path) -> None:
    with sqlite3.connect(built) as connection:
        counts = {name: connection.execute(f"select count(*) from {name}").fetchone()[0] for name in COUNTED}
    assert all(counts.values())
    assert (built.resolve().parent / "encoder" / "model.onnx").is_file()


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
    fresh = built.parent / "elsewhere" / "kb.db"
    build(entries, fresh, built)
    assert dump(built) == dump(fresh)


def test_entries_with_errors_leave_the_old_database(entries: Path, built: Path) -> None:
    before = built.read_bytes()
    write_entry(entries, "broken", entry(care_models=["nonsense"]))
    with pytest.raises(ContentError, match=r"broken\.yml.*unknown-term"):
        build(entries, built)
    assert built.read_bytes() == before


@pytest.fixture
def of_another_model(built: Path, encoder_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A version as another model made it; the export of ours is quick here."""
    draft = built.parent / "versions" / ".draft"
    shutil.copytree(built.resolve().parent, draft)
    (draft / "manifest.json").unlink()
    with sqlite3.connect(draft / "kb.db") as connection:
        connection.execute("update build set model_hash = ?", [OTHER_MODEL])
    encoder = json.loads((draft / "encoder" / "manifest.json").read_text())
    (draft / "encoder" / "manifest.json").write_text(json.dumps({**encoder, "model_hash": OTHER_MODEL}))
    before = published_version(built)
    assert before is not None
    publish(draft, built, {**before.identity, "model_hash": OTHER_MODEL})
    shutil.rmtree(before.folder)
    (built.parent / "encoder").unlink()
    monkeypatch.setattr(
        encoder_export, "_write_served", lambda path, _model: shutil.copy(encoder_folder / "model.onnx", path)
    )
    return built


def pair(built: Path) -> tuple[str, str]:
    """Give the model of a database and that of the encoder beside it."""
    with sqlite3.connect(built) as connection:
        (hash_,) = connection.execute("select model_hash from build").fetchone()
    return hash_, json.loads((built.resolve().parent / "encoder" / "manifest.json").read_text())["model_hash"]


def fail(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def versions(built: Path) -> set[str]:
    return {path.name for path in (built.parent / "versions").iterdir()}


def test_another_model_makes_another_version_of_the_same_data(entries: Path, of_another_model: Path) -> None:
    assert pair(of_another_model) == (OTHER_MODEL, OTHER_MODEL)
    old = of_another_model.resolve().parent.name
    build(entries, of_another_model)
    assert pair(of_another_model) == (packaged().hash, packaged().hash)
    assert is_current(of_another_model.resolve().parent / "encoder", packaged())
    assert versions(of_another_model) == {old, of_another_model.resolve().parent.name}


FAILING = [
    "ingest.vectors.encoder_export._write_served",
    "ingest.store.database._flush",
    "ingest.store.versions._flush",
    "pathlib.Path.rename",
    "pathlib.Path.symlink_to",
]


@pytest.mark.parametrize("where", FAILING)
def test_a_failure_leaves_the_old_version_and_nothing_else(
    entries: Path, of_another_model: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    before, old = of_another_model.read_bytes(), versions(of_another_model)
    with monkeypatch.context() as broken:
        broken.setattr(where, fail)
        with pytest.raises(BrokenEnvironmentError, match="No space left"):
            build(entries, of_another_model)
    assert of_another_model.read_bytes() == before
    assert pair(of_another_model) == (OTHER_MODEL, OTHER_MODEL)
    assert {path.name for path in of_another_model.parent.iterdir()} == {"kb.db", "cache.db", "build.lock", "versions"}
    assert old <= versions(of_another_model)
    build(entries, of_another_model)
    assert pair(of_another_model) == (packaged().hash, packaged().hash)


def test_a_build_that_is_killed_leaves_the_old_version_and_is_cleaned_up_by_the_next(
    entries: Path, built: Path
) -> None:
    before = built.read_bytes()
    write_entry(entries, "second-scheme", entry(title="A second scheme in Otherton", contacts=[]))
    code = (
        f"from pathlib import Path; from ingest.build import build; build(Path({str(entries)!r}), Path({str(built)!r}))"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
    draft = built.parent / "versions" / ".draft"
    while process.poll() is None and not draft.exists():
        time.sleep(0.001)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert built.read_bytes() == before
    build(entries, built)
    assert not list(built.parent.rglob(".*"))


def test_a_plain_database_of_a_time_before_versions_is_replaced(entries: Path, built: Path) -> None:
    tokens = path_of(built)
    shutil.move(built.resolve(), built.parent / "plain.db")
    (built.parent / "plain.db").replace(built)
    tokens.replace(path_of(built))
    assert not built.is_symlink()
    assert build(entries, built).reused
    assert built.is_symlink()
    assert not (built.parent / tokens.name).exists()


def test_a_database_that_is_none_is_replaced(entries: Path, built: Path) -> None:
    built.unlink()
    built.write_bytes(b"this is not a database")
    assert build(entries, built).entries == 1


@pytest.mark.parametrize(
    "name", ["kb.db", "kb.tokens.safetensors", "encoder/model.onnx", "metadata.yml", "manifest.json"]
)
def test_damage_at_equal_size_is_noticed_where_nothing_has_changed(
    entries: Path, built: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    whole = dump(built)
    damaged = built.resolve().parent / name
    damaged.write_bytes(damaged.read_bytes()[:-8] + b"damaged!")
    summary = build(entries, built)
    assert not summary.unchanged
    assert name == "manifest.json" or f"is damaged: {name} has another hash" in capsys.readouterr().err
    assert damaged.parent != built.resolve().parent
    assert open_version(built).damage() is None
    assert dump(built) == whole
    assert build(entries, built).unchanged


def test_two_versions_are_kept_and_an_earlier_one_is_taken_up_again(entries: Path, built: Path) -> None:
    names = [built.resolve().parent.name]
    for number in range(3):
        check_again(entries, number + 1)
        build(entries, built)
        names.append(built.resolve().parent.name)
    assert versions(built) == set(names[-2:])
    check_again(entries, 2)
    assert build(entries, built).unchanged
    assert built.resolve().parent.name == names[-2]


def test_a_version_that_is_being_served_is_not_removed(entries: Path, built: Path) -> None:
    served = open_version(built)
    with served.held():
        for number in range(3):
            check_again(entries, number + 1)
            build(entries, built)
        assert served.damage() is None
    build(entries, built)
    assert not served.folder.exists()


def test_a_build_elsewhere_reuses_what_is_published(entries: Path, built: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "kb.db"
    code = (
        "import sys; from pathlib import Path; from ingest.build import build;"
        f"build(Path({str(entries)!r}), Path({str(other)!r}), Path({str(built)!r}));"
        "print(*{'spacy', 'torch'} & set(sys.modules))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.split() == []
    assert dump(other) == dump(built)


def test_a_wrong_folder_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(BrokenEnvironmentError, match="no such folder"):
        build(tmp_path / "nowhere", tmp_path / "build" / "kb.db")
    assert not (tmp_path / "build").exists()


def test_one_build_runs_at_a_time_and_the_other_says_who_holds_it(entries: Path, built: Path) -> None:
    code = f"from pathlib import Path; from ingest.build import build; print(build(Path({str(entries)!r}), Path({str(built)!r})))"
    with building(built.parent):
        waiting = subprocess.Popen([sys.executable, "-c", code], stdout=-1, stderr=-1, text=True)
        assert waiting.stderr is not None
        said = waiting.stderr.readline()
        assert f"held by a build, process {os.getpid()} on {socket.gethostname()}, since 20" in said
        assert waiting.poll() is None
    assert "nothing has changed" in waiting.communicate(timeout=60)[0]
    assert waiting.returncode == 0
