"""What the base answers in Python: hits, an entry, a comparison, a review. Each has a table to show and to work with."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kb.errors import QueryError
from kb.exports.comparison_table import COMPARED, compared
from kb.exports.document import blocks
from kb.exports.markdown import markdown
from kb.library.table import Table
from kb.published.entry_json import entry_as_json
from kb.published.labels import Labels
from kb.published.records import FACTS, EntryRecord
from kb.search.answer import Hit, SearchAnswer
from kb.synthesis.comparison import Comparison
from kb.synthesis.review import Review

if TYPE_CHECKING:
    from pandas import DataFrame

HIT_COLUMNS = ("slug", "kind", "title", "summary", "score", "status", "strength", "date")


class Tabular:
    """Shows in a notebook as its table, and turns into pandas as its table."""

    @property
    def table(self) -> Table:
        """Give the table."""
        raise NotImplementedError

    def _repr_html_(self) -> str:
        return self.table._repr_html_()

    def to_pandas(self) -> "DataFrame":
        """Give the table as a data frame. Raises BrokenEnvironmentError where pandas is not installed."""
        return self.table.to_pandas()


@dataclass(frozen=True, repr=False)
class Found(Tabular):
    """The hits of one page of a search. Where nothing was found (`total` is 0), `hits` are the nearest misses."""

    answer: SearchAnswer

    @property
    def hits(self) -> tuple[Hit, ...]:
        """Give the hits, best first."""
        return self.answer.results

    @property
    def total(self) -> int:
        """Give the number of all hits, on this page and on others."""
        return self.answer.total

    @property
    def confident(self) -> bool:
        """Tell whether the base answers the query; False where these are the nearest misses."""
        return self.answer.confident

    @property
    def table(self) -> Table:
        """Give a row a hit; `score` is from 0 to 1, `strength` from 0 to 5."""
        shown = [hit.as_json() for hit in self.hits]
        return Table.of(self._heading, HIT_COLUMNS, [[hit[column] for column in HIT_COLUMNS] for hit in shown])

    @property
    def _heading(self) -> str:
        if not self.confident:
            return "Nothing here answers this; the nearest misses"
        return f"{self.answer.at_least}{self.total} found"

    def __len__(self) -> int:
        """Give the number of hits on this page."""
        return len(self.hits)

    def __iter__(self) -> Iterator[Hit]:
        """Give each hit, best first."""
        return iter(self.hits)

    def __repr__(self) -> str:
        """Give a heading and a line a hit."""
        return "\n".join([self._heading, *(f"{hit.score:.2f}  {hit.title}  [{hit.slug}]" for hit in self.hits)])


@dataclass(frozen=True, repr=False)
class Entry(Tabular):
    """One entry; `record` holds everything that is known of it, with ids of terms."""

    record: EntryRecord
    labels: Labels

    @property
    def slug(self) -> str:
        """Give the id."""
        return self.record.slug

    @property
    def title(self) -> str:
        """Give the title."""
        return self.record.title

    @property
    def table(self) -> Table:
        """Give its impacts."""
        return self.facts("impacts")

    def facts(self, kind: str) -> Table:
        """Give its facts of one kind, a row a fact with its source. Raises QueryError for a kind that is none."""
        if kind not in FACTS:
            raise QueryError(f"there are no facts of the kind {kind[:80]!r}; allowed: {', '.join(FACTS)}")
        columns = tuple(FACTS[kind].__dataclass_fields__)
        return Table.of(f"{kind} of {self.slug}", columns, [list(asdict(one).values()) for one in self._of(kind)])

    def _of(self, kind: str) -> tuple[Any, ...]:
        found: tuple[Any, ...] = getattr(self.record, kind)
        return found

    def as_json(self) -> dict[str, Any]:
        """Give it as /entries/<slug>.json does."""
        return entry_as_json(self.record, self.labels)

    def __repr__(self) -> str:
        """Give what it is, what came of it and where it is from."""
        record = self.record
        status = self.labels.label("status", record.status)
        kind = self.labels.label("kinds", record.kind)
        sources = [f"  {source.id}: {source.title}" for source in record.sources]
        state = f"{kind}, {status} ({record.status_as_of})"
        return "\n".join([record.title, state, record.summary, record.evidence.label, "Sources:", *sources])


@dataclass(frozen=True, repr=False)
class Compared(Tabular):
    """Two to five entries side by side, outcomes aligned."""

    comparison: Comparison
    labels: Labels

    @property
    def table(self) -> Table:
        """Give a row for each thing that is compared, a column an entry; empty where an entry says nothing on it."""
        slugs = tuple(entry.slug for entry in self.comparison.entries)
        columns = (COMPARED, *slugs)
        rows = compared(self.comparison, self.labels)
        return Table.of("Comparison", columns, [[row[column] for column in columns] for row in rows])

    def as_json(self) -> dict[str, Any]:
        """Give it as /compare.json does."""
        return self.comparison.as_json(self.labels)

    def __repr__(self) -> str:
        """Give the table as text."""
        return repr(self.table)


@dataclass(frozen=True, repr=False)
class Reviewed(Tabular):
    """A rapid review of a search or of chosen entries."""

    review: Review
    labels: Labels

    @property
    def table(self) -> Table:
        """Give a row an entry of the review, in words."""
        columns = ("slug", "title", "place", "status", "care_models", "population", "evidence", "strength")
        told = columns[2:]
        rows = [
            [study.entry.slug, study.entry.title, *(getattr(study, name) for name in told)]
            for study in self.review.studies
        ]
        return Table.of(self.review.title, columns, rows)

    @property
    def markdown(self) -> str:
        """Give the whole text as Markdown, every statement with its source."""
        return markdown(blocks(self.review, self.labels.base))

    def __repr__(self) -> str:
        """Give the whole text."""
        return self.markdown
