"""Rows of the table disagreements: results about one outcome that point different ways, and what else differs."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from ingest.store.rows import Row
from kb.model.rating import NOT_MEASURED
from kb.synthesis.disagreements import ASPECTS, CLEAR

DECLARED = "disagrees-with"


def disagreement_rows(impacts: list[Row], related: list[Row]) -> list[Row]:
    """Give a row for each pair of results, once, then one for each disagreement that a contributor declared."""
    related = sorted(related, key=lambda row: (row["entry"], row["slug"], row["relation"]))
    by_entry: dict[str, list[Row]] = defaultdict(list)
    for impact in impacts:
        if impact["effect"] in CLEAR and impact["basis"] not in NOT_MEASURED:
            by_entry[impact["entry"]].append(impact)
    pairs = [pair for own in by_entry.values() for pair in combinations(own, 2)]
    linked = sorted({(min(row["entry"], row["slug"]), max(row["entry"], row["slug"])) for row in related})
    pairs += [(a, b) for one, other in linked for a in by_entry[one] for b in by_entry[other]]
    found = [*(_results(*pair) for pair in pairs if _disagree(*pair)), *_declared(related)]
    return [{"id": number, **row} for number, row in enumerate(found, start=1)]


def _disagree(one: Row, other: Row) -> bool:
    return bool(one["outcome"] == other["outcome"] and one["effect"] != other["effect"])


def _results(one: Row, other: Row) -> Row:
    differing = [word for name, word in ASPECTS.items() if one[name] != other[name]]
    return {
        "entry": one["entry"],
        "other_entry": other["entry"],
        "outcome": one["outcome"],
        "impact": one["id"],
        "other_impact": other["id"],
        "effect": one["effect"],
        "other_effect": other["effect"],
        "differs_in": ", ".join(differing),
    }


def _declared(related: list[Row]) -> Iterator[Row]:
    seen: set[frozenset[str]] = set()
    for row in related:
        pair = frozenset((row["entry"], row["slug"]))
        if row["relation"] == DECLARED and pair not in seen:
            seen.add(pair)
            yield {"entry": row["entry"], "other_entry": row["slug"], "note": row["note"]}
