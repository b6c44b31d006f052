"""The problems of a file that has not the shape it should have: causes, each once, at their places."""

from collections.abc import Sequence

from pydantic_core import ErrorDetails

from ingest.read.nesting import Cause, causes, field_at, fields_at, misspelt
from ingest.read.other_names import meant_field, why_needless
from ingest.read.placing import placed
from ingest.read.problems import MOST, Problem, more
from ingest.read.shape_words import NUMBER_TYPES, in_words, literals, said_already
from ingest.read.yaml_reader import Document, Location
from kb.model.entry import Entry
from kb.model.facts import Fact, fields_of, inner_model
from kb.model.source import Source
from kb.model.vocabulary import Vocabularies, VocabularyFile
from kb.rules.catalogue import RULES
from kb.rules.references import unknown_term

FOLDERS: dict[type[Fact], tuple[str, str]] = {
    Entry: ("an entry", "the folder of its kind"),
    Source: ("a source", "the folder sources"),
    VocabularyFile: ("a vocabulary", "the folder vocabularies"),
}
ENOUGH_FIELDS = 3


def shape_problems(
    document: Document, errors: Sequence[ErrorDetails], model: type[Fact], vocabularies: Vocabularies
) -> list[Problem]:
    """Give the problems that a validator's errors stand for; what only follows from another is left out."""
    details = [detail for detail in errors if not said_already(detail)]
    if other := _of_another_kind(document, model):
        return [other]
    found = causes(document.data, model, details[:MOST])
    follows = misspelt(model, details[:MOST]).union(*(cause.follows for cause in found))
    listed = [
        _problem(document, detail, model, vocabularies)
        for number, detail in enumerate(details[:MOST])
        if number not in follows
    ]
    return [*(_of_cause(document, cause) for cause in found), *listed, *more(document.path, len(details))]


def _of_another_kind(document: Document, model: type[Fact]) -> Problem | None:
    """Find a file that holds what another folder is for: most of its fields are those of another kind of file."""
    names = set(document.data) if isinstance(document.data, dict) else set()
    fitting = {one: len(names & set(fields_of(one))) for one in FOLDERS}
    best = max(fitting, key=lambda one: fitting[one])
    if model not in fitting or best is model or fitting[best] < ENOUGH_FIELDS or fitting[best] < 2 * fitting[model]:
        return None
    message = (
        f"this file holds the fields of {FOLDERS[best][0]}, and stands where those of {FOLDERS[model][0]} are read"
    )
    return Problem(document.path, 1, 1, "error", "stray-file", message, advice=f"move it to {FOLDERS[best][1]}")


def _of_cause(document: Document, cause: Cause) -> Problem:
    line, column = document.place(_parts(document, cause.at))
    return Problem(document.path, line, column, "error", cause.rule, cause.message, advice=cause.advice)


def _problem(document: Document, detail: ErrorDetails, model: type[Fact], vocabularies: Vocabularies) -> Problem:
    at = _parts(document, detail["loc"])
    vocabulary = _vocabulary_at(model, detail["loc"]) if detail["type"] == "string_pattern_mismatch" else None
    if vocabulary:
        finding = unknown_term(detail["input"], vocabulary, at, vocabularies)
        return placed(document, finding)
    unknown = detail["type"] == "extra_forbidden"
    line, column = document.names.get(at, document.place(at)) if unknown else document.place(at)
    allowed = fields_at(model, detail["loc"][:-1]) if unknown else literals(detail)
    found = str(detail["loc"][-1]) if unknown else str(detail["input"]) if allowed else ""
    message, advice = in_words(detail, field_at(model, detail["loc"]))
    rule = "number-type" if detail["type"] in NUMBER_TYPES else detail["type"].replace("_", "-")
    rule = {"model-attributes-type": "model-type", "greater-than": "greater-than-equal"}.get(rule, rule)
    rule = rule if rule in RULES else "wrong-shape"
    meant = meant_field(found, allowed) if unknown else ""
    if unknown and not meant and (needless := why_needless(found)):
        allowed, advice = (), needless
    return Problem(document.path, line, column, "error", rule, message, found, allowed, advice, meant)


def _vocabulary_at(model: type[Fact], loc: tuple[int | str, ...]) -> str | None:
    """Give the vocabulary whose ids a place holds."""
    current: object = model
    found: object = None
    for part in loc:
        if isinstance(part, str) and isinstance(current, type) and issubclass(current, Fact):
            field_ = fields_of(current).get(part)
            extra = field_.json_schema_extra if field_ else None
            found = extra.get("vocabulary") if isinstance(extra, dict) else None
            current = inner_model(field_.annotation) if field_ else None
    return found if isinstance(found, str) else None


def _parts(document: Document, loc: tuple[int | str, ...]) -> Location:
    """Pydantic puts names of types between the keys; only keys that the file has, have a place."""
    at: Location = ()
    for part in loc:
        if (*at, part) in document.places:
            at = (*at, part)
    return at
