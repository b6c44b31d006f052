"""The Frictionless description (datapackage.json) of a release: each CSV file with types, constraints, keys and links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.describe.descriptions import Column, Description
from ingest.release.published import Build
from kb.model.base import BaseFile

Json = dict[str, Any]
TYPES = {"text": "string", "whole number": "integer", "number": "number", "yes or no": "boolean"}
# Columns whose text is a date or time of one form; dates as printed stay text.
TIMES = {"entries.date": "date", "build.built_at": "datetime"}
# What JSON Schema and Table Schema call by the same name.
CONSTRAINTS = ("enum", "pattern", "minimum", "maximum", "minLength", "maxLength")
# Ratings are derived, so no model bounds them.
RATED: Json = {"minimum": 0, "maximum": 5}
BOUNDS: dict[str, Json] = {"entries.strength": RATED, "impacts.strength": RATED, "synonyms.kind": {
    "enum": ["label", "synonym", "abbreviation", "narrower"]
}}  # fmt: skip


@dataclass(frozen=True)
class File:
    """A CSV file of the release: its path, size in bytes and SHA-256."""

    path: str
    size: int
    hash: str


def datapackage(
    base: BaseFile, build: Build, tables: Mapping[File, Description], sources: Sequence[Mapping[str, Any]]
) -> Json:
    """Describe the CSV files of a release, one resource a table."""
    return {
        "profile": "tabular-data-package",
        "name": base.short_name,
        "title": base.name,
        "description": base.summary,
        **({"homepage": base.site} if base.site else {}),
        "version": build.data_version,
        "created": build.built_at,
        "keywords": base.keywords,
        "licenses": [{"name": base.licence.id, "title": base.licence.title, "path": base.licence.address}],
        "contributors": [{"title": f"The {base.name} contributors", "role": "author"}],
        "sources": [_source(source) for source in sources],
        "resources": [_resource(file, table) for file, table in tables.items()],
    }


def _source(row: Mapping[str, Any]) -> Json:
    title = f"{row['title']} ({row['publisher']}, {row['date']})"
    return {"title": title, **({"path": row["url"]} if row["url"] else {})}


def _resource(file: File, table: Description) -> Json:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": file.path,
        "description": table.text,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.hash}",
        "schema": _schema(table),
    }


def _schema(table: Description) -> Json:
    links = [
        {
            "fields": [column.name],
            "reference": {"resource": _target(table, column.points_to[0]), "fields": [column.points_to[1]]},
        }
        for column in table.columns
        if column.points_to
    ]
    schema: Json = {
        "fields": [_field(table, column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    return {**schema, **({"foreignKeys": links} if links else {})}


def _target(table: Description, other: str) -> str:
    """Name the table that a column points to; Frictionless names the table itself by nothing."""
    return "" if other == table.name else other


def _field(table: Description, column: Column) -> Json:
    place = f"{table.name}.{column.name}"
    field: Json = {
        "name": column.name,
        "type": TIMES.get(place, TYPES[column.type]),
        "description": column.text,
    }
    if column.type == "yes or no":
        field |= {"trueValues": ["1"], "falseValues": ["0"]}
    bounds = {**column.bounds, **BOUNDS.get(place, {})}
    constraints: Json = {name: bounds[name] for name in CONSTRAINTS if name in bounds}
    if column.required:
        constraints["required"] = True
    if table.key == (column.name,):
        constraints["unique"] = True
    return {**field, **({"constraints": constraints} if constraints else {})}
