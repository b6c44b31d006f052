"""The rings around bubbles: every effect that a cell holds is drawn."""

import re

import pytest

from kb.published.labels import Term
from kb.site.drawing.bubbles import bubbles
from kb.synthesis.evidence_map import Cell, EvidenceMap

COLUMN, ROW = Term("mcp", "Multispecialty community provider", ""), Term("cost", "Cost", "")


def drawn(results: dict[str, int]) -> str:
    cell = Cell(entries=1, results=results, levels=0, unmeasured=0, strength=3)
    grid = EvidenceMap("care_model", "outcome", (COLUMN,), (ROW,), {(COLUMN.id, ROW.id): cell}, 0)
    return bubbles(grid, False, lambda column, row: f"/map?column={column}&row={row}").within


@pytest.mark.parametrize(
    ("results", "effects"), [({"good": 7}, ["good"]), ({"good": 1, "bad": 3}, ["good", "bad"]), ({"none": 1}, ["none"])]
)
def test_each_effect_has_a_part_of_the_ring(results: dict[str, int], effects: list[str]) -> None:
    assert re.findall(r'class="(\w+) arc"', drawn(results)) == effects


def test_one_effect_alone_makes_a_whole_ring() -> None:
    assert re.search(r'<circle class="good arc"[^>]* r="21"', drawn({"good": 7}))
