"""Which vocabulary and which link table stands behind a list of terms in an entry."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TermList:
    """A list of terms: its field in the entry, the vocabulary, the link table and the link table's column."""

    field: str
    vocabulary: str
    table: str
    column: str


TERM_LISTS = (
    TermList("care_models", "care_models", "entry_care_models", "care_model"),
    TermList("contract.types", "contract_types", "entry_contract_types", "contract_type"),
    TermList("organisational_forms", "organisational_forms", "entry_organisational_forms", "organisational_form"),
    TermList("settings", "settings", "entry_settings", "setting"),
    TermList("population_groups", "population_groups", "entry_population_groups", "population_group"),
)
