"""A small database with one entry and all that its page names: made in milliseconds, for the page as it would be."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from ingest.read.load import Base
from ingest.store.database import create, insert
from ingest.store.disagreement_rows import disagreement_rows
from ingest.store.rows import rows
from kb.model.citations import citations
from kb.published.version import SCHEMA_VERSION
from kb.site.pages.entry import EntryView, read_view

DATA_VERSION = "preview"


def viewed(slug: str, base: Base) -> EntryView:
    """Give what the page of an entry shows, if the base were published as it is."""
    with closing(Database(memory=True)) as database:
        fill(database, around(slug, base))
        view = read_view(database.conn, slug, base.about)
    if view is None:
        raise LookupError(slug)
    return view


def write(slugs: list[str], base: Base, target: Path) -> None:
    """Write a database with the entries named and all that their pages name, without tags and vectors."""
    with closing(Database(target)) as database:
        fill(database, around_all(slugs, base))


def fill(database: Database, base: Base) -> None:
    """Fill a new database with a base."""
    create(database)
    found = rows(base)
    build = {
        "id": 1,
        "schema_version": SCHEMA_VERSION,
        "data_version": DATA_VERSION,
        "content_hash": "",
        "built_at": "",
    }
    insert(
        database, {**found, "disagreements": disagreement_rows(found["impacts"], found["related"]), "build": [build]}
    )


def around(slug: str, base: Base) -> Base:
    """Give the part of a base that the page of an entry shows: it, what it names, and what names it."""
    return around_all([slug], base)


def around_all(slugs: list[str], base: Base) -> Base:
    """Give the part of a base that the pages of entries show."""
    wanted = set(slugs)
    data = {name: base.documents[name].data for name in base.entries}
    for slug in slugs:
        wanted |= {name for name in _named(data[slug]) if name in base.entries}
        wanted |= {name for name, other in data.items() if slug in _named(other)}
    # Their own links lead on; a link to an entry that is left out would lead nowhere.
    entries = {name: _alone(base.entries[name], wanted, own=name in slugs) for name in sorted(wanted)}
    cited = {cite.source for entry in entries.values() for _, cite in citations(entry)}
    return replace(base, entries=entries, sources={name: base.sources[name] for name in cited if name in base.sources})


def _alone(entry: Any, wanted: set[str], *, own: bool) -> Any:  # noqa: ANN401 - an Entry with some links left out
    if own:
        return entry
    related = [link for link in entry.related if link.slug in wanted]
    superseded = [link for link in entry.superseded if link.by in wanted]
    return entry.model_copy(update={"related": related, "superseded": superseded})


def _named(value: object) -> set[str]:
    """Give the slugs that data may name: texts alone, and what stands before the # of a claim."""
    return set(_texts(value))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value.partition("#")[0]
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
