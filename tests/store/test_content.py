"""The published database against the files, both ways: what one holds, the other holds, and nothing more.

The files are walked as plain YAML, without the code that fills the tables, so that a mistake in it can't hide itself.
"""

import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from ingest.describe.descriptions import SEARCH_TABLES
from ingest.read.load import Base
from ingest.read.yaml_reader import Document
from kb.model.vocabulary import NAMES
from tests.test_entries import ENTRIES, SOURCES, VOCABULARIES, document, leaves, value

# A cell that a file fills: table, position of its row (None where the entry has one row), column, value.
Cell = tuple[str, int | None, str, str]
Rows = list[dict[str, Any]]

# Where a list of facts stands in a file, and the table that has a row for each.
LISTS = {
    "population": "populations",
    "contract.values": "contract_values",
    "contract.terms": "contract_terms",
    "contacts": "contacts",
    "impacts": "impacts",
    "milestones": "milestones",
    "figures": "figures",
    "lessons": "lessons",
    "not_stated": "not_stated",
}
# Fields of an entry that has one row in the table entries.
SINGLE = {
    "kind": "kind",
    "title": "title",
    "summary": "summary",
    "vanguard.type": "vanguard_type",
    "vanguard.wave": "vanguard_wave",
    "vanguard.chosen": "vanguard_chosen",
    "status.state": "status",
    "status.as_of": "status_as_of",
    "place.name": "place",
    "place.region": "region",
    "place.country": "country",
    "place.latitude": "latitude",
    "place.longitude": "longitude",
    "contract.stage": "contract_stage",
    "contract.duration": "contract_duration",
    "review.last_checked": "last_checked",
    "review.by": "checked_by",
    "withdrawn.on": "withdrawn_on",
    "withdrawn.reason": "withdrawn_reason",
    "withdrawn.successor": "withdrawn_successor",
}
TERMS = {
    "care_models": ("entry_care_models", "care_model"),
    "contract.types": ("entry_contract_types", "contract_type"),
    "organisational_forms": ("entry_organisational_forms", "organisational_form"),
    "settings": ("entry_settings", "setting"),
    "population_groups": ("entry_population_groups", "population_group"),
}
# Names of columns for what lies deeper in a fact.
DEEPER = {"cite.source": "source", "cite.at": "at"}
# What the build derives or numbers; all else must stand in a file.
DERIVED = {
    "entries": {"slug", "strength", "date", "path"},
    "impacts": {"claim", "unit_label", "reached", "effect", "effect_reason", "strength", "strength_reason"},
    "figures": {"claim", "unit_label"},
}
NUMBERING = {"id", "entry", "position"}
# A confidence level that a file leaves out is 95 percent; the field reference says so.
LEVEL = ("interval_level", "95")
WITH_ROWS_OF_ENTRIES = {
    "entries",
    "questions",
    "citations",
    "entry_organisations",
    "related",
    "superseded",
    *LISTS.values(),
} | {table for table, _ in TERMS.values()}
FROM_OTHER_FILES = {"base", "sources", "organisations", "synonyms", *NAMES}
# Rows about claims, which tests/store/test_claim_rows.py holds against the files.
ABOUT_CLAIMS = {"claims", "claim_links", "impact_care_models", "impact_contract_types", "impact_schemes"}
# What an impact says of claims and of what it is about stands in those tables.
OF_CLAIMS = {"id", "repeats", "about", "schemes", "confirms", "contradicts"}
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


def plain(found: object) -> str:
    """Write a value in one way, however YAML or SQLite types it."""
    if isinstance(found, bool):
        return str(int(found))
    if isinstance(found, float) and found.is_integer():
        return str(int(found))
    return str(found).strip()


def same_name(name: str) -> str:
    """Write an organisation's name without what its spellings differ in: case, marks, `the` and `&`."""
    letters = unicodedata.normalize("NFKD", name.replace("&", " and ")).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", letters.replace("'", ""))
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def first_cited(fact: dict[str, Any]) -> dict[str, Any]:
    """Give a fact with one citation: of several, the table of facts has the one that was read."""
    cite = fact.get("cite")
    return {**fact, "cite": cite[0]} if isinstance(cite, list) else fact


def cells_of_facts(data: Any) -> Iterator[Cell]:  # noqa: ANN401 - any YAML value
    for field, table in LISTS.items():
        for position, fact in enumerate(value(data, field) or []):
            for at, found in leaves(first_cited(fact)):
                name = ".".join(map(str, at))
                claimed = table in {"impacts", "figures"} and at[0] in OF_CLAIMS
                if found is not None and not claimed:
                    yield table, position, DEEPER.get(name, name.replace(".", "_")), plain(found)
            if "interval" in fact and "level" not in fact["interval"]:
                yield table, position, *LEVEL


def cells_of_lists(data: Any) -> Iterator[Cell]:  # noqa: ANN401 - any YAML value
    for field, (table, column) in TERMS.items():
        yield from ((table, None, column, term) for term in value(data, field) or [])
    for position, question in enumerate(data["questions"]):
        yield "questions", position, "text", plain(question)
    for organisation in data.get("organisations", []):
        yield "entry_organisations", None, organisation["role"], same_name(organisation["name"])
    for link in data.get("related", []):
        yield "related", None, f"{link['relation']} {link['slug']}", plain(link.get("note", ""))
    for later in data.get("superseded", []):
        yield "superseded", None, later["by"], plain(later["note"])


def cells_of_citations(data: Any) -> Iterator[Cell]:  # noqa: ANN401 - any YAML value
    for at, found in leaves(data):
        if "cite" in at and at[-1] in ("source", "at"):
            yield "citations", None, f"{'.'.join(map(str, at[: at.index('cite')]))} {at[-1]}", plain(found)


def in_file(found: Document) -> set[Cell]:
    """Give all that a file states, as cells."""
    cells = {("entries", None, column, value(found.data, field)) for field, column in SINGLE.items()}
    single = {(table, at, column, plain(text)) for table, at, column, text in cells if text is not None}
    return single | {*cells_of_facts(found.data), *cells_of_lists(found.data), *cells_of_citations(found.data)}


def in_database(rows: dict[str, Rows], names: dict[str, str]) -> set[Cell]:
    """Give all that the tables hold of an entry, and the build has not derived, as cells."""
    cells: set[Cell] = set()
    for table in WITH_ROWS_OF_ENTRIES:
        for row in rows[table]:
            cells |= set(_row_cells(table, row, names))
    return cells


def _row_cells(table: str, row: dict[str, Any], names: dict[str, str]) -> Iterator[Cell]:
    if table == "entry_organisations":
        yield table, None, row["role"], same_name(names[row["organisation"]])
    elif table == "related":
        yield table, None, f"{row['relation']} {row['slug']}", plain(row["note"] or "")
    elif table == "superseded":
        yield table, None, row["by"], plain(row["note"])
    elif table == "citations":
        yield from ((table, None, f"{row['field']} {column}", plain(row[column])) for column in ("source", "at"))
    else:
        left_out = DERIVED.get(table, set()) | (NUMBERING if table != "entries" else set())
        for column, found in row.items():
            if column not in left_out and found is not None:
                yield table, row.get("position"), column, plain(found)


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
    known = {*SINGLE, *LISTS, *TERMS, "organisations", "questions", "related", "superseded", "vanguard.cite"}
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
