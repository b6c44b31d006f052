"""Search in a terminal: the answer of /search.json as lines for people."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kb.published.hit_facts import with_hit_facts
from kb.published.version import open_version
from kb.search.encoder import Encoder
from kb.search.engine import Search
from kb.search.engines.choice import opening

Answer = dict[str, Any]


def search_database(database: Path, pairs: Iterable[tuple[str, str]]) -> Answer:
    """Answer a search as /search.json does. Raises QueryError for a parameter that is none."""
    version = open_version(database)
    search = Search(version.database, Encoder.open(version.encoder), opening(version.database))
    return with_hit_facts(search.connection(), search.answer(search.request(pairs)).as_json())


def as_lines(answer: Answer) -> str:
    """Give the answer for people: a heading, then three lines a hit."""
    return "\n".join(_lines(answer))


def _lines(answer: Answer) -> Iterator[str]:
    meant = answer["interpretation"]["did_you_mean"]
    if meant:
        yield f"Did you mean: {meant}"
    missing = answer["interpretation"]["not_found"]
    if missing:
        yield f"No entry has: {', '.join(missing)}"
    at_least = "" if answer["complete"] else "at least "
    found = (
        f"{at_least}{answer['total']} found" if answer["confident"] else "Nothing here answers this; the nearest misses"
    )
    yield f"{found} (data version {answer['data_version']})"
    for hit in answer["results"]:
        yield ""
        yield f"{hit['score']:.2f}  {hit['title']}  [{hit['kind']}: {hit['slug']}]"
        for passage in filter(None, (hit["why"]["passage"], *hit["why"]["also"])):
            yield f"      {passage['field']}: {passage['text'][:240]}"
