from pathlib import Path

from ingest.evaluate.moves import judged_files, moves
from kb.search.engine import Search
from tests.publishing import WordEncoder, publish
from tests.samples import entry, write_base, write_entry

QUERIES = """
- {id: a, type: keyword, text: bags, relevant: {bags: 3}}
- {id: b, type: keyword, text: general practices, relevant: {sampleton-mcp: 3}}
- {id: c, type: none, text: aquarium, relevant: {}}
"""


def test_what_an_entry_moves_in_the_judged_queries_is_told(tmp_path: Path) -> None:
    before = Search(publish(write_base(tmp_path / "before"), tmp_path / "one" / "kb.db"), WordEncoder())
    entries = write_base(tmp_path / "after")
    write_entry(entries, "bags", entry(title="Red bags", summary="Bags that go to hospital with a resident."))
    after = Search(publish(entries, tmp_path / "two" / "kb.db"), WordEncoder())
    (tmp_path / "own_queries.yml").write_text(QUERIES, encoding="utf-8")
    (tmp_path / "pairs.yml").write_text("typo: []", encoding="utf-8")
    files = judged_files(tmp_path)
    (one,) = moves(before, after, files)
    assert (one.name, one.queries) == ("own_queries", 2)
    assert one.after > one.before
    moved = {query.text: query for query in one.moved}
    assert moved["bags"].came == ("bags",)
    assert (moved["bags"].before, moved["bags"].after, moved["bags"].went) == (0.0, 1.0, ())
    (unmoved,) = moves(after, after, files)
    assert (unmoved.moved, unmoved.before) == ((), unmoved.after)


def test_a_folder_without_judged_queries_has_none(tmp_path: Path) -> None:
    assert judged_files(tmp_path / "nowhere") == ()
