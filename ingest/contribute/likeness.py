"""Entries of the base that may be about the same thing: near in meaning, or with facts in common, which are named."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.read.load import Base

# Cosine of whole entries. Above the first alone tells; above the second it tells together with a fact in common.
ALIKE, NEAR = 0.8, 0.6
MOST = 5
# What a fact in common weighs; what weighs less than 3 may be chance.
TELLING = 3.0
CONTACT, PLACE, FIGURE, MEANT, CLOSE = 3.0, 1.5, 1.0, 3.0, 1.0
# A fact that more entries share says nothing, nor does a number of one digit.
FEW, SHORT = 4, 10


@dataclass(frozen=True)
class Alike:
    """An entry that may be about the same thing, and what speaks for it."""

    slug: str
    title: str
    reasons: tuple[str, ...]
    weight: float


def alike(
    data: Mapping[str, Any], base: Base, near: Sequence[tuple[str, float]], itself: str = ""
) -> tuple[Alike, ...]:
    """Give the entries that may be about the same thing as the data of one, the likeliest first.

    `near` are slugs with their similarity of meaning, 0 to 1.
    """
    meaning = dict(near)
    others = {slug: _facts(base.documents[slug].data) for slug in base.entries if slug != itself}
    counts = Counter(fact for one in others.values() for fact in (*one.contacts, *one.places, *one.figures))
    mine = _facts(data).rare(counts)
    found = []
    for slug, theirs in others.items():
        weight, reasons = _weighed(mine, theirs, meaning.get(slug, 0.0))
        if weight >= TELLING and not _linked(data, slug) and not _linked(base.documents[slug].data, itself):
            found.append(Alike(slug, base.entries[slug].title, tuple(reasons), weight))
    return tuple(sorted(found, key=lambda one: (-one.weight, one.slug))[:MOST])


def _linked(data: Mapping[str, Any], slug: str) -> bool:
    """Tell whether an entry says itself that it belongs to another."""
    related = data.get("related") or []
    return any(isinstance(link, Mapping) and link.get("slug") == slug for link in related)


@dataclass(frozen=True)
class _Facts:
    contacts: frozenset[str]
    places: frozenset[str]
    figures: frozenset[str]

    def rare(self, counts: Mapping[str, int]) -> "_Facts":
        """Give the facts that few entries share."""
        return _Facts(
            *(
                frozenset(one for one in held if counts[one] <= FEW)
                for held in (self.contacts, self.places, self.figures)
            )
        )


def _weighed(mine: _Facts, theirs: _Facts, similarity: float) -> tuple[float, list[str]]:
    weight, reasons = 0.0, []
    for shared, each, what in (
        (mine.contacts & theirs.contacts, CONTACT, "same contact"),
        (mine.places & theirs.places, PLACE, "same place"),
        (mine.figures & theirs.figures, FIGURE, "same figures"),
    ):
        if shared:
            weight += each * (len(shared) if what == "same figures" else 1)
            reasons.append(f"{what}: {', '.join(sorted(shared)[:3])}")
    if similarity >= NEAR:
        weight += MEANT if similarity >= ALIKE else CLOSE
        reasons.append(f"similar in meaning ({similarity:.2f} of 1)")
    return weight, reasons


def _facts(data: Mapping[str, Any]) -> _Facts:
    contacts = data.get("contacts") or []
    told = {one.get(name) for one in contacts if isinstance(one, Mapping) for name in ("email", "name")}
    place = data.get("place")
    name = place.get("name") if isinstance(place, Mapping) else None
    return _Facts(
        frozenset(str(one).casefold() for one in told if one),
        frozenset({str(name).casefold()} if name else ()),
        frozenset(_figures(data)),
    )


def _figures(data: Mapping[str, Any]) -> Iterator[str]:
    """Give the figures that tell entries apart: with two digits or more, and their unit."""
    contract = data.get("contract")
    values = contract.get("values") or [] if isinstance(contract, Mapping) else []
    for fact in (*(data.get("impacts") or []), *(data.get("figures") or []), *(data.get("population") or []), *values):
        if isinstance(fact, Mapping):
            number = next((fact[name] for name in ("value", "size", "amount") if name in fact), None)
            if isinstance(number, int | float) and abs(number) >= SHORT:
                yield f"{number} {fact.get('unit') or fact.get('currency') or fact.get('group') or ''}".strip()
