"""Atom feeds of the whole base or of a search: entries with the most lately checked first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from kb.exports.publication import Publication
from kb.exports.text import clean, one_line
from kb.model.dates import first_day
from kb.published import wording
from kb.published.labels import Labels
from kb.published.records import EntryRecord
from kb.published.verdict import verdict

ATOM = "http://www.w3.org/2005/Atom"
MOST = 100
"""Entries on a page of a feed."""
KIND = "application/atom+xml"
# A name space of our own: an entry keeps its identifier wherever the base is served.
SPACE = UUID("6f3d7c52-8f2b-5c37-9a3e-4d1f7a0c2b18")


@dataclass(frozen=True)
class Topic:
    """What a feed is of: the query of its address, empty for the whole, the same in words, and the page of it."""

    search: str
    question: str
    page: int = 1

    def path(self, page: int) -> str:
        """Give the address of one of the feed's pages below the site's."""
        query = "&".join(part for part in (self.search, f"page={page}" if page > 1 else "") if part)
        return f"/feed.atom?{query}" if query else "/feed.atom"


def pages(entries: int) -> int:
    """Give how many pages a feed of so many entries has."""
    return max(1, -(-entries // MOST))


def atom(entries: Iterable[EntryRecord], labels: Labels, publication: Publication, topic: Topic) -> str:
    """Write one page of a feed; it must be one of its pages."""
    newest = sorted(entries, key=lambda entry: entry.slug)
    newest = sorted(newest, key=_day, reverse=True)
    last = pages(len(newest))
    root = Element("feed", {"xmlns": ATOM, "xml:lang": publication.base.language})
    _head(root, newest, publication, topic)
    _pages(root, publication, topic, last)
    for entry in newest[(topic.page - 1) * MOST : topic.page * MOST]:
        _entry(root, entry, labels, publication)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode")


def _head(root: Element, newest: Sequence[EntryRecord], publication: Publication, topic: Topic) -> None:
    _text(root, "id", f"urn:uuid:{uuid5(SPACE, f'feed?{topic.search}')}")
    _text(root, "title", one_line(f"{publication.name}: {topic.question}" if topic.question else publication.name))
    _text(root, "subtitle", publication.base.summary)
    _text(root, "updated", f"{_day(newest[0])}T00:00:00Z" if newest else _time(publication.built_at))
    SubElement(_text(root, "author", ""), "name").text = publication.name
    _text(root, "rights", f"Entries: {publication.base.licence.name}, {publication.licence}")
    _text(root, "generator", publication.name)
    _link(root, "self", publication.address(topic.path(topic.page)), KIND)
    page = f"/search?{topic.search}" if topic.search else "/"
    _link(root, "alternate", publication.address(page), "text/html")


def _pages(root: Element, publication: Publication, topic: Topic, last: int) -> None:
    """Name the pages of a feed that has more than one, as RFC 5005 says."""
    pages = {"first": 1, "previous": topic.page - 1, "next": topic.page + 1, "last": last}
    for relation, page in pages.items() if last > 1 else ():
        if 1 <= page <= last:
            _link(root, relation, publication.address(topic.path(page)), KIND)


def _entry(root: Element, entry: EntryRecord, labels: Labels, publication: Publication) -> None:
    node = SubElement(root, "entry")
    withdrawn = "Withdrawn: " if entry.withdrawn_on else ""
    _text(node, "id", f"urn:uuid:{uuid5(SPACE, f'entry/{entry.slug}')}")
    _text(node, "title", one_line(f"{withdrawn}{entry.title}"))
    _text(node, "updated", f"{_day(entry)}T00:00:00Z")
    _link(node, "alternate", publication.address(entry.url), "text/html")
    _text(node, "summary", one_line(_summary(entry, labels)))
    terms = [("kinds", entry.kind), *(("care_models", model) for model in entry.care_models)]
    terms += [("outcomes", outcome) for outcome in dict.fromkeys(impact.outcome for impact in entry.impacts)]
    for vocabulary, term in terms:
        SubElement(node, "category", {"term": term, "label": clean(labels.label(vocabulary, term))})


def _summary(entry: EntryRecord, labels: Labels) -> str:
    status = f"{labels.label('status', entry.status)}, at {wording.day(entry.status_as_of)}"
    strength = wording.strength_in_full(entry.evidence.strength)
    withdrawn = (
        f"Withdrawn on {wording.day(entry.withdrawn_on)}: {entry.withdrawn_reason} " if entry.withdrawn_on else ""
    )
    return (
        f"{withdrawn}{entry.summary} Status: {status}. {verdict(entry, labels).label}. Strongest evidence: {strength}."
    )


def _day(entry: EntryRecord) -> str:
    """Give the day of the last change that readers should know of, as YYYY-MM-DD."""
    return max(first_day(printed) for printed in (entry.last_checked, entry.withdrawn_on) if printed)


def _time(built_at: str) -> str:
    return built_at.replace("+00:00", "Z")


def _text(parent: Element, name: str, text: str) -> Element:
    node = SubElement(parent, name)
    node.text = clean(text) or None
    return node


def _link(parent: Element, relation: str, address: str, kind: str) -> None:
    SubElement(parent, "link", {"rel": relation, "type": kind, "href": clean(address)})
