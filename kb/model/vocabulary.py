"""Controlled vocabularies: ids that entries use, with definitions and the words that people type for them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from pydantic import Field

from kb.model.facts import Fact, Number, Text
from kb.model.likeness import DIFFERING_IN_WORDS, likest
from kb.model.tagging import Tagging

Dimension = Literal["share", "money", "time", "count", "rate", "ratio", "rank", "score"]


class Bounds(Fact):
    """A box in degrees that holds a country or a region."""

    south: Number = Field(description="Southern edge, in degrees north.")
    north: Number = Field(description="Northern edge, in degrees north.")
    west: Number = Field(description="Western edge, in degrees east.")
    east: Number = Field(description="Eastern edge, in degrees east.")


class VocabularyTerm(Fact):
    """One term of a vocabulary."""

    label: Text = Field(description="The name that pages show.")
    definition: Text = Field(description="What it means, in plain words.")
    synonyms: list[Text] = Field(
        default_factory=list, description="Words that mean the same; search swaps them in both directions."
    )
    abbreviations: list[Text] = Field(
        default_factory=list,
        description="Short forms that mean the same, matched with their capitals in texts.",
    )
    narrower: list[Text] = Field(
        default_factory=list,
        description="Words that point to the term but mean less or more: they find it, it does not find them.",
    )
    desirable: Literal["increase", "decrease", "none"] | None = Field(
        None, description="Outcomes: the direction that is good for those whom it is about."
    )
    level: int | None = Field(
        None, ge=0, le=5, description="Study designs: strength, 0 to 5; empty where it can't be told."
    )
    means: Text | None = Field(
        None,
        description="What the code means by the term, where it means anything: increase, observed, failed … Tables, "
        "addresses and the API call the term by it. The list stands in docs/own-base.md.",
    )
    compares: Literal["others", "before"] | None = Field(
        None, description="Study designs: whether it compares with others, or with an earlier time only."
    )
    reviews: bool = Field(False, description="Study designs: whether it is a review of studies.")
    dimension: Dimension | None = Field(None, description="Units: what is measured in it.")
    places: dict[Text, list[Text]] = Field(
        default_factory=dict,
        description="Regions: their counties, or whatever holds places, with the districts and towns in each. A town may "
        "stand in several. Other ways to write a name stand after it, between commas.",
    )
    bounds: Bounds | None = Field(None, description="Countries and regions: the box that coordinates must lie in.")


class VocabularyFile(Fact):
    """A file in entries/vocabularies/."""

    title: Text = Field(description="Name of the vocabulary.")
    description: Text = Field(description="What it is for.")
    terms: dict[str, VocabularyTerm] = Field(description="Terms by id.", min_length=1)


NAMES = (
    "kinds",
    "care_models",
    "contract_types",
    "organisational_forms",
    "outcomes",
    "directions",
    "effects",
    "basis",
    "status",
    "study_designs",
    "measures",
    "qualifiers",
    "units",
    "settings",
    "population_groups",
    "organisation_roles",
    "relations",
    "regions",
    "countries",
    "glossary",
)


@dataclass(frozen=True)
class Called:
    """The ids of a vocabulary's terms by what they are called: by the ids themselves, in words, and shortly.

    Another letter makes another abbreviation, so these are meant only where they are written as they are.
    """

    ids: Mapping[str, str]
    words: Mapping[str, str]
    short: Mapping[str, str]


@dataclass(frozen=True)
class Vocabularies:
    """All vocabularies by name, then terms by id, or by their meaning where they have one; and the tagger's own lists."""

    by_name: dict[str, VocabularyFile]
    own: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By vocabulary and meaning, the id that the base's files use, where that is another word."""
    tagging: Tagging = field(default_factory=Tagging)
    """What the tagger needs of the base beside them."""

    @cached_property
    def own_names(self) -> tuple[str, ...]:
        """Give the vocabularies that this base has beside those of every base."""
        return tuple(sorted(set(self.by_name) - set(NAMES)))

    def terms(self, name: str) -> dict[str, VocabularyTerm]:
        """Give the terms of one vocabulary, by id; empty where it has not been read."""
        found = self.by_name.get(name)
        return found.terms if found else {}

    @cached_property
    def meanings(self) -> Mapping[str, Mapping[str, str]]:
        """Give, by vocabulary and the base's own id, the meaning that stands for it in the code."""
        return {name: {own_id: means for means, own_id in ids.items()} for name, ids in self.own.items()}

    def own_id(self, name: str, term_id: str) -> str:
        """Give the id by which the base's files name a term."""
        return self.own.get(name, {}).get(term_id, term_id)

    def own_ids(self, name: str) -> tuple[str, ...]:
        """Give the ids by which the base's files name the terms of one vocabulary."""
        return tuple(self.own_id(name, term_id) for term_id in self.terms(name))

    def nearest(self, name: str, word: str) -> str:
        """Give the id of the term that is called like the word, or is almost called so: by id, label, synonym or abbreviation.

        Gives nothing where no term is near, or several are as near.
        """
        called, plain = self._called.get(name, Called({}, {}, {})), _plain(word)
        if exact := called.words.get(plain) or called.short.get(plain) or called.ids.get(plain):
            return exact
        meant = {called.ids[one] for one in likest(plain, called.ids)}
        if not meant:
            first = [one for one in called.words if one[:1] == plain[:1]]
            meant = {called.words[one] for one in likest(plain, first, DIFFERING_IN_WORDS)}
        return meant.pop() if len(meant) == 1 else ""

    @cached_property
    def _called(self) -> Mapping[str, Called]:
        """Give, by vocabulary, what its terms are called."""
        found = {}
        for name, file in self.by_name.items():
            told = [(self.own_id(name, term_id), term) for term_id, term in file.terms.items()]
            words = {_plain(word): own for own, term in told for word in _words_for(term)}
            short = {_plain(word): own for own, term in told for word in term.abbreviations}
            found[name] = Called({_plain(own): own for own, _ in told}, words, short)
        return found


def names_of(written: str) -> tuple[str, ...]:
    """Give the names of a place, which stand with commas between them."""
    return tuple(name.strip() for name in written.split(","))


def _words_for(term: VocabularyTerm) -> Iterator[str]:
    """Give what people write for a term: the names of its places, its synonyms, its label."""
    yield from (name for place in term.places for name in names_of(place))
    yield from (*term.synonyms, term.label)


def by_meaning(files: Mapping[str, VocabularyFile], tagging: Tagging) -> Vocabularies:
    """Give the vocabularies as the code knows them: a term that has a meaning goes by it."""
    own = {
        name: {term.means: own_id for own_id, term in file.terms.items() if term.means} for name, file in files.items()
    }
    differing = {name: {means: own_id for means, own_id in ids.items() if means != own_id} for name, ids in own.items()}
    meant = {
        name: file.model_copy(update={"terms": {term.means or own_id: term for own_id, term in file.terms.items()}})
        for name, file in files.items()
    }
    return Vocabularies(meant, {name: ids for name, ids in differing.items() if ids}, tagging)


def _plain(words: str) -> str:
    return " ".join(words.casefold().replace("-", " ").split())
