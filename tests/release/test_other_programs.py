"""What is published, as other programs read it: DuckDB, pandas, and sqlite-utils."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import duckdb_extension_sqlite_scanner
import pandas
import pytest
from sqlite_utils import Database

from ingest.store.tables import TABLES
from kb.exports.table import as_csv
from tests.publishing import publish
from tests.samples import CITE, entry, write_base

# An amount is whole in one row and has a fraction in the next.
FIGURES: list[dict[str, Any]] = [
    {"value": 97000, "unit": "people", "what": 'People on "the" lists, in \'15; all of them', "cite": CITE},
    {"value": -1.4, "value_to": 8200000, "unit": "percent", "what": "Change in admissions", "cite": CITE},
    {"value": None, "unit": "people", "what": "Lost in the copy", "note": 'Printed as "50, ,000"', "cite": CITE},
]
READ = [97000, -1.4, None]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("programs")
    return publish(write_base(folder / "entries", sampleton_mcp=entry(figures=FIGURES)), folder / "kb.db")


@pytest.fixture(scope="module")
def file(database: Path) -> Path:
    """The table of figures as CSV, as every CSV file of ours is written."""
    with closing(sqlite3.connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        rows = [dict(row) for row in connection.execute("select * from figures order by position")]
    path = database.parent / "figures.csv"
    path.write_text(as_csv(list(rows[0]), rows), encoding="utf-8", newline="")
    return path


def test_numbers_are_declared_as_numbers_and_whole_ones_stay_whole(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        for table in TABLES:
            declared = {name: kind for _, name, kind, *_ in connection.execute(f"pragma table_info({table.name})")}
            assert [name for name, kind in table.columns.items() if kind is float] == [
                name for name, kind in declared.items() if kind == "NUMERIC"
            ]
        values = [value for (value,) in connection.execute("select value from figures order by position")]
    assert [repr(value) for value in values] == [repr(value) for value in READ]


def test_duckdb_reads_every_table(database: Path) -> None:
    with duckdb.connect() as connection:
        folder = Path(duckdb_extension_sqlite_scanner.__file__).parent
        (extension,) = folder.rglob("*.duckdb_extension")
        connection.execute(f"load '{extension}'")
        connection.execute(f"attach '{database}' as kb (type sqlite, read_only)")
        for table in TABLES:
            connection.execute(f"select * from kb.{table.name}").fetchall()
        kinds = {name: kind for name, kind, *_ in connection.execute("describe kb.figures").fetchall()}
        found = [value for (value,) in connection.execute("select value from kb.figures order by position").fetchall()]
    assert (kinds["value"], found) == ("DOUBLE", READ)


def test_pandas_reads_the_database_and_the_csv(database: Path, file: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        for table in TABLES:
            pandas.read_sql(f"select * from {table.name}", connection)
        stored = pandas.read_sql("select value, value_to from figures order by position", connection)
    for read in (stored, pandas.read_csv(file)):
        assert read["value"].tolist()[:2] == READ[:2]
        assert read["value"].isna().tolist() == [False, False, True]


def test_sqlite_utils_reads_the_csv_and_finds_the_full_text_tables(database: Path, file: Path) -> None:
    # Without ":csv" it guesses the form from the first 2 kB, where texts with commas and quotation marks mislead it.
    query = "select value, what from figures order by position"
    command = [sys.executable, "-m", "sqlite_utils", "memory", f"{file}:csv", query]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert [row["value"] or None for row in found] == READ
    assert [row["what"] for row in found] == [figure["what"] for figure in FIGURES]
    with closing(Database(database)) as opened:
        assert [opened.table(name).detect_fts() for name in ("entries", "passages")] == ["entries_fts", "passages_fts"]
        assert [row["slug"] for row in opened.table("entries").search("community")] == ["sampleton-mcp"]
