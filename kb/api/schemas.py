"""The shapes of JSON answers. What entries hold is read off their records, so that it can't differ from them."""

import dataclasses
import types
from collections.abc import Iterable
from typing import Any, get_args, get_origin, get_type_hints

from kb.model import claims, facts
from kb.model.entry import Entry
from kb.model.source import Source
from kb.published import record_types
from kb.published.labels import Labels

Schema = dict[str, Any]
RECORDS: dict[str, tuple[type[Any], type[facts.Fact]]] = {
    "Population": (record_types.PopulationRecord, facts.Population),
    "ContractValue": (record_types.ContractValueRecord, facts.ContractValue),
    "ContractTerm": (record_types.ContractTermRecord, facts.ContractTerm),
    "Contact": (record_types.ContactRecord, facts.Contact),
    "Impact": (record_types.ImpactRecord, claims.Impact),
    "Milestone": (record_types.MilestoneRecord, facts.Milestone),
    "Figure": (record_types.FigureRecord, claims.Figure),
    "Lesson": (record_types.LessonRecord, facts.Lesson),
    "Related": (record_types.RelatedRecord, facts.Related),
    "Organisation": (record_types.OrganisationRecord, facts.Organisation),
    "Source": (record_types.SourceRecord, Source),
}
# What the build adds to the facts of the files.
DERIVED = {
    "id": "Id of the fact, unique in its table.",
    "position": "Place among the impacts of the entry, from 0.",
    "effect": "Whether what happened is good or bad for those whom it is about.",
    "effect_reason": "Why it is rated so.",
    "strength": "Strength of the evidence by its study design, 0 to 5; null where it can't be rated.",
    "strength_reason": "Why it is rated so.",
    "title": "Title of the other entry.",
    "kind": "Kind of the other entry.",
    "withdrawn_on": "Set where the other entry was withdrawn.",
    "url": "Address, below the root of the site.",
}
TYPES: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    type(None): {"type": "null"},
}
EXAMPLES = 3
TERM = get_args(facts.Term)[1].pattern
WORD = "^[a-z]+([_-][a-z]+)*$"
JOINED = (
    "comparator_name",
    "comparator_value",
    "comparator_changed",
    "interval_low",
    "interval_high",
    "interval_level",
    "source",
    "at",
)


def text(description: str, **more: object) -> Schema:
    """Describe a text."""
    return {"type": "string", "description": description, **more}


def whole(description: str, **more: object) -> Schema:
    """Describe a whole number of 0 or more."""
    return {"type": "integer", "minimum": 0, "description": description, **more}


def optional(schema: Schema) -> Schema:
    """Allow null besides."""
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "type": [schema["type"], "null"]}


def many(schema: Schema, description: str = "") -> Schema:
    """Describe a list."""
    return {"type": "array", "items": schema, **({"description": description} if description else {})}


def holds(properties: Schema, description: str = "", optional_names: tuple[str, ...] = ()) -> Schema:
    """Describe an object that always has these properties."""
    required = [name for name in properties if name not in optional_names]
    named = {"description": description} if description else {}
    return {"type": "object", **named, "required": required, "properties": properties}


def ref(name: str) -> Schema:
    """Point to a shape by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def term(vocabulary: str, labels: Labels, description: str = "") -> Schema:
    """Describe an id of a vocabulary by its form: vocabularies grow, and what was made from this must read new ids."""
    named = {"description": description} if description else {}
    examples = [one.id for one in labels.terms(vocabulary)][:EXAMPLES]
    return {"type": "string", **named, "pattern": TERM, "examples": examples}


def known(values: Iterable[str], description: str) -> Schema:
    """Describe a word of the program with the values of today; later versions may add others."""
    return text(description, pattern=WORD, examples=list(values))


def record_schemas(labels: Labels) -> dict[str, Schema]:
    """Give the shapes of all facts."""
    shapes = {name: _record(record, fact, labels) for name, (record, fact) in RECORDS.items()}
    impact = shapes["Impact"]["properties"]
    comparator = {
        "name": {"type": "string"},
        "value": {"type": ["number", "null"]},
        "changed": {"type": ["string", "null"], "description": _told(claims.Comparator, "changed")},
    }
    interval = {name: {"type": ["number", "null"]} for name in ("low", "high", "level")}
    impact["comparator"] = optional(holds(comparator, "What the result was compared with."))
    impact["interval"] = optional(holds(interval, "Confidence interval, where printed; level in percent."))
    shapes["Impact"]["required"] = list(impact)
    shapes["Related"] = holds({**shapes["Related"]["properties"], "url": text(DERIVED["url"])})
    shapes["Source"]["properties"] |= {"measured": {"type": "boolean", "description": _told(Source, "measured")}}
    return {**shapes, "Cite": _model(facts.Cite)}


def _record(record: type[Any], fact: type[facts.Fact], labels: Labels) -> Schema:
    hints = get_type_hints(record)
    cited = "source" in hints
    names = [field.name for field in dataclasses.fields(record) if field.name not in (JOINED if cited else ())]
    properties = {name.rstrip("_"): _field(name.rstrip("_"), hints[name], fact, labels) for name in names}
    if cited:
        properties["cite"] = ref("Cite")
    return holds(properties, (fact.__doc__ or "").strip())


def _field(name: str, hint: Any, fact: type[facts.Fact], labels: Labels) -> Schema:  # noqa: ANN401 - any type hint
    field = facts.fields_of(fact).get(name)
    extra = field.json_schema_extra if field and isinstance(field.json_schema_extra, dict) else {}
    vocabulary = "effects" if name == "effect" else extra.get("vocabulary")
    description = _told(fact, name)
    if isinstance(vocabulary, str):
        shape = term(vocabulary, labels, description)
        return optional(shape) if type(None) in get_args(hint) else shape
    return {**_typed(hint), **({"description": description} if description else {})}


def _told(fact: type[facts.Fact], name: str) -> str:
    field = facts.fields_of(fact).get(name)
    return (field.description if field else None) or DERIVED.get(name, "")


def _typed(hint: Any) -> Schema:  # noqa: ANN401 - any type hint
    if get_origin(hint) is types.UnionType:
        kinds = [TYPES[part]["type"] for part in get_args(hint)]
        # A whole number is a number too, and needs no word of its own.
        kinds = [kind for kind in kinds if not (kind == "integer" and "number" in kinds)]
        return {"type": kinds[0] if len(kinds) == 1 else kinds}
    return dict(TYPES[hint])


def _model(fact: type[facts.Fact]) -> Schema:
    return holds({name: text(_told(fact, name)) for name in fact.model_fields}, (fact.__doc__ or "").strip())


def told_of_entry(name: str) -> str:
    """Give what a field of an entry means, in the words of the entry model."""
    return Entry.model_fields[name].description or ""
