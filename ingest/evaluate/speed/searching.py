"""Times a search and its parts, one query after the other through all of them."""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode

import numpy as np

from ingest.evaluate.speed.asgi import Application, get
from ingest.evaluate.speed.questions import WARM_UP, shuffled
from ingest.evaluate.speed.timing import Times
from kb.search import score
from kb.search.encoder import Encoder
from kb.search.keyword import KeywordScores, keyword_scores
from kb.search.lexicon import Lexicon
from kb.search.ranking import Ranking
from kb.search.units import Reader
from kb.site.instance import instance
from kb.site.searching import open_engine

Part = Callable[[str], object]
REFERENCE, ENCODE, KEYWORD, MEANING, SEARCH, WHOLE = "reference", "encode", "keyword", "meaning", "search", "whole"


@dataclass(frozen=True)
class Plan:
    """How often to measure."""

    rounds: int
    queries: int


@dataclass(frozen=True)
class Encoders:
    """The folders of the encoder that serves, and of the one that times are told as multiples of."""

    served: Path
    reference: Path


@dataclass(frozen=True)
class Filtered:
    """A filter of /search.json that a share of the entries passes."""

    parameters: tuple[tuple[str, str], ...]
    share: float


class Parts:
    """The parts of a search, each by itself, over one database."""

    def __init__(self, database: Path, encoders: Encoders, parameters: Sequence[tuple[str, str]]) -> None:
        self._encoder, self._reference = Encoder(encoders.served), Encoder(encoders.reference)
        self._search = open_engine(database)
        self._parameters = parameters
        connection = self._search.connection()
        self._reader = Reader.open(connection, self._encoder.knows)
        self._lexicon = Lexicon(len(self._search.cards))

    def reference(self, query: str) -> object:
        """Encode a query that the reference has not seen."""
        return self._reference.encode(query)

    def encode(self, query: str) -> object:
        """Encode a query that this encoder has not seen."""
        return self._encoder.encode(query)

    def keyword(self, query: str) -> object:
        """Read the query and score all entries by its words."""
        reading = self._reader.read(query, expand=True, prefix=False)
        return keyword_scores(self._lexicon, self._search.connection(), reading)

    def meaning(self, query: str) -> object:
        """Compare the vector, which is there already, with everything, as a search by meaning alone does."""
        meaning = self._search.meaning
        unknown = np.zeros(len(self._search.cards), dtype=np.float32)
        measure = score.Meaning.by(self._encoder.curve)
        ranking = Ranking(KeywordScores(unknown, unknown), "semantic", meaning, measure)
        return meaning.similarities(self._encoder.encode(query), self._search.masks.everything(), ranking)

    def search(self, query: str) -> object:
        """Answer a search, from the text to the hits."""
        return self._search.answer(self._search.request([("q", query), *self._parameters]))


def measure(database: Path, encoders: Encoders, filtered: Filtered, plan: Plan, start: int = 0) -> Times:
    """Time a search of the database and its parts; `start` is where in the list of queries to begin."""
    return asyncio.run(_measure(database, encoders, filtered, plan, start))


async def _measure(database: Path, encoders: Encoders, filtered: Filtered, plan: Plan, start: int) -> Times:
    parts = Parts(database, encoders, filtered.parameters)
    datasette = instance(database)
    await datasette.invoke_startup()
    application = datasette.app()
    times = Times()
    queries = shuffled(WARM_UP + plan.rounds * plan.queries, start)
    for number, query in enumerate(queries):
        if number == WARM_UP or (number > WARM_UP and (number - WARM_UP) % plan.queries == 0):
            times.start_round()
        await _one(query, parts, application, filtered, times if number >= WARM_UP else Times())
    return times


async def _one(query: str, parts: Parts, application: Application, filtered: Filtered, times: Times) -> None:
    run: tuple[tuple[str, Part], ...] = (
        (REFERENCE, parts.reference),
        (ENCODE, parts.encode),
        (KEYWORD, parts.keyword),
        (MEANING, parts.meaning),
        (SEARCH, parts.search),
    )
    for name, part in run:
        started = perf_counter()
        part(query)
        times.add(name, (perf_counter() - started) * 1000)
    started = perf_counter()
    await get(application, "/search.json", urlencode([("q", query), *filtered.parameters]))
    times.add(WHOLE, (perf_counter() - started) * 1000)


def filters(database: Path, shares: Sequence[float]) -> list[Filtered]:
    """Give for each share the filter by region or kind of which it is nearest; everything for a share of 1."""
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        total = connection.execute("select count(*) from entries").fetchone()[0]
        rows = connection.execute("select region, count(*) from entries where region is not null group by region")
        known = [Filtered((("region", region),), count / total) for region, count in rows.fetchall()]
    return [
        Filtered((), 1.0) if share == 1 else min(known, key=lambda filtered: abs(filtered.share - share))
        for share in shares
    ]
