"""Describes the tables of the published database: for the data dictionary, the metadata of the site and releases.

Columns that a contributor fills are described by the models in kb/; what the build adds, by ingest.describe.description_texts.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.describe.column_origins import Origin, Schema, origin
from ingest.describe.description_texts import COLUMN_TEXTS, SHARED_TEXTS, TABLE_TEXTS
from ingest.store.search_index import PASSAGE_COLUMNS
from ingest.store.tables import TABLES, Table
from kb.errors import KbError
from kb.model.terms import TERM_LISTS
from kb.model.vocabulary import NAMES, Vocabularies

# The tables that search reads; the index writes them, and a test holds this list to what it writes.
SEARCH_TABLES = (
    Table("vectors", {"hash": str, "vector": bytes}, "hash", not_null=frozenset({"vector"})),
    Table(
        "passages",
        PASSAGE_COLUMNS,
        "id",
        {"entry": ("entries", "slug"), "vector": ("vectors", "hash")},
        frozenset({"entry", "field", "text"}),
    ),
    Table(
        "search_lengths", {"entry": str, "length": int}, "entry", {"entry": ("entries", "slug")}, frozenset({"length"})
    ),
    Table(
        "search_terms",
        {"term": str, "entries": bytes, "weights": bytes},
        "term",
        not_null=frozenset({"entries", "weights"}),
    ),
    Table("words", {"word": str, "stem": str, "entries": int, "lower": int}, "word"),
)
# Yes and no that the build adds; the models say it of their own fields.
YES_OR_NO = frozenset({"tags.negated", "impact_contract_types.tied", "passages.hoped", "places.ambiguous"})
# Columns that the build fills in every row, though the table does not demand it.
ALWAYS_FILLED = frozenset({
    "questions.text", "impacts.claim", "figures.claim", "figures.unit_label", "impacts.effect_reason",
    "impacts.strength_reason", "citations.field",
    "entries.date", "synonyms.vocabulary", "synonyms.term", "synonyms.text", "synonyms.kind", "tags.position",
    "build.schema_version", "build.data_version", "build.content_hash", "build.builder_hash", "build.model",
    "build.model_hash", "build.library_versions", "build.built_at", "passages.position", "passages.hoped",
    "words.stem", "words.entries", "words.lower",
})  # fmt: skip
PLAIN_TYPES: dict[type, str] = {str: "text", int: "whole number", float: "number", bytes: "binary"}
OF_SCHEMA = {"number": "number", "boolean": "yes or no"}


@dataclass(frozen=True)
class Column:
    """One column; `bounds` is what the models demand of its values, as JSON Schema."""

    name: str
    text: str
    type: str
    required: bool
    points_to: tuple[str, str] | None
    bounds: Schema


@dataclass(frozen=True)
class Description:
    """One table with its columns in order."""

    name: str
    text: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]


def descriptions(vocabularies: Vocabularies) -> tuple[Description, ...]:
    """Describe every table. Raises KbError for a table or column that nobody has described."""
    return tuple(describe(table, vocabularies) for table in (*TABLES, *SEARCH_TABLES))


def describe(table: Table, vocabularies: Vocabularies) -> Description:
    """Describe one table. Raises KbError where nobody has described it or one of its columns."""
    key = (table.pk,) if isinstance(table.pk, str) else table.pk
    columns = tuple(_column(table, name, key) for name in table.columns)
    return Description(table.name, _table_text(table.name, vocabularies), key, columns)


def _table_text(name: str, vocabularies: Vocabularies) -> str:
    for terms in TERM_LISTS:
        if terms.table == name:
            return f"Which terms of the vocabulary {terms.vocabulary} each entry has."
    if name in NAMES:
        return f"Vocabulary. {vocabularies.by_name[name].description}"
    return _written(TABLE_TEXTS, name)


def _column(table: Table, name: str, key: tuple[str, ...]) -> Column:
    place, found = f"{table.name}.{name}", origin(table.name, name)
    bounds = found.schema if found else {}
    kind = (
        "yes or no" if place in YES_OR_NO else OF_SCHEMA.get(bounds.get("type", ""), PLAIN_TYPES[table.columns[name]])
    )
    filled = name in key or name in table.not_null or place in ALWAYS_FILLED
    required = filled or bool(found and found.required)
    return Column(name, _column_text(table, name, found), kind, required, table.foreign_keys.get(name), bounds)


def _column_text(table: Table, name: str, found: Origin | None) -> str:
    place = f"{table.name}.{name}"
    if place in COLUMN_TEXTS:
        return COLUMN_TEXTS[place]
    if found:
        return found.text
    if table.name in NAMES and name == "id":
        return "Id of the term, by which entries name it."
    if name in table.foreign_keys and name not in SHARED_TEXTS:
        return f"Id of the term in {table.foreign_keys[name][0]}."
    # An id is made of entry and position only where the row has a position.
    shared = SHARED_TEXTS if name == "entry" or "position" in table.columns else {}
    return _written(shared, name, place)


def _written(texts: Mapping[str, str], name: str, place: str = "") -> str:
    if name not in texts:
        raise KbError(f"{place or name} has no description; add one to ingest/describe/description_texts.py")
    return texts[name]
