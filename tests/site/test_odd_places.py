"""A base is served under one name, whatever its file and folder are called."""

import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from ingest.store.versions import point
from kb.published.version import open_version
from tests.site.test_swapping import PATIENCE, published, serving

__all__ = ["published"]
ADDRESSES = (
    "/search.json?q=sampleton",
    "/kb/entries.json",
    "/kb/entries/sampleton-mcp",
    "/entries/sampleton-mcp",
    "/map",
    "/-/readyz",
)


@pytest.mark.parametrize(
    "place", ["evidence.db", "a#b/kb.db", "a?b/kb.db", "a%41b/other.db", "é ü/no ending", "a&b=c;d/kb"]
)
def test_a_base_is_served_from_a_place_of_any_name(published: Path, tmp_path: Path, place: str) -> None:
    version = open_version(published)
    folder = (tmp_path / place).parent / "versions" / version.name
    folder.parent.mkdir(parents=True)
    subprocess.run(["cp", "-al", str(version.folder), str(folder)], check=True)
    point(tmp_path / place, open_version(folder / "kb.db"))
    with serving(tmp_path / place) as (address, _):
        for path in ADDRESSES:
            assert httpx.get(f"{address}{path}", timeout=PATIENCE).status_code == 200, path


def test_a_file_that_is_no_version_is_refused_before_anything_is_served(published: Path, tmp_path: Path) -> None:
    alone = tmp_path / "evidence.db"
    alone.write_bytes(published.read_bytes())
    code = "from ingest.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--port", "0", "--database", str(alone)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "no version of the base lies here; run `make build`" in done.stderr
