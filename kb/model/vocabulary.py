"""Controlled vocabularies: ids that entries use, with definitions and the words that people type for them."""

from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from kb.model.facts import Fact, Number, Text
from kb.model.likeness import nearest

Dimension = Literal["share", "money", "time", "count", "rate", "ratio", "rank", "score"]


class Bounds(Fact):
    """A box in degrees that holds a country."""

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
        None, description="Outcomes: the direction that is good for patients or the system."
    )
    level: int | None = Field(
        None, ge=0, le=5, description="Study designs: strength, 0 to 5; empty where it can't be told."
    )
    dimension: Dimension | None = Field(None, description="Units: what is measured in it.")
    bounds: Bounds | None = Field(None, description="Countries: the box that coordinates must lie in.")


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
class Vocabularies:
    """All vocabularies by name, then terms by id."""

    by_name: dict[str, VocabularyFile]

    def terms(self, name: str) -> dict[str, VocabularyTerm]:
        """Give the terms of one vocabulary, by id; empty where it has not been read."""
        found = self.by_name.get(name)
        return found.terms if found else {}

    def nearest(self, name: str, word: str) -> str:
        """Give the id of the term that is called like the word: by id, label, synonym or abbreviation; else nothing."""
        ids = {
            _plain(called): term_id
            for term_id, term in self.terms(name).items()
            for called in (*term.synonyms, *term.abbreviations, term.label, term_id)
        }
        return ids.get(nearest(_plain(word), ids), "")


def _plain(words: str) -> str:
    return " ".join(words.casefold().replace("-", " ").split())
