"""Causes before consequences: a source or vocabulary with a fault of its own is told of once, and what names it is counted."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from ingest.read.load import Base
from ingest.read.naming import Named, named
from ingest.read.placing import placed
from ingest.read.problems import ENOUGH, Problem
from kb.model.base import SOURCES, TAGGING, VOCABULARIES
from kb.model.citations import citations
from kb.model.entry import Entry
from kb.model.facts import TERM
from kb.rules.references import unknown_term


def entry_names(base: Base) -> tuple[str, ...]:
    """Give the names of the documents of entries, those among them that could not be read."""
    return tuple(name for name in base.documents if not name.endswith(".yml") and "/" not in name)


def unreadable_entries(base: Base) -> bool:
    """Tell whether an entry is no YAML or has no fields, so that nothing is known of what it names."""
    return any(not isinstance(base.documents[name].data, dict) for name in entry_names(base))


def faulty(base: Base) -> frozenset[str]:
    """Give the sources and vocabularies whose files have faults of their own, ids of terms that are none among them."""
    read = {f"{SOURCES}/{name}" for name in base.sources}
    read |= {f"{VOCABULARIES}/{name}" for name in base.vocabularies.by_name if _has_ids(base, name)}
    wrong = (name for name in base.documents if "/" in name and name not in read and not name.startswith(TAGGING))
    return frozenset(name.partition("/")[2] for name in wrong)


def _has_ids(base: Base, name: str) -> bool:
    return all(re.fullmatch(TERM, term_id) for term_id in base.vocabularies.own_ids(name))


def all_named(base: Base, among: Iterable[str] | None = None) -> Iterator[tuple[str, Named]]:
    """Give what every entry names, or those among some, with the entry's name."""
    for name in entry_names(base) if among is None else among:
        yield from ((name, one) for one in named(base.documents[name].data, Entry))


def cited_sources(base: Base) -> set[str]:
    """Give the ids of sources that any entry cites, those among them that could not be read."""
    read = {cite.source for entry in base.entries.values() for _, cite in citations(entry)}
    return read | {name for _, (_, where, name) in all_named(base, _unread(base)) if where == SOURCES}


def _unread(base: Base) -> list[str]:
    return [name for name in entry_names(base) if name not in base.entries]


def with_consequences(base: Base, problems: Iterable[Problem]) -> list[Problem]:
    """Give the problems; the first of each faulty source or vocabulary says how many places name it."""
    wrong = faulty(base)
    if not wrong:
        return list(problems)
    counts = Counter(
        base.documents[file].path for file in map(_file, all_named(base)) if file.partition("/")[2] in wrong
    )
    told = list(problems)
    first = {path: min(problem for problem in told if problem.path == path) for path in counts}
    return [replace(one, follows=counts[one.path]) if first.get(one.path) is one else one for one in told]


def _file(told: tuple[str, Named]) -> str:
    """Give the name of the document that describes what is named."""
    _, vocabulary, text = told[1]
    return f"{SOURCES}/{text}" if vocabulary == SOURCES else f"{VOCABULARIES}/{vocabulary}"


def terms_of_faulty_entries(base: Base) -> Iterator[Problem]:
    """Find unknown terms in entries that could not be shaped; a text that is no id is told of by its shape."""
    wrong = faulty(base)
    for name in _unread(base):
        yield from islice(_unknown(base, name, wrong), ENOUGH)


def _unknown(base: Base, name: str, wrong: frozenset[str]) -> Iterator[Problem]:
    for _, (at, vocabulary, text) in all_named(base, [name]):
        if vocabulary == SOURCES or vocabulary in wrong:
            continue
        known = base.vocabularies.own_ids(vocabulary)
        if known and text not in known and re.fullmatch(TERM, text):
            yield placed(base.documents[name], unknown_term(text, vocabulary, at, base.vocabularies))
