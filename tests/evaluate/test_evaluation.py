import json
from pathlib import Path

import pytest

from ingest.evaluate.collection import database, read
from ingest.evaluate.evaluation import GRADED, evaluate_beir, evaluate_queries, ndcg, read_queries
from ingest.vectors.model import packaged
from kb.errors import BrokenEnvironmentError
from kb.search.encoder import Encoder
from kb.search.engine import Search

QUERIES = """
- {id: a, type: keyword, text: bag, relevant: {bags: 3, old-town: 1}}
- {id: b, type: question, text: "who works with community nurses?", relevant: {sampleton-mcp: 3}}
- {id: c, type: none, text: aquarium pump repair, relevant: {}}
"""


def test_a_perfect_order_scores_one_and_places_count() -> None:
    grades = {"a": 3, "b": 2, "c": 1}
    assert ndcg(["a", "b", "c"], grades, GRADED) == 1
    assert ndcg(["b", "a"], grades, GRADED) == pytest.approx((3 + 7 / 1.585) / (7 + 3 / 1.585), abs=1e-3)
    assert ndcg(["c", "x"], grades, GRADED) == 0


def test_queries_are_measured_through_the_engine(search: Search, tmp_path: Path) -> None:
    path = tmp_path / "queries.yml"
    path.write_text(QUERIES, encoding="utf-8")
    report = evaluate_queries(search, path)
    assert (report.queries, report.kept, report.refused) == (2, 1.0, 1.0)
    assert report.modes["hybrid"].ndcg10 == 1
    assert [comparison.against for comparison in report.comparisons] == ["keyword", "semantic"]
    assert "hybrid against keyword" in str(report)
    assert json.loads(json.dumps(report.as_json()))["types"]["question"]["success3"] == 1


def test_files_that_are_none_say_so(tmp_path: Path) -> None:
    (tmp_path / "queries.yml").write_text("- {id: a}", encoding="utf-8")
    with pytest.raises(BrokenEnvironmentError, match="judged queries"):
        read_queries(tmp_path / "queries.yml")
    with pytest.raises(BrokenEnvironmentError, match="BEIR"):
        read(tmp_path)


def test_a_collection_is_read_with_its_relevant_documents_only(tmp_path: Path) -> None:
    (tmp_path / "corpus.jsonl").write_text('{"_id": "1", "title": "T", "text": "One."}\n{"_id": "2", "text": "Two."}\n')
    (tmp_path / "queries.jsonl").write_text('{"_id": "q", "text": "one?"}\n{"_id": "r", "text": "none?"}\n')
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq\t1\t1\nq\t2\t0\nr\t9\t1\n")
    found = read(tmp_path)
    assert found.documents == {"1": ("T", "One."), "2": ("", "Two.")}
    assert [(query.id, query.grades) for query in found.queries] == [("q", {"1": 1})]


def collection_of(folder: Path) -> Path:
    (folder / "corpus.jsonl").write_text(
        '{"_id": "1", "title": "Nurses", "text": "Nurses visit people at home."}\n{"_id": "2", "text": "Trains run late."}\n'
    )
    (folder / "queries.jsonl").write_text('{"_id": "q", "text": "nurse visits at home"}\n')
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq\t1\t1\n")
    return folder


def test_a_collection_is_measured_in_a_fresh_clone(tmp_path: Path, encoder_folder: Path) -> None:
    folder = tmp_path / "build" / "eval"
    report = evaluate_beir(collection_of(tmp_path), folder, packaged(), Encoder.open(encoder_folder))
    assert report.modes["hybrid"].mrr == 1
    kept = {f"{tmp_path.name}.db", f"{tmp_path.name}.tokens.safetensors", "cache.db"}
    assert {path.name for path in folder.iterdir()} == kept


def test_where_nothing_can_be_written_nothing_is_embedded(tmp_path: Path) -> None:
    (tmp_path / "eval").touch()
    with pytest.raises(BrokenEnvironmentError, match="can't be written"):
        database(read(collection_of(tmp_path)), packaged(), tmp_path / "eval")
