"""Files come out of the form as they went in, wherever nothing was changed."""

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.contribute.form.handing import files_of
from ingest.contribute.form.submission import as_pairs, of_entry, of_source, submitted
from ingest.contribute.layout import canonical
from ingest.read.load import Base, load
from tests.samples import write_base


def unchanged(base: Base, entries: list[str], sources: list[str]) -> None:
    """Hold the form to writing files as they are where nothing in them was changed, also where all of it travels."""
    for slug in entries:
        travelling = replace(of_entry(slug, base), same=frozenset())
        (file,) = files_of(submitted(as_pairs(travelling), base), base)
        assert file.text == Path(base.documents[slug].path).read_text(encoding="utf-8")
    for source in sources:
        (file,) = files_of(submitted(as_pairs(of_source(source, base)), base), base)
        assert file.text == Path(base.documents[f"sources/{source}"].path).read_text(encoding="utf-8")


def test_entries_and_reports_of_which_nothing_was_changed_come_out_as_they_are(real_base: Base) -> None:
    unchanged(real_base, sorted(real_base.entries)[::25], sorted(real_base.sources)[::25])


@pytest.mark.torture
def test_every_entry_and_report_of_which_nothing_was_changed_comes_out_as_it_is(real_base: Base) -> None:
    unchanged(real_base, sorted(real_base.entries), sorted(real_base.sources))


async def test_a_change_leaves_comments_and_noughts_where_they_are(tmp_path: Path) -> None:
    entries = write_base(tmp_path / "entries")
    path = entries / "vanguards" / "sampleton-mcp.yml"
    text = canonical(path.read_text(encoding="utf-8")).replace("value: -9.5", "value: -9.50")
    text = text.replace("title:", "# asked in May\ntitle:")
    path.write_text(text, encoding="utf-8")
    base = load(entries)
    travelling = replace(of_entry("sampleton-mcp", base), same=frozenset())
    posted = [(name, "Another title" if name == "title" else value) for name, value in as_pairs(travelling)]
    (file,) = files_of(submitted(posted, base), base)
    assert file.text == text.replace("Sampleton community provider", "Another title")
