"""What a file, or the rows of its entry, state: each value as a cell, so that the two can be compared."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from ingest.read.yaml_reader import Document
from tests.test_entries import leaves, value

# A cell that a file fills: table, position of its row (None where the entry has one row), column, value.
Cell = tuple[str, int | None, str, str]
Rows = list[dict[str, Any]]

# Where a list of facts stands in a file, and the table that has a row for each.
LISTS = {
    "population": "populations",
    "contract.values": "contract_values",
    "contract.terms": "contract_terms",
    "contacts": "contacts",
    "impacts": "impacts",
    "milestones": "milestones",
    "figures": "figures",
    "lessons": "lessons",
    "not_stated": "not_stated",
}
# Fields of an entry that has one row in the table entries.
SINGLE = {
    "kind": "kind",
    "title": "title",
    "summary": "summary",
    "vanguard.type": "vanguard_type",
    "vanguard.wave": "vanguard_wave",
    "vanguard.chosen": "vanguard_chosen",
    "status.state": "status",
    "status.as_of": "status_as_of",
    "place.name": "place",
    "place.region": "region",
    "place.country": "country",
    "place.latitude": "latitude",
    "place.longitude": "longitude",
    "contract.stage": "contract_stage",
    "contract.duration": "contract_duration",
    "review.last_checked": "last_checked",
    "review.by": "checked_by",
    "withdrawn.on": "withdrawn_on",
    "withdrawn.reason": "withdrawn_reason",
    "withdrawn.successor": "withdrawn_successor",
}
TERMS = {
    "care_models": ("entry_care_models", "care_model"),
    "contract.types": ("entry_contract_types", "contract_type"),
    "organisational_forms": ("entry_organisational_forms", "organisational_form"),
    "settings": ("entry_settings", "setting"),
    "population_groups": ("entry_population_groups", "population_group"),
}
# Names of columns for what lies deeper in a fact.
DEEPER = {"cite.source": "source", "cite.at": "at"}
# What the build derives or numbers; all else must stand in a file.
DERIVED = {
    "entries": {"slug", "strength", "date", "path"},
    "impacts": {"claim", "unit_label", "reached", "effect", "effect_reason", "strength", "strength_reason"},
    "figures": {"claim", "unit_label"},
}
NUMBERING = {"id", "entry", "position"}
# A confidence level that a file leaves out is 95 percent; the field reference says so.
LEVEL = ("interval_level", "95")
WITH_ROWS_OF_ENTRIES = {
    "entries",
    "questions",
    "citations",
    "entry_organisations",
    "related",
    "superseded",
    "entry_terms",
    *LISTS.values(),
} | {table for table, _ in TERMS.values()}
# What an impact says of claims and of what it is about stands in those tables.
OF_CLAIMS = {"id", "repeats", "about", "schemes", "confirms", "contradicts"}


def plain(found: object) -> str:
    """Write a value in one way, however YAML or SQLite types it."""
    if isinstance(found, bool):
        return str(int(found))
    if isinstance(found, float) and found.is_integer():
        return str(int(found))
    return str(found).strip()


def same_name(name: str) -> str:
    """Write an organisation's name without what its spellings differ in: case, marks, `the` and `&`."""
    letters = unicodedata.normalize("NFKD", name.replace("&", " and ")).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", letters.replace("'", ""))
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def first_cited(fact: dict[str, Any]) -> dict[str, Any]:
    """Give a fact with one citation: of several, the table of facts has the one that was read."""
    cite = fact.get("cite")
    return {**fact, "cite": cite[0]} if isinstance(cite, list) else fact


def cells_of_facts(data: Any) -> Iterator[Cell]:  # noqa: ANN401 - any YAML value
    for field, table in LISTS.items():
        for position, fact in enumerate(value(data, field) or []):
            for at, found in leaves(first_cited(fact)):
                name = ".".join(map(str, at))
                claimed = table in {"impacts", "figures"} and at[0] in OF_CLAIMS
                if found is not None and not claimed:
                    yield table, position, DEEPER.get(name, name.replace(".", "_")), plain(found)
            if "interval" in fact and "level" not in fact["interval"]:
                yield table, position, *LEVEL


def cells_of_lists(data: Any) -> Iterator[Cell]:  # noqa: ANN401 - any YAML value
    for field, (table, column) in TERMS.items():
        yield from ((table, None, column, term) for term in value(data, field) or [])
    for vocabulary, terms in (data.get("terms") or {}).items():
        yield from (("entry_terms", None, "term", f"{vocabulary}/{term}") for term in terms)
    for position, question in enumerate(data["questions"]):
        yield "questions", position, "text", plain(question)
    for organisation in data.get("organisations", []):
        yield "entry_organisations", None, organisation["role"], same_name(organisation["name"])
    for link in data.get("related", []):
        yield "related", None, f"{link['relation']} {link['slug']}", plain(link.get("note", ""))
    for later in data.get("superseded", []):
        yield "superseded", None, later["by"], plain(later["note"])


def cells_of_citations(data: Any) -> Iterator[Cell]:  # noqa: ANN401 - any YAML value
    for at, found in leaves(data):
        if "cite" in at and at[-1] in ("source", "at"):
            yield "citations", None, f"{'.'.join(map(str, at[: at.index('cite')]))} {at[-1]}", plain(found)


def in_file(found: Document) -> set[Cell]:
    """Give all that a file states, as cells."""
    cells = {("entries", None, column, value(found.data, field)) for field, column in SINGLE.items()}
    single = {(table, at, column, plain(text)) for table, at, column, text in cells if text is not None}
    return single | {*cells_of_facts(found.data), *cells_of_lists(found.data), *cells_of_citations(found.data)}


def in_database(rows: dict[str, Rows], names: dict[str, str]) -> set[Cell]:
    """Give all that the tables hold of an entry, and the build has not derived, as cells."""
    cells: set[Cell] = set()
    for table in WITH_ROWS_OF_ENTRIES:
        for row in rows[table]:
            cells |= set(_row_cells(table, row, names))
    return cells


def _row_cells(table: str, row: dict[str, Any], names: dict[str, str]) -> Iterator[Cell]:
    if table == "entry_organisations":
        yield table, None, row["role"], same_name(names[row["organisation"]])
    elif table == "related":
        yield table, None, f"{row['relation']} {row['slug']}", plain(row["note"] or "")
    elif table == "superseded":
        yield table, None, row["by"], plain(row["note"])
    elif table == "citations":
        yield from ((table, None, f"{row['field']} {column}", plain(row[column])) for column in ("source", "at"))
    else:
        left_out = DERIVED.get(table, set()) | (NUMBERING if table != "entries" else set())
        for column, found in row.items():
            if column not in left_out and found is not None:
                yield table, row.get("position"), column, plain(found)
