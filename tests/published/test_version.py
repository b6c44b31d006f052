import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.store.versions import publish
from kb.errors import DatabaseError
from kb.published import version as version_module
from kb.published.version import SCHEMA_VERSION, begin_version, open_version, read_version

IDENTITY: dict[str, str | int] = {"data_version": "0123456789ab", "schema_version": SCHEMA_VERSION}


def published(folder: Path, **identity: str | int) -> Path:
    """Publish a version with next to nothing in it, and give the pointer."""
    draft = folder / "versions" / ".draft"
    (draft / "encoder").mkdir(parents=True)
    with sqlite3.connect(draft / "kb.db") as connection:
        connection.execute("create table build (data_version)")
    for name in ("encoder/model.onnx", "metadata.yml"):
        (draft / name).write_text(f"content of {name}")
    publish(draft, folder / "kb.db", {**IDENTITY, **identity})
    return folder / "kb.db"


def test_a_version_is_opened_by_its_pointer(tmp_path: Path) -> None:
    pointer = published(tmp_path)
    version = open_version(pointer)
    assert version.folder == tmp_path / "versions" / "0123456789ab"
    assert version.database == pointer.resolve()
    assert version.encoder.is_dir()
    assert pointer.readlink() == Path("versions/0123456789ab/kb.db")


def test_a_path_of_any_characters_can_be_published_to(tmp_path: Path) -> None:
    folder = tmp_path / "a#b ?c%41"
    folder.mkdir()
    assert open_version(published(folder)).data_version == "0123456789ab"


def overwrite(path: Path) -> None:
    """Change bytes and keep the size."""
    content = path.read_bytes()
    path.write_bytes(content[:-4] + b"\xff\xfe\xfd\xfc")


DAMAGE: list[tuple[str, Callable[[Path], object], str]] = [
    ("kb.db", overwrite, "kb.db has another hash"),
    ("encoder/model.onnx", overwrite, "encoder/model.onnx has another hash"),
    ("metadata.yml", overwrite, "metadata.yml has another hash"),
    ("encoder/model.onnx", lambda path: path.write_bytes(b""), "model.onnx has 0 bytes instead of 29"),
    ("encoder/model.onnx", Path.unlink, "model.onnx can't be read"),
    ("manifest.json", lambda path: path.write_text("{}"), "no manifest of ours"),
    ("manifest.json", lambda path: path.write_text("[1]"), "no manifest of ours"),
    ("manifest.json", lambda path: path.write_bytes(b"\xff"), "no manifest of ours"),
    ("manifest.json", Path.unlink, "no version of the base lies here"),
    ("kb.db", Path.unlink, "there is no such database"),
]


@pytest.mark.parametrize(("name", "damage", "says"), DAMAGE)
def test_damage_of_every_file_is_noticed(
    tmp_path: Path, name: str, damage: Callable[[Path], object], says: str
) -> None:
    pointer = published(tmp_path)
    damage(pointer.resolve().parent / name)
    with pytest.raises(DatabaseError, match=f"{says}.*make build"):
        open_version(pointer)


def test_large_files_may_be_read_later_their_sizes_may_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(version_module, "LARGE", 1_000)
    pointer = published(tmp_path)
    overwrite(pointer.resolve())
    version = begin_version(pointer)
    assert version.large == {"kb.db"}
    with pytest.raises(DatabaseError, match=r"kb\.db has another hash.*make build"):
        version.require_whole(version.large)
    (pointer.resolve().parent / "kb.db").write_bytes(b"short")
    with pytest.raises(DatabaseError, match=r"kb\.db has 5 bytes instead of"):
        begin_version(pointer)


def test_other_tables_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="built by version 0 of the tables"):
        open_version(published(tmp_path, schema_version=0))


def test_a_plain_file_is_no_version(tmp_path: Path) -> None:
    (tmp_path / "kb.db").write_text("not a version")
    assert read_version(tmp_path / "kb.db") is None
    with pytest.raises(DatabaseError, match="make build"):
        open_version(tmp_path / "kb.db")


def test_the_manifest_names_each_file_with_hash_and_size(tmp_path: Path) -> None:
    folder = published(tmp_path).resolve().parent
    manifest = json.loads((folder / "manifest.json").read_text())
    assert set(manifest["files"]) == {"kb.db", "encoder/model.onnx", "metadata.yml"}
    assert manifest["files"]["metadata.yml"]["bytes"] == (folder / "metadata.yml").stat().st_size
    assert manifest["identity"] == IDENTITY
