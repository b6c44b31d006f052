"""Whom to ask where none of the entries of a review names anybody: people of other entries on the same."""

import sqlite3
from collections.abc import Collection, Iterable, Sequence

from kb.published.labels import Labels
from kb.published.records import EntryRecord, read_entries
from kb.synthesis import people, topic_facts
from kb.synthesis.review import NOBODY, Further
from kb.synthesis.subjects import VOCABULARIES, Subjects, lowered, subjects_of

MOST = 3
# Of entries that were chosen one by one: what they are most likely to have been chosen for comes first.
OF_AN_ENTRY = ("contract_types", "care_models", "settings")


def read_further(
    connection: sqlite3.Connection, asked: Iterable[Subjects], hits: Sequence[str], own: Iterable[Subjects]
) -> Further:
    """Give entries that name somebody: on a topic that was asked for, else among further hits, else on the entries' own."""
    found = _on_first(connection, asked)
    if found is NOBODY and (named := [one.entry for one in people.read_contacts(connection, hits)]):
        return _further(connection, "further down in the same search", named)
    return _on_first(connection, own) if found is NOBODY else found


def _on_first(connection: sqlite3.Connection, topics: Iterable[Subjects]) -> Further:
    for subjects in topics:
        named = [one.entry for one in topic_facts.read_contacts(connection, subjects)]
        if named:
            return _further(connection, f"on {lowered(subjects.title)}", named)
    return NOBODY


def _further(connection: sqlite3.Connection, on: str, slugs: Iterable[str]) -> Further:
    return Further(on, read_entries(connection, list(dict.fromkeys(slugs))[:MOST]))


def topics_named(named: Iterable[tuple[str, str]], labels: Labels) -> tuple[Subjects, ...]:
    """Give the topics of terms, each as vocabulary and id: of the first two together, then of each alone."""
    known = list(dict.fromkeys(pair for pair in named if pair[0] in VOCABULARIES))
    first = dict(reversed(known))
    together = [subjects_of(tuple(first.items())[:2], labels)] if len(first) == 2 else []
    return tuple(one for one in (*together, *(subjects_of((pair,), labels) for pair in known)) if one)


def topics_of(entries: Collection[EntryRecord], labels: Labels) -> tuple[Subjects, ...]:
    """Give the topics that some entries have, those that most of them have first."""
    terms = [(name, term) for name in OF_AN_ENTRY for entry in entries for term in getattr(entry, name)]
    ordered = sorted(dict.fromkeys(terms), key=lambda pair: -terms.count(pair))
    return tuple(one for pair in ordered if (one := subjects_of((pair,), labels)))
