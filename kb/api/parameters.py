"""The parameters of searches, comparisons and the reader's area, with the values that the database allows."""

from collections.abc import Sequence

from kb.api.schemas import Schema, ref
from kb.model.base import BaseFile
from kb.published.labels import Labels
from kb.search.filters import Choices
from kb.search.request import DEFAULT_SIZE, MAX_POPULATION, MAX_SIZE, MAX_STRENGTH, MODES, SORTS, token_pattern

EITHER = "Given twice, either will do. Labels and abbreviations work too; an empty value sets no filter."
PAGED = frozenset({"size", "next"})
NOTHING: Schema = {"const": ""}


def unpaged(parameters: Sequence[Schema]) -> list[Schema]:
    """Leave out what names a page of hits: for an address that takes a search and gives all that it finds."""
    return [one for one in parameters if one["name"] not in PAGED]


def parameter(name: str, description: str, schema: Schema, **more: object) -> Schema:
    """Describe a parameter of the address's question part."""
    return {"name": name, "in": "query", "description": description, "schema": schema, **more}


def search_parameters(choices: Choices, base: BaseFile, data_version: str) -> list[Schema]:
    """Give the parameters of a search."""
    most = f"from 0 to {MAX_POPULATION}"
    return [
        parameter("q", "What to search for; empty gives every entry.", {"type": "string"}, example=base.examples[0]),
        *(
            _filter(one.name, base.filter_words(one.name).help, list(choices.values[one.name]))
            for one in choices.filters
        ),
        _number("min_strength", "Strength of the evidence at least, 0 to 5.", MAX_STRENGTH),
        _number("population_min", f"Counts a population of at least so many, {most}.", MAX_POPULATION),
        _number("population_max", f"Counts a population of at most so many, {most}.", MAX_POPULATION),
        _choice("mode", "By words and by meaning together (hybrid), or by one of them.", MODES),
        _choice("sort", "Order of the hits.", SORTS),
        _size(),
        _next(data_version),
        _choice(
            "expand", "1 searches for synonyms and likelier spellings too, 0 only for the words as typed.", ("1", "0")
        ),
    ]


def _filter(name: str, words: str, values: list[str]) -> Schema:
    items = {"type": "string", "examples": values}
    return parameter(name, f"{words} {EITHER}", {"type": "array", "items": items}, style="form", explode=True)


def _number(name: str, description: str, most: float) -> Schema:
    return parameter(name, description, {"anyOf": [{"type": "number", "minimum": 0, "maximum": most}, NOTHING]})


def _choice(name: str, description: str, values: Sequence[str]) -> Schema:
    return parameter(name, description, {"type": "string", "enum": [*values, ""], "default": values[0]})


def _size() -> Schema:
    number = {"type": "integer", "minimum": 1, "maximum": MAX_SIZE}
    words = f"Hits on a page, 1 to {MAX_SIZE}. Files and feeds hold every hit where neither size nor next is given."
    return parameter("size", words, {"anyOf": [number, NOTHING], "default": DEFAULT_SIZE})


def _next(data_version: str) -> Schema:
    words = "Page to give: the value of `next` of the page before. It holds while the data stays the same."
    return parameter("next", words, {"type": "string", "pattern": f"^({token_pattern(data_version)})?$"})


def area_parameters(labels: Labels) -> list[Schema]:
    """Give what a reader may say about their own area; each answer then says how close an entry is."""
    base = labels.base
    settings = [term.id for term in labels.terms("settings")]
    contracts = [term.id for term in labels.terms("contract_types")]
    people = {"type": "integer", "minimum": 1, "maximum": 100_000_000}
    words = "The reader's own area; it changes no hits and no order."
    return [
        parameter("area_population", f"Number of people. {words}", {"anyOf": [people, NOTHING]}),
        parameter("area_setting", f"{base.label('setting')}. {words}", {"type": "string", "examples": settings}),
        parameter(
            "area_contract_type", f"{base.label('contract_type')}. {words}", {"type": "string", "examples": contracts}
        ),
    ]


def entries_parameter(fewest: int, most: int) -> Schema:
    """Describe the list of entries that a comparison takes; programs may name each only once.

    On a page, which needs none, an entry that is named again counts once, so that its list has no greatest length.
    """
    bounds: Schema = {"uniqueItems": True, "minItems": fewest, "maxItems": most} if fewest else {}
    chosen: Schema = {"type": "array", "items": ref("Slug"), **bounds}
    words = f"Slugs of {fewest} to {most} entries."
    return parameter("entry", words, chosen, required=fewest > 0, style="form", explode=True)


def part_parameter() -> Schema:
    """Describe which part of a page that is too large for one is asked for."""
    words = "Which part of what is too large for one page; beyond the last it is the last."
    return parameter("part", words, {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 9999}, NOTHING]})


def filter_parameter(names: Sequence[str]) -> Schema:
    """Describe the name of a filter in an address."""
    schema = {"type": "string", "examples": list(names)}
    return {"name": "filter", "in": "path", "required": True, "description": "Name of the filter.", "schema": schema}


def slug_parameter() -> Schema:
    """Describe the slug in an address."""
    return {
        "name": "slug",
        "in": "path",
        "required": True,
        "description": "Slug of the entry.",
        "schema": ref("Slug"),
    }
