"""What the build adds to the published database: links, tags, passages, vectors and full-text indexes."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ingest.read.load import Base
from kb.model.vocabulary import NAMES
from tests.test_entries import ENTRIES, document

BESIDE_TERMS = {"organisation", "place", "money", "percent", "date", "quantity"}
# Fields that are texts by themselves: a passage has their words as they are.
TEXTS = {"questions": "questions", "lessons": "lessons", "contract": "contract.terms", "not_stated": "not_stated"}
DIMENSIONS = 384


@pytest.fixture(scope="module")
def connection(real_database: Path) -> Iterator[sqlite3.Connection]:
    """A copy in memory, which tests may write to."""
    with (
        closing(sqlite3.connect(f"{real_database.as_uri()}?mode=ro", uri=True)) as published,
        closing(sqlite3.connect(":memory:")) as copy,
    ):
        published.backup(copy)
        copy.row_factory = sqlite3.Row
        yield copy


def value(data: Any, at: str) -> Any:  # noqa: ANN401 - any YAML value
    """Give the value at a dotted place with numbers, such as impacts.2.note."""
    for part in at.split("."):
        data = data[int(part)] if isinstance(data, list) else (data or {}).get(part)
    return data


def test_the_file_is_whole_and_every_link_leads_somewhere(connection: sqlite3.Connection) -> None:
    assert connection.execute("pragma integrity_check").fetchone()[0] == "ok"
    assert connection.execute("pragma foreign_key_check").fetchall() == []


def test_every_column_that_names_another_table_is_a_foreign_key(connection: sqlite3.Connection) -> None:
    names = connection.execute("select name from sqlite_master where type = 'table' and name not like '%fts%'")
    for (table,) in names.fetchall():
        columns = {row["name"] for row in connection.execute(f"pragma table_info({table})")}
        linked = {row["from"] for row in connection.execute(f"pragma foreign_key_list({table})")}
        assert {"entry", "source"} & columns <= linked, table


def test_tags_stand_in_the_text_that_they_name(connection: sqlite3.Connection, real_base: Base) -> None:
    for tag in connection.execute("select * from tags"):
        found = value(document(real_base, tag["entry"]).data, tag["field"])
        text = (found["text"] if isinstance(found, dict) else str(found)).strip()
        assert 0 <= tag["start"] < tag["end"], tag["id"]
        assert text[tag["start"] : tag["end"]] == tag["text"], tag["id"]


def test_nothing_is_tagged_inside_a_tag(connection: sqlite3.Connection) -> None:
    ends: dict[tuple[str, str], int] = defaultdict(int)
    for tag in connection.execute("select * from tags order by entry, field, start, end"):
        key = (tag["entry"], tag["field"])
        assert tag["start"] >= ends[key], tag["id"]
        ends[key] = tag["end"]


def test_tags_name_terms_that_exist(connection: sqlite3.Connection) -> None:
    for tag in connection.execute("select distinct vocabulary, term from tags"):
        if tag["vocabulary"] in BESIDE_TERMS:
            assert tag["term"] is None, tag["vocabulary"]
        else:
            assert tag["vocabulary"] in NAMES
            query = f"select 1 from {tag['vocabulary']} where id = ?"
            assert connection.execute(query, [tag["term"]]).fetchone(), tuple(tag)


def test_directions_are_of_outcomes(connection: sqlite3.Connection) -> None:
    query = "select distinct vocabulary from tags where direction is not null or negated is not null"
    assert {row[0] for row in connection.execute(query)} <= {"outcomes"}
    assert {row[0] for row in connection.execute("select distinct negated from tags")} <= {None, 0, 1}


def test_no_tag_holds_the_name_of_a_person(connection: sqlite3.Connection) -> None:
    people = [row["name"].casefold() for row in connection.execute("select name from contacts where name is not null")]
    assert people
    for tag in connection.execute("select distinct text from tags"):
        assert not [name for name in people if name in tag["text"].casefold()]


def test_every_passage_has_its_entry_and_every_entry_its_passages(connection: sqlite3.Connection) -> None:
    assert {row[0] for row in connection.execute("select distinct entry from passages")} == set(ENTRIES)
    assert connection.execute("select count(*) from passages where trim(text) = ''").fetchone()[0] == 0


@pytest.mark.parametrize("slug", ENTRIES)
def test_passages_have_the_words_of_the_file(connection: sqlite3.Connection, real_base: Base, slug: str) -> None:
    found = document(real_base, slug).data
    query = "select field, text from passages where entry = ? order by position"
    joined: dict[str, str] = defaultdict(str)
    for field, text in connection.execute(query, [slug]):
        joined[field] += f" {text}"
    assert " ".join(found["summary"].split()) in joined["summary"]
    for field, at in TEXTS.items():
        for fact in (value(found, at) if value(found, at.split(".")[0]) else None) or []:
            text = fact if isinstance(fact, str) else fact.get("text") or fact["note"]
            assert " ".join(text.split()) in joined[field], f"{ENTRIES[slug]}: {text!r} is in no passage"


def test_vectors_have_the_right_size_and_length(connection: sqlite3.Connection) -> None:
    rows = connection.execute("select hash, vector from vectors").fetchall()
    assert {len(row["vector"]) for row in rows} == {4 * DIMENSIONS}
    vectors = np.frombuffer(b"".join(row["vector"] for row in rows), dtype="<f4").reshape(-1, DIMENSIONS)
    assert np.isfinite(vectors).all()
    assert np.abs(np.linalg.norm(vectors, axis=1) - 1).max() < 1e-5


def test_every_vector_is_used_and_only_gaps_and_citations_have_none(connection: sqlite3.Connection) -> None:
    unused = "select count(*) from vectors where hash not in (select vector from passages where vector is not null)"
    assert connection.execute(unused).fetchone()[0] == 0
    bare = connection.execute("select distinct field from passages where vector is null")
    assert {row[0] for row in bare} == {"citations", "not_stated"}


@pytest.mark.parametrize("table", ["entries", "passages"])
def test_full_text_agrees_with_its_table(connection: sqlite3.Connection, table: str) -> None:
    # A rank of 1 makes SQLite compare the index with the text of the table; it raises where they differ.
    connection.execute(f"insert into {table}_fts({table}_fts, rank) values ('integrity-check', 1)")
    counts = [
        connection.execute(f"select count(*) from {name}").fetchone()[0] for name in (table, f"{table}_fts_docsize")
    ]
    assert counts[0] == counts[1] > 0


def test_the_inverted_index_points_to_entries(connection: sqlite3.Connection) -> None:
    number = len(ENTRIES)
    for row in connection.execute("select * from search_terms"):
        entries, weights = np.frombuffer(row["entries"], "<u4"), np.frombuffer(row["weights"], "<f4")
        assert 0 < len(entries) == len(weights) <= number, row["term"]
        assert entries.max() < number, row["term"]
        assert (np.diff(entries.astype(int)) > 0).all(), row["term"]
        assert (weights > 0).all(), row["term"]


def test_disagreements_are_of_one_outcome_and_differ(connection: sqlite3.Connection) -> None:
    for row in connection.execute("select * from disagreements"):
        assert (row["impact"] is None) == (row["other_impact"] is None)
        if row["impact"] is None:
            assert row["entry"] != row["other_entry"], row["id"]
        else:
            pair = connection.execute(
                "select entry, outcome, effect from impacts where id in (?, ?)", [row["impact"], row["other_impact"]]
            ).fetchall()
            assert {one["outcome"] for one in pair} == {row["outcome"]}, row["id"]
            assert {one["effect"] for one in pair} == {row["effect"], row["other_effect"]}, row["id"]
            assert {one["entry"] for one in pair} == {row["entry"], row["other_entry"]}, row["id"]


def test_the_build_says_what_it_was_made_of(connection: sqlite3.Connection) -> None:
    build = dict(connection.execute("select * from build").fetchone())
    assert connection.execute("select count(*) from build").fetchone()[0] == 1
    assert build["content_hash"].startswith(build["data_version"])
    assert all(build.values())
