"""What a search gives back, and its form as JSON."""

from dataclasses import dataclass, field
from typing import Any

from kb.search.request import SearchRequest


@dataclass(frozen=True)
class ShownPassage:
    """The passage that matched: plain, and as safe HTML with the matching words marked."""

    field: str
    text: str
    html: str

    def as_json(self) -> dict[str, str]:
        """Give it as the API shows it."""
        return {"field": self.field, "text": self.text, "html": self.html}


@dataclass(frozen=True)
class Why:
    """Why an entry was found: its rank in each half (None where a half did not find it), and what matched.

    `also`: facts that add to the passage; of the first hits, others that answer nearly as well too.
    """

    keyword_rank: int | None
    semantic_rank: int | None
    similarity: float | None
    matched_terms: tuple[str, ...]
    passage: ShownPassage | None
    also: tuple[ShownPassage, ...] = ()


@dataclass(frozen=True)
class Hit:
    """An entry that was found."""

    slug: str
    kind: str
    title: str
    summary: str
    score: float
    why: Why
    status: str | None = None
    strength: int | None = None
    date: str | None = None
    withdrawn: bool = False

    def as_json(self) -> dict[str, Any]:
        """Give the hit as the API shows it."""
        why = self.why
        return {
            "slug": self.slug,
            "kind": self.kind,
            "title": self.title,
            "summary": self.summary,
            "url": f"/entries/{self.slug}",
            "score": round(self.score, 4),
            "status": self.status,
            "strength": self.strength,
            "date": self.date,
            "withdrawn": self.withdrawn,
            "why": {
                "keyword_rank": why.keyword_rank,
                "semantic_rank": why.semantic_rank,
                "similarity": None if why.similarity is None else round(why.similarity, 4),
                "matched_terms": list(why.matched_terms),
                "passage": why.passage and why.passage.as_json(),
                "also": [passage.as_json() for passage in why.also],
            },
        }


@dataclass(frozen=True)
class Card:
    """What a hit shows of its entry."""

    slug: str
    kind: str
    title: str
    summary: str
    status: str | None
    strength: int | None
    date: str | None
    withdrawn: int

    def hit(self, score: float, why: Why) -> Hit:
        """Give the entry as a hit of this score."""
        return Hit(
            self.slug, self.kind, self.title, self.summary, score, why,
            self.status, self.strength, self.date, bool(self.withdrawn),
        )  # fmt: skip


@dataclass(frozen=True)
class Expansion:
    """A term in the query, and the other ways to write it that were searched for too."""

    text: str
    also: tuple[str, ...]


@dataclass(frozen=True)
class Drop:
    """A filter that could go, and how many hits there would then be."""

    filters: tuple[str, ...]
    total: int


@dataclass(frozen=True)
class AbsentPlace:
    """A place that no entry is about, and the nearest wider one that any is about; empty where there is none."""

    place: str
    wider: str


@dataclass(frozen=True)
class Interpretation:
    """How the query was understood.

    `corrected`: the correction has been searched for already. `not_found`: words that no entry has. `nothing_on`: places
    that no entry is about.
    """

    expanded: tuple[Expansion, ...] = ()
    did_you_mean: str | None = None
    corrected: bool = False
    drop_filter: tuple[Drop, ...] = ()
    not_found: tuple[str, ...] = ()
    nothing_on: tuple[AbsentPlace, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Give it as the API shows it."""
        return {
            "expanded": [{"text": item.text, "also": list(item.also)} for item in self.expanded],
            "did_you_mean": self.did_you_mean,
            "corrected": self.corrected,
            "drop_filter": [{"filters": list(drop.filters), "total": drop.total} for drop in self.drop_filter],
            "not_found": list(self.not_found),
            "nothing_on": [{"place": one.place, "wider": one.wider} for one in self.nothing_on],
        }


@dataclass(frozen=True)
class SearchAnswer:
    """The hits of one page, and what is true of all of them.

    Where it is not `complete`, there are at least `total` hits, and the facets count those.
    """

    request: SearchRequest
    interpretation: Interpretation
    confident: bool
    total: int
    next: str | None
    facets: dict[str, list[dict[str, str | int]]]
    results: tuple[Hit, ...]
    data_version: str
    complete: bool = True
    took_ms: float = field(compare=False, default=0.0)

    @property
    def at_least(self) -> str:
        """Give the words to put before each number of hits: none where it is the whole number."""
        return "" if self.complete else "at least "

    def as_json(self) -> dict[str, Any]:
        """Give the answer in the shape that /search.json promises."""
        query = {"q": self.request.q, "mode": self.request.mode, "filters": self.request.active()}
        return {
            "ok": True,
            "query": {**query, "sort": self.request.sort, "size": self.request.size, "expand": self.request.expand},
            "interpretation": self.interpretation.as_json(),
            "confident": self.confident,
            "total": self.total,
            "complete": self.complete,
            "next": self.next,
            "facets": self.facets,
            "results": [hit.as_json() for hit in self.results],
            "data_version": self.data_version,
            "took_ms": round(self.took_ms, 2),
        }
