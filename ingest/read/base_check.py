"""Checks base.yml and the vocabularies: what the program needs of them is there, once."""

from collections.abc import Iterator

from ingest.read.load import Base
from ingest.read.placing import placed
from ingest.read.problems import Problem
from kb.model.base import FILE
from kb.model.vocabulary import VocabularyFile
from kb.rules.base import base_findings, id_findings, meaning_findings, missing_vocabularies


def check_base(base: Base) -> Iterator[Problem]:
    """Give every problem of base.yml, of the meanings of terms, and of vocabularies that are missing."""
    if base.file is None:
        return
    document = base.documents[FILE]
    kinds, regions = (base.vocabularies.own_ids(name) for name in ("kinds", "regions"))
    for finding in base_findings(base.file, kinds, regions):
        yield placed(document, finding)
    for name in missing_vocabularies(base.vocabularies.by_name, base.file.own_vocabularies):
        if f"vocabularies/{name}" not in base.documents:
            path = document.path.replace(FILE, f"vocabularies/{name}.yml")
            advice = "write the file; docs/own-base.md says what it must hold"
            yield Problem(path, 1, 1, "error", "vocabulary-missing", f"there is no vocabulary {name}", advice=advice)
    for name in base.vocabularies.by_name:
        raw = base.documents[f"vocabularies/{name}"]
        for finding in (
            *id_findings(raw.data["terms"]),
            *meaning_findings(name, VocabularyFile.model_validate(raw.data)),
        ):
            yield placed(raw, finding)
