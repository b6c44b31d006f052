"""The one definition of an entry: validation, JSON Schema, field reference and template all come from it."""

from typing import Annotated

from pydantic import Field, StringConstraints

from kb.model.claims import Figure, Impact
from kb.model.facts import (
    Contact,
    Contract,
    Fact,
    Lesson,
    Milestone,
    NotStated,
    Organisation,
    Place,
    Population,
    Related,
    Review,
    Site,
    Status,
    Superseded,
    Term,
    Text,
    Withdrawal,
    term,
)

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=8, max_length=300)]
Question = Annotated[str, StringConstraints(strip_whitespace=True, min_length=8, max_length=300)]


class Entry(Fact):
    """One thing that was tried or found. The file's stem is its slug."""

    kind: Term = term("kinds", "What the entry is about: one of the kinds in base.yml.")  # type: ignore[assignment]
    title: Title = Field(description="A plain title that tells the entry from every other.")
    summary: Text = Field(description="At most 80 words, in plain words.")
    vanguard: Site | None = Field(None, description="For a kind that is chosen in waves: type and wave.")
    care_models: list[Term] = term("care_models", "Ways of working that were tried.", default_factory=list)  # type: ignore[assignment]
    organisational_forms: list[Term] = term(  # type: ignore[assignment]
        "organisational_forms", "Legal and organisational forms.", default_factory=list
    )
    settings: list[Term] = term("settings", "Where it takes place.", default_factory=list)  # type: ignore[assignment]
    population_groups: list[Term] = term(  # type: ignore[assignment]
        "population_groups", "Whom it is for.", default_factory=list
    )
    terms: dict[str, list[Term]] = Field(
        default_factory=dict,
        description="Terms of the base's own vocabularies, by vocabulary; docs/own-base.md says how.",
    )
    status: Status = Field(description="How far it had come, at the source's date.")
    place: Place | None = Field(None, description="Where it was tried.")
    organisations: list[Organisation] = Field(default_factory=list, description="Organisations that took part.")
    population: list[Population] = Field(default_factory=list, description="Who it is about, and how many.")
    contract: Contract | None = Field(None, description="How it was agreed and paid for.")
    contacts: list[Contact] = Field(default_factory=list, description="Who could be asked, as printed.")
    impacts: list[Impact] = Field(
        default_factory=list, description="What happened, or was meant to happen, to each outcome."
    )
    milestones: list[Milestone] = Field(default_factory=list, description="Dated steps.")
    figures: list[Figure] = Field(default_factory=list, description="Other numbers that matter.")
    lessons: list[Lesson] = Field(default_factory=list, description="What was learnt, in our own words.")
    questions: list[Question] = Field(
        min_length=3,
        max_length=20,
        description="Questions that the entry helps to answer, in the words of those who ask.",
    )
    not_stated: list[NotStated] = Field(default_factory=list, description="What the source does not say.")
    related: list[Related] = Field(default_factory=list, description="Entries that a reader would want next.")
    review: Review = Field(description="When the entry was last held against its sources.")
    superseded: list[Superseded] = Field(default_factory=list, description="Later entries that replace what it says.")
    withdrawn: Withdrawal | None = Field(None, description="Set where the entry no longer counts.")
