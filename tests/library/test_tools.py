"""What a program that talks to a language model gets: citations with every answer, and a warning where there is none."""

from typing import Any

import pytest

from kb.errors import QueryError
from kb.library import tools
from kb.library.base import Base

AXES = ("care_model", "outcome")


def asked(base: Base) -> dict[str, dict[str, Any]]:
    """Ask each tool for what the base has."""
    return {
        "search": tools.search(base, "sampleton", {}, 3),
        "entry": tools.entry(base, "sampleton-mcp"),
        "compare": tools.compare(base, ["sampleton-mcp", "sampleton-homes"]),
        "evidence_map": tools.evidence_map(base, AXES, ("mcp", "emergency-admissions"), {}),
        "review": tools.review(base, "sampleton", (), 2),
    }


def test_every_answer_names_base_version_and_citations(base: Base) -> None:
    for name, answer in asked(base).items():
        assert (answer["warning"], answer["data_version"]) == (None, base.version.data_version), name
        cited = answer.get("results") or answer.get("entries") or [{**answer["entry"], "cite_as": answer["cite_as"]}]
        assert cited, name
        for one in cited:
            assert one["slug"] in one["cite_as"]
            assert answer["base"] in one["cite_as"]
            assert all(source["title"] for source in one["sources"])
        assert "leaflet-2016" in {source["id"] for one in cited for source in one["sources"]}, name


def test_results_stand_with_basis_rating_source_and_place(base: Base) -> None:
    hits = {hit["slug"]: hit for hit in tools.search(base, "sampleton", {}, 9)["results"]}
    assert any("leaflet-2016, slide 3" in result for result in hits["sampleton-mcp"]["strongest_results"])
    assert "randomised" in hits["sampleton-homes"]["strongest_results"][0].lower()
    (claim, *_) = asked(base)["evidence_map"]["claims"]
    assert {"basis", "design", "effect", "strength", "source", "at"} <= claim.keys()


def test_what_the_base_does_not_answer_is_a_warning(base: Base) -> None:
    for answer in (tools.search(base, "zzyzx", {}, 3), tools.review(base, "zzyzx", (), 3)):
        assert answer["warning"] == tools.NO_ANSWER


def test_a_gap_of_the_map_is_no_evidence_of_no_effect(base: Base) -> None:
    assert tools.evidence_map(base, AXES, ("uec", "travel"), {})["warning"] == tools.GAP
    hopes = tools.evidence_map(base, AXES, ("ehch", "bed-days"), {})
    assert (hopes["warning"], bool(hopes["claims"])) == (tools.NO_RESULT, True)


def test_the_whole_map_names_what_is_there_and_how_to_open_it(base: Base) -> None:
    answer = tools.evidence_map(base, AXES, (None, None), {})
    assert answer["cells"]["emergency-admissions"]["mcp"] == "1: 1 good"
    assert "travel" not in answer["cells"] or "uec" not in answer["cells"]["travel"]
    assert "Name column and row" in answer["read_as"]


def test_entries_without_an_outcome_in_common_say_so(base: Base) -> None:
    assert tools.compare(base, ["sampleton-mcp", "quiet-nights"])["warning"] == tools.NO_SHARED_OUTCOME


def test_a_withdrawn_entry_says_why_and_what_to_read(base: Base) -> None:
    gone = next(str(row["slug"]) for row in base.table("entries") if row["withdrawn_on"])
    record = base.entry(gone).record
    warning = tools.entry(base, gone)["warning"]
    assert str(record.withdrawn_reason) in warning
    assert record.withdrawn_successor is None or record.withdrawn_successor in warning


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda base: tools.search(base, "x", {}, 0), "size is 0; allowed: 1 to 20"),
        (lambda base: tools.search(base, "x", {"colour": ("red",)}, 1), "there is no filter 'colour'; allowed: kind"),
        (lambda base: tools.search(base, "x", {"words": ("x",)}, 1), "there is no filter 'words'"),
        (lambda base: tools.search(base, "x", {"outcome": ("luck",)}, 1), "outcome has no value 'luck'"),
        (lambda base: tools.search(base, "x", {"min_strength": ("1", "2")}, 1), "min_strength is given twice"),
        (lambda base: tools.evidence_map(base, AXES, (None, None), {"by": ("x",)}), "there is no filter 'by'"),
        (lambda base: tools.entry(base, "nobody"), "there is no entry 'nobody'"),
        (lambda base: tools.evidence_map(base, ("place", "outcome"), (None, None), {}), "has no axis 'place'"),
        (lambda base: tools.evidence_map(base, AXES, ("mcp", None), {}), "name both or neither"),
        (lambda base: tools.evidence_map(base, AXES, ("xyz", "cost"), {}), "care_model has no term 'xyz'"),
        (lambda base: tools.compare(base, ["quiet-nights"]), "at least 2 entries"),
        (lambda base: tools.review(base, "x", ["nobody"], 8), "there is no entry 'nobody'"),
    ],
)
def test_what_cannot_be_is_said(base: Base, ask: object, told: str) -> None:
    assert callable(ask)
    with pytest.raises(QueryError, match=told):
        ask(base)
