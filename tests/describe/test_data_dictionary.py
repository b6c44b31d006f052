"""Every table and column of the real database is described, and nothing else is."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ingest.describe.data_dictionary import data_dictionary
from ingest.describe.descriptions import Description, describe, descriptions
from ingest.read.load import Base
from ingest.store.tables import Table
from kb.errors import KbError

STORED = {
    "text": {"text"},
    "whole number": {"integer"},
    "number": {"integer", "real"},
    "yes or no": {"integer"},
    "binary": {"blob"},
}


@pytest.fixture(scope="module")
def described(real_base: Base) -> tuple[Description, ...]:
    return descriptions(real_base.vocabularies)


def test_the_described_tables_and_columns_are_those_of_the_database(
    real_database: Path, described: tuple[Description, ...]
) -> None:
    with closing(sqlite3.connect(real_database)) as connection:
        tables = connection.execute("select name from sqlite_master where type = 'table' and name not like '%fts%'")
        columns = {
            name: [row[1] for row in connection.execute(f"pragma table_info({name})")] for (name,) in tables.fetchall()
        }
    assert columns == {table.name: [column.name for column in table.columns] for table in described}


def test_keys_and_links_are_those_of_the_database(real_database: Path, described: tuple[Description, ...]) -> None:
    with closing(sqlite3.connect(real_database)) as connection:
        for table in described:
            info = connection.execute(f"pragma table_info({table.name})").fetchall()
            links = connection.execute(f"pragma foreign_key_list({table.name})").fetchall()
            assert {row[1] for row in info if row[5]} == set(table.key), table.name
            assert {row[3]: (row[2], row[4]) for row in links} == {
                column.name: column.points_to for column in table.columns if column.points_to
            }, table.name


def test_values_have_the_described_types(real_database: Path, described: tuple[Description, ...]) -> None:
    with closing(sqlite3.connect(real_database)) as connection:
        for table in described:
            for column in table.columns:
                found = connection.execute(f'select distinct typeof("{column.name}") from {table.name}').fetchall()
                allowed = STORED[column.type] | (set() if column.required else {"null"})
                assert {kind for (kind,) in found} <= allowed, f"{table.name}.{column.name}"


def test_every_text_is_a_sentence(described: tuple[Description, ...]) -> None:
    for table in described:
        assert table.text.endswith("."), table.name
        for column in table.columns:
            assert len(column.text) > 5, f"{table.name}.{column.name}"
            assert column.text[-1] in ".)…", f"{table.name}.{column.name}"


def test_every_table_stands_in_the_dictionary_once(real_base: Base, described: tuple[Description, ...]) -> None:
    headings = [line[4:] for line in data_dictionary(real_base.vocabularies).splitlines() if line.startswith("### ")]
    assert sorted(headings) == sorted(table.name for table in described)


@pytest.mark.parametrize(
    ("table", "missing"),
    [
        (Table("surprises", {"entry": str}, "entry"), "surprises"),
        (Table("words", {"word": str, "colour": str}, "word"), r"words\.colour"),
        (Table("words", {"id": int}, "id"), r"words\.id"),
    ],
)
def test_what_nobody_described_is_named(real_base: Base, table: Table, missing: str) -> None:
    with pytest.raises(KbError, match=f"^{missing} has no description; add one to"):
        describe(table, real_base.vocabularies)
