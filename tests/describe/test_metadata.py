import sqlite3
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.publishing import publish
from tests.samples import REPOSITORY, write_base


@pytest.fixture(scope="module")
def tables() -> dict[str, Any]:
    document = yaml.safe_load((REPOSITORY / "metadata.yml").read_text(encoding="utf-8"))
    found: dict[str, Any] = document["databases"]["kb"]["tables"]
    return found


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    root: Path = tmp_path_factory.mktemp("metadata")
    return sqlite3.connect(publish(write_base(root / "entries"), root / "kb.db"))


def columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in connection.execute(f"pragma table_info({table})")}


def test_every_table_and_column_is_described(connection: sqlite3.Connection, tables: dict[str, Any]) -> None:
    names = "select name from sqlite_master where type = 'table' and name not like '%_fts%' and name not like 'sqlite%'"
    for (name,) in connection.execute(names):
        assert tables[name]["description"]
        assert set(tables[name]["columns"]) == columns(connection, name)


def test_facets_labels_and_orders_name_columns_that_exist(
    connection: sqlite3.Connection, tables: dict[str, Any]
) -> None:
    for name, table in tables.items():
        named = {*table.get("facets", ()), table.get("label_column"), table.get("sort")} - {None}
        assert named <= columns(connection, name), name
