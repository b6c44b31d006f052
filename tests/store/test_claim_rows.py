"""Counts of claims, counted again from the YAML by a few lines that share no code with the build."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.samples import REPOSITORY

RESULTS = ("observed", "reported")
Data = dict[str, Any]


@pytest.fixture(scope="module")
def files() -> dict[str, Data]:
    folders = ("vanguards", "programmes", "case-studies", "findings")
    paths = [path for folder in folders for path in (REPOSITORY / "entries" / folder).glob("*.yml")]
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths}


@pytest.fixture(scope="module")
def connection(real_database: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{real_database.as_uri()}?mode=ro", uri=True)) as opened:
        yield opened


def homes(files: dict[str, Data], field: str) -> Iterator[tuple[str, Data]]:
    """Give each claim where it lives, with the slug of its entry."""
    for slug, data in files.items():
        for claim in data.get(field) or []:
            if "repeats" not in claim:
                yield slug, claim


def test_each_claim_has_one_row(files: dict[str, Data], connection: sqlite3.Connection) -> None:
    counted = connection.execute("select count(impact), count(figure), count(*) from claims").fetchone()
    impacts, figures = len(list(homes(files, "impacts"))), len(list(homes(files, "figures")))
    assert counted == (impacts, figures, impacts + figures)


def test_results_are_counted_once_by_basis(files: dict[str, Data], connection: sqlite3.Connection) -> None:
    expected = Counter(claim["basis"] for _, claim in homes(files, "impacts"))
    counted = connection.execute("select basis, count(*) from claims where impact is not null group by 1").fetchall()
    assert dict(counted) == expected


def test_no_hope_has_an_effect_and_no_bare_level_either(connection: sqlite3.Connection) -> None:
    hopes = "select count(*) from claims where basis not in ('observed', 'reported') and effect is not null"
    assert connection.execute(hopes).fetchone() == (0,)
    levels = """select count(*) from impacts where measure = 'level' and effect is not null and baseline is null
    and comparator_value is null and "from" is null"""
    assert connection.execute(levels).fetchone() == (0,)


def test_a_column_of_the_map_holds_only_results_that_are_about_it(
    files: dict[str, Data], connection: sqlite3.Connection
) -> None:
    expected: Counter[str] = Counter()
    for data in files.values():
        models, types = data.get("care_models") or [], (data.get("contract") or {}).get("types") or []
        for impact in data.get("impacts") or []:
            if impact["basis"] in RESULTS:
                alone = len(models) + len(types) == 1
                expected.update(one for one in impact.get("about", models if alone else []) if one in models)
    query = """select care_model, count(*) from impact_care_models join impacts on impacts.id = impact
    where basis in ('observed', 'reported') group by 1"""
    assert dict(connection.execute(query).fetchall()) == expected


def test_a_failed_scheme_is_good_only_with_a_good_result(connection: sqlite3.Connection) -> None:
    query = """select count(*) from entries join impacts on impacts.entry = entries.slug
    where status = 'failed' and effect = 'good' and basis not in ('observed', 'reported')"""
    assert connection.execute(query).fetchone() == (0,)
    reached = """select count(*) from impacts join entries on entries.slug = impacts.entry
    where status = 'failed' and basis in ('target', 'projection') and reached is not 'not-reached'"""
    assert connection.execute(reached).fetchone() == (0,)


def test_a_link_between_claims_names_two_claims(files: dict[str, Data], connection: sqlite3.Connection) -> None:
    expected = sum(
        len(claim.get(relation) or [])
        for data in files.values()
        for claim in data.get("impacts") or []
        for relation in ("confirms", "contradicts")
    )
    assert connection.execute("select count(*) from claim_links").fetchone() == (expected,)
