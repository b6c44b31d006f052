"""Measures search and tagging on judgements: our own, or a collection that the caller names."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from ingest.evaluate.evaluation import evaluate_beir, evaluate_queries
from ingest.read.load import load
from ingest.tag.evaluation import Score, scores
from ingest.tag.tagger import Tagger
from ingest.vectors.model import of_base
from kb.published.version import open_version
from kb.search.encoder import Encoder
from kb.search.engine import Search

JUDGEMENTS = Path("tests") / "eval"
CACHE = "eval"


class Report(Protocol):
    """Something measured: a table for people, plain data for programs."""

    def as_json(self) -> dict[str, Any]:
        """Give plain data."""
        ...


@dataclass(frozen=True)
class TagReport:
    """Precision, recall and F1 of the tagger, by kind of mention."""

    name: str
    scores: Mapping[str, Score]

    def as_json(self) -> dict[str, Any]:
        """Give the figures by kind."""
        return {
            kind: {"precision": s.precision, "recall": s.recall, "f1": s.f1, "annotated": s.annotated}
            for kind, s in self.scores.items()
        }

    def __str__(self) -> str:
        """Give a line a kind."""
        lines = [f"{self.name:<24}{'precision':>10}{'recall':>10}{'F1':>10}{'annotated':>11}"]
        lines += [
            f"{kind:<24}{s.precision:>10.3f}{s.recall:>10.3f}{s.f1:>10.3f}{s.annotated:>11}"
            for kind, s in self.scores.items()
        ]
        return "\n".join(lines)


def reports(database: Path, entries: Path, queries: Path | None, beir: Path | None) -> dict[str, Report]:
    """Give what was asked for; without a query file or collection, search and tagging on our own judgements."""
    version = open_version(database)
    encoder = Encoder.open(version.encoder)
    if beir is not None:
        return {beir.name: evaluate_beir(beir, database.parent / CACHE, of_base(entries), encoder)}
    search = Search(version.database, encoder)
    if queries is not None:
        return {queries.stem: evaluate_queries(search, queries)}
    tagger = Tagger(load(entries).vocabularies)
    mentions = JUDGEMENTS / "mentions.yml"
    return {
        "search": evaluate_queries(search, JUDGEMENTS / "queries.yml"),
        "tags": TagReport("tags: all sentences", scores(mentions, tagger)),
        "tags held out": TagReport("tags: held-out sentences", scores(mentions, tagger, "held-out")),
    }
