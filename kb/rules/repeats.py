"""Rules across the claims of all entries: each claim has one home, and what repeats it says so."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kb.model.citations import Location
from kb.model.claims import Figure, Impact
from kb.model.entry import Entry
from kb.model.facts import cites
from kb.rules.finding import Finding
from kb.rules.naming import called

# Notes shorter than this many words say little that two claims could not share by chance.
TELLING_WORDS = 8
Claim = Impact | Figure


@dataclass(frozen=True)
class Placed:
    """A claim with the entry and the place where it stands."""

    slug: str
    at: Location
    claim: Claim

    @property
    def name(self) -> str | None:
        """Give the name by which others point to it, slug#id; None where it has no id."""
        return f"{self.slug}#{self.claim.id}" if self.claim.id else None


def placed_claims(entries: Mapping[str, Entry]) -> Iterator[Placed]:
    """Give every claim of every entry, in their order."""
    for slug, entry in entries.items():
        for field in ("impacts", "figures"):
            for index, claim in enumerate(getattr(entry, field)):
                yield Placed(slug, (field, index), claim)


def findings_across(
    entries: Mapping[str, Entry], unread: frozenset[str] = frozenset()
) -> Iterator[tuple[str, Finding]]:
    """Give every finding on claims across entries, each with the slug of its entry.

    Nothing is known of the claims of entries that could not be read, so that none is missed there.
    """
    claims = list(placed_claims(entries))
    named: dict[str, Placed] = {}
    for one in claims:
        if one.name and one.name in named:
            message = f"the id {one.claim.id!r} stands for another claim of this entry too"
            yield one.slug, Finding((*one.at, "id"), "claim-id-twice", message, "give each claim an id of its own")
        elif one.name:
            named[one.name] = one
    for one in claims:
        for slug, finding in (*_repeats(one, named), *_links(one, named)):
            if finding.rule != "unknown-claim" or finding.message.split("'")[1].partition("#")[0] not in unread:
                yield slug, finding
    yield from _unmarked(claims)


def _repeats(one: Placed, named: Mapping[str, Placed]) -> Iterator[tuple[str, Finding]]:
    name = one.claim.repeats
    if name is None:
        return
    at, home = (*one.at, "repeats"), named.get(name)
    if home is None:
        message = f"there is no claim {name!r}"
        yield (
            one.slug,
            Finding(at, "unknown-claim", message, "name the slug and the id of a claim that exists", tuple(named)),
        )
    elif home.claim.repeats:
        message = f"{name} repeats {home.claim.repeats} itself"
        yield one.slug, Finding(at, "repeats-a-repeat", message, f"name the claim's home: {home.claim.repeats}")
    elif _differs(one.claim, home.claim) and not one.claim.note:
        message = f"value, unit or direction differ from those of {name}"
        yield one.slug, Finding(at, "repeats-differs", message, "say in note why they differ, or correct one of them")


def _differs(one: Claim, home: Claim) -> bool:
    names = ("value", "value_to", "unit", "direction")
    return any(getattr(one, name, None) != getattr(home, name, None) for name in names)


def _links(one: Placed, named: Mapping[str, Placed]) -> Iterator[tuple[str, Finding]]:
    if not isinstance(one.claim, Impact):
        return
    for field in ("confirms", "contradicts"):
        for index, link in enumerate(getattr(one.claim, field)):
            at = (*one.at, field, index, "claim")
            if link.claim not in named:
                message = f"there is no claim {link.claim!r}"
                advice = "name the slug and the id of a claim that exists"
                yield one.slug, Finding(at, "unknown-claim", message, advice, tuple(named))
            elif link.claim == one.name:
                yield one.slug, Finding(at, "claim-links-itself", "the claim links to itself", "name another claim")


def _unmarked(claims: list[Placed]) -> Iterator[tuple[str, Finding]]:
    """Two claims of one place with one outcome, value and unit, or with the same words, are one claim told twice."""
    seen: dict[tuple[object, ...], list[Placed]] = defaultdict(list)
    for one in claims:
        for key in _keys(one.claim):
            twin = next((other for other in seen[key] if _told_twice(one, other)), None)
            if twin:
                told = f"{twin.slug}, {called(twin.at)}"
                message = f"the same claim stands in {told}: one source, place, outcome and value, or the same words"
                advice = (
                    "keep it where it belongs most, and give the other repeats: slug#id, or say in each what differs"
                )
                yield one.slug, Finding(one.at, "claim-told-twice", message, advice)
                break
        for key in _keys(one.claim):
            seen[key].append(one)


def _keys(claim: Claim) -> Iterator[tuple[object, ...]]:
    first = cites(claim.cite)[0]
    if isinstance(claim, Impact) and claim.value is not None:
        told = (claim.outcome, claim.value, claim.unit, claim.population, claim.period)
        yield ("value", first.source, first.at, *told)
    words = claim.note if isinstance(claim, Impact) else claim.what
    if words and len(words.split()) >= TELLING_WORDS:
        outcome = claim.outcome if isinstance(claim, Impact) else claim.value
        yield ("words", first.source, " ".join(words.casefold().split()), outcome)


def _told_twice(one: Placed, other: Placed) -> bool:
    """Two rows of one entry may share words; those of two entries, or that point to one another, may not."""
    if one.slug == other.slug:
        return False
    home_of_one = one.claim.repeats or one.name
    home_of_other = other.claim.repeats or other.name
    return home_of_one is None or home_of_one != home_of_other
