"""What came of a scheme: studies first, its own reports with what became of them, hopes, money."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kb.published.base import read_base
from kb.published.records import read_entry
from kb.published.studies import NO_STUDY, SchemeEvidence, read_evidence
from tests.publishing import publish
from tests.samples import CITE, ENTRY, entry, write_base, write_entry

REPORTED = {"outcome": "emergency-admissions", "direction": "decrease", "about": [], "basis": "reported",
            "design": "not-stated", "cite": CITE}  # fmt: skip
FOUND = {**ENTRY["impacts"][0], "about": [], "design": "matched-control", "direction": "no-evidence-of-change"}


def scheme() -> dict[str, Any]:
    """A vanguard that claims two things and hopes for one."""
    claims = [
        {**REPORTED, "id": "fewer-admissions", "measure": "change", "value": -14, "unit": "percent"},
        {**REPORTED, "id": "fewer-bed-days", "outcome": "bed-days"},
        {**REPORTED, "id": "hoped", "basis": "target", "design": "description", "outcome": "cost"},
    ]
    figures = [
        {
            "value": 3000000,
            "unit": "GBP",
            "what": "Vanguard money",
            "period": "2016/17",
            "price_year": "2016",
            "cite": CITE,
        },
        {"value": 12, "unit": "practices", "what": "Practices that take part", "cite": CITE},
    ]
    return entry(impacts=claims, figures=figures, superseded=[{"by": "a-study", "note": "Its result is newer."}])


def study() -> dict[str, Any]:
    """A finding that evaluates the vanguard and speaks against one of its claims."""
    link = {"claim": "sampleton-mcp#fewer-admissions", "note": "Against matched areas, no fall is seen."}
    found = {**FOUND, "id": "admissions", "contradicts": [link]}
    found.pop("value")
    found.pop("unit")
    found.pop("measure")
    return entry(
        kind="finding",
        title="A study of Sampleton",
        impacts=[found],
        figures=[],
        related=[{"slug": "sampleton-mcp", "relation": "evaluates"}],
    )


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    root = write_base(tmp_path_factory.mktemp("studies") / "entries", sampleton_mcp=scheme())
    write_entry(root, "a-study", study(), "findings")
    database: Path = publish(root, root.parent / "out" / "kb.db")
    connection = sqlite3.connect(database)
    yield connection
    connection.close()


def evidence(connection: sqlite3.Connection, slug: str) -> SchemeEvidence:
    found = read_entry(connection, slug)
    assert found
    return read_evidence(connection, found, read_base(connection))


def test_results_of_studies_of_a_scheme_come_from_their_homes(connection: sqlite3.Connection) -> None:
    found = evidence(connection, "sampleton-mcp")
    assert [one.claim.id for one in found.studied] == ["a-study#admissions"]
    assert (found.is_scheme, found.studies) == (True, 1)


def test_a_claim_of_a_scheme_says_what_became_of_it(connection: sqlite3.Connection) -> None:
    refuted, untested = evidence(connection, "sampleton-mcp").reported
    (link,) = refuted.links
    assert (link.words, link.other.id) == ("Contradicted by", "a-study#admissions")
    assert link.note == "Against matched areas, no fall is seen."
    assert (refuted.absent, untested.absent) == ("", NO_STUDY)


def test_a_link_reads_from_the_study_too(connection: sqlite3.Connection) -> None:
    found = evidence(connection, "a-study")
    (one,) = found.studied
    assert [(link.words, link.other.id) for link in one.links] == [("Speaks against", "sampleton-mcp#fewer-admissions")]
    assert (found.is_scheme, one.absent) == (False, "")


def test_hopes_stand_apart_and_money_says_what_and_when(connection: sqlite3.Connection) -> None:
    found = evidence(connection, "sampleton-mcp")
    assert [claim.id for claim in found.hoped] == ["sampleton-mcp#hoped"]
    assert [(line.sum, line.what, line.when) for line in found.money] == [
        ("£20 million", "whole budget", "a year"),
        ("£3 million", "Vanguard money", "2016/17, in prices of 2016"),
    ]


def test_what_is_superseded_says_by_what(connection: sqlite3.Connection) -> None:
    (one,) = evidence(connection, "sampleton-mcp").superseded
    assert (one.slug, one.title, one.note) == ("a-study", "A study of Sampleton", "Its result is newer.")
