"""Rows about claims: each claim once with its home, what it is about, and which claims bear it out or speak against it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ingest.read.load import Base
from kb.model.claims import Figure, Impact
from kb.model.entry import Entry
from kb.model.facts import cites
from kb.model.rating import NOT_MEASURED

Row = dict[str, Any]
Rows = dict[str, list[Row]]
FIELDS: dict[str, str] = {"impacts": "impact", "figures": "figure"}
# What a claim says of its impact, so that counts need no other table.
TOLD = ("outcome", "basis", "effect", "strength", "design")


def claim_name(slug: str, position: int, claim: Impact | Figure) -> str:
    """Give the name of a claim in its home, slug#id; one without an id is named by its place, which may move."""
    kind = "impact" if isinstance(claim, Impact) else "figure"
    return f"{slug}#{claim.id or f'{kind}-{position}'}"


def claim_rows(base: Base, impacts: Iterable[Row]) -> Rows:
    """Give the rows of the tables about claims, in the order of the entries."""
    rated = {(row["entry"], row["position"]): row for row in impacts}
    tellings, sources = _told(base)
    found: Rows = defaultdict(list)
    for slug, position, kind, claim in _claims(base):
        name, fact = claim_name(slug, position, claim), f"{slug}-{position}"
        if claim.repeats is None:
            told = rated[slug, position] if kind == "impact" else {}
            row = {"id": name, "entry": slug, "impact": None, "figure": None, kind: fact}
            counts = {"tellings": tellings[name], "sources": len(sources[name])}
            found["claims"].append({**row, **{key: told.get(key) for key in TOLD}, **counts})
        if isinstance(claim, Impact):
            _about(fact, claim, base.entries[slug], found)
            found["claim_links"] += _links(claim.repeats or name, claim)
    return found


def _claims(base: Base) -> Iterator[tuple[str, int, str, Impact | Figure]]:
    """Give every claim with its entry, position and kind, in the order of the entries."""
    for slug, entry in sorted(base.entries.items()):
        for field, kind in FIELDS.items():
            for position, claim in enumerate(getattr(entry, field)):
                yield slug, position, kind, claim


def _told(base: Base) -> tuple[Mapping[str, int], Mapping[str, set[str]]]:
    """Count, for each claim, the rows that tell it, and collect the sources that do."""
    tellings: dict[str, int] = defaultdict(int)
    sources: dict[str, set[str]] = defaultdict(set)
    for slug, position, _, claim in _claims(base):
        name = claim.repeats or claim_name(slug, position, claim)
        tellings[name] += 1
        sources[name] |= {cite.source for cite in cites(claim.cite)}
    return tellings, sources


def _links(name: str, claim: Impact) -> list[Row]:
    return [
        {"claim": name, "other_claim": link.claim, "relation": relation, "note": link.note}
        for relation in ("confirms", "contradicts")
        for link in getattr(claim, relation)
    ]


def _about(fact: str, claim: Impact, entry: Entry, found: Rows) -> None:
    """A contract type that the source does not tie to the result stands beside it: a result under such a contract."""
    types = list(dict.fromkeys(entry.contract.types)) if entry.contract else []
    models = list(dict.fromkeys(entry.care_models))
    about = _concerned(claim, models, types)
    found["impact_care_models"] += [{"impact": fact, "care_model": one} for one in models if one in about]
    found["impact_contract_types"] += [
        {"impact": fact, "contract_type": one, "tied": int(one in about)} for one in types
    ]
    evaluated = dict.fromkeys(link.slug for link in entry.related if link.relation == "evaluates")
    found["impact_schemes"] += [{"impact": fact, "scheme": one} for one in claim.schemes or evaluated]


def _concerned(claim: Impact, models: list[str], types: list[str]) -> list[str]:
    """Where an entry has one care model or contract type in all, its claims are about that one; a hope is about all models."""
    if claim.about is not None:
        return claim.about
    if claim.basis in NOT_MEASURED:
        return models
    return [*models, *types] if len(models) + len(types) == 1 else []
