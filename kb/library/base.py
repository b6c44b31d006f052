"""A built base, open for questions: search, entries, comparisons, the evidence map, reviews and tables."""

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property, partial
from pathlib import Path
from urllib.parse import urlencode

from kb.errors import QueryError
from kb.exports.gather import every_hit
from kb.library.answers import Compared, Entry, Found, Reviewed
from kb.library.mapped import Mapped, Pair
from kb.library.table import Table
from kb.published.labels import Labels, read_labels
from kb.published.records import EntryRecord, read_entries
from kb.published.version import Version, open_version
from kb.search.encoder import Encoder
from kb.search.engine import Search
from kb.search.engines.choice import opening
from kb.synthesis.axes import COLUMN, ROW, axes_of
from kb.synthesis.comparison import FEWEST, compare, read_chosen
from kb.synthesis.evidence_map import Among, read_map
from kb.synthesis.map_cell import CellClaim, read_cell
from kb.synthesis.review import Method, review
from kb.synthesis.review_method import MOST_CHOSEN, SET_OUT, searched, selected

Wanted = str | int | float | bool | Sequence[str]
# What SQLite and search keep for themselves.
INNER = re.compile(r"^sqlite_|_fts_|^vectors$")
TABLES = (
    "select name from sqlite_schema where type in ('table', 'view') and sql not like 'create virtual%' order by name"
)


def open_base(database: str | Path) -> "Base":
    """Open a built database with its encoder. Raises DatabaseError where there is none, or it is damaged."""
    version = open_version(Path(database))
    return Base(version, lambda: Search(version.database, Encoder.open(version.encoder), opening(version.database)))


@dataclass(frozen=True)
class Base:
    """One version of the base. Safe to share between threads; it reads and never writes."""

    version: Version
    engine: Callable[[], Search]
    """Opens the search, when something is first searched for."""

    def search(self, words: str = "", **parameters: Wanted) -> Found:
        """Give the hits for words, with the filters and parameters of /search.json; a list means either.

        Raises QueryError, which names what is allowed.
        """
        return Found(self._engine.answer(self._engine.request(_pairs(words, parameters))))

    def entry(self, slug: str) -> Entry:
        """Give one entry. Raises QueryError where there is none."""
        return Entry(self._chosen((slug,))[0], self.labels)

    def compare(self, *slugs: str) -> Compared:
        """Set two to five entries side by side. Raises QueryError where they are fewer, more or not there."""
        if len(slugs) < FEWEST:
            raise QueryError(f"a comparison takes at least {FEWEST} entries; {len(slugs)} are named")
        with self._reading() as connection:
            return Compared(compare(read_chosen(connection, slugs), self.labels), self.labels)

    def evidence_map(self, by: str = COLUMN, over: str = ROW, words: str = "", **parameters: Wanted) -> Mapped:
        """Give the evidence map with columns `by` and rows `over` one of its axes, of all claims or of those of a search.

        Raises QueryError where an axis or a parameter is none, or both axes are one.
        """
        axes = axes_of(self.labels.base)
        for name in (by, over):
            if name not in axes:
                raise QueryError(f"the map has no axis {name[:80]!r}; allowed: {', '.join(axes)}")
        if by == over:
            raise QueryError(f"columns and rows of the map are both {by}; name two axes of {', '.join(axes)}")
        among = self._among(words, parameters) if words or parameters else None
        with self._reading() as connection:
            return Mapped(read_map(connection, self.labels, by, over, among), partial(self._claims_of, among))

    def _among(self, words: str, parameters: dict[str, Wanted]) -> Among:
        request = self._engine.request(_pairs(words, parameters))
        _, hits = every_hit(self._engine, request)
        return Among.of(request, [hit.slug for hit in hits])

    def _claims_of(self, among: Among | None, column: Pair, row: Pair) -> tuple[CellClaim, ...]:
        with self._reading() as connection:
            return read_cell(connection, self.labels, (column, row), among)

    def review(self, words: str = "", *, entries: Sequence[str] = (), **parameters: Wanted) -> Reviewed:
        """Review the first hits of a search, eight where no `size` is given, or the entries that are named.

        Raises QueryError where a parameter or an entry is none.
        """
        if entries and (words or parameters):
            raise QueryError("a review is of a search or of entries that are named, not of both")
        read, method = self._named(entries) if entries else self._searched(words, parameters)
        return Reviewed(review(read, method, self.labels), self.labels)

    def table(self, name: str) -> Table:
        """Give a whole table of the database. Raises QueryError, which names those that are there."""
        with self._reading() as connection:
            names = [row[0] for row in connection.execute(TABLES) if not INNER.search(row[0])]
            if name not in names:
                raise QueryError(f"there is no table {name[:80]!r}; allowed: {', '.join(names)}")
            found = connection.execute(f'select * from "{name}"')  # noqa: S608 - one of the names above
            return Table.of(name, [column[0] for column in found.description], found.fetchall())

    def _named(self, slugs: Sequence[str]) -> tuple[tuple[EntryRecord, ...], Method]:
        if len(slugs) > MOST_CHOSEN:
            raise QueryError(f"a review holds at most {MOST_CHOSEN} chosen entries; {len(slugs)} are named")
        read = self._chosen(slugs)
        address = _address([("entry", slug) for slug in slugs])
        return read, selected(read, self.version.data_version, address, _today())

    def _searched(self, words: str, parameters: dict[str, Wanted]) -> tuple[tuple[EntryRecord, ...], Method]:
        pairs = _pairs(words, {"size": SET_OUT, **parameters})
        answer = self._engine.answer(self._engine.request(pairs))
        method = searched(answer, self._engine.choices, self.labels.base, _address(pairs), _today())
        return self._chosen([hit.slug for hit in answer.results]), method

    def _chosen(self, slugs: Sequence[str]) -> tuple[EntryRecord, ...]:
        with self._reading() as connection:
            found = read_entries(connection, slugs)
        missing = sorted(set(slugs) - {entry.slug for entry in found})
        if missing:
            raise QueryError(f"there is no entry {missing[0][:80]!r}; search() gives the slugs of entries")
        return found

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        address = f"{self.version.database.resolve().as_uri()}?immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            yield connection

    @cached_property
    def labels(self) -> Labels:
        """The names of all terms, and what the base says of itself."""
        with self._reading() as connection:
            return read_labels(connection)

    @cached_property
    def _engine(self) -> Search:
        return self.engine()


def _pairs(words: str, parameters: dict[str, Wanted]) -> list[tuple[str, str]]:
    return [("q", words), *((name, text) for name, value in parameters.items() for text in _texts(value))]


def _texts(value: Wanted) -> tuple[str, ...]:
    if isinstance(value, bool):
        return (str(int(value)),)
    return (str(value),) if isinstance(value, str | int | float) else tuple(value)


def _address(pairs: Sequence[tuple[str, str]]) -> str:
    return f"/review?{urlencode([pair for pair in pairs if pair[1]])}"


def _today() -> date:
    return datetime.now(tz=UTC).date()
