"""Search in a terminal: the answer of /search.json as lines for people."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ingest.build import ENCODER
from kb.database import require
from kb.encoder import Encoder
from kb.errors import QueryError
from kb.search.engine import Search

Answer = dict[str, Any]


def search_database(database: Path, words: str, filters: Iterable[str]) -> Answer:
    """Answer a search as /search.json does. Raises QueryError for a filter that is none."""
    require(database)
    search = Search(database, Encoder.open(database.parent / ENCODER))
    pairs = [("q", words), *(_pair(text) for text in filters)]
    return search.answer(search.request(pairs)).as_json()


def _pair(text: str) -> tuple[str, str]:
    name, separator, value = text.partition("=")
    if not separator:
        raise QueryError(f"{text!r} is no filter; write NAME=VALUE, such as care_model=mcp")
    return name, value


def as_lines(answer: Answer) -> str:
    """Give the answer for people: a heading, then three lines a hit."""
    return "\n".join(_lines(answer))


def _lines(answer: Answer) -> Iterator[str]:
    meant = answer["interpretation"]["did_you_mean"]
    if meant:
        yield f"Did you mean: {meant}"
    found = f"{answer['total']} found" if answer["confident"] else "Nothing here answers this; the nearest misses"
    yield f"{found} (data version {answer['data_version']})"
    for hit in answer["results"]:
        passage = hit["why"]["passage"]
        yield ""
        yield f"{hit['score']:.2f}  {hit['title']}  [{hit['kind']}: {hit['slug']}]"
        if passage:
            yield f"      {passage['field']}: {passage['text'][:240]}"
