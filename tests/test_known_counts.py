"""What readers found wrong in what the site counts, case by case: each with what must hold today."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from ingest.read.load import Base


@pytest.fixture(scope="module")
def tables(real_database: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{real_database}?mode=ro", uri=True)) as connection:
        yield connection


RESULTS = "basis in ('observed', 'reported')"
# What the tables hold on the faults of the pages: a count, or rows, that must be as they stand here.
COUNTED: tuple[tuple[str, str, Any], ...] = (
    ("the map shows no result in a column that it is not about",
     f"select count(*) from impacts join impact_care_models on impact = impacts.id where care_model = 'acc' "
     f"and outcome = 'emergency-admissions' and impacts.{RESULTS}", 0),
    ("a result stands under a model of its own entry only",
     "select count(*) from impacts join impact_care_models m on m.impact = impacts.id where not exists "
     "(select 1 from entry_care_models e where e.entry = impacts.entry and e.care_model = m.care_model)", 0),
    ("two sums of one sentence are one claim under no contract",
     "select count(distinct claim) || ' ' || max(tied) from impacts join impact_contract_types on impact = impacts.id "
     "where claim = 'mid-nottinghamshire-better-together#savings-2018'", "1 0"),
    ("bed days told twice are one claim",
     "select tellings from claims where id = 'mid-nottinghamshire-better-together#bed-days-2018'", 2),
    ("a hope has no effect", f"select count(*) from impacts where effect is not null and not {RESULTS}", 0),
    ("UnitingCare has no good result",
     "select count(*) from impacts where entry = 'uniting-care-cambridgeshire-peterborough' and effect = 'good'", 0),
    ("a projection of a scheme that failed was not reached",
     "select count(*) from impacts join entries on entry = slug where status = 'failed' "
     "and basis in ('target', 'projection') and reached is not 'not-reached'", 0),
    ("UnitingCare's sums have their currency",
     "select count(*) from contract_values where entry = 'uniting-care-cambridgeshire-peterborough' and currency = 'GBP' "
     "and amount in (800000000, 752000000, 726000000)", 3),
    ("every later source has an address or a DOI",
     "select group_concat(id, ' ') from (select id from sources where url is null and doi is null order by id)",
     "mid-notts-hwb-2016 ncm-programme-2018 rapid-review-2016 south-notts-2015 south-worcestershire-2015"),
    ("there are fifty vanguards", "select count(*) from entries where kind = 'vanguard'", 50),
    ("almost 900,000 keeps its word",
     "select qualifier from populations where entry = 'uniting-care-cambridgeshire-peterborough' and size = 900000", "almost"),
    ("a bare level has no effect",
     "select count(*) from impacts where measure = 'level' and effect is not null and comparator_name is null "
     "and baseline is null and \"from\" is null", 0),
)  # fmt: skip


@pytest.mark.parametrize(("what", "query", "counted"), COUNTED, ids=lambda value: str(value)[:60])
def test_the_tables_count_each_claim_once_under_what_it_is_about(
    tables: sqlite3.Connection, what: str, query: str, counted: object
) -> None:
    assert tables.execute(query).fetchone() == (counted,), what


def test_a_result_without_a_stated_design_is_reported_where_it_has_a_figure(real_base: Base) -> None:
    wrong = [
        (slug, one.id)
        for slug, entry in real_base.entries.items()
        for one in entry.impacts
        if one.design == "not-stated" and one.basis == "observed" and (one.value is not None or one.from_ is not None)
    ]
    assert wrong == []
