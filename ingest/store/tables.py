"""The tables of the published database, as data: columns with types, primary keys and foreign keys."""

from dataclasses import dataclass, field

from kb.model.terms import TERM_LISTS
from kb.model.vocabulary import NAMES

Columns = dict[str, type]
Number = float


@dataclass(frozen=True)
class Table:
    """One table: columns in order, primary key, foreign keys as column to table and column."""

    name: str
    columns: Columns
    pk: str | tuple[str, ...]
    foreign_keys: dict[str, tuple[str, str]] = field(default_factory=dict)
    not_null: frozenset[str] = frozenset()


VOCABULARY_EXTRAS: dict[str, Columns] = {
    "outcomes": {"desirable": str},
    "study_designs": {"level": int, "compares": str},
    "units": {"dimension": str},
}
ENTRY = {"entry": ("entries", "slug")}
CITED = {"source": ("sources", "id")}
PLACE_IN_ENTRY: Columns = {"id": str, "entry": str, "position": int}
CITE: Columns = {"source": str, "at": str}


def _fact(name: str, columns: Columns, cite: Columns | None = None, **terms: str) -> Table:
    """Describe a table with a row for each fact of one kind; `terms` maps columns to vocabularies."""
    cited = CITE if cite is None else cite
    links = {column: (vocabulary, "id") for column, vocabulary in terms.items()}
    keys = {**ENTRY, **links, **(CITED if cited else {})}
    return Table(name, {**PLACE_IN_ENTRY, **columns, **cited}, "id", keys, frozenset({"entry", "position"}))


def _vocabulary(name: str) -> Table:
    extra = VOCABULARY_EXTRAS.get(name, {})
    columns: Columns = {"id": str, "label": str, "definition": str, **extra}
    return Table(name, columns, "id", {}, frozenset({"label", "definition"}))


VOCABULARIES = tuple(_vocabulary(name) for name in NAMES)

ENTRIES = Table(
    "entries",
    {
        "slug": str, "kind": str, "title": str, "summary": str, "vanguard_type": str, "vanguard_wave": int,
        "vanguard_chosen": str, "status": str, "status_as_of": str, "place": str,
        "region": str, "country": str, "latitude": float, "longitude": float, "contract_stage": str,
        "contract_duration": str, "strength": int, "date": str, "last_checked": str, "checked_by": str,
        "withdrawn_on": str, "withdrawn_reason": str, "withdrawn_successor": str, "path": str,
    },
    "slug",
    {
        "kind": ("kinds", "id"), "vanguard_type": ("care_models", "id"), "status": ("status", "id"),
        "region": ("regions", "id"),
        "country": ("countries", "id"), "withdrawn_successor": ("entries", "slug"),
    },
    frozenset({"kind", "title", "summary", "status", "status_as_of", "path"}),
)  # fmt: skip

SOURCES = Table(
    "sources",
    {
        "id": str, "title": str, "authors": str, "publisher": str, "date": str, "type": str, "parts": str,
        "last_part": int, "url": str, "doi": str, "read": str, "licence": str, "accessed": str, "measured": int, "limits": str,
    },
    "id",
)  # fmt: skip

IMPACTS = _fact(
    "impacts",
    {
        "claim": str, "outcome": str, "direction": str, "measure": str, "qualifier": str, "value": Number,
        "value_to": Number, "unit": str, "unit_label": str, "from": Number, "to": Number, "basis": str, "design": str,
        "reviewed_design": str, "period": str, "baseline": str, "comparator_name": str,
        "comparator_value": Number, "comparator_changed": str, "population": str, "interval_low": Number, "interval_high": Number,
        "interval_level": Number, "note": str, "reached": str, "effect": str, "effect_reason": str, "strength": int,
        "strength_reason": str,
    },
    outcome="outcomes", direction="directions", measure="measures", qualifier="qualifiers", unit="units",
    basis="basis", design="study_designs",
    reviewed_design="study_designs", effect="effects",
)  # fmt: skip

FACTS = (
    _fact("populations", {"qualifier": str, "size": Number, "size_max": Number, "counts": str, "group": str,
    "note": str},
          group="population_groups", qualifier="qualifiers"),
    _fact("contract_values",
          {"qualifier": str, "amount": Number, "currency": str, "what": str, "period": str, "note": str},
          qualifier="qualifiers"),
    _fact("contract_terms", {"text": str}),
    _fact("contacts", {"name": str, "email": str, "phone": str, "role": str, "organisation": str, "as_of": str}),
    IMPACTS,
    _fact("milestones", {"date": str, "to": str, "what": str, "state": str}),
    _fact("figures",
          {"claim": str, "qualifier": str, "value": Number, "value_to": Number, "unit": str, "unit_label": str,
           "what": str, "period": str, "price_year": str, "note": str},
          qualifier="qualifiers", unit="units"),
    _fact("lessons", {"text": str}),
    _fact("questions", {"text": str}, {}),
    _fact("not_stated", {"field": str, "note": str}, {}),
    _fact("citations", {"field": str}),
)  # fmt: skip

LINKS = tuple(
    Table(
        terms.table,
        {"entry": str, terms.column: str},
        ("entry", terms.column),
        {**ENTRY, terms.column: (terms.vocabulary, "id")},
    )
    for terms in TERM_LISTS
)

OTHERS = (
    Table("organisations", {"id": str, "name": str}, "id", {}, frozenset({"name"})),
    Table(
        "entry_organisations",
        {"entry": str, "organisation": str, "role": str},
        ("entry", "organisation", "role"),
        {**ENTRY, "organisation": ("organisations", "id"), "role": ("organisation_roles", "id")},
    ),
    Table(
        "related",
        {"entry": str, "slug": str, "relation": str, "note": str},
        ("entry", "slug", "relation"),
        {**ENTRY, "slug": ("entries", "slug"), "relation": ("relations", "id")},
    ),
    Table(
        "disagreements",
        {
            "id": int, "entry": str, "other_entry": str, "outcome": str, "impact": str, "other_impact": str,
            "effect": str, "other_effect": str, "differs_in": str, "note": str,
        },
        "id",
        {
            **ENTRY, "other_entry": ("entries", "slug"), "outcome": ("outcomes", "id"), "impact": ("impacts", "id"),
            "other_impact": ("impacts", "id"), "effect": ("effects", "id"), "other_effect": ("effects", "id"),
        },
        frozenset({"entry", "other_entry"}),
    ),
    Table(
        "claims",
        {
            "id": str, "entry": str, "impact": str, "figure": str, "outcome": str, "basis": str, "effect": str,
            "strength": int, "design": str, "tellings": int, "sources": int,
        },
        "id",
        {
            **ENTRY, "impact": ("impacts", "id"), "figure": ("figures", "id"), "outcome": ("outcomes", "id"),
            "basis": ("basis", "id"), "effect": ("effects", "id"), "design": ("study_designs", "id"),
        },
        frozenset({"entry", "tellings", "sources"}),
    ),
    Table(
        "claim_links",
        {"claim": str, "other_claim": str, "relation": str, "note": str},
        ("claim", "other_claim", "relation"),
        {"claim": ("claims", "id"), "other_claim": ("claims", "id")},
        frozenset({"note"}),
    ),
    Table(
        "impact_care_models",
        {"impact": str, "care_model": str},
        ("impact", "care_model"),
        {"impact": ("impacts", "id"), "care_model": ("care_models", "id")},
    ),
    Table(
        "impact_contract_types",
        {"impact": str, "contract_type": str, "tied": int},
        ("impact", "contract_type"),
        {"impact": ("impacts", "id"), "contract_type": ("contract_types", "id")},
        frozenset({"tied"}),
    ),
    Table(
        "impact_schemes",
        {"impact": str, "scheme": str},
        ("impact", "scheme"),
        {"impact": ("impacts", "id"), "scheme": ("entries", "slug")},
    ),
    Table(
        "superseded",
        {"entry": str, "by": str, "note": str},
        ("entry", "by"),
        {**ENTRY, "by": ("entries", "slug")},
    ),
    Table(
        "terms",
        {"id": str, "vocabulary": str, "term": str, "label": str, "definition": str},
        "id",
        {},
        frozenset({"vocabulary", "term", "label", "definition"}),
    ),
    Table("entry_terms", {"entry": str, "term": str}, ("entry", "term"), {**ENTRY, "term": ("terms", "id")}),
    Table("synonyms", {"id": int, "vocabulary": str, "term": str, "text": str, "kind": str}, "id"),
    Table("senses", {"id": int, "text": str, "near": str, "unless": str}, "id", {}, frozenset({"text"})),
    Table(
        "places",
        {"id": int, "place": str, "text": str, "within": str, "region": str, "ambiguous": int},
        "id",
        {"region": ("regions", "id")},
        frozenset({"place", "text", "region", "ambiguous"}),
    ),
    Table(
        "tags",
        {
            "id": str, "entry": str, "position": int, "field": str, "start": int, "end": int, "text": str,
            "vocabulary": str, "term": str, "method": str, "direction": str, "negated": int,
        },
        "id",
        {**ENTRY, "direction": ("directions", "id")},
        frozenset({"entry", "field", "start", "end", "text", "vocabulary", "method"}),
    ),
    Table("base", {"name": str, "value": str}, "name", {}, frozenset({"value"})),
    Table(
        "build",
        {
            "id": int, "schema_version": int, "data_version": str, "content_hash": str, "builder_hash": str,
            "model": str, "model_hash": str, "library_versions": str, "built_at": str,
        },
        "id",
    ),
)  # fmt: skip

TABLES: tuple[Table, ...] = (*VOCABULARIES, SOURCES, ENTRIES, *FACTS, *LINKS, *OTHERS)
