"""Which field of which model a column of the published database comes from, and what the model demands of it."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from ingest.store.tables import VOCABULARIES
from kb.model.claims import Comparator, Figure, Impact, Interval
from kb.model.entry import Entry
from kb.model.facts import (
    Cite,
    Contact,
    Contract,
    ContractTerm,
    ContractValue,
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
    Withdrawal,
    fields_of,
)
from kb.model.source import Source
from kb.model.vocabulary import VocabularyTerm

Schema = dict[str, Any]
MODELS: dict[str, tuple[type[Fact], ...]] = {
    "populations": (Population, Cite),
    "contract_values": (ContractValue, Cite),
    "contract_terms": (ContractTerm, Cite),
    "contacts": (Contact, Cite),
    "impacts": (Impact, Cite),
    "milestones": (Milestone, Cite),
    "figures": (Figure, Cite),
    "lessons": (Lesson, Cite),
    "citations": (Cite,),
    "not_stated": (NotStated,),
    "sources": (Source,),
    "related": (Related,),
    "organisations": (Organisation,),
    "entry_organisations": (Organisation,),
    "entries": (Entry, Place),
    **{table.name: (VocabularyTerm,) for table in VOCABULARIES},
}
# Columns that are not named as their field, as they stand in the table of the fact around theirs.
RENAMED: dict[str, tuple[type[Fact], str]] = {
    "entries.status": (Status, "state"),
    "entries.status_as_of": (Status, "as_of"),
    "entries.place": (Place, "name"),
    "entries.contract_stage": (Contract, "stage"),
    "entries.contract_duration": (Contract, "duration"),
    "entries.last_checked": (Review, "last_checked"),
    "entries.checked_by": (Review, "by"),
    "entries.vanguard_type": (Site, "type"),
    "entries.vanguard_wave": (Site, "wave"),
    "entries.vanguard_chosen": (Site, "chosen"),
    "superseded.by": (Superseded, "by"),
    "superseded.note": (Superseded, "note"),
    "entries.withdrawn_on": (Withdrawal, "on"),
    "entries.withdrawn_reason": (Withdrawal, "reason"),
    "entries.withdrawn_successor": (Withdrawal, "successor"),
    "impacts.from": (Impact, "from"),
    "impacts.comparator_name": (Comparator, "name"),
    "impacts.comparator_value": (Comparator, "value"),
    "impacts.comparator_changed": (Comparator, "changed"),
    "impacts.interval_low": (Interval, "low"),
    "impacts.interval_high": (Interval, "high"),
    "impacts.interval_level": (Interval, "level"),
}
# Parts that a fact may lack: what they need is not needed of the row.
MAY_BE_ABSENT = frozenset({Place, Site, Contract, Withdrawal, Comparator, Interval})


@dataclass(frozen=True)
class Origin:
    """The field that a column comes from."""

    model: type[Fact]
    field: str

    @property
    def text(self) -> str:
        """Give the field's description."""
        return fields_of(self.model)[self.field].description or ""

    @property
    def required(self) -> bool:
        """Tell whether no row is without it."""
        return self.model not in MAY_BE_ABSENT and fields_of(self.model)[self.field].is_required()

    @property
    def schema(self) -> Schema:
        """Give the JSON Schema of the field's values: null is left aside, and a number of either kind is a number."""
        found = _properties(self.model)[self.field]
        branch = found
        while "anyOf" in branch:
            branch = [one for one in branch["anyOf"] if one.get("type") != "null"][-1]
            found = {**found, **branch}
        # pydantic names the limits of a union as Python does.
        limits = {"minimum": found.get("ge"), "maximum": found.get("le")}
        return {**{name: limit for name, limit in limits.items() if limit is not None}, **found}


@cache
def _properties(model: type[Fact]) -> dict[str, Schema]:
    """Give the JSON Schema of each field, which takes longer than all else that is described."""
    found: dict[str, Schema] = model.model_json_schema()["properties"]
    return found


def origin(table: str, column: str) -> Origin | None:
    """Give the origin of a column; None for one that the build adds."""
    if f"{table}.{column}" in RENAMED:
        return Origin(*RENAMED[f"{table}.{column}"])
    for model in MODELS.get(table, ()):
        if column in fields_of(model):
            return Origin(model, column)
    return None
