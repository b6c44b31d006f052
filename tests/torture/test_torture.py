"""A short run of `make torture`."""

from pathlib import Path

from tests.torture.run import torture
from tests.torture.victim import Victim


def test_nothing_is_lost_whatever_happens_to_a_build(tmp_path: Path) -> None:
    for folder in (tmp_path, *tmp_path.parents[:3]):
        folder.chmod(0o755)
    report = torture(Victim.make(tmp_path), kills=20, stride=10)
    assert report.failures == []
    assert report.ended["killed"] > 5
    assert report.done["disk full"] > 3
