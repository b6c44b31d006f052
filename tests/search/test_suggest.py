import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kb.search.suggest import CORRECTION, ENTRY, KINDS, MOST, Suggester, Suggestion, _shared_out


@pytest.fixture(scope="module")
def real_suggester(real_database: Path) -> Iterator[Suggester]:
    with closing(sqlite3.connect(f"{real_database.as_uri()}?mode=ro", uri=True)) as connection:
        yield Suggester(connection)


def test_many_of_one_kind_leave_room_for_the_others() -> None:
    many = [Suggestion(kind, f"{kind} {number}", "/") for kind in KINDS for number in range(9)]
    shown = _shared_out(many)
    assert len(shown) == MOST
    assert {one.kind for one in shown} == set(KINDS)
    assert [KINDS.index(one.kind) for one in shown] == sorted(KINDS.index(one.kind) for one in shown)


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("care", {"topic", "entry", "source"}),
        ("nott", {"place", "entry", "source"}),
        ("emergency adm", {"topic", "entry", "source"}),
        ("king's fund", {"entry", "source"}),
    ],
)
def test_what_is_typed_finds_all_kinds(real_suggester: Suggester, typed: str, kinds: set[str]) -> None:
    assert kinds <= {one.kind for one in real_suggester.suggest(typed)}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("alience", "alliance"),
        ("telehelth alience contarct", "telehealth alliance contract"),
        ("emergancy admisions", "emergency admissions"),
        ("Leeds", None),
        ("alli", None),
    ],
)
def test_a_slip_is_corrected_as_a_search_would_read_it(
    real_suggester: Suggester, typed: str, meant: str | None
) -> None:
    found = [one.text for one in real_suggester.suggest(typed) if one.kind == CORRECTION]
    assert found == ([meant] if meant else [])


def test_entries_alone_fill_the_list(real_suggester: Suggester) -> None:
    found = real_suggester.entries("care")
    assert {one.kind for one in found} == {ENTRY}
    assert len(found) == MOST
