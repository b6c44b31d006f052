"""The description of the API: as openapi.json, and as a page that is made from it."""

from dataclasses import dataclass
from typing import Any

from datasette import Response

from kb.api.description import describe
from kb.api.paths import Base
from kb.search.request import PARAMETERS
from kb.site.publishing import publication_of
from kb.site.searching import engine_of
from kb.site.visit import Visit, json_answer

Schema = dict[str, Any]
FIRST = "/search.json"


@dataclass(frozen=True)
class Parameter:
    """A parameter as the page shows it."""

    name: str
    words: str
    values: tuple[str, ...]
    """How many values are not listed."""
    required: bool


@dataclass(frozen=True)
class Address:
    """An address as the page shows it."""

    path: str
    summary: str
    words: str
    answers: tuple[str, ...]
    searches: bool
    """Whether it takes all parameters of a search, which are then not named again."""
    parameters: tuple[str, ...]
    example: str


@dataclass(frozen=True)
class Group:
    """The addresses of one kind."""

    name: str
    words: str
    addresses: tuple[Address, ...]


async def description(visit: Visit) -> Response:
    """Answer with the description in OpenAPI."""
    visit.allow()
    return json_answer(await _described(visit))


async def api(visit: Visit) -> Response:
    """Answer with the documentation."""
    visit.allow()
    document = await _described(visit)
    context = {
        "groups": _groups(document),
        "parameters": _parameters(document),
        "document": document,
        "root": publication_of(visit).root,
        "error": document["components"]["schemas"]["Error"],
    }
    return await visit.page("api.html", context)


async def _described(visit: Visit) -> Schema:
    site = visit.site
    engine = await engine_of(site)
    slugs = await site.read(lambda connection: connection.execute("select slug from entries order by slug").fetchall())
    sources = await site.read(lambda connection: connection.execute("select id from sources order by id").fetchall())
    base = Base(
        labels=site.labels,
        choices=engine.choices,
        slugs=[row[0] for row in slugs],
        sources=[row[0] for row in sources],
        data_version=site.build.data_version,
    )
    return describe(base, publication_of(visit))


def _groups(document: Schema) -> tuple[Group, ...]:
    operations = [(path, methods["get"]) for path, methods in document["paths"].items()]
    return tuple(
        Group(
            tag["name"],
            tag["description"],
            tuple(_address(path, one) for path, one in operations if tag["name"] in one["tags"]),
        )
        for tag in document["tags"]
    )


def _address(path: str, operation: Schema) -> Address:
    taken = [pointer["$ref"].rsplit("/", 1)[1] for pointer in operation["parameters"]]
    searches = path != FIRST and set(PARAMETERS) <= set(taken)
    return Address(
        path,
        operation["summary"],
        operation.get("description", ""),
        tuple(operation["responses"]["200"]["content"]),
        searches,
        tuple(name for name in taken if not (searches and name in PARAMETERS)),
        operation.get("x-example", ""),
    )


def _parameters(document: Schema) -> dict[str, Parameter]:
    schemas = document["components"]["schemas"]
    return {key: _parameter(one, schemas) for key, one in document["components"]["parameters"].items()}


def _parameter(one: Schema, schemas: Schema) -> Parameter:
    schema = one["schema"].get("items", one["schema"])
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rsplit("/", 1)[1]]
    values = tuple(value for value in schema.get("enum", schema.get("examples", ())) if value)
    return Parameter(one["name"], one["description"], values, bool(one.get("required")))
