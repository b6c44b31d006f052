"""A hit shows a fact of its entry: of the kind that is asked for, a result before a hope, and never a question."""

from pathlib import Path

import pytest

from kb.search.answer import ShownPassage
from kb.search.asking import CONTACT, DATE, NAME, NUMBER, PLACE, kinds_asked, kinds_held
from kb.search.choosing import LEADING
from kb.search.engine import Search
from kb.search.facts import Stored, Wanted
from kb.search.request import SearchRequest
from tests.publishing import WordEncoder, publish
from tests.samples import CITE, entry, write_base


def impact(basis: str, value: int, note: str) -> dict[str, object]:
    return {
        "outcome": "urgent-care-attendances", "direction": "decrease", "basis": basis, "design": "before-after",
        "value": value, "unit": "percent", "note": note, "cite": CITE,
    }  # fmt: skip


WARDS = entry(
    title="Night nurses of Hill End",
    summary="Nurses call on people in Hill End after dark.",
    questions=[
        "How few trips to casualty were there once the lamps were lit?",
        "Who pays for the lamps of the night nurses?",
        "When did the lamps first burn?",
    ],
    impacts=[
        impact("target", -20, "Fewer trips to casualty once the lamps are lit."),
        impact("observed", -42, "Fewer trips to casualty once the lamps are lit."),
    ],
    lessons=[
        {"text": "Tell the ambulance crews of the lamps early.", "cite": CITE},
        {"text": "The lamps of the night nurses are paid for by the council of Hill End.", "cite": CITE},
    ],
    milestones=[{"date": "2014-03", "state": "happened", "what": "The lamps first burn", "cite": CITE}],
    figures=[{"value": 12, "unit": "nurses", "what": "Nurses with lamps", "cite": CITE}],
    contacts=[{"name": "Ann Burns", "email": "ann.burns@hillend.example", "as_of": "2014", "cite": CITE}],
    contract={
        "types": ["prime-provider"],
        "values": [{"amount": 700, "currency": "GBP", "what": "Oil that was lit", "period": "a year", "cite": CITE}],
    },
    population=None,
)  # fmt: skip


@pytest.fixture(scope="module")
def lamps(tmp_path_factory: pytest.TempPathFactory) -> Search:
    folder: Path = tmp_path_factory.mktemp("lamps")
    return Search(publish(write_base(folder / "entries", hill_end=WARDS), folder / "kb.db"), WordEncoder())


def shown(search: Search, q: str) -> ShownPassage:
    passage = search.answer(SearchRequest(q)).results[0].why.passage
    assert passage is not None
    return passage


@pytest.mark.parametrize("q", WARDS["questions"])
def test_a_question_that_matches_word_for_word_is_not_shown_but_the_fact_it_leads_to(lamps: Search, q: str) -> None:
    assert shown(lamps, q).field != "questions"
    assert "lamps" in shown(lamps, q).text


def test_a_result_is_shown_before_a_hope_that_is_as_like(lamps: Search) -> None:
    assert "-42 percent" in shown(lamps, "fewer trips to casualty once the lamps are lit").text
    assert "-20 percent" in shown(lamps, "target for fewer trips to casualty").text


@pytest.mark.parametrize(
    ("q", "told"),
    [
        ("how many nurses have lamps", "12 nurses"),
        ("when did the nurses have lamps", "2014-03"),
        ("who paid for lamps", "the council of Hill End"),
        ("by how much did trips to casualty fall", "-42 percent"),
        ("whom can I ask about the lamps", "Ann Burns"),
        ("where are the nurses with lamps", "Hill End"),
    ],
)
def test_a_number_a_date_or_a_name_is_shown_where_one_is_asked_for(lamps: Search, q: str, told: str) -> None:
    assert told in shown(lamps, q).text


def test_a_second_fact_is_shown_where_it_holds_what_the_first_lacks(lamps: Search) -> None:
    why = lamps.answer(SearchRequest("who paid for the lamps of nurses after dark")).results[0].why
    assert why.passage is not None
    assert "the council of Hill End" in why.passage.text
    assert "<mark>dark</mark>" in why.also[0].html


def test_a_fact_that_holds_all_that_is_asked_for_stands_alone(lamps: Search) -> None:
    assert lamps.answer(SearchRequest("nurses call after dark")).results[0].why.also == ()


def test_of_the_first_hits_a_fact_that_answers_nearly_as_well_is_shown_too(tmp_path: Path) -> None:
    many = {f"hill_{number}": {**WARDS, "title": f"Night nurses of Hill {number}"} for number in range(LEADING + 2)}
    search = Search(publish(write_base(tmp_path / "entries", **many), tmp_path / "kb.db"), WordEncoder())
    hits = search.answer(SearchRequest("fewer trips to casualty once the lamps are lit")).results
    assert len(hits) == LEADING + 2
    assert all("-42 percent" in hit.why.passage.text for hit in hits if hit.why.passage)
    told = ["-20 percent" in " ".join(passage.text for passage in hit.why.also) for hit in hits]
    assert told == [True] * LEADING + [False] * 2


def test_a_sum_that_nobody_asked_for_has_what_sums_the_entry_up_beside_it(lamps: Search) -> None:
    why = lamps.answer(SearchRequest("oil a year £700")).results[0].why
    assert why.passage is not None
    assert {why.passage.field, why.also[0].field} == {"contract", "summary"}


def test_what_sums_an_entry_up_is_shown_where_no_detail_of_it_is_asked_for(lamps: Search) -> None:
    assert shown(lamps, "Hill End").field == "summary"


def test_what_sums_an_entry_up_counts_more_where_its_title_is_all_that_is_asked_for() -> None:
    summary, lesson = (Stored(1, field, "Nurses call after dark.") for field in ("summary", "lessons"))
    plain, titled = Wanted({}, frozenset()), Wanted({}, frozenset(), titled=True)
    assert summary.suits(titled) > summary.suits(plain) > lesson.suits(plain) == lesson.suits(titled)


def test_the_title_is_not_said_again(lamps: Search) -> None:
    found = shown(lamps, "nurses call after dark")
    assert (found.field, found.text) == ("summary", WARDS["summary"])


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("how much did it cost", {NUMBER}),
        ("What percentage of the payment is at risk?", {NUMBER}),
        ("number of practices", {NUMBER}),
        ("when did the pilot start", {DATE}),
        ("which year was it evaluated", {DATE}),
        ("Who holds the contract?", {NAME}),
        ("by whom was it run", {NAME}),
        ("people who have diabetes", set()),
        ("what to do when providers refuse", set()),
        ("where has it been tried", {PLACE}),
        ("which town tried it", {PLACE}),
        ("who can I contact about it", {CONTACT}),
        ("Whom to ask", {CONTACT}),
        ("go where the lamps are", set()),
        ("telehealth", set()),
        ("spend on district nurses", {NUMBER}),
        ("what headcount was planned", {NUMBER}),
        ("alliance contract value", {NUMBER}),
        ("start date of the pilot", {DATE}),
        ("care that is up to date", set()),
        ("bidders for the community contract", {NAME}),
        ("why did bidders leave", set()),
        ("Hill End email", {CONTACT}),
    ],
)
def test_the_kind_of_fact_is_told_by_the_question(question: str, kinds: set[str]) -> None:
    assert kinds_asked(question) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Savings: increase £20 million a year.", {NUMBER}),
        ("Costs were halved.", {NUMBER}),
        ("The pilot ended in 2016.", {DATE}),
        ("It began in March with 12 nurses.", {DATE, NUMBER}),
        ("Care is bought from Circle.", {NAME}),
        ("Trust takes time. Start early.", set()),
        ("Organisations: Ways to Home (Provider).", {NAME}),
        ("(happened): Completion of the project.", set()),
    ],
)
def test_the_kinds_that_a_text_holds(text: str, kinds: set[str]) -> None:
    assert kinds_held(text) == kinds


@pytest.fixture(scope="module")
def two_wards(tmp_path_factory: pytest.TempPathFactory) -> Search:
    folder: Path = tmp_path_factory.mktemp("wards")
    nameless = {**WARDS, "title": "Night nurses of Mill End: contacts with patients", "contacts": []}
    return Search(
        publish(write_base(folder / "entries", hill_end=WARDS, mill_end=nameless), folder / "kb.db"), WordEncoder()
    )


@pytest.mark.parametrize("q", ["whom to ask about night nurses", "contact for night nurses"])
def test_whom_to_ask_is_answered_first_by_entries_that_name_somebody(two_wards: Search, q: str) -> None:
    assert [hit.slug for hit in two_wards.answer(SearchRequest(q)).results] == ["hill-end", "mill-end"]
    assert "Ann Burns" in shown(two_wards, q).text


def test_a_question_whom_to_contact_does_not_name_contacts_with_patients(two_wards: Search) -> None:
    assert ("outcomes", "activity") not in two_wards.named("who should I contact about night nurses")
    assert ("outcomes", "activity") in two_wards.named("more patient contacts at night")
