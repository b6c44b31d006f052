"""Contacts as CSV: a row a contact, as printed, with the date of the source and the age at the time of asking."""

from collections.abc import Iterable
from datetime import date

from kb.exports.publication import Publication
from kb.exports.table import as_csv
from kb.synthesis.people import Contact

COLUMNS = (
    "name", "role", "organisation", "email", "phone", "as_of", "age_years", "entry", "entry_title", "url", "source", "at",
    "data_version",
)  # fmt: skip


def contacts_csv(contacts: Iterable[Contact], on: date, publication: Publication) -> str:
    """Write contacts."""
    return as_csv(COLUMNS, (contact_row(one, on, publication) for one in contacts))


def contact_row(contact: Contact, on: date, publication: Publication) -> dict[str, str | int | None]:
    """Give one contact with its age in whole years at a date."""
    fact = contact.fact
    return {
        "name": fact.name,
        "role": fact.role,
        "organisation": fact.organisation,
        "email": fact.email,
        "phone": fact.phone,
        "as_of": fact.as_of,
        "age_years": contact.years(on),
        "entry": contact.entry,
        "entry_title": contact.title,
        "url": publication.address(f"/entries/{contact.entry}"),
        "source": fact.source,
        "at": fact.at,
        "data_version": publication.data_version,
    }
