"""The lists that the tagger needs of a base beside its vocabularies: names, patterns and senses. All may be empty."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from kb.model.facts import Fact


def _compiled(pattern: str) -> str:
    """Give a pattern back. Raises ValueError where it is no regular expression."""
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"this is no regular expression: {error}") from error
    return pattern


Pattern = Annotated[str, AfterValidator(_compiled)]
Names = list[str]
Patterns = dict[str, list[Pattern]]


class OrganisationNames(Fact):
    """Organisations by name, and the words of which their names are made. A line may hold several, between commas."""

    names: Names = Field(default_factory=list, description="Names that are always organisations.")
    ambiguous: Names = Field(default_factory=list, description="Names that are also words.")
    endings: Names = Field(default_factory=list, description="What a name may end with: Council, Trust.")
    beginnings: Names = Field(default_factory=list, description="What a name may begin with: University of.")
    prefixes: Names = Field(default_factory=list, description="Words before a name that belong to it.")
    suffixes: Names = Field(default_factory=list, description="What may follow a name that begins with a beginning.")
    strong: Names = Field(default_factory=list, description="Words that make a name of what looks like something else.")
    with_article: Names = Field(default_factory=list, description="Names that follow `the` and stand alone.")
    generic: Names = Field(default_factory=list, description="Words that say nothing of whose name it is.")
    openers: Names = Field(default_factory=list, description="Words that begin a sentence and no name.")
    not_names: Names = Field(default_factory=list, description="What the language model wrongly takes for a name.")
    no_part_of_a_name: Names = Field(default_factory=list, description="Words that make it a plan, a law or a team.")


class PlaceNames(Fact):
    """Places by name. A line may hold several, between commas."""

    names: Names = Field(default_factory=list, description="Names that are always places.")
    ambiguous: Names = Field(default_factory=list, description="Names that are also words.")
    directions: Names = Field(default_factory=list, description="Words before a name that belong to it: North.")


class Sense(Fact):
    """The neighbourhood that words need, or must not have, to mean their term."""

    words: Names = Field(description="The words, as written.")
    near: Pattern | None = Field(None, description="What must stand near them.")
    unless: Pattern | None = Field(None, description="What must not.")


class Senses(Fact):
    """Which words of the vocabularies the tagger and search take only with care."""

    untagged: dict[str, Names] = Field(default_factory=dict, description="By vocabulary, words that only search uses.")
    senses: list[Sense] = Field(default_factory=list, description="Words that count in a fitting neighbourhood only.")
    searched: list[Sense] = Field(
        default_factory=list,
        description="Words that search takes for their term only as written, and in a fitting neighbourhood.",
    )
    in_money: Names = Field(default_factory=list, description="Outcomes that are counted in money: costs.")
    made: Names = Field(default_factory=list, description="Outcomes that go up when they are made: savings.")
    numbered: Names = Field(default_factory=list, description="Words after which a number counts nothing: vanguard 12.")


class TermPatterns(Fact):
    """Regular expressions that find terms, by their vocabulary and id."""

    outcomes: Patterns = Field(default_factory=dict, description="Of outcomes.")
    care_models: Patterns = Field(default_factory=dict, description="Of care_models.")
    contract_types: Patterns = Field(default_factory=dict, description="Of contract_types.")
    organisational_forms: Patterns = Field(default_factory=dict, description="Of organisational_forms.")
    settings: Patterns = Field(default_factory=dict, description="Of settings.")
    population_groups: Patterns = Field(default_factory=dict, description="Of population_groups.")


class Tagging(Fact):
    """All lists of the tagger, one a file in the folder tagging."""

    organisations: OrganisationNames = Field(default_factory=OrganisationNames, description="organisations.yml")
    places: PlaceNames = Field(default_factory=PlaceNames, description="places.yml")
    senses: Senses = Field(default_factory=Senses, description="senses.yml")
    patterns: TermPatterns = Field(default_factory=TermPatterns, description="patterns.yml")


FILES: dict[str, type[Fact]] = {
    "organisations": OrganisationNames,
    "places": PlaceNames,
    "senses": Senses,
    "patterns": TermPatterns,
}
