"""The facts that an entry is made of. Every description here is the only one: schema, docs and pages use it."""

import re
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StringConstraints, Tag
from pydantic.fields import FieldInfo

from kb.model.dates import PrintedDate

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
SLUG, SLUG_LENGTH = r"^[a-z0-9]+(-[a-z0-9]+)*$", 80
Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=SLUG_LENGTH)]
# Units of money begin with their ISO 4217 code, in capitals as everywhere.
TERM = r"^([A-Z]{3}|[a-z0-9&]+)(-[a-z0-9&]+)*$"
Term = Annotated[str, StringConstraints(pattern=TERM, max_length=80)]
Number = int | float


def is_slug(text: str) -> bool:
    """Tell whether a text can name an entry or a source, and so be part of an address."""
    return len(text) <= SLUG_LENGTH and re.match(SLUG + r"\Z", text) is not None


def term(vocabulary: str, description: str, **options: object) -> object:
    """Declare a field that holds an id (or ids) of the named vocabulary."""
    return Field(description=description, json_schema_extra={"vocabulary": vocabulary}, **options)  # type: ignore[call-overload]


class Fact(BaseModel):
    """Unknown fields are refused, values are not changed after reading, and types are not guessed."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, serialize_by_alias=True)


def fields_of(model: type[Fact]) -> dict[str, FieldInfo]:
    """Give the fields of a model by the names that files use: `from`, where Python needs `from_`."""
    return {info.alias or name: info for name, info in model.model_fields.items()}


def inner_model(annotation: object) -> type[Fact] | None:
    """Give the model that a field's type holds: itself, of its items, or one of several kinds; None where it holds none."""
    if isinstance(annotation, type) and issubclass(annotation, Fact):
        return annotation
    inner = (inner_model(argument) for argument in getattr(annotation, "__args__", ()))
    return next((model for model in inner if model is not None), None)


class Cite(Fact):
    """Where a fact stands: a source and a place in it."""

    source: Slug = Field(description="Id of the source: the name of its file in sources/, without .yml.")
    at: Text = Field(description="Slide, page, chapter, paragraph or extract, named as the source names it.")


ONE, MANY = "one", "many"


def _one_or_many(value: object) -> str:
    return MANY if isinstance(value, list) else ONE


Cites = Annotated[
    Annotated[Cite, Tag(ONE)] | Annotated[list[Cite], Field(min_length=1), Tag(MANY)], Discriminator(_one_or_many)
]


def cites(cite: Cite | list[Cite]) -> tuple[Cite, ...]:
    """Give the citations of a fact, the one that was read first."""
    return tuple(cite) if isinstance(cite, list) else (cite,)


class Site(Fact):
    """What makes an entry one of the sites that were chosen in waves."""

    type: Term = term("care_models", "Type of site, as the list of the sites has it.")  # type: ignore[assignment]
    wave: int = Field(ge=1, le=3, description="Wave in which the site was chosen, 1 to 3.")
    chosen: PrintedDate = Field(description="Month in which the site was chosen.")
    cite: Cites = Field(description="Where the list stands.")


class Superseded(Fact):
    """What later entry replaces what this one says."""

    by: Slug = Field(description="Slug of the later entry.")
    note: Text = Field(description="What of this entry no longer stands, in words.")


class Status(Fact):
    """How far the scheme had come when the source was written."""

    state: Term = term("status", "State that the source describes.")  # type: ignore[assignment]
    as_of: PrintedDate = Field(description="Date to which the state belongs, as printed; not after the source's date.")


class Place(Fact):
    """Where it was tried."""

    name: Text = Field(description="Name of the place as people there would say it.")
    region: Term = term("regions", "Region.")  # type: ignore[assignment]
    country: Term = term("countries", "Country.")  # type: ignore[assignment]
    latitude: Number | None = Field(
        None, ge=-90, le=90, description="Latitude of the place's centre, in degrees north."
    )
    longitude: Number | None = Field(
        None, ge=-180, le=180, description="Longitude of the place's centre, in degrees east."
    )


class Organisation(Fact):
    """An organisation that took part, and as what."""

    name: Text = Field(description="Full name of the organisation, as the source gives it.")
    role: Term = term("organisation_roles", "What the organisation did in it.")  # type: ignore[assignment]


class Population(Fact):
    """Who the scheme or finding is about, and how many."""

    size: Number | None = Field(None, ge=0, description="Number counted; the lower end where a range is printed.")
    size_max: Number | None = Field(None, ge=0, description="Upper end of a printed range.")
    qualifier: Term | None = term(  # type: ignore[assignment]
        "qualifiers", "Printed word that makes the number less exact: almost, about, up to.", default=None
    )
    counts: Text = Field(description="Which people are counted: residents, members … Places are figures.")
    group: Term = term("population_groups", "Population group that is counted.")  # type: ignore[assignment]
    note: Text | None = Field(
        None, description="Printed form where it is rounded, ambiguous or damaged; other caveats."
    )
    cite: Cites = Field(description="Where the source says so.")


class ContractValue(Fact):
    """A sum of money in a contract."""

    amount: Number = Field(description="Sum in units of the currency, written out: 20000000, not 20m.")
    qualifier: Term | None = term(  # type: ignore[assignment]
        "qualifiers", "Printed word that makes the number less exact: almost, about, up to.", default=None
    )
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = Field(description="ISO 4217 code: GBP, USD.")
    what: Text = Field(description="What the sum pays for.")
    period: Text | None = Field(None, description="Time that the sum covers: a year, five years.")
    note: Text | None = Field(
        None, description="Printed form where it is rounded, ambiguous or damaged; other caveats."
    )
    cite: Cites = Field(description="Where the source says so.")


class ContractTerm(Fact):
    """Something that the contract says or is planned to say."""

    text: Text = Field(description="The term in our own words.")
    cite: Cites = Field(description="Where the source says so.")


class Contract(Fact):
    """How it was or was to be agreed and paid for."""

    types: list[Term] = term("contract_types", "Contract and payment types.", default_factory=list)  # type: ignore[assignment]
    stage: Text | None = Field(None, description="How far the contract had come: planned, shadow form, let, ended.")
    values: list[ContractValue] = Field(default_factory=list, description="Sums of money in the contract.")
    duration: Text | None = Field(None, description="How long the contract runs, as printed.")
    terms: list[ContractTerm] = Field(default_factory=list, description="What the contract says, in our own words.")


class Contact(Fact):
    """Somebody who could be asked, as printed in the source: published professional details only."""

    name: Text | None = Field(None, description="Name as printed.")
    email: Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")] | None = Field(
        None, description="Work e-mail address as printed."
    )
    phone: Text | None = Field(None, description="Work telephone number as printed.")
    role: Text | None = Field(None, description="Job title as printed.")
    organisation: Text | None = Field(None, description="Employer as printed.")
    as_of: PrintedDate = Field(description="Date of the source that printed it: contacts go out of date.")
    cite: Cites = Field(description="Where the source prints it.")


class Milestone(Fact):
    """A dated step."""

    date: PrintedDate = Field(description="Day, month, year or financial year, as printed.")
    to: PrintedDate | None = Field(None, description="End, where the step lasted.")
    what: Text = Field(description="What happened or was planned, in our own words.")
    state: Annotated[str, StringConstraints(pattern="^(planned|happened)$")] = Field(description="planned or happened.")
    cite: Cites = Field(description="Where the source says so.")


class Lesson(Fact):
    """Something that those who did or studied it learnt, in our own words."""

    text: Text = Field(description="The lesson, in our own words.")
    cite: Cites = Field(description="Where the source says so.")


class NotStated(Fact):
    """Something that a reader would look for and the source does not say."""

    field: Text = Field(description="Field of the entry that is missing or incomplete, such as contract.values.")
    note: Text = Field(description="What exactly is not said, in words.")


class Related(Fact):
    """A link to an entry that a reader would want next."""

    slug: Slug = Field(description="Slug of the other entry.")
    relation: Term = term("relations", "How this entry relates to the other.")  # type: ignore[assignment]
    note: Text | None = Field(None, description="Why a reader would go there.")


class Review(Fact):
    """When somebody last held the entry against its sources."""

    last_checked: PrintedDate = Field(description="Date of the last check against the sources.")
    by: Text = Field(description="Team or role that checked it; no private names.")


class Withdrawal(Fact):
    """Why an entry no longer counts. It keeps its address."""

    on: PrintedDate = Field(description="Date of withdrawal.")
    reason: Text = Field(description="Reason, in words.")
    successor: Slug | None = Field(None, description="Slug of the entry to read instead.")
