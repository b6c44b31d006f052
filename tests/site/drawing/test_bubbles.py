"""The rings around bubbles: every effect that a cell holds is drawn."""

import re

import pytest

from kb.published.labels import Term
from kb.site.drawing.bubbles import bubbles, shown, told
from kb.synthesis.evidence_map import Cell, EvidenceMap, parted

COLUMN, ROW = Term("mcp", "Multispecialty community provider", ""), Term("cost", "Cost", "")


def drawn(results: dict[str, int]) -> str:
    cell = Cell(entries=1, results=results, levels=0, unmeasured=0, strength=3)
    grid = EvidenceMap("care_model", "outcome", (COLUMN,), (ROW,), {(COLUMN.id, ROW.id): cell}, 0)
    return bubbles(grid, False, lambda column, row: f"/map?column={column}&row={row}").within


@pytest.mark.parametrize(
    ("results", "effects"), [({"good": 7}, ["good"]), ({"good": 1, "bad": 3}, ["good", "bad"]), ({"none": 1}, ["none"])]
)
def test_each_effect_has_a_part_of_the_ring(results: dict[str, int], effects: list[str]) -> None:
    assert re.findall(r'class="(\w+) arc[ "]', drawn(results)) == effects


def test_one_effect_alone_makes_a_whole_ring() -> None:
    assert re.search(r'<circle class="good arc"[^>]* r="20"', drawn({"good": 7}))


def test_what_is_only_claimed_is_counted_and_told_apart() -> None:
    cell = Cell(entries=2, results={"good": 2, "bad": 1}, levels=1, unmeasured=0, strength=3, claimed=2)
    assert told(cell) == "2 good, 1 bad, 1 level; 2 only claimed; strongest 3 of 5"


def test_a_large_map_is_parted_by_its_rows_and_none_is_lost() -> None:
    rows = tuple(Term(f"row-{number}", f"Row {number}", "") for number in range(30))
    cell = Cell(entries=1, results={"good": 1}, levels=0, unmeasured=0, strength=None)
    grid = EvidenceMap("care_model", "outcome", (COLUMN,), rows, {(COLUMN.id, row.id): cell for row in rows}, 0)
    parts = parted(grid, shown(grid, hopes=False), 12)
    assert [len(part.rows) for part in parts] == [10, 10, 10]
    assert tuple(row for part in parts for row in part.rows) == rows
    assert parted(grid, shown(grid, hopes=False), 30) == (grid,)
