"""Claims: what a source says happened to an outcome, or another number that it gives. A claim has one home."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from kb.model.facts import Cites, Fact, Number, Slug, Term, Text, term

CLAIM = r"^[a-z0-9]+(-[a-z0-9]+)*#[a-z0-9]+(-[a-z0-9]+)*$"
ClaimName = Annotated[str, StringConstraints(pattern=CLAIM, max_length=161)]
NAME_TEXT = "Short name of the claim within its entry, by which others point to it."
REPEATS_TEXT = "The claim that this repeats, as slug#id: it lives there and counts once."
QUALIFIER_TEXT = "Printed word that makes the number less exact: almost, about, up to."


class Comparator(Fact):
    """What the result was compared with."""

    name: Text = Field(description="Who or what the comparison is with: rest of the country, matched controls.")
    value: Number | None = Field(None, description="The comparator's own value, in the impact's unit.")
    changed: Literal["more"] | None = Field(
        None,
        description="more: the source says in words that the comparator changed further the same way.",
    )


class Interval(Fact):
    """The range of values that the data are compatible with."""

    low: Number = Field(description="Lower limit, in the impact's unit.")
    high: Number = Field(description="Upper limit, in the impact's unit.")
    level: Number = Field(95, ge=50, lt=100, description="Confidence level, in percent.")


class ClaimLink(Fact):
    """A claim of another entry that this result confirms or contradicts."""

    claim: ClaimName = Field(description="The other claim, as slug#id.")
    note: Text = Field(description="What differs between the two, or what agrees, in words.")


class Impact(Fact):
    """What happened to one outcome, or is meant to happen; `basis` says which."""

    id: Slug | None = Field(None, description=NAME_TEXT)
    repeats: ClaimName | None = Field(None, description=REPEATS_TEXT)
    outcome: Term = term("outcomes", "What was measured or aimed at.")  # type: ignore[assignment]
    direction: Term = term("directions", "What happened to the outcome, good or bad.")  # type: ignore[assignment]
    about: list[Term] | None = Field(
        None,
        description="Of the first two filters, the entry's own terms that the result concerns; empty where it concerns "
        "the scheme and none of them. One of a contract only where the source ties the result to the contract.",
    )
    schemes: list[Slug] = Field(
        default_factory=list,
        description="Of the entries that this one evaluates, those that the result concerns; all where it is left out.",
    )
    measure: Term | None = term(  # type: ignore[assignment]
        "measures", "What the value is: a change, a level, a difference or a ratio.", default=None
    )
    qualifier: Term | None = term("qualifiers", QUALIFIER_TEXT, default=None)  # type: ignore[assignment]
    value: Number | None = Field(
        None, description="Size, with its sign: -36 for a fall of 36 percent. The lower end of a range."
    )
    value_to: Number | None = Field(None, description="Upper end of a printed range.")
    unit: Term | None = term("units", "Unit of the value.", default=None)  # type: ignore[assignment]
    from_: Number | None = Field(
        None,
        alias="from",
        description="Level before a change, as printed, in the value's unit unless the note says other.",
    )
    to: Number | None = Field(None, description="Level after a change, as printed.")
    basis: Term = term("basis", "How the source knows: observed, reported, target, projection or illustration.")  # type: ignore[assignment]
    design: Term = term("study_designs", "Study design behind it, as far as the source says.")  # type: ignore[assignment]
    reviewed_design: Term | None = term(  # type: ignore[assignment]
        "study_designs", "For a review: the design of what it reviews.", default=None
    )
    period: Text | None = Field(None, description="Time over which it was measured or is to happen, as printed.")
    baseline: Text | None = Field(None, description="What the change is counted from, as printed.")
    comparator: Comparator | None = Field(None, description="What the result was compared with.")
    population: Text | None = Field(None, description="In whom it was measured.")
    interval: Interval | None = Field(None, description="Confidence interval, where printed.")
    confirms: list[ClaimLink] = Field(default_factory=list, description="Claims of others that this result bears out.")
    contradicts: list[ClaimLink] = Field(
        default_factory=list, description="Claims of others that this result speaks against."
    )
    note: Text | None = Field(
        None, description="What a careful reader must know: printed form, damage, contradiction, caveat."
    )
    cite: Cites = Field(
        description="Where the source says so; a list where several sources tell it, the one read first."
    )


class Figure(Fact):
    """Another number that matters: practices, services, money, shares, hours."""

    id: Slug | None = Field(None, description=NAME_TEXT)
    repeats: ClaimName | None = Field(None, description=REPEATS_TEXT)
    qualifier: Term | None = term("qualifiers", QUALIFIER_TEXT, default=None)  # type: ignore[assignment]
    value: Number | None = Field(
        None, description="The number; left out only where print damage leaves none that can be read."
    )
    value_to: Number | None = Field(None, description="Upper end of a printed range.")
    unit: Term = term("units", "Unit: practices, percent, GBP (ISO code for money).")  # type: ignore[assignment]
    what: Text = Field(description="What the number says.")
    period: Text | None = Field(None, description="Time that the number belongs to, as printed.")
    price_year: Text | None = Field(None, description="Year of the prices that money is given in, as printed.")
    note: Text | None = Field(None, description="Printed form where it is rounded, ambiguous or damaged.")
    cite: Cites = Field(
        description="Where the source says so; a list where several sources tell it, the one read first."
    )
