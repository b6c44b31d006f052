"""Entries to read next: those that a contributor linked, then the nearest by meaning, each with the reason."""

from dataclasses import dataclass

import numpy as np

from kb.errors import QueryError
from kb.search.engine import Search

LIMIT = 6
# Below this cosine two entries share the field's language and little else.
NEAR = 0.6
SHARED = ("care_model", "contract_type", "outcome")


@dataclass(frozen=True)
class RelatedHit:
    """A related entry. Curated links have a relation; the others how similar they are and what they share."""

    slug: str
    kind: str
    title: str
    curated: bool
    relation: str | None
    note: str | None
    similarity: float | None
    shared: dict[str, tuple[str, ...]]
    reason: str


def related(search: Search, slug: str, limit: int = LIMIT) -> list[RelatedHit]:
    """Give the entries linked to, in the contributor's order, and up to `limit` near ones. QueryError: no such entry."""
    number = search.number(slug)
    if number is None:
        raise QueryError(f"there is no entry {slug[:80]!r}")
    linked = _linked(search, slug)
    taken = {hit.slug for hit in linked} | {slug}
    similarity = search.meaning.wholes @ search.meaning.wholes[number]
    order = np.argsort(-similarity, kind="stable").tolist()
    near = [at for at in order if search.cards[at].slug not in taken and similarity[at] >= NEAR]
    return [*linked, *(_near(search, number, at, float(similarity[at])) for at in near[:limit])]


def _linked(search: Search, slug: str) -> list[RelatedHit]:
    rows = search.connection().execute(
        "select related.slug, entries.kind, entries.title, related.relation, related.note, relations.label"
        " from related join entries on entries.slug = related.slug join relations on relations.id = related.relation"
        " where related.entry = ? order by related.rowid",
        [slug],
    )
    return [
        RelatedHit(to, kind, title, True, relation, note, None, {}, note or label)
        for to, kind, title, relation, note, label in rows
    ]


def _near(search: Search, number: int, other: int, similarity: float) -> RelatedHit:
    card = search.cards[other]
    shared = {name: labels for name in SHARED if (labels := search.masks.shared(name, number, other))}
    parts = [f"same {name.replace('_', ' ')}: {', '.join(labels)}" for name, labels in shared.items()]
    reason = "; ".join([*parts, f"similarity {similarity:.2f}"])
    return RelatedHit(card.slug, card.kind, card.title, False, None, None, round(similarity, 4), shared, reason)


def near_text(search: Search, text: str, limit: int = LIMIT) -> list[tuple[str, float]]:
    """Give the slugs of the entries nearest in meaning to a text, with their cosine, as far as they are near."""
    similarity = search.meaning.wholes @ search.encoded(text)
    order = np.argsort(-similarity, kind="stable")[:limit].tolist()
    return [(search.cards[at].slug, float(similarity[at])) for at in order if similarity[at] >= NEAR]
