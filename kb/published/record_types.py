"""What the database holds of an entry, fact by fact. Fields are named as the columns they come from."""

from dataclasses import dataclass
from typing import Protocol

from kb.model.rating import NOT_MEASURED

Number = int | float


class HasSource(Protocol):
    """A fact that names its source."""

    @property
    def source(self) -> str:
        """Give the id of its source."""
        ...


@dataclass(frozen=True)
class PopulationRecord:
    """Who an entry is about, and how many."""

    id: str
    qualifier: str | None
    size: Number | None
    size_max: Number | None
    counts: str
    group: str | None
    note: str | None
    source: str
    at: str


@dataclass(frozen=True)
class ContractValueRecord:
    """A sum of money in a contract."""

    id: str
    qualifier: str | None
    amount: Number
    currency: str
    what: str
    period: str | None
    note: str | None
    source: str
    at: str


@dataclass(frozen=True)
class ContractTermRecord:
    """Something that the contract says."""

    id: str
    text: str
    source: str
    at: str


@dataclass(frozen=True)
class ContactRecord:
    """Somebody who could be asked, as printed at a date."""

    id: str
    name: str | None
    email: str | None
    phone: str | None
    role: str | None
    organisation: str | None
    as_of: str
    source: str
    at: str


@dataclass(frozen=True)
class ImpactRecord:
    """What happened to one outcome, or is meant to happen, with its two ratings and their reasons."""

    id: str
    position: int
    claim: str
    outcome: str
    direction: str
    measure: str | None
    qualifier: str | None
    value: Number | None
    value_to: Number | None
    unit: str | None
    unit_label: str | None
    from_: Number | None
    to: Number | None
    basis: str
    design: str
    reviewed_design: str | None
    period: str | None
    baseline: str | None
    comparator_name: str | None
    comparator_value: Number | None
    comparator_changed: str | None
    population: str | None
    interval_low: Number | None
    interval_high: Number | None
    interval_level: Number | None
    note: str | None
    reached: str | None
    effect: str | None
    effect_reason: str
    strength: int | None
    strength_reason: str
    source: str
    at: str

    @property
    def measured(self) -> bool:
        """Tell whether it is a result; targets, projections and stories are not."""
        return self.basis not in NOT_MEASURED

    @property
    def home(self) -> str:
        """Give the slug of the entry in which the claim lives."""
        return self.claim.partition("#")[0]

    @property
    def told_elsewhere(self) -> bool:
        """Tell whether this row repeats a claim that lives in another entry."""
        return self.home != self.id.rpartition("-")[0]


@dataclass(frozen=True)
class MilestoneRecord:
    """A dated step."""

    id: str
    date: str
    to: str | None
    what: str
    state: str
    source: str
    at: str


@dataclass(frozen=True)
class FigureRecord:
    """Another number that matters."""

    id: str
    claim: str
    qualifier: str | None
    value: Number | None
    value_to: Number | None
    unit: str
    unit_label: str
    what: str
    period: str | None
    price_year: str | None
    note: str | None
    source: str
    at: str


@dataclass(frozen=True)
class LessonRecord:
    """Something that was learnt."""

    id: str
    text: str
    source: str
    at: str


@dataclass(frozen=True)
class QuestionRecord:
    """A question that the entry helps to answer."""

    id: str
    text: str


@dataclass(frozen=True)
class NotStatedRecord:
    """Something that a reader would look for and the source does not say."""

    id: str
    field: str
    note: str


@dataclass(frozen=True)
class OrganisationRecord:
    """An organisation and its part in an entry."""

    id: str
    name: str
    role: str


@dataclass(frozen=True)
class RelatedRecord:
    """A link, made by a contributor, to another entry."""

    slug: str
    relation: str
    note: str | None
    title: str
    kind: str
    withdrawn_on: str | None


@dataclass(frozen=True)
class SourceRecord:
    """A cited document."""

    id: str
    title: str
    authors: str
    publisher: str
    date: str
    type: str
    parts: str
    url: str | None
    doi: str | None
    read: str
    licence: str | None
    accessed: str | None
    measured: int
    limits: str
