"""A rule's finding, as a problem at its line and column."""

from pathlib import Path

from ingest.read.problems import Problem
from ingest.read.yaml_reader import Document
from kb.rules.catalogue import RULES
from kb.rules.finding import BASE, Finding


def placed(document: Document, finding: Finding) -> Problem:
    """Give the problem of a finding; its severity is that of its rule."""
    line, column = document.place(finding.at)
    return Problem(
        document.path,
        line,
        column,
        RULES[finding.rule].severity,
        finding.rule,
        finding.message,
        _found(document.data, finding),
        finding.allowed,
        finding.advice.replace(BASE, str(Path(document.path).parent.parent)),
        finding.nearest,
    )


def _found(data: object, finding: Finding) -> str:
    if finding.rule.startswith("kind-"):
        return str(finding.at[-1])
    value = data
    for part in finding.at:
        value = value[part] if isinstance(value, dict | list) else None  # type: ignore[index]
    return str(value) if isinstance(value, str | int | float) else ""
