"""A source as a reference to take away."""

import sqlite3

from datasette import NotFound, Response

from kb.exports.source_reference import source_bibtex, source_ris
from kb.published.record_types import SourceRecord
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
    ending = str(visit.request.path).rsplit(".", 1)[1]
    found = await visit.site.read(_read, visit.slug)
    if found is None:
        raise NotFound(f"There is no source {visit.slug[:80]!r}; /kb/sources lists them.")
    write, content_type = WRITERS[ending]
    return download(write(found, visit.site.base.name), content_type, f"{found.id}.{ending}")


def _read(connection: sqlite3.Connection, source: str) -> SourceRecord | None:
    return read_sources(connection).get(source)
