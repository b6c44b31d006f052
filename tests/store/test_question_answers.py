import sqlite3
from pathlib import Path

import pytest

from ingest.store.question_answers import FACTS, answers
from ingest.vectors.passages import Passage
from kb.search.stems import Stemmer
from tests.publishing import WordEncoder


def led_to(*passages: tuple[str, str]) -> dict[int, int]:
    found = [Passage("a", field, at, text) for at, (field, text) in enumerate(passages)]
    vectors = [WordEncoder().encode(text).astype("<f4").tobytes() for _, text in passages]
    return answers(found, vectors, Stemmer())


def test_a_question_leads_to_the_fact_most_like_it_and_of_the_kind_it_asks_for() -> None:
    facts = [("lessons", "Bags must be packed with care."), ("figures", "400 bags: Packed by the homes.")]
    assert led_to(("questions", "How should bags be packed?"), *facts) == {0: 1}
    assert led_to(("questions", "How many bags were packed?"), *facts) == {0: 2}


def test_without_a_fact_a_question_leads_nowhere() -> None:
    assert led_to(("questions", "How should bags be packed?"), ("citations", "leaflet, slide 3")) == {}


def test_each_question_of_the_base_leads_to_a_fact_of_its_own_entry(real_database: Path) -> None:
    connection = sqlite3.connect(real_database)
    query = """select q.entry, f.entry, f.field from passages q left join passages f on f.id = q.answer
               where q.field = 'questions'"""
    rows = connection.execute(query).fetchall()
    assert len(rows) > 500
    assert all(of == own and field in FACTS for own, of, field in rows)
    rest = "select count(*) from passages where answer is not null and field <> 'questions'"
    assert connection.execute(rest).fetchone() == (0,)


@pytest.mark.parametrize(
    ("hoped", "basis"), [(1, ("target", "projection", "illustration")), (0, ("observed", "reported"))]
)
def test_what_is_only_hoped_for_is_marked(real_database: Path, hoped: int, basis: tuple[str, ...]) -> None:
    connection = sqlite3.connect(real_database)
    marks = ", ".join("?" * len(basis))
    query = f"select entry from impacts group by entry having min(basis in ({marks})) = 1"
    entries = [entry for (entry,) in connection.execute(query, basis)]
    assert entries
    found = "select distinct hoped from passages where field = 'impacts' and entry = ?"
    assert {row for entry in entries for row in connection.execute(found, [entry])} == {(hoped,)}
