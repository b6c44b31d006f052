"""Answers searches over one published database: read once, kept in memory, the same for every thread."""

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from kb.errors import DatabaseError
from kb.search import score
from kb.search.answer import Card, Drop, Expansion, Hit, Interpretation, SearchAnswer, Why
from kb.search.choosing import BRIEF, LEADING, MORE
from kb.search.conditions import Selection, Selector
from kb.search.confidence import Best, Meanings, is_answered
from kb.search.encoder import QueryEncoder
from kb.search.engines.memory import InMemory
from kb.search.excerpt import Excerpts
from kb.search.failures import DECLARED, RESULTS, TERMS, Failures
from kb.search.filters import Choices, Masks
from kb.search.keyword import KeywordScores, keyword_scores
from kb.search.late import LateInteraction
from kb.search.lexicon import Lexicon
from kb.search.matches import matches, not_found, nothing_on
from kb.search.meaning import Meaning, Opening
from kb.search.movements import tells_of_an_outcome
from kb.search.query import PARAGRAPH
from kb.search.ranking import EVERY, Ranked, Ranking
from kb.search.ranks import Ranks
from kb.search.request import SearchRequest, parse, read_token, write_token
from kb.search.units import Reader, Reading

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]
REMEMBERED, MISSES = 512, 10


@dataclass(frozen=True)
class _Scores:
    """What is known of every entry, and whether it is all that can be."""

    ranked: Ranked
    keyword: KeywordScores
    query: Floats
    complete: bool


class Search:
    """A database and an encoder, ready to answer. Safe to share between threads."""

    def __init__(self, path: Path, encoder: QueryEncoder, opening: Opening = InMemory) -> None:
        """Read the database; `opening` opens what keeps its vectors.

        Raises DatabaseError where it is not one of ours or was built with another model.
        """
        self._path, self._encoder, self._opening = path, encoder, opening
        self._local = threading.local()
        self._lock = threading.Lock()
        self._remembered: OrderedDict[tuple[object, ...], SearchAnswer] = OrderedDict()
        try:
            self._read(self.connection())
        except sqlite3.Error as error:
            message = f"{path}: this is not a database of this version ({error}); build it again with `make build`"
            raise DatabaseError(message) from error

    def _read(self, connection: sqlite3.Connection) -> None:
        self.data_version, model_hash = connection.execute("select data_version, model_hash from build").fetchone()
        if model_hash != self._encoder.model_hash:
            raise DatabaseError(
                f"{self._path}: built with the model {model_hash[:12]}, but the encoder is {self._encoder.model_hash[:12]};"
                " run `make build`, which makes both with the same model"
            )
        columns = "slug, kind, title, summary, status, strength, date, withdrawn_on is not null"
        rows = connection.execute(f"select {columns} from entries order by slug")  # noqa: S608 - our own names
        self.cards = [Card(*row) for row in rows]
        slugs = [card.slug for card in self.cards]
        self.choices = Choices(connection)
        self.masks = Masks(connection, slugs, self.choices)
        self.meaning: Meaning = self._opening(connection, slugs)
        self._measure = score.Meaning.by(self._encoder.curve)
        self._late = LateInteraction.open(self._path, self._encoder)
        self._lexicon = Lexicon(len(slugs))
        self._reader = Reader.open(connection, self._encoder.knows)
        self._failures = Failures(connection, self._encoder)
        self._meanings = Meanings(self._encoder.encode, self._failures.are_told_by)
        self._excerpts = Excerpts(self._reader.stemmer, self._reader.thesaurus)
        self._selector = Selector(self.masks, self.choices, self._lexicon, self._reader.stemmer, slugs)
        self._by_title = np.argsort(np.argsort([card.title.casefold() for card in self.cards], kind="stable"))

    def connection(self) -> sqlite3.Connection:
        """Give this thread's read-only connection."""
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            if not self._path.is_file():
                raise DatabaseError(f"{self._path}: there is no such database; run `make build` first")
            found = sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro", uri=True)
            self._local.connection = found
        return found

    def number(self, slug: str) -> int | None:
        """Give an entry's place in the order of slugs; None where there is no such entry."""
        return self._selector.numbers.get(slug)

    def request(self, pairs: Iterable[tuple[str, str]]) -> SearchRequest:
        """Read a request from names and values. Raises QueryError, which names what is allowed."""
        return parse(pairs, self)

    def encoded(self, text: str) -> Floats:
        """Give the vector of a text, of unit length."""
        return self._encoder.encode(text)

    def named(self, text: str) -> tuple[tuple[str, str], ...]:
        """Give the terms that a text names, as vocabulary and id, those of more words first."""
        mentions = sorted(self._reader.named(text), key=lambda one: (one.first - one.last, one.first))
        return tuple(dict.fromkeys((one.concept.partition("/")[0], one.concept.partition("/")[2]) for one in mentions))

    def answer(self, request: SearchRequest) -> SearchAnswer:
        """Answer a request; recent answers are remembered, as the database does not change."""
        started = perf_counter()
        key = request.key()
        with self._lock:
            known = self._remembered.get(key)
        if known is None:
            known = self._answer(request)
            with self._lock:
                self._remembered[key] = known
                if len(self._remembered) > REMEMBERED:
                    self._remembered.popitem(last=False)
        return replace(known, took_ms=(perf_counter() - started) * 1000)

    def _answer(self, request: SearchRequest) -> SearchAnswer:
        connection = self.connection()
        selection = self._selector.select(connection, request)
        if not selection.text:
            return self._browse(request, selection)
        reading = self._understood(request, selection.text)
        scores = self._score(connection, request, reading, selection.mask)
        # Without a word, as in a lone emoji, the vector means nothing.
        hits = scores.ranked.hits & selection.mask & bool(reading.units)
        # What the filters hide is counted where nothing else is left, so it must be as certain.
        hidden = not hits.any() and selection.without
        seen = self._score(connection, request, reading, self.masks.everything()) if hidden else scores
        interpretation = Interpretation(
            tuple(Expansion(text, also) for text, also in reading.expanded),
            reading.suggestion,
            reading.corrected,
            self._drops(selection, seen.ranked.hits) if seen is not scores else (),
            not_found(self._lexicon, connection, reading, selection.text),
            nothing_on(self._lexicon, connection, reading, self._reader.thesaurus),
        )
        values = scores.ranked.values
        confident = scores.ranked.is_answer(hits)
        if confident and request.mode != "keyword":
            # Whatever order is asked for, the best tell whether there is an answer.
            first = self._order(replace(request, sort="relevance"), values, hits, LEADING)[:LEADING].tolist()
            best = Best(first, lambda vector: self._likeness(first[0], vector))
            missing = (*interpretation.not_found, *self._reader.only_related(reading))
            confident = is_answered(self._lexicon, connection, reading, missing, self._meanings, best)
        page, next_ = self._page(request, values, hits)
        if not hits.any() and request.next is None and reading.units:
            most = min(MISSES, request.size)
            page = self._order(replace(request, sort="relevance"), values, selection.mask, most)[:most]
        ranks = Ranks(scores.keyword.share, scores.ranked, selection.mask, page, request.mode)
        leading = request.next is None and len(reading.meaning.split()) <= BRIEF
        results = self._hits(connection, page, scores, reading, ranks, leading=leading)
        facets = self.masks.facets(hits, selection.asked)
        total, complete = int(np.count_nonzero(hits)), scores.complete and seen.complete
        return SearchAnswer(
            request, interpretation, confident, total, next_, facets, results, self.data_version, complete
        )

    def _understood(self, request: SearchRequest, text: str) -> Reading:
        """Read a text; what went wrong is found by the state and the effects that entries have, whatever it is called."""
        reading = self._reader.read(text, expand=request.expand, prefix=request.prefix)
        # What happened to an outcome, as costs that went up, is asked for by itself.
        if not request.expand or tells_of_an_outcome(reading.movements):
            return reading
        # Who types nothing but names of other things asks for them: heart failure is an illness.
        if all(unit.concepts and TERMS.isdisjoint(unit.concepts) for unit in reading.units):
            return reading
        if not self._failures.are_asked_for(self._encoder.encode(reading.meaning)):
            return reading
        # What had no effect has not failed, and is no more asked for than what did harm.
        told = (movement for movement in reading.movements if not movement.startswith(f"#{RESULTS}/"))
        return replace(reading, movements=(*told, *DECLARED), failures=True)

    def _likeness(self, entry: int, vector: Floats) -> float:
        """Give the likeness of an entry's best passage, on the scale of all encoders."""
        best = next(iter(self.meaning.of_entry(entry, vector).values()), 0.0)
        return float(self._measure.scale(np.array([best], dtype=np.float32))[0])

    def ranking(self, request: SearchRequest, count: int) -> list[str]:
        """Give the slugs of the best entries that pass the filters, hits or not: the order that answers are cut from."""
        connection = self.connection()
        selection = self._selector.select(connection, request)
        reading = self._understood(request, selection.text)
        values = self._score(connection, request, reading, selection.mask, count).ranked.values
        return [
            self.cards[entry].slug for entry in self._order(request, values, selection.mask, count)[:count].tolist()
        ]

    def _score(
        self, connection: sqlite3.Connection, request: SearchRequest, reading: Reading, mask: Mask, first: int = 0
    ) -> _Scores:
        """Score all entries; certain is what is said of those in the mask, and the order of the first."""
        keyword = keyword_scores(self._lexicon, connection, reading)
        query = self._encoder.encode(reading.meaning)
        # Another order than by score settles ties by it, so any hit may be shown.
        shown = max(first, read_token(request.next, self.data_version) + request.size)
        first = shown if request.sort == "relevance" else EVERY
        ranking = Ranking(keyword, request.mode, self.meaning, self._measure, first)
        similar = self.meaning.similarities(query, mask, ranking)
        # In a paragraph most tokens say little of what is meant: on long queries late interaction made hits worse.
        asks = request.mode != "keyword" and len(reading.meaning.split()) <= PARAGRAPH
        late = self._late.asked(reading.meaning) if self._late and asks else None
        return _Scores(ranking.ranked(similar, late), keyword, query, similar.complete)

    def _browse(self, request: SearchRequest, selection: Selection) -> SearchAnswer:
        """Answer without words: every entry that passes."""
        values = np.ones(len(self.cards), dtype=np.float32)
        page, next_ = self._page(request, values, selection.mask)
        why = Why(None, None, None, (), None)
        drops = () if selection.mask.any() else self._drops(selection, self.masks.everything())
        return SearchAnswer(
            request,
            Interpretation(drop_filter=drops),
            bool(selection.mask.any()),
            int(np.count_nonzero(selection.mask)),
            next_,
            self.masks.facets(selection.mask, selection.asked),
            tuple(self.cards[entry].hit(1.0, why) for entry in page.tolist()),
            self.data_version,
        )

    def _order(self, request: SearchRequest, values: Floats, mask: Mask, most: int) -> NDArray[np.int64]:
        """Give the first entries of a mask, so many at least, the best first; the order of their slugs settles ties."""
        entries = np.flatnonzero(mask)
        scores = np.round(values[entries], 6)
        if request.sort == "relevance" and len(entries) > most:
            # To put all hits of a large base in order takes longer than to find the first.
            first = scores >= np.partition(scores, -most)[-most]
            entries, scores = entries[first], scores[first]
        keys: list[NDArray[np.generic]] = [-scores]
        if request.sort == "title":
            keys = [self._by_title[entries]]
        elif request.sort == "strength":
            keys.append(-self.masks.strength[entries])
        elif request.sort == "date":
            dates = np.array([(self.cards[entry].date or "0")[:10].replace("-", "") for entry in entries.tolist()])
            keys.append(-dates.astype(np.int64) if len(dates) else dates)
        return entries[np.lexsort(keys)]

    def _page(self, request: SearchRequest, values: Floats, hits: Mask) -> tuple[NDArray[np.int64], str | None]:
        start = read_token(request.next, self.data_version)
        end = start + request.size
        more = end < np.count_nonzero(hits)
        return self._order(request, values, hits, end)[start:end], write_token(end, self.data_version) if more else None

    def _hits(
        self,
        connection: sqlite3.Connection,
        page: NDArray[np.int64],
        scores: _Scores,
        reading: Reading,
        ranks: Ranks,
        *,
        leading: bool,
    ) -> tuple[Hit, ...]:
        matched = matches(self._lexicon, connection, reading, page, self._reader.thesaurus)
        hits: list[Hit] = []
        for place, entry in enumerate(page.tolist()):
            similar = self.meaning.of_entry(entry, scores.query) if ranks.by_meaning else {}
            slug, held = self.cards[entry].slug, matched.held(place)
            value = float(scores.ranked.values[entry])
            more = MORE if leading and place < LEADING and value >= score.CONFIDENT else 0
            first, *also = self._excerpts.best(connection, slug, matched.wanted, held, similar, more) or (None,)
            similarity = next(iter(similar.values()), None)
            why = Why(ranks.keyword[place], ranks.semantic[place], similarity, matched.terms(place), first, tuple(also))
            hits.append(self.cards[entry].hit(value, why))
        return tuple(hits)

    def _drops(self, selection: Selection, hits: Mask) -> tuple[Drop, ...]:
        """Tell which filters stand in the way: each alone, and if none is enough, all of them."""
        found = [Drop((name,), int(np.count_nonzero(hits & mask))) for name, mask in selection.without.items()]
        single = sorted((drop for drop in found if drop.total), key=lambda drop: (-drop.total, drop.filters))
        # With one filter, that one alone is all of them.
        if single or len(selection.without) == 1:
            return tuple(single)
        total = int(np.count_nonzero(hits & selection.free))
        return (Drop(tuple(selection.without), total),) if total else ()
