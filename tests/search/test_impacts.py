import sqlite3

import numpy as np
import pytest

from kb.search.impacts import Asked, Impacts

ROWS = [
    ("a", "cost", "good", "observed", 1),
    ("a", "access", "bad", "observed", 3),
    ("b", "cost", "bad", "reported", 0),
    ("b", "access", None, "target", 0),
]
ABOUT = [("0", "mcp"), ("1", "pacs"), ("2", "mcp")]


@pytest.fixture
def impacts() -> Impacts:
    connection = sqlite3.connect(":memory:")
    connection.executescript(
        "create table impacts (entry, outcome, effect, basis, strength, id);"
        "create table impact_care_models (impact, care_model);"
        "create table impact_contract_types (impact, contract_type, tied)"
    )
    rows = [(*row, str(place)) for place, row in enumerate(ROWS)]
    connection.executemany("insert into impacts values (?, ?, ?, ?, ?, ?)", rows)
    connection.executemany("insert into impact_care_models values (?, ?)", ABOUT)
    return Impacts(connection, {"a": 0, "b": 1, "c": 2})


@pytest.mark.parametrize(
    ("filters", "strength", "expected"),
    [
        ({"outcome": ["cost"]}, None, [True, True, False]),
        ({"outcome": ["cost"], "effect": ["good"]}, None, [True, False, False]),
        ({"outcome": ["cost", "access"], "effect": ["good"]}, None, [True, False, False]),
        ({"aim": ["target"]}, None, [False, True, False]),
        ({"effect": ["bad"], "care_model": ["mcp"]}, None, [False, True, False]),
        ({"effect": ["bad"], "care_model": ["pacs"]}, None, [True, False, False]),
        ({"effect": ["bad"], "contract_type": ["alliance"]}, None, [False, False, False]),
        ({"outcome": ["cost"]}, 3, [False, False, False]),
        ({}, 3, [True, False, False]),
        ({"basis": ["target"]}, 0, [False, False, False]),
    ],
)
def test_all_filters_hold_for_one_impact(
    impacts: Impacts, filters: dict[str, list[str]], strength: float | None, expected: list[bool]
) -> None:
    assert impacts.entries(impacts.passing(Asked(filters, strength))).tolist() == expected


def test_a_count_is_what_choosing_the_value_would_leave(impacts: Impacts) -> None:
    asked = Asked({"outcome": ["cost"]})
    assert impacts.narrow("effect", asked)
    passes = impacts.passing(asked, but="effect")
    assert int(np.count_nonzero(impacts.having("effect", "good", passes))) == 1


def test_a_filter_alone_narrows_nothing_else_than_the_others(impacts: Impacts) -> None:
    assert not impacts.narrow("outcome", Asked({"outcome": ["cost"]}))
    assert impacts.narrow("outcome", Asked({}, 2))
