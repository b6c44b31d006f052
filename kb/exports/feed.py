"""Atom feeds of the whole base or of a search: entries with the most lately checked first."""

from collections.abc import Iterable, Sequence
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from kb.exports.publication import ABOUT, LICENCE, NAME, Publication
from kb.exports.text import clean, one_line
from kb.model.dates import first_day
from kb.published import wording
from kb.published.labels import Labels
from kb.published.records import EntryRecord
from kb.published.verdict import verdict

ATOM = "http://www.w3.org/2005/Atom"
MOST = 100
# A name space of our own: an entry keeps its identifier wherever the base is served.
SPACE = UUID("6f3d7c52-8f2b-5c37-9a3e-4d1f7a0c2b18")


def atom(entries: Iterable[EntryRecord], labels: Labels, publication: Publication, search: str, question: str) -> str:
    """Write a feed; `search` is the query of the address, empty for the whole, `question` says it in words."""
    newest = sorted(entries, key=lambda entry: entry.slug)
    newest = sorted(newest, key=_day, reverse=True)[:MOST]
    root = Element("feed", {"xmlns": ATOM, "xml:lang": "en-GB"})
    _head(root, newest, publication, search, question)
    for entry in newest:
        _entry(root, entry, labels, publication)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode")


def _head(root: Element, entries: Sequence[EntryRecord], publication: Publication, search: str, question: str) -> None:
    query = f"?{search}" if search else ""
    _text(root, "id", f"urn:uuid:{uuid5(SPACE, f'feed?{search}')}")
    _text(root, "title", one_line(f"{NAME}: {question}" if question else NAME))
    _text(root, "subtitle", ABOUT)
    _text(root, "updated", f"{_day(entries[0])}T00:00:00Z" if entries else _time(publication.built_at))
    SubElement(_text(root, "author", ""), "name").text = NAME
    _text(root, "rights", f"Entries: CC BY 4.0, {LICENCE}")
    _text(root, "generator", NAME)
    _link(root, "self", publication.address(f"/feed.atom{query}"), "application/atom+xml")
    _link(root, "alternate", publication.address(f"/search{query}" if query else "/"), "text/html")


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
