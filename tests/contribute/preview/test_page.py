from pathlib import Path

import pytest

from ingest.contribute.preview.page import pages
from ingest.read.load import load
from kb.errors import ContentError
from tests.samples import entry, write_base


def test_a_page_stands_alone_in_a_file(tmp_path: Path) -> None:
    other = entry(title="Otherton care homes", kind="case-study")
    linked = entry(related=[{"slug": "otherton", "relation": "mentions", "note": "Nearby."}])
    entries = write_base(tmp_path / "entries", sampleton_mcp=linked, otherton=other)
    (path,) = pages(["sampleton-mcp"], load(entries), tmp_path / "pages")
    page = path.read_text(encoding="utf-8")
    assert "<h1>Sampleton community provider</h1>" in page
    assert "−9.5%" in page or "-9.5" in page
    assert "Otherton care homes" in page
    assert "<style>" in page
    assert "<script src" not in page


def test_an_entry_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="there is no entry 'nobody'"):
        pages(["nobody"], load(write_base(tmp_path / "entries")), tmp_path / "pages")
