from ingest.contribute.form.examining import Examined, Said, examined
from ingest.contribute.form.filled import Pair
from ingest.contribute.form.submission import of_entry, submitted
from ingest.read.load import Base
from tests.contribute.form.filling import ENTRY, REPORT, RESULT, changed


def _checked(base: Base, pairs: list[Pair]) -> Examined:
    return examined(submitted(pairs, base), base)


def _at(found: Examined, name: str) -> list[Said]:
    return [one for one in found.said if one.at == name]


def test_an_entry_that_is_filled_in_well_has_no_error(small_base: Base) -> None:
    found = _checked(small_base, list(ENTRY))
    assert found.errors == ()
    assert found.readable
    entry = found.base.entries["riverside-matrons-who-visit-care-homes"]
    assert (entry.impacts[0].value, entry.status.as_of) == (-12, "2016-11")


def test_each_entry_of_the_base_is_without_error_in_the_form(real_base: Base) -> None:
    for slug in list(real_base.entries)[::20]:
        assert examined(of_entry(slug, real_base), real_base).errors == (), slug


def test_an_empty_form_says_what_is_needed_and_in_which_order(small_base: Base) -> None:
    found = _checked(small_base, [("subject", "entry")])
    assert [one.label for one in found.errors] == [
        "Kind of entry", "Title", "Summary", "Status: How far it had come", "Status: Date of that",
        "Questions that it answers", "Last check: Checked on", "Last check: Checked by",
    ]  # fmt: skip


def test_a_message_stands_beside_its_field_and_names_it_as_people_do(small_base: Base) -> None:
    more = [(name.replace("impacts.0", "impacts.1"), value) for name, value in RESULT]
    found = _checked(small_base, [*ENTRY, *more, ("impacts.2.value", "a lot")])
    (said,) = _at(found, "impacts.2.value")
    assert said.label == "Result 3: Value"
    assert "number" in said.message
    assert "'a lot'" in said.message


def test_rules_are_held_while_other_fields_are_still_empty(small_base: Base) -> None:
    found = _checked(small_base, changed(("impacts.0.direction", "increase"), without="summary"))
    assert [one.rule for one in _at(found, "impacts.0.direction")] == ["direction-against-sign"]
    assert [one.message for one in _at(found, "summary")] == ["fill this in"]


def test_an_empty_part_moves_no_message_to_another(small_base: Base) -> None:
    second = [(name.replace("impacts.0", "impacts.2"), value) for name, value in RESULT]
    wrong = [("impacts.2.direction", "increase") if name == "impacts.2.direction" else (name, v) for name, v in second]
    found = _checked(small_base, [*ENTRY, ("impacts.1", ""), *wrong])
    assert [one.message for one in _at(found, "impacts.1")] == ["this is empty: fill it in, or take it out"]
    assert [one.rule for one in _at(found, "impacts.2.direction")] == ["direction-against-sign"]
    assert _at(found, "impacts.1.direction") == []


def test_of_a_report_that_is_described_only_its_own_faults_are_told(small_base: Base) -> None:
    found = _checked(small_base, changed(*REPORT[:3]))
    assert {one.at for one in found.errors} == {
        "report.date", "report.type", "report.parts", "report.read", "report.measured", "report.limits",
    }  # fmt: skip
    assert _checked(small_base, changed(*REPORT)).errors == ()


def test_a_second_citation_is_a_place_of_its_own(small_base: Base) -> None:
    found = _checked(small_base, [*ENTRY, ("impacts.0.cite.1.source", "leaflet-2016")])
    assert [one.label for one in found.errors] == ["Result 1: Place 2: Page, slide or paragraph"]


def test_figures_are_looked_up_in_the_text_that_is_pasted(small_base: Base) -> None:
    text = "Slide 3\nEmergency admissions fell by 12% in Riverside after the matrons came."
    found = _checked(small_base, changed(("text", text)))
    assert found.looked is not None
    assert (found.looked.found > 0, found.looked.missing) == (True, ())
    other = _checked(small_base, changed(("text", text.replace("12%", "21%"))))
    assert other.looked is not None
    assert [(one.at, one.rule) for one in other.looked.missing] == [("impacts.0.value", "not-found")]
