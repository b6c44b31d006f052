from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest.build import build
from ingest.cli import cli
from kb.errors import BrokenEnvironmentError, DatabaseError
from kb.published.version import open_version


def test_an_engine_that_needs_nothing_written_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.commands.vectors.open_version", lambda _: None)
    outcome = CliRunner().invoke(cli, ["vectors", "memory", "--database", str(tmp_path / "kb.db")])
    assert isinstance(outcome.exception, BrokenEnvironmentError)
    assert "int8, ivf, postgresql" in str(outcome.exception)


def test_vectors_written_later_belong_to_the_version_and_its_manifest(entries: Path, output: Path) -> None:
    build(entries, output)
    outcome = CliRunner().invoke(cli, ["vectors", "int8", "--database", str(output)])
    assert outcome.exit_code == 0
    version = open_version(output)
    assert "vectors/int8.npy" in version.files
    (version.folder / "vectors" / "int8.npy").write_bytes(b"?" * version.files["vectors/int8.npy"].size)
    with pytest.raises(DatabaseError, match=r"vectors/int8.npy has another hash"):
        open_version(output)
