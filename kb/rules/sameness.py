"""What two entries have in common that no two schemes have by chance: place, contacts, numbers of people, figures."""

from collections.abc import Iterator, Mapping

from kb.model.claims import Figure, Impact
from kb.model.entry import Entry
from kb.model.facts import Contact
from kb.rules.finding import Finding

# Kinds of fact that two entries must share before they are told of.
ENOUGH = 3
# Somebody whom more entries name than these stands for an office, which many schemes share.
MOST = 20


def shared_facts(one: Entry, other: Entry) -> tuple[str, ...]:
    """Give the facts that two entries share, in words, at most one of each kind."""
    found = []
    if one.place and other.place and one.place.name.casefold() == other.place.name.casefold():
        found.append(f"place {one.place.name}")
    if people := _people(one) & _people(other):
        found.append(f"contact {min(people)}")
    if sizes := _sizes(one) & _sizes(other):
        found.append(f"population of {max(sizes):,}")
    if figures := _figures(one) & _figures(other):
        found.append("figure " + min(f"{value:,} {unit}" for value, unit in figures))
    return tuple(found)


def _people(entry: Entry) -> set[str]:
    return {name for contact in entry.contacts for name in _names(contact)}


def _names(contact: Contact) -> Iterator[str]:
    yield from (text.casefold() for text in (contact.email, contact.name) if text)
    if contact.phone:
        yield "".join(filter(str.isdigit, contact.phone))


def _sizes(entry: Entry) -> set[float]:
    return {group.size for group in entry.population if group.size is not None}


def _figures(entry: Entry) -> set[tuple[float, str | None]]:
    """Give figures and results with their units; a number below ten is shared by chance."""
    told: list[Figure | Impact] = [*entry.figures, *entry.impacts]
    return {(one.value, one.unit) for one in told if one.value is not None and abs(one.value) >= 10}


def same_schemes(entries: Mapping[str, Entry]) -> Iterator[tuple[str, Finding]]:
    """Give a finding for each two entries of one kind that share place, contact and numbers and are not linked."""
    linked = {frozenset((slug, link.slug)) for slug, entry in entries.items() for link in entry.related}
    by_person: dict[str, list[str]] = {}
    told: set[frozenset[str]] = set()
    for slug, entry in entries.items():
        for person in sorted(_people(entry)):
            for other in by_person.setdefault(person, [])[:MOST]:
                pair = frozenset((slug, other))
                if pair in linked or pair in told or other == slug:
                    continue
                told.add(pair)
                yield from _same(slug, other, shared_facts(entry, entries[other]))
            by_person[person].append(slug)


def _same(slug: str, other: str, shared: tuple[str, ...]) -> Iterator[tuple[str, Finding]]:
    if len(shared) >= ENOUGH:
        message = f"this may be {other} in other words: both have {', '.join(shared)}"
        yield slug, Finding(("title",), "same-scheme", message, "make one entry of both, or link them with related")
