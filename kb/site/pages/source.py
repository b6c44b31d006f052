"""Sources as references to take away: one of them, or all that entries rest on."""

import sqlite3
from collections.abc import Iterable

from datasette import NotFound, Response

from kb.exports.source_reference import source_bibtex, source_ris
from kb.published.record_types import SourceRecord
from kb.site.pages.reviewing import ENTRY, named_entries
from kb.site.publishing import download
from kb.site.visit import Visit
from kb.synthesis.topic_facts import read_sources

WRITERS = {
    "ris": (source_ris, "application/x-research-info-systems"),
    "bib": (source_bibtex, "application/x-bibtex"),
}


async def source_file(visit: Visit) -> Response:
    """Answer with a source as RIS or BibTeX."""
    visit.allow()
    found = await visit.site.read(_read, visit.slug)
    if found is None:
        raise NotFound(f"There is no source {visit.slug[:80]!r}; /kb/sources lists them.")
    return references(visit, [found], found.id)


async def sources_file(visit: Visit) -> Response:
    """Answer with the sources of the entries that the address names, each once, as RIS or BibTeX."""
    visit.allow(ENTRY)
    entries = await named_entries(visit)
    return references(visit, {source.id: source for entry in entries for source in entry.sources}.values(), "sources")


def references(visit: Visit, sources: Iterable[SourceRecord], name: str) -> Response:
    """Give sources in the format that the address ends in, as a file of this name."""
    ending = str(visit.request.path).rsplit(".", 1)[1]
    write, content_type = WRITERS[ending]
    body = "\n".join(write(source, visit.site.base.name) for source in sources)
    return download(body, content_type, f"{name}.{ending}")


def _read(connection: sqlite3.Connection, source: str) -> SourceRecord | None:
    return read_sources(connection).get(source)
