"""What a list of hits tells of each entry beside its summary: where, which terms, how many results by effect."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kb.published.summary import EFFECTS

LEVELS = "levels"
PLACES = "select slug, place, region from entries where slug in ({slugs})"
TERMS = "select entry, {column} from entry_{column}s where entry in ({slugs}) order by rowid"
# Each claim counts once, as on the page of the entry; a level that nothing is compared with has no effect.
RESULTS = """select entry, coalesce(effect, 'levels'), count(distinct claim) from impacts
where entry in ({slugs}) and basis in ('observed', 'reported') group by entry, effect"""


@dataclass(frozen=True)
class HitFacts:
    """The facts of one entry."""

    place: str | None
    region: str | None
    care_models: tuple[str, ...]
    contract_types: tuple[str, ...]
    results: Mapping[str, int]
    """Number of its results by effect, and of its levels."""

    def as_json(self) -> dict[str, Any]:
        """Give them as the API shows them."""
        return {
            "place": self.place,
            "region": self.region,
            "care_models": list(self.care_models),
            "contract_types": list(self.contract_types),
            "results": {effect: self.results[effect] for effect in EFFECTS if effect in self.results},
            "levels": self.results.get(LEVELS, 0),
        }


def with_hit_facts(connection: sqlite3.Connection, answer: Mapping[str, Any]) -> dict[str, Any]:
    """Give the answer to a search, as JSON, with the facts of each hit."""
    facts = read_hit_facts(connection, [hit["slug"] for hit in answer["results"]])
    return {**answer, "results": [{**hit, **facts[hit["slug"]].as_json()} for hit in answer["results"]]}


def read_hit_facts(connection: sqlite3.Connection, slugs: Sequence[str]) -> dict[str, HitFacts]:
    """Read them for entries, by slug."""
    marks = ", ".join("?" * len(slugs))

    def rows(query: str, column: str = "") -> Iterator[tuple[Any, ...]]:
        yield from connection.execute(query.format(slugs=marks, column=column), list(slugs))

    terms: dict[str, dict[str, list[str]]] = {name: defaultdict(list) for name in ("care_model", "contract_type")}
    for name, found in terms.items():
        for slug, term in rows(TERMS, name):
            found[slug].append(term)
    results: dict[str, dict[str, int]] = defaultdict(dict)
    for slug, effect, number in rows(RESULTS):
        results[slug][effect] = number
    models, contracts = terms.values()
    return {
        slug: HitFacts(place, region, tuple(models[slug]), tuple(contracts[slug]), results[slug])
        for slug, place, region in rows(PLACES)
    }
