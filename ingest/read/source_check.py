"""Checks each source by itself, and sources against each other."""

import re
from collections import defaultdict
from collections.abc import Iterator

from ingest.read.causes import cited_sources, unreadable_entries
from ingest.read.load import Base
from ingest.read.placing import placed
from ingest.read.problems import Problem
from kb.model.base import SOURCES
from kb.model.citations import walk
from kb.model.dates import first_day, last_day
from kb.model.source import Source
from kb.rules.finding import Finding
from kb.rules.texts import texts
from kb.rules.words import text_findings

LAST_PORT = 65535
_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
WEB = re.compile(rf"https?://(?:{_LABEL}\.)+[^\W\d_](?:[\w-]*[^\W_])(?::\d+)?(?:[/?#][^\s\\<>\"]*)?", re.IGNORECASE)


def check_sources(base: Base, today: str) -> Iterator[Problem]:
    """Give every problem of sources that have the right shape."""
    for name in base.sources:
        yield from problems_of_source(base, name)
    for name in ahead(base, today):
        message = f"date is {base.sources[name].date}, and today is {today}"
        finding = Finding(("date",), "date-after-today", message, "correct the year, month or day")
        yield placed(base.documents[f"{SOURCES}/{name}"], finding)
    yield from _unused(base)
    yield from _twice(base)


def ahead(base: Base, today: str) -> frozenset[str]:
    """Give the sources whose date is later than today: it is a slip, and tells nothing of the entries that cite them."""
    return frozenset(name for name, source in base.sources.items() if first_day(source.date) > today)


def problems_of_source(base: Base, name: str) -> Iterator[Problem]:
    """Give the problems that a source has by itself."""
    source = base.sources[name]
    for finding in (*_address(source), *_dates(source), *_texts(source)):
        yield placed(base.documents[f"{SOURCES}/{name}"], finding)


def _address(source: Source) -> Iterator[Finding]:
    """Find addresses that a browser would run, open on the reader's machine, or not open at all."""
    if source.url is not None and not (WEB.fullmatch(source.url) and _has_port(source.url)):
        message = "this is no address of a page on the web"
        yield Finding(("url",), "address", message, "write it as https://example.org/page, or leave url out")


def _has_port(url: str) -> bool:
    """Tell whether the port of an address is one, where it names any."""
    port = re.match(r"[^/]+//[^/?#]*?:(\d+)(?:[/?#]|$)", url)
    return port is None or 0 < int(port[1]) <= LAST_PORT


def _dates(source: Source) -> Iterator[Finding]:
    if source.accessed and last_day(source.accessed) < first_day(source.date):
        message = f"it was read in {source.accessed} and published in {source.date}"
        yield Finding(("accessed",), "read-before-published", message, "correct one of the two dates")


def _texts(source: Source) -> Iterator[Finding]:
    for at, text in texts(walk(source)):
        yield from text_findings(at, text)


def _unused(base: Base) -> Iterator[Problem]:
    """Find sources that no entry cites; while an entry can't be read, nobody knows what it cites."""
    if unreadable_entries(base):
        return
    for source in sorted(set(base.sources) - cited_sources(base)):
        finding = Finding((), "source-not-cited", "no entry cites this source", "cite it or remove it")
        yield placed(base.documents[f"{SOURCES}/{source}"], finding)


def _twice(base: Base) -> Iterator[Problem]:
    """Find two files of one document; parts of one that have titles of their own may be two."""
    files: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, source in base.sources.items():
        if source.url:
            files[source.url.casefold().rstrip("/"), ""].append(name)
        if source.doi:
            files[source.doi.casefold(), source.title].append(name)
    for (at, _), names in files.items():
        for name in names[1:]:
            message = f"{names[0]} has the same address or DOI: {at}"
            finding = Finding(
                ("title",), "source-twice", message, "make one source of both, and correct what cites the other"
            )
            yield placed(base.documents[f"{SOURCES}/{name}"], finding)
