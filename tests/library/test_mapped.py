"""The evidence map in Python: as a grid, as a table, and cell by cell."""

import pytest

from kb.errors import QueryError
from kb.library.base import Base
from kb.library.mapped import Mapped


@pytest.fixture(scope="module")
def mapped(base: Base) -> Mapped:
    return base.evidence_map()


def test_each_cell_is_a_row_that_adds_up(mapped: Mapped) -> None:
    rows = {(row["care_model"], row["outcome"]): row for row in mapped.table}
    result, hope = rows["mcp", "emergency-admissions"], rows["ehch", "bed-days"]
    assert (result["entries"], result["good"], result["not_measured"]) == (1, 1, 0)
    assert (hope["entries"], hope["good"], hope["not_measured"]) == (1, 0, 1)
    assert len(rows) + mapped.gaps == len(mapped.map.columns) * len(mapped.map.rows)
    assert len(mapped.to_pandas()) == len(rows) == len(mapped.as_json()["cells"])


def test_the_grid_has_an_outcome_a_row_and_leaves_gaps_empty(mapped: Mapped) -> None:
    grid = {row["outcome"]: row for row in mapped.grid}
    assert grid["emergency-admissions"]["mcp"] == "1: 1 good"
    assert grid["bed-days"]["ehch"] == "1: 1 not measured"
    assert grid["travel"]["uec"] is None
    assert "<td>1: 1 good</td>" in mapped._repr_html_()
    assert "Evidence map, outcome by care_model" in repr(mapped)


def test_a_cell_gives_its_claims_with_their_sources(mapped: Mapped) -> None:
    (claim,) = mapped.claims("mcp", "emergency-admissions")
    assert (claim["slug"], claim["value"], claim["effect"], claim["at"]) == ("sampleton-mcp", -9.5, "good", "slide 3")
    assert list(mapped.claims("uec", "travel")) == []


def test_two_other_axes_and_the_filters_of_a_search_make_another_map(base: Base) -> None:
    hopes = base.evidence_map("outcome", "care_model", care_model="ehch")
    assert [(row["outcome"], row["care_model"], row["not_measured"]) for row in hopes.table] == [
        ("bed-days", "ehch", 1)
    ]
    assert hopes.grid.columns[0] == "care_model"
    (claim,) = hopes.claims("bed-days", "ehch")
    assert (claim["basis"], claim["slug"]) == ("target", "sampleton-homes")
    assert list(hopes.claims("emergency-admissions", "mcp")) == []


def test_axes_that_make_no_map_are_named(base: Base) -> None:
    with pytest.raises(QueryError, match="the map has no axis 'place'; allowed: care_model, contract_type, outcome"):
        base.evidence_map("place")
    with pytest.raises(QueryError, match="columns and rows of the map are both outcome"):
        base.evidence_map("outcome")


@pytest.mark.parametrize("cell", [("nobody", "cost"), ("mcp", "luck")])
def test_a_cell_that_is_none_is_named(mapped: Mapped, cell: tuple[str, str]) -> None:
    with pytest.raises(QueryError, match=r"has no term '(nobody|luck)'; allowed: "):
        mapped.claims(*cell)
