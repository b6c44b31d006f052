import pytest

from ingest import progress
from ingest.progress import stage, told


def test_without_a_terminal_lines_say_how_far_it_is_and_how_long_it_takes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "EVERY", 0.0)
    with stage("embed", 4000) as advance:
        report = told(advance)
        report(1000, 4000)
        report(4000, 4000)
    lines = capsys.readouterr().err.splitlines()
    assert lines == ["embed: 1,000 of 4,000, about 1 s left", "embed: 4000"]


def test_nothing_is_said_too_often(capsys: pytest.CaptureFixture[str]) -> None:
    with stage("tag", 100) as advance:
        for _ in range(100):
            advance(1)
    assert capsys.readouterr().err == "tag: 100\n"
