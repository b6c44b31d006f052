"""Contacts: whom the sources name, of which entry, and how old that is."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from kb.model.dates import first_day
from kb.published.record_types import ContactRecord

DAYS_IN_A_YEAR = 365.25
CONTACTS = """select entries.slug, entries.title, entries.kind, entries.place, {columns} from contacts as fact
join entries on entries.slug = fact.entry where entries.withdrawn_on is null order by entries.slug, fact.position"""


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
        return int((on - date.fromisoformat(first_day(self.fact.as_of))).days / DAYS_IN_A_YEAR)


def read_contacts(connection: sqlite3.Connection, slugs: Sequence[str] | None = None) -> tuple[Contact, ...]:
    """Read the contacts of some entries in their order, or of all, the newest first."""
    columns = ", ".join(f"fact.{column.name}" for column in fields(ContactRecord))
    rows = connection.execute(CONTACTS.format(columns=columns))
    found = [Contact(slug, title, kind, place, ContactRecord(*fact)) for slug, title, kind, place, *fact in rows]
    if slugs is None:
        return tuple(sorted(found, key=lambda one: first_day(one.fact.as_of), reverse=True))
    order = {slug: number for number, slug in enumerate(slugs)}
    return tuple(sorted((one for one in found if one.entry in order), key=lambda one: order[one.entry]))
