import subprocess
import sys
from pathlib import Path

import pytest

import kb
from kb.errors import QueryError
from kb.library.base import Base
from tests.exhibits import MARKUP


def test_importing_loads_next_to_nothing() -> None:
    code = "import sys, kb; print(sorted(m for m in sys.modules if m.startswith(('kb', 'numpy', 'datasette', 'pydantic'))))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "['kb']"


def test_every_public_name_is_there_and_no_other() -> None:
    assert [name for name in kb.__all__ if not callable(getattr(kb, name))] == []
    with pytest.raises(AttributeError, match="it has Base, KbError, open"):
        kb.nothing  # noqa: B018 - asking is the test


def test_a_search_takes_filters_lists_and_sizes(base: Base) -> None:
    found = base.search("sampleton", care_model=["mcp", "ehch"], size=1, expand=False)
    assert (len(found), found.confident) == (1, True)
    assert found.total >= 2
    assert [hit.slug for hit in found] == [row["slug"] for row in found.table]
    assert found.hits[0].title in repr(found)


def test_nearest_misses_are_told_apart(base: Base) -> None:
    found = base.search("zzyzx")
    assert (found.total, found.confident) == (0, False)
    assert repr(found).startswith("Nothing here answers this")


def test_an_entry_prints_what_came_of_it_and_has_its_facts(base: Base) -> None:
    entry = base.entry("sampleton-mcp")
    assert repr(entry).startswith("Sampleton community provider\nVanguard, ")
    assert "leaflet-2016: A leaflet about Sampleton" in repr(entry)
    assert [(row["outcome"], row["value"], row["at"]) for row in entry.table] == [
        ("emergency-admissions", -9.5, "slide 3")
    ]
    assert [row["name"] for row in entry.facts("contacts")] == ["Pat Example", "Team office"]
    assert entry.as_json()["slug"] == entry.slug


def test_a_comparison_has_a_column_an_entry(base: Base) -> None:
    table = base.compare("sampleton-mcp", "sampleton-homes").table
    assert table.columns == ("compared", "sampleton-mcp", "sampleton-homes")
    assert any(str(row["compared"]).startswith("Outcome: ") for row in table)


def test_a_review_is_of_a_search_or_of_named_entries(base: Base) -> None:
    assert base.review("sampleton", size=2).markdown.startswith("# Rapid review: sampleton")
    named = base.review(entries=["sampleton-homes", "sampleton-mcp"])
    assert [row["slug"] for row in named.table] == ["sampleton-homes", "sampleton-mcp"]


def test_a_table_goes_to_pandas_with_its_names(base: Base) -> None:
    frame = base.table("impacts").to_pandas()
    assert list(frame.columns)[:2] == ["id", "entry"]
    assert len(frame) == len(base.table("impacts"))


def test_a_long_table_shows_its_beginning(base: Base) -> None:
    table = base.table("outcomes")
    assert f"outcomes: {len(table)} rows" in repr(table)
    assert repr(table).endswith(f"and {len(table) - 20} more")
    assert table._repr_html_().count("<tr>") == 21


def test_a_notebook_shows_text_of_entries_as_text(base: Base) -> None:
    shown = base.entry("hostile-text").facts("lessons")._repr_html_()
    assert MARKUP not in shown
    assert "&lt;script&gt;" in shown


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda base: base.table("sqlite_schema"), "there is no table 'sqlite_schema'; allowed: base, basis"),
        (lambda base: base.table("vectors"), "there is no table 'vectors'"),
        (lambda base: base.entry("nobody"), "there is no entry 'nobody'"),
        (
            lambda base: base.entry("quiet-nights").facts("songs"),
            "there are no facts of the kind 'songs'; allowed: pop",
        ),
        (lambda base: base.search("x", colour="red"), "there is no parameter 'colour'; allowed: q, kind"),
        (lambda base: base.compare("quiet-nights"), "at least 2 entries; 1 are named"),
        (lambda base: base.review("x", entries=["quiet-nights"]), "not of both"),
        (lambda base: base.review(entries=["quiet-nights"] * 51), "at most 50 chosen entries; 51 are named"),
    ],
)
def test_what_cannot_be_is_said(base: Base, ask: object, told: str) -> None:
    assert callable(ask)
    with pytest.raises(QueryError, match=told):
        ask(base)


def test_a_base_that_is_not_there_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(kb.KbError, match="there is no such database"):
        kb.open(tmp_path / "kb.db")
