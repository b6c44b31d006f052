from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest.cli import cli
from kb.errors import BrokenEnvironmentError


def test_an_engine_that_needs_nothing_written_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.commands.vectors.require", lambda _: None)
    outcome = CliRunner().invoke(cli, ["vectors", "memory", "--database", str(tmp_path / "kb.db")])
    assert isinstance(outcome.exception, BrokenEnvironmentError)
    assert "int8, ivf, postgresql" in str(outcome.exception)
