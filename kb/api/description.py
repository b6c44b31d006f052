"""The description of the API in OpenAPI 3.1, made from the database that is served."""

from kb.api.answers import answer_schemas
from kb.api.paths import Base, operations
from kb.api.schemas import Schema
from kb.exports.publication import Publication

# The first number goes up where a program that reads the answers may break: docs/api-changes.md.
VERSION = "2.0"
TAGS = {
    "Search": "Find entries by words and by meaning, with filters.",
    "Entries": "Everything that is known of one entry, each fact with its source.",
    "Comparison": "Entries side by side.",
    "Map": "What is known by outcome, and where the gaps are.",
    "Topics": "Answers about a term, or two together; words, contacts, sites.",
    "Review": "A printable review of a search.",
    "Feed": "Follow what changes.",
    "Service": "For machines.",
}
NOTES = """{summary}

Everything is read with GET, without a key. Answers are open to pages of other sites. Parameters and values that are not
known are errors, which name those that are. `data_version` stays the same as long as no entry changes. In CSV files an
apostrophe stands before text that a spreadsheet would take for a formula; JSON has the text as it is.

The base grows: ids of entries and terms in answers are texts of a fixed form, and the values given are examples.
`version` belongs to the API; its first number goes up where a program that reads the answers may break.

Entries are under {licence}. Cite the entry, the data version and the source."""


def describe(base: Base, publication: Publication) -> Schema:
    """Give the whole description."""
    paths: dict[str, Schema] = {one.path: {"get": one.described()} for one in operations(base)}
    shared = _share_parameters(paths)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": publication.name,
            "version": VERSION,
            "summary": publication.base.summary,
            "description": NOTES.format(summary=publication.base.summary, licence=publication.base.licence.name),
            "license": {"name": f"{publication.base.licence.name} (entries)", "url": publication.licence},
            "x-data-version": publication.data_version,
        },
        "servers": [{"url": publication.root, "description": "This server"}],
        "tags": [{"name": name, "description": words} for name, words in TAGS.items()],
        "paths": paths,
        "components": {"schemas": answer_schemas(base.labels, base.slugs), "parameters": shared},
    }


def _share_parameters(paths: dict[str, Schema]) -> dict[str, Schema]:
    """Put each parameter in one place and point to it: many addresses take those of a search."""
    shared: dict[str, Schema] = {}
    for path in paths.values():
        pointers = []
        for parameter in path["get"]["parameters"]:
            key = next((name for name, known in shared.items() if known == parameter), None)
            if key is None:
                key = parameter["name"] if parameter["name"] not in shared else f"{parameter['name']}_{len(shared)}"
                shared[key] = parameter
            pointers.append({"$ref": f"#/components/parameters/{key}"})
        path["get"]["parameters"] = pointers
    return shared
