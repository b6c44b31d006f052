"""JSON Schemas for editors, generated from the models and the vocabularies."""

from typing import Any

from kb.model.base import BaseFile
from kb.model.entry import Entry
from kb.model.facts import Fact
from kb.model.source import Source
from kb.model.vocabulary import Vocabularies, VocabularyFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MODELS: dict[str, type[Fact]] = {"base": BaseFile, "entry": Entry, "source": Source, "vocabulary": VocabularyFile}


def schema(name: str, vocabularies: Vocabularies) -> dict[str, Any]:
    """Give the schema of entry, source or vocabulary; fields that hold terms list the ids that are allowed."""
    document = MODELS[name].model_json_schema()
    _list_terms(document, vocabularies)
    return {"$schema": DIALECT, "$id": f"{name}.schema.json", **document}


def _list_terms(node: object, vocabularies: Vocabularies) -> None:
    if isinstance(node, dict):
        if isinstance(node.get("vocabulary"), str):
            _allow(node, list(vocabularies.own_ids(node.pop("vocabulary"))))
        for child in list(node.values()):
            _list_terms(child, vocabularies)
    elif isinstance(node, list):
        for child in node:
            _list_terms(child, vocabularies)


def _allow(node: dict[str, Any], terms: list[str]) -> None:
    """Put the ids where the schema describes a text: in the node, its items, or the branch that is not null."""
    holders = [node, node.get("items", {}), *node.get("anyOf", [])]
    for holder in holders:
        if holder.get("type") == "string":
            for bound in ("pattern", "maxLength"):
                holder.pop(bound, None)
            holder["enum"] = terms
