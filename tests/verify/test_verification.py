import json
from pathlib import Path
from typing import Any

import pytest

from ingest.read.load import load
from ingest.verify.report import as_json, as_text
from ingest.verify.verification import BESIDE, Report, Status, verify
from tests.samples import CITE, SOURCE, entry, write_base, write_entry

LEAFLET = (
    "1 A leaflet about Sampleton 1\n\n"
    "2 The 40 beds of the hospital stay. 2\n\n"
    "3 The practices serve 97,000 registered patients. The whole budget of £20m a year is fixed for each person on the "
    "list, first as a shadow budget in 2016 -17. Emergency admissions have fallen by 9. 5% since 2014/15. All 12 "
    "practices take part. Agree early how savings are shared. Contact: Pat Example pat@example.nhs.uk. "
    "Team office sam.desk@example.nhs.uk 0123 456 7890 3\n\n"
    "4 Fourteen nurses visit homes. 4\n"
)


def report(root: Path, text: str = LEAFLET, **changes: object) -> Report:
    write_base(root / "entries", sampleton_mcp=entry(**changes))
    (root / "texts").mkdir()
    (root / "texts" / "leaflet-2016.txt").write_text(text)
    return verify(load(root / "entries"), root / "texts")


def of(checked: Report, status: Status) -> list[str]:
    return [each.claim.name for each in checked.cited(status)]


def figure(value: float | None, unit: str, what: str, note: str | None = None) -> dict[str, Any]:
    return {"figures": [{"value": value, "unit": unit, "what": what, "note": note, "cite": CITE}]}


def test_every_kind_of_cited_figure_is_found_with_its_line(tmp_path: Path) -> None:
    checked = report(tmp_path)
    found = {each.claim.name: each.match.line for each in checked.cited(Status.FOUND) if each.match}
    assert found == {
        "population[0].size": 5,
        "contract.values[0].amount": 5,
        "contacts[0].name": 5,
        "contacts[0].email": 5,
        "contacts[1].name": 5,
        "contacts[1].email": 5,
        "contacts[1].phone": 5,
        "impacts[0].value": 5,
        "milestones[0].date": 5,
        "figures[0].value": 5,
    }
    assert len(checked.cited(Status.FOUND)) == len([e for e in checked.checked if e.claim.kind not in BESIDE])


@pytest.mark.parametrize(
    ("value", "unit"),
    [(13, "practices"), (40, "percent"), (9.5, "practices"), (12, "GBP")],
    ids=["another number", "beds are no percentage", "a percentage is no count", "a count is no sum"],
)
def test_a_figure_that_the_source_does_not_print_is_not_found(tmp_path: Path, value: float, unit: str) -> None:
    assert of(report(tmp_path, **figure(value, unit, "Practices that take part")), Status.NOT_FOUND) == [
        "figures[0].value"
    ]


def test_a_figure_on_another_slide_is_found_elsewhere(tmp_path: Path) -> None:
    assert of(report(tmp_path, **figure(40, "beds", "Beds of the hospital")), Status.ELSEWHERE) == ["figures[0].value"]


def test_a_figure_without_a_word_of_the_fact_near_it_is_weak(tmp_path: Path) -> None:
    checked = report(tmp_path, **figure(12, "lorries", "Vehicles"))
    (weak,) = [each for each in checked.checked if each.is_weak and each.claim.name == "figures[0].value"]
    assert weak.status == Status.FOUND
    assert weak.match
    assert weak.match.doubts == ("no word of the fact stands near it",)


def test_a_damaged_figure_is_looked_for_as_its_note_quotes_it(tmp_path: Path) -> None:
    text = LEAFLET.replace("All 12 practices", "All 50, ,000 practices")
    lost = figure(None, "practices", "Practices that take part", note='Printed as "50, ,000"')
    assert "figures[0].note" in of(report(tmp_path, text, **lost), Status.FOUND)


def test_a_quotation_that_is_not_printed_is_not_found(tmp_path: Path) -> None:
    changes = figure(12, "practices", "Practices that take part", note='Printed as "nearly 12 … take part"')
    assert of(report(tmp_path, **changes), Status.NOT_FOUND) == ["figures[0].note"]


@pytest.mark.parametrize(
    ("email", "status"), [("pat@example.nhs.uk", Status.FOUND), ("pat@example.nhs.net", Status.NOT_FOUND)]
)
def test_an_address_must_match_to_the_letter(tmp_path: Path, email: str, status: Status) -> None:
    contacts = [{"email": email, "as_of": "2016-11", "cite": CITE}]
    assert "contacts[0].email" in of(report(tmp_path, contacts=contacts), status)


def test_spaces_in_an_address_are_reported(tmp_path: Path) -> None:
    checked = report(tmp_path, LEAFLET.replace("pat@example.nhs.uk", "pat@example. nhs. uk"))
    (weak,) = [each for each in checked.checked if each.claim.name == "contacts[0].email"]
    assert weak.is_weak


def test_a_month_may_be_printed_without_its_year_but_that_is_said(tmp_path: Path) -> None:
    milestones = [{"date": "2015-03-02", "what": "Savings are shared", "state": "planned", "cite": CITE}]
    checked = report(tmp_path, LEAFLET.replace("Agree early", "On 2 March agree early"), milestones=milestones)
    (date,) = [each for each in checked.checked if each.claim.name == "milestones[0].date"]
    assert date.match
    assert date.match.doubts == ("printed without its year",)


def test_a_figure_in_a_sentence_that_no_source_prints_is_told(tmp_path: Path) -> None:
    checked = report(tmp_path, summary="General practices in Sampleton work with 77 nurses.")
    assert [each.claim.text for each in checked.sentences] == ["77"]
    assert not checked.cited(Status.NOT_FOUND)


def test_what_no_entry_uses_is_listed_unless_the_source_says_why(tmp_path: Path) -> None:
    checked = report(tmp_path)
    assert [(left.printed, left.line) for left in checked.unexplained] == [("40", 3), ("Fourteen", 7)]
    reasons = [{"printed": "40 beds", "at": "slide 2", "reason": "Not about the scheme."}]
    write_entry(tmp_path / "entries", "leaflet-2016", {**SOURCE, "unused_figures": reasons}, "sources")
    checked = verify(load(tmp_path / "entries"), tmp_path / "texts")
    assert [left.printed for left in checked.unexplained] == ["Fourteen"]
    assert [left.reason for left in checked.unused] == ["Not about the scheme.", ""]


def test_a_source_without_a_text_is_not_checked_and_that_is_said(tmp_path: Path) -> None:
    write_base(tmp_path / "entries")
    write_entry(tmp_path / "entries", "report-2018", SOURCE, "sources")
    (tmp_path / "report-2018.txt").write_text("nothing")
    checked = verify(load(tmp_path / "entries"), tmp_path)
    assert checked.without_text == ("leaflet-2016",)
    assert len(checked.cited(Status.NOT_CHECKED)) == 10
    assert "leaflet-2016" in as_text(checked)


def test_a_report_can_be_cut_down_to_some_files(tmp_path: Path) -> None:
    checked = report(tmp_path)
    assert checked.below([]) == checked
    assert checked.below([tmp_path / "entries" / "vanguards"]).checked == checked.checked
    assert checked.below([tmp_path / "entries" / "findings"]).checked == ()


def test_the_report_gives_everything_and_ends_with_what_is_wrong(tmp_path: Path) -> None:
    lines = as_text(report(tmp_path, **figure(13, "practices", "Practices that take part"))).splitlines()
    entry_file = f"{tmp_path}/entries/vanguards/sampleton-mcp.yml"
    email = next(line for line in lines if "contacts[0].email" in line)
    assert email.startswith(f"{entry_file}:")
    assert email.endswith(": found contacts[0].email: 'pat@example.nhs.uk' (line 5 of leaflet-2016)")
    assert any(line.startswith("leaflet-2016: line 7: warning[unused] 'Fourteen' in '") for line in lines)
    (error,) = [line for line in lines[-5:] if "error" in line]
    assert error.startswith(f"{entry_file}:")
    assert "error[not-found] figures[0].value: '13 practices': the source does not print it; correct it" in error


def test_the_json_report_holds_every_claim_and_every_unused_figure(tmp_path: Path) -> None:
    checked = report(tmp_path)
    content = json.loads(as_json(checked))
    assert len(content["claims"]) == len(checked.checked)
    assert {claim["status"] for claim in content["claims"]} == {"found"}
    assert [left["printed"] for left in content["unused"]] == ["40", "Fourteen"]


@pytest.mark.parametrize("parts", ["slide", "page", "paragraph", "chapter"])
def test_a_source_whose_text_shows_no_parts_is_searched_whole_and_that_is_said(tmp_path: Path, parts: str) -> None:
    write_base(tmp_path / "entries", sampleton_mcp=entry())
    write_entry(tmp_path / "entries", "leaflet-2016", {**SOURCE, "parts": parts}, "sources")
    (tmp_path / "leaflet-2016.txt").write_text("The practices serve 97,000 registered patients.")
    checked = verify(load(tmp_path / "entries"), tmp_path)
    assert "population[0].size" in of(checked, Status.FOUND)
    assert checked.undivided == ("leaflet-2016",)
    assert "searched whole, as their texts do not show their parts: leaflet-2016" in as_text(checked)
    assert json.loads(as_json(checked))["searched_whole"] == ["leaflet-2016"]


@pytest.mark.parametrize("at", ["slide 99", "slide 5", "slides 3 to 6"])
def test_a_place_that_the_text_has_not_confirms_nothing(tmp_path: Path, at: str) -> None:
    cited = {"source": "leaflet-2016", "at": at}
    lesson = [{"text": "Agree early how savings are shared.", "cite": cited}]
    figures = [{"value": 12, "unit": "practices", "what": "Practices that take part", "cite": cited}]
    checked = report(tmp_path, figures=figures, lessons=lesson)
    assert of(checked, Status.NOT_FOUND) == ["figures[0].value"]
    assert [each.claim.name for each in checked.placeless] == ["figures[0]", "lessons[0]"]
    assert "leaflet-2016 has no part" in as_text(checked)


@pytest.mark.parametrize(
    "printed", ["14-2016", "14\u20132016", "14/2016", "M23-14", "978-1-14-20", "1-14-2016", "ABC/14/2016"]
)
def test_a_number_in_a_longer_token_confirms_nothing(tmp_path: Path, printed: str) -> None:
    text = LEAFLET.replace("All 12 practices take part", f"The plan {printed} counts practices that take part")
    checked = report(tmp_path, text, **figure(14, "practices", "Practices that take part"))
    assert of(checked, Status.FOUND).count("figures[0].value") == 0


@pytest.mark.parametrize(("printed", "doubted"), [("rose by 1.4%", False), ("fell by 1.4%", True)])
def test_the_sign_of_a_comparator_is_held_against_the_words(tmp_path: Path, printed: str, doubted: bool) -> None:
    text = LEAFLET.replace(
        "Emergency admissions have fallen by 9. 5%", f"Elsewhere admissions {printed}. Here they fell by 9.5%"
    )
    result = {**entry()["impacts"][0], "comparator": {"name": "elsewhere", "value": 1.4}}
    (found,) = [
        e for e in report(tmp_path, text, impacts=[result]).checked if e.claim.name.endswith("comparator.value")
    ]
    assert ("the words around it speak of a fall" in found.doubts) == doubted
