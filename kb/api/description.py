"""The description of the API in OpenAPI 3.1, made from the database that is served."""

from kb import __version__
from kb.api.answers import answer_schemas
from kb.api.paths import Base, operations
from kb.api.schemas import Schema
from kb.exports.publication import ABOUT, LICENCE, NAME, Publication

TAGS = {
    "Search": "Find entries by words and by meaning, with filters.",
    "Entries": "Everything that is known of one entry, each fact with its source.",
    "Comparison": "Entries side by side.",
    "Map": "Care models or contract types by outcome.",
    "Topics": "Answers by care model, contract type, outcome, setting and population group; words, contacts, vanguards.",
    "Review": "A printable review of a search.",
    "Feed": "Follow what changes.",
    "Service": "For machines.",
}
NOTES = f"""{ABOUT}

Everything is read with GET, without a key. Answers are open to pages of other sites. Parameters and values that are not
known are errors, which name those that are. `data_version` stays the same as long as no entry changes. In CSV files an
apostrophe stands before text that a spreadsheet would take for a formula; JSON has the text as it is.

Entries are under CC BY 4.0. Cite the entry, the data version and the source."""


def describe(base: Base, publication: Publication) -> Schema:
    """Give the whole description."""
    paths: dict[str, Schema] = {one.path: {"get": one.described()} for one in operations(base)}
    shared = _share_parameters(paths)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": NAME,
            "version": __version__,
            "summary": ABOUT,
            "description": NOTES,
            "license": {"name": "CC BY 4.0 (entries)", "url": LICENCE},
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
