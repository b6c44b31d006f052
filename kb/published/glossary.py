"""All terms of all vocabularies with the words that people type for them, and the term that a question asks to explain."""

import re
import sqlite3
from dataclasses import dataclass

from kb.model.vocabulary import NAMES
from kb.published.labels import Labels, Term

TITLES = {
    "kinds": "Kinds of entry",
    "organisational_forms": "Legal and organisational forms",
    "directions": "Directions",
    "effects": "Effects",
    "basis": "How a result is known",
    "status": "Status",
    "study_designs": "Study designs",
    "measures": "What a value is",
    "qualifiers": "Words that make a number less exact",
    "units": "Units",
    "organisation_roles": "Parts that organisations play",
    "relations": "Links between entries",
    "regions": "Regions",
    "countries": "Countries",
    "glossary": "Other words",
}
# Vocabularies that a base calls by words of its own, with the filters that carry these.
FILTERED = {
    "care_models": "care_model",
    "contract_types": "contract_type",
    "outcomes": "outcome",
    "settings": "setting",
    "population_groups": "population_group",
}
SYNONYMS = "select term, text from synonyms where vocabulary = ? and kind in ('synonym', 'abbreviation') order by rowid"
FOUND = "select vocabulary, term from synonyms where lower(text) in (?, ?) and kind <> 'narrower' order by rowid"
ASKED = re.compile(
    r"\s*(?:what(?:'s|’s|\s+is|\s+are|\s+was|\s+were)(?:\s+meant\s+by)?|define|explain|meaning\s+of|definition\s+of)\s+"
    r"(?:an?\s+|the\s+)?(?P<term>.{2,80}?)\s*\??\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Explained:
    """A term with other words for it."""

    vocabulary: str
    term: Term
    also: tuple[str, ...] = ()


def read_glossary(connection: sqlite3.Connection, labels: Labels) -> dict[str, tuple[Explained, ...]]:
    """Read every vocabulary with its terms in the order of their labels, and what else they are called."""
    return {name: _explained(connection, name, labels) for name in (*NAMES, *labels.base.own_vocabularies)}


def titles(labels: Labels) -> dict[str, str]:
    """Give what pages call each vocabulary."""
    base = labels.base
    named = {vocabulary: base.plural(filter_) for vocabulary, filter_ in FILTERED.items()}
    return {**TITLES, **named, **{name: base.plural(name) for name in base.own_vocabularies}}


def _explained(connection: sqlite3.Connection, name: str, labels: Labels) -> tuple[Explained, ...]:
    also: dict[str, list[str]] = {}
    for term, text in connection.execute(SYNONYMS, [name]):
        also.setdefault(term, []).append(text)
    found = (Explained(name, term, tuple(also.get(term.id, ()))) for term in labels.terms(name))
    return tuple(sorted(found, key=lambda one: one.term.label.casefold()))


def asked_for(text: str) -> str:
    """Give the words that a question asks to explain: `what is a vanguard?` asks for vanguard; else nothing."""
    found = ASKED.fullmatch(text)
    return found["term"].casefold() if found else ""


def find_explained(connection: sqlite3.Connection, words: str, labels: Labels) -> Explained | None:
    """Find the term that some words name exactly, in the singular or the plural; what is in the glossary comes first."""
    rows = connection.execute(FOUND, [words, words.removesuffix("s")]).fetchall()
    named = sorted(((row[0], row[1]) for row in rows), key=lambda pair: pair[0] != "glossary")
    return Explained(named[0][0], labels.term(*named[0])) if named else None
