"""What is past its date: entries that nobody has checked, contacts and links that have grown old, by who looks after them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ingest.read.load import Base
from kb.model.base import SOURCES
from kb.model.citations import citations
from kb.model.dates import last_day
from kb.rules.naming import called


@dataclass(frozen=True, order=True)
class Stale:
    """One thing that is past its date: who looks after it, what it is, since when, and where it stands."""

    owner: str
    what: str
    since: str
    path: str
    line: int


@dataclass(frozen=True)
class Ages:
    """How old a thing may grow, in months."""

    entries: int
    contacts: int
    links: int


def stale(base: Base, ages: Ages, today: date) -> list[Stale]:
    """Give what is past its date, by owner and then the oldest first. An owner is whoever checked the entry last."""
    found = [*_entries(base, _before(today, ages.entries)), *_contacts(base, _before(today, ages.contacts))]
    found += _links(base, _before(today, ages.links))
    return sorted(found, key=lambda one: (one.owner, one.since, one.path, one.line))


def _before(today: date, months: int) -> str:
    """Give the day that lies so many months back."""
    months_of_all = today.year * 12 + today.month - 1 - months
    return f"{months_of_all // 12:04d}-{months_of_all % 12 + 1:02d}-{today.day:02d}"


def _entries(base: Base, limit: str) -> Iterator[Stale]:
    for slug, entry in base.entries.items():
        if entry.withdrawn is None and last_day(entry.review.last_checked) < limit:
            yield _at(base, slug, entry.review.by, "not checked", entry.review.last_checked, ("review", "last_checked"))


def _contacts(base: Base, limit: str) -> Iterator[Stale]:
    for slug, entry in base.entries.items():
        for index, contact in enumerate(entry.contacts if entry.withdrawn is None else ()):
            if last_day(contact.as_of) < limit:
                at = ("contacts", index, "as_of")
                yield _at(base, slug, entry.review.by, f"{called(at[:2])} may have changed", contact.as_of, at)


def _links(base: Base, limit: str) -> Iterator[Stale]:
    owners: dict[str, str] = {}
    for entry in base.entries.values():
        for _, cite in citations(entry):
            owners.setdefault(cite.source, entry.review.by)
    for name, source in base.sources.items():
        if source.url and last_day(source.accessed or source.date) < limit:
            owner = owners.get(name, "nobody")
            yield _at(base, f"{SOURCES}/{name}", owner, "link not opened", source.accessed or source.date, ("url",))


def _at(base: Base, name: str, owner: str, what: str, since: str, at: tuple[str | int, ...]) -> Stale:
    document = base.documents[name]
    return Stale(owner, what, since, document.path, document.place(at)[0])
