from pathlib import Path
from typing import Any

import pytest

from ingest.read.check import check
from ingest.read.load import load
from ingest.read.problems import Problem
from tests.samples import CITE, ENTRY, entry, write_base

IMPACT = ENTRY["impacts"][0]
PERSON = {"name": "Pat Example", "as_of": "2016-11", "cite": CITE}


def rules(tmp_path: Path, **entries: dict[str, Any]) -> list[tuple[str, int]]:
    base = load(write_base(tmp_path / "entries", **entries))
    return [(problem.rule, problem.line) for problem in check(base)]


def test_a_good_entry_has_no_problem(tmp_path: Path) -> None:
    assert rules(tmp_path, sampleton_mcp=entry()) == []


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"care_models": ["mcpp"]}, "unknown-term"),
        ({"status": {"state": "running", "as_of": "2016"}}, "unknown-term"),
        ({"figures": [{"value": 1, "unit": "x", "what": "y", "cite": {"source": "no", "at": "1"}}]}, "unknown-source"),
        ({"related": [{"slug": "nobody", "relation": "mentions"}]}, "unknown-slug"),
        ({"related": [{"slug": "sampleton-mcp", "relation": "mentions"}]}, "related-to-itself"),
        ({"related": [{"slug": "one", "relation": "mentions"}] * 2}, "link-twice"),
        ({"withdrawn": {"on": "2026", "reason": "wrong", "successor": "nobody"}}, "unknown-slug"),
        ({"summary": "word " * 81}, "summary-too-long"),
        ({"impacts": [{**IMPACT, "unit": None}]}, "value-without-unit"),
        ({"impacts": [{**IMPACT, "value": 9.5}]}, "direction-against-sign"),
        ({"impacts": [{**IMPACT, "direction": "increase"}]}, "direction-against-sign"),
        ({"impacts": [{**IMPACT, "interval": {"low": -5, "high": 1}}]}, "interval-without-value"),
        ({"impacts": [{**IMPACT, "interval": {"low": 5, "high": -10}}]}, "interval-reversed"),
        ({"impacts": [{**IMPACT, "value_to": -3}]}, "range-reversed"),
        ({"impacts": [{**IMPACT, "reviewed_design": "survey"}]}, "reviewed-without-review"),
        ({"figures": [{"value": 3, "unit": "£m", "what": "saved", "cite": CITE}]}, "unknown-term"),
        ({"figures": [{"value": 3, "unit": "%", "what": "saved", "cite": CITE}]}, "unknown-term"),
        ({"kind": "vanguard", "vanguard": None}, "without-wave"),
        ({"impacts": [{**IMPACT, "measure": None}]}, "value-without-measure"),
        ({"impacts": [{**IMPACT, "unit": "days", "value": 0.9}]}, "direction-against-sign"),
        ({"impacts": [{**IMPACT, "measure": "ratio", "value": 1.2}]}, "direction-against-sign"),
        ({"impacts": [{**IMPACT, "measure": "level", "value": 87, "baseline": None}]}, "level-as-change"),
        ({"impacts": [{**IMPACT, "from": 9.8}]}, "half-a-change"),
        ({"impacts": [{**IMPACT, "design": "not-stated"}]}, "observed-without-method"),
        ({"impacts": [{**IMPACT, "design": "matched-control"}]}, "design-without-comparator"),
        ({"impacts": [{**IMPACT, "about": None}]}, "about-missing"),
        ({"impacts": [{**IMPACT, "about": ["pacs"]}]}, "about-not-own"),
        ({"impacts": [{**IMPACT, "schemes": ["nobody"]}]}, "scheme-not-evaluated"),
        ({"impacts": [{**IMPACT, "repeats": "nobody#nothing"}]}, "unknown-claim"),
        ({"impacts": [{**IMPACT, "contradicts": [{"claim": "nobody#nothing", "note": "x"}]}]}, "unknown-claim"),
        ({"impacts": [{**IMPACT, "id": "fall"}, {**IMPACT, "id": "fall"}]}, "claim-id-twice"),
        ({"contacts": [{"role": "Director", "as_of": "2016-11", "cite": CITE}]}, "empty-contact"),
        ({"figures": [{"unit": "percent", "what": "saved", "cite": CITE}]}, "number-missing"),
        ({"population": [{"size": 9, "size_max": 5, "counts": "people", "group": "carers", "cite": CITE}]},
         "range-reversed"),
        ({"status": {"state": "planned", "as_of": "2017"}}, "date-after-source"),
        ({"contacts": [{**PERSON, "as_of": "2018"}]}, "date-after-source"),
        ({"place": {**ENTRY["place"], "longitude": 1.9, "latitude": 48.8}}, "outside-country"),
        ({"place": {**ENTRY["place"], "longitude": None}}, "half-coordinates"),
        ({"summery": "x"}, "extra-forbidden"),
        ({"title": 5}, "string-type"),
        ({"questions": ["Only one question?"]}, "too-short"),
        ({"kind": "finding"}, "kind-against-folder"),
        ({"contacts": [{**PERSON, "email": "pat at nhs"}]}, "string-pattern-mismatch"),
    ],
)  # fmt: skip
def test_each_rule_finds_its_fault(tmp_path: Path, changes: dict[str, Any], rule: str) -> None:
    assert rule in {found for found, _ in rules(tmp_path, sampleton_mcp=entry(**changes))}


def test_observed_needs_a_source_that_measured(tmp_path: Path) -> None:
    root = write_base(tmp_path / "entries")
    source = root / "sources" / "leaflet-2016.yml"
    source.write_text(source.read_text().replace("measured: true", "measured: false"))
    assert [problem.rule for problem in check(load(root))] == ["observed-not-measured"]


def test_one_person_has_one_address(tmp_path: Path) -> None:
    first = entry(contacts=[{**PERSON, "email": "pat@example.nhs.uk"}])
    person = {**PERSON, "email": "pat@elsewhere.nhs.uk"}
    second = entry(title="Another scheme altogether", impacts=None, figures=None, population=None, contacts=[person])
    assert [rule for rule, _ in rules(tmp_path, one=first, two=second)] == ["contact-disagrees"]


def test_entries_of_the_same_words_are_warned_about(tmp_path: Path) -> None:
    second = entry(title="Community provider Sampleton", impacts=None, figures=None, population=None)
    assert [rule for rule, _ in rules(tmp_path, one=entry(), two=second)] == ["same-title"]


@pytest.mark.parametrize(
    ("relation", "back", "warned"),
    [("part-of", "has-part", 0), ("part-of", "mentions", 1), ("mentions", "same-place", 0), ("mentions", None, 1)],
)
def test_links_answer_each_other(tmp_path: Path, relation: str, back: str | None, warned: int) -> None:
    first = entry(related=[{"slug": "two", "relation": relation}])
    second = entry(title="Another scheme altogether", related=[{"slug": "one", "relation": back}] if back else None)
    found = [rule for rule, _ in rules(tmp_path, one=first, two=second)]
    assert found.count("link-not-answered") == warned


def test_a_word_cannot_stand_for_two_terms(tmp_path: Path) -> None:
    root = write_base(tmp_path / "entries")
    path = root / "vocabularies" / "settings.yml"
    row = "    label: {}\n    definition: A place.\n    synonyms: [surgery]\n"
    path.write_text(
        "title: Settings\ndescription: Places.\nterms:\n  general-practice:\n"
        + row.format("General practice") + "  community:\n" + row.format("Community")
    )  # fmt: skip
    assert ("ambiguous-synonym", 9) in [(p.rule, p.line) for p in check(load(root))]


def test_every_problem_of_every_file_is_listed_in_one_run(tmp_path: Path) -> None:
    root = write_base(
        tmp_path / "entries",
        one=entry(care_models=["nonsense"], summary="word " * 90, impacts=[{**IMPACT, "unit": None, "about": []}]),
        two=entry(title="Quite another scheme", sumary="x", kind="nothing"),
    )
    (root / "findings").mkdir()
    (root / "findings" / "broken.yml").write_text("title: [unclosed\n")
    found = {(Path(problem.path).stem, problem.rule) for problem in check(load(root))}
    assert found == {
        ("one", "unknown-term"),
        ("one", "summary-too-long"),
        ("one", "value-without-unit"),
        ("two", "extra-forbidden"),
        ("two", "unknown-term"),
        ("broken", "yaml-syntax"),
    }


def test_a_problem_stands_at_the_line_and_column_of_the_value(tmp_path: Path) -> None:
    root = write_base(tmp_path / "entries", one=entry(care_models=["mcp", "pascs"]))
    problem = check(load(root))[0]
    line = (root / "vanguards" / "one.yml").read_text().splitlines()[problem.line - 1]
    assert line[problem.column - 1 :] == "pascs"
    assert "did you mean 'pacs'?" in str(problem)


def messages(tmp_path: Path, today: str = "2026-11-22", **changes: object) -> dict[str, Problem]:
    base = load(write_base(tmp_path / "entries", sampleton_mcp=entry(**changes)))
    return {problem.rule: problem for problem in check(base, today)}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Emergency admissions", "emergency-admissions"),
        ("emergency admission", "emergency-admissions"),
        ("emergency_admissions", "emergency-admissions"),
        ("emergency-admission", "emergency-admissions"),
        ("Costs", "cost"),
    ],
)
def test_a_term_written_in_words_is_told_its_id(tmp_path: Path, written: str, meant: str) -> None:
    problem = messages(tmp_path, impacts=[{**IMPACT, "outcome": written}])["unknown-term"]
    assert problem.nearest == meant
    assert f"did you mean {meant!r}?" in str(problem)
    assert problem.message == f"{written!r} is not a term of the vocabulary outcomes"
    assert "entries/vocabularies/outcomes.yml" in problem.advice


def test_a_word_like_no_term_gets_no_guess(tmp_path: Path) -> None:
    assert "did you mean" not in str(messages(tmp_path, care_models=["Zyzzyva"])["unknown-term"])


@pytest.mark.parametrize("currency", ["XXX", "GPB"])
def test_a_currency_that_nobody_pays_with_is_refused(tmp_path: Path, currency: str) -> None:
    value = {**ENTRY["contract"]["values"][0], "currency": currency}
    problem = messages(tmp_path, contract={**ENTRY["contract"], "values": [value]})["unknown-currency"]
    assert problem.severity == "error"
    assert "GBP" in str(problem)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"review": {"last_checked": "2026-11-23", "by": "the team"}}, "review's last_checked"),
        ({"withdrawn": {"on": "2027", "reason": "wrong"}}, "withdrawn's on"),
        (
            {"milestones": [{"date": "2026-12", "what": "Opened", "state": "happened", "cite": CITE}]},
            "the 1st milestone's date",
        ),
    ],
)
def test_what_is_done_has_a_date_up_to_today(tmp_path: Path, changes: dict[str, Any], field: str) -> None:
    problem = messages(tmp_path, **changes)["date-after-today"]
    assert problem.severity == "warning"
    assert problem.message.startswith(f"{field} is 20")
    assert "date-after-today" not in messages(tmp_path / "later", "2027-01-01", **changes)


def test_a_plan_may_lie_ahead(tmp_path: Path) -> None:
    planned = [{"date": "2030", "what": "Opens", "state": "planned", "cite": CITE}]
    assert "date-after-today" not in messages(tmp_path, milestones=planned)
