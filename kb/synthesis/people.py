"""Contacts: whom the sources name, of which entry, and how old that is."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from kb.model.dates import first_day
from kb.published import wording
from kb.published.record_types import ContactRecord

DAYS_IN_A_YEAR = 365.25
CONTACTS = """select entries.slug, entries.title, entries.kind, entries.place, {columns} from contacts as fact
join entries on entries.slug = fact.entry where entries.withdrawn_on is null order by entries.slug, fact.position"""


def years_old(as_of: str, on: date) -> int:
    """Give the age in whole years, at a date, of what was printed at another."""
    return int((on - date.fromisoformat(first_day(as_of))).days / DAYS_IN_A_YEAR)


def whom(fact: ContactRecord, on: date) -> str:
    """Say who could be asked and how to reach them, with the date of the print and its age: people move on."""
    parts = (fact.name, fact.role, fact.organisation, fact.email, fact.phone)
    years = years_old(fact.as_of, on)
    age = f", {wording.count(years, 'year')} old" if years >= 1 else ""
    return f"{', '.join(part for part in parts if part)} (as of {wording.day(fact.as_of)}{age})"


@dataclass(frozen=True)
class Contact:
    """Somebody who could be asked, and the entry that names them."""

    entry: str
    title: str
    kind: str
    place: str | None
    fact: ContactRecord

    def years(self, on: date) -> int:
        """Give the age of the details in whole years at a date."""
        return years_old(self.fact.as_of, on)


def read_contacts(connection: sqlite3.Connection, slugs: Sequence[str] | None = None) -> tuple[Contact, ...]:
    """Read the contacts of some entries in their order, or of all, the newest first."""
    columns = ", ".join(f"fact.{column.name}" for column in fields(ContactRecord))
    rows = connection.execute(CONTACTS.format(columns=columns))
    found = [Contact(slug, title, kind, place, ContactRecord(*fact)) for slug, title, kind, place, *fact in rows]
    if slugs is None:
        return tuple(sorted(found, key=lambda one: first_day(one.fact.as_of), reverse=True))
    order = {slug: number for number, slug in enumerate(slugs)}
    return tuple(sorted((one for one in found if one.entry in order), key=lambda one: order[one.entry]))
