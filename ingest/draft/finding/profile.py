"""What a unit of a document is like: where it is, for whom, under which contract, and who takes part."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.draft.finding.organisations import takers_part
from ingest.draft.finding.passages import Passage
from ingest.draft.finding.places import leading_place, place_in
from kb.model.gazetteer import place_names
from kb.model.vocabulary import Vocabularies

COUNTRY = "England"
MOST_ORGANISATIONS, MOST_TERMS = 8, 4
_STATES = (
    ("failed", r"collapsed|abandoned|failed|terminated|unravelled|scrapped"),
    ("ended", r"\bended\b|came to an end|was closed|brought to a close"),
    ("implemented", r"in place|has been (?:running|implemented)|rolled out|operational|now operates"),
    ("in-progress", r"launched|began|started|piloted|is being|under way|underway|implementing"),
    ("planned", r"\bwill\b|plans? to|planned|proposed|intend"),
)


@dataclass(frozen=True)
class Profile:
    """Terms and names of a unit, those named most often first."""

    terms: dict[str, list[str]]
    place: str
    region: str
    organisations: list[tuple[str, str]]
    state: str


def profile(passages: Sequence[Passage], vocabularies: Vocabularies, called: Sequence[str] = ()) -> Profile:
    """Give what the passages of a unit say of it; `called` are its names."""
    counted: dict[str, Counter[str]] = {}
    for passage in passages:
        for mention in passage.mentions:
            counted.setdefault(mention.vocabulary, Counter())[mention.term or mention.text] += 1
    names = ("care_models", "organisational_forms", "settings", "population_groups", "contract_types")
    terms = {name: _leading(counted.get(name, Counter())) for name in names}
    place = _place(passages, called, vocabularies)
    organisations = takers_part(passages, called)[:MOST_ORGANISATIONS]
    words = " ".join(passage.text for passage in passages)
    state = next((name for name, pattern in _STATES if re.search(pattern, words)), "not-stated")
    return Profile(terms, place, region(place, vocabularies), organisations, state)


def _place(passages: Sequence[Passage], called: Sequence[str], vocabularies: Vocabularies) -> str:
    """Give the place in the names of a unit, or the one named most; England where no other is named."""
    known = {one.text for one in place_names(vocabularies.terms("regions"))}
    found = place_in(called, known) or leading_place(passages, called)
    wide = any(mention.text == COUNTRY for passage in passages for mention in passage.mentions)
    return found or COUNTRY * wide


def _leading(counted: Counter[str]) -> list[str]:
    """Give the terms that are named again, or all where none is."""
    again = [term for term, times in counted.most_common(MOST_TERMS) if times > 1]
    return again or [term for term, _ in counted.most_common(2)]


def region(place: str, vocabularies: Vocabularies) -> str:
    """Give the English region that the vocabulary knows a place in, by its longest name; empty where it does not."""
    regions = vocabularies.terms("regions")
    known = [(word, name) for name, term in regions.items() for word in (term.label, *term.synonyms, *term.narrower)]
    known += [(one.text, one.region) for one in place_names(regions)]
    longest = sorted(known, key=lambda pair: -len(pair[0]))
    named = (name for word, name in longest if re.search(rf"\b{re.escape(word)}\b", place, re.IGNORECASE))
    return next(named, "") if place else ""


def passages_of(passages: Iterable[Passage], blocks: frozenset[int]) -> list[Passage]:
    """Give the passages that stand in some blocks."""
    return [passage for passage in passages if passage.number in blocks]
