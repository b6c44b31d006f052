"""The published database against the files, both ways: what one holds, the other holds, and nothing more.

The files are walked as plain YAML, without the code that fills the tables, so that a mistake in it can't hide itself.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from ingest.describe.descriptions import SEARCH_TABLES
from ingest.read.load import Base
from kb.model.vocabulary import NAMES
from tests.store.cells import LISTS, SINGLE, TERMS, WITH_ROWS_OF_ENTRIES, Rows, in_database, in_file, plain, same_name
from tests.test_entries import ENTRIES, SOURCES, VOCABULARIES, document, leaves

FROM_OTHER_FILES = {"base", "sources", "organisations", "synonyms", "terms", "places", "senses", *NAMES}
# Rows about claims, which tests/store/test_claim_rows.py holds against the files.
ABOUT_CLAIMS = {"claims", "claim_links", "impact_care_models", "impact_contract_types", "impact_schemes"}
MADE_BY_THE_BUILD = ABOUT_CLAIMS | {"disagreements", "tags", "build"} | {table.name for table in SEARCH_TABLES}

each_entry = pytest.mark.parametrize("slug", ENTRIES)


@pytest.fixture(scope="module")
def connection(real_database: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{real_database.as_uri()}?mode=ro", uri=True)) as opened:
        opened.row_factory = sqlite3.Row
        yield opened


@pytest.fixture(scope="module")
def tables(connection: sqlite3.Connection) -> dict[str, Rows]:
    names = connection.execute("select name from sqlite_master where type = 'table' and name not like '%fts%'")
    return {name: [dict(row) for row in connection.execute(f'select * from "{name}"')] for (name,) in names.fetchall()}


@pytest.fixture(scope="module")
def of_entry(tables: dict[str, Rows]) -> dict[str, dict[str, Rows]]:
    """The rows of each entry by table."""
    found: dict[str, dict[str, Rows]] = {slug: {table: [] for table in tables} for slug in ENTRIES}
    for table, rows in tables.items():
        for row in rows:
            owner = row["slug"] if table == "entries" else row.get("entry")
            if isinstance(owner, str):
                found.setdefault(owner, {name: [] for name in tables})[table].append(row)
    return found


@each_entry
def test_database_and_file_state_the_same(
    real_base: Base, of_entry: dict[str, dict[str, Rows]], tables: dict[str, Rows], slug: str
) -> None:
    found = document(real_base, slug)
    names = {row["id"]: row["name"] for row in tables["organisations"]}
    stated, stored = in_file(found), in_database(of_entry[slug], names)
    path = ENTRIES[slug]
    assert not stated - stored, f"{path}: stated, but not in the database: {sorted(map(str, stated - stored))}"
    assert not stored - stated, f"{path}: in the database, but not stated: {sorted(map(str, stored - stated))}"


def test_nothing_stands_in_the_database_twice(of_entry: dict[str, dict[str, Rows]]) -> None:
    for slug, rows in of_entry.items():
        for table in WITH_ROWS_OF_ENTRIES - {"entries"}:
            facts = [{name: found for name, found in row.items() if name not in {"id", "entry"}} for row in rows[table]]
            assert len({str(fact) for fact in facts}) == len(facts), f"{slug}: {table}"
        fields = [(row["field"], row["source"], row["at"]) for row in rows["citations"]]
        assert len(set(fields)) == len(fields), f"{slug}: citations"


@each_entry
def test_nothing_that_a_file_states_escapes_the_comparison(real_base: Base, slug: str) -> None:
    known = {*SINGLE, *LISTS, *TERMS, "terms", "organisations", "questions", "related", "superseded", "vanguard.cite"}
    for at, found in leaves(document(real_base, slug).data):
        names = ".".join(part for part in at if isinstance(part, str))
        if found not in (None, [], {}):
            assert any(names == name or names.startswith(f"{name}.") for name in known), f"{ENTRIES[slug]}: {names}"


def test_every_table_is_compared_or_derived(tables: dict[str, Rows]) -> None:
    assert set(tables) == WITH_ROWS_OF_ENTRIES | FROM_OTHER_FILES | MADE_BY_THE_BUILD


def test_the_database_has_the_entries_of_the_files_and_no_other(of_entry: dict[str, dict[str, Rows]]) -> None:
    assert {slug for slug, rows in of_entry.items() if rows["entries"]} == set(ENTRIES)
    assert set(of_entry) == set(ENTRIES)


def test_each_entry_has_one_row_and_its_path(tables: dict[str, Rows]) -> None:
    paths = {row["slug"]: row["path"] for row in tables["entries"]}
    assert len(paths) == len(tables["entries"])
    assert paths == {slug: f"entries/{path.parent.name}/{path.name}" for slug, path in ENTRIES.items()}


def test_positions_number_the_rows_without_a_gap(of_entry: dict[str, dict[str, Rows]]) -> None:
    for slug, rows in of_entry.items():
        for table in {"questions", "citations", "tags", "passages", *LISTS.values()}:
            positions = sorted(row["position"] for row in rows[table])
            assert positions == list(range(len(positions))), f"{slug}: {table}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_a_source_and_its_row_state_the_same(real_base: Base, tables: dict[str, Rows], path: Path) -> None:
    found = document(real_base, f"sources/{path.stem}").data
    row = next(row for row in tables["sources"] if row["id"] == path.stem)
    stated = {name: plain(text) for name, text in found.items() if name not in {"authors", "unused_figures"}}
    stored = {name: plain(text) for name, text in row.items() if name not in {"id", "authors"} and text is not None}
    assert stored == stated
    assert row["authors"] == "; ".join(found.get("authors", []))


@pytest.mark.parametrize("path", VOCABULARIES, ids=lambda path: path.stem)
def test_a_vocabulary_and_its_table_state_the_same(real_base: Base, tables: dict[str, Rows], path: Path) -> None:
    terms = document(real_base, f"vocabularies/{path.stem}").data["terms"]
    rows = {row["id"]: {name: text for name, text in row.items() if name != "id"} for row in tables[path.stem]}
    columns = {"label", "definition", "desirable", "level", "dimension", "compares"}
    stated = {key: _given({name: term[name] for name in columns & set(term)}) for key, term in terms.items()}
    assert {key: _given(row) for key, row in rows.items()} == stated
    words = [("label", key, term["label"]) for key, term in terms.items()]
    for kind, field in (("synonym", "synonyms"), ("abbreviation", "abbreviations"), ("narrower", "narrower")):
        words += [(kind, key, plain(text)) for key, term in terms.items() for text in term.get(field, [])]
    own = [row for row in tables["synonyms"] if row["vocabulary"] == path.stem]
    assert sorted((row["kind"], row["term"], row["text"]) for row in own) == sorted(words)


def _given(values: dict[str, Any]) -> dict[str, str]:
    return {name: plain(found) for name, found in values.items() if found is not None}


def test_there_is_no_row_without_a_file(tables: dict[str, Rows]) -> None:
    assert {row["id"] for row in tables["sources"]} == {path.stem for path in SOURCES}
    assert {row["vocabulary"] for row in tables["synonyms"]} <= {path.stem for path in VOCABULARIES}


def test_organisations_are_those_of_the_files(real_base: Base, tables: dict[str, Rows]) -> None:
    spelled = {
        organisation["name"]
        for slug in ENTRIES
        for organisation in document(real_base, slug).data.get("organisations", [])
    }
    names = [row["name"] for row in tables["organisations"]]
    assert set(names) <= spelled
    assert sorted(map(same_name, names)) == sorted(set(map(same_name, spelled)))
