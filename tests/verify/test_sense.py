"""What `kb verify` says of a number that is printed, but with another sense than the entry gives it."""

from pathlib import Path
from typing import Any

import pytest

from ingest.read.load import load
from ingest.verify.report import as_text
from ingest.verify.sense import Sense, doubts
from ingest.verify.verification import Report, verify
from kb.numbers.reader import figures
from tests.samples import CITE, entry, write_base


@pytest.mark.parametrize(
    ("direction", "text", "doubt"),
    [
        ("decrease", "Admissions fell by 36%.", ""),
        ("decrease", "Admissions rose by 36%.", "the words around it speak of a rise"),
        ("decrease", "Costs rose. Admissions fell by 36%. Visits rose.", ""),
        ("decrease", "Slower growth of 36% in admissions.", ""),
        ("decrease", "Admissions: -36%.", ""),
        ("decrease", "There was a change of 36%.", ""),
        ("increase", "Admissions fell by 36%.", "the words around it speak of a fall"),
        ("increase", "Admissions: -36%.", "the words around it speak of a fall"),
        ("increase", "36% more admissions.", ""),
        ("", "Admissions rose by 36%.", ""),
    ],
)
def test_the_way_that_a_change_went_is_held_against_the_words_around_it(direction: str, text: str, doubt: str) -> None:
    (figure,) = [each for each in figures(text) if "36" in each.text]
    assert "".join(doubts(Sense(direction), figure, text)) == doubt


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("They saved £36m.", ""),
        ("Savings of £36m.", ""),
        ("Savings fell by £36m.", "the words around it speak of a fall"),
        ("Savings were cut to £36m, and they saved less.", "the words around it speak of a fall"),
    ],
)
def test_the_words_that_name_what_changed_say_nothing_of_the_way_it_went(text: str, doubt: str) -> None:
    (figure,) = figures(text)
    assert "".join(doubts(Sense("increase", outcome=frozenset({"sav"})), figure, text)) == doubt


@pytest.mark.parametrize(
    ("words", "text", "doubt"),
    [
        (("almost", "nearly"), "It fell by nearly 36%.", ""),
        (("almost", "nearly"), "It fell by 36%.", "'almost' does not stand with it"),
        ((), "It fell by about 36%.", "printed with 'about'"),
        ((), "It fell by c. 36%.", "printed with 'c.'"),
        ((), "It fell by 36%. That was about it.", ""),
        (("up to",), "It fell by up to 36%.", ""),
        (None, "It fell by about 36%.", ""),
    ],
)
def test_a_qualifier_is_held_against_the_words_beside_the_number(
    words: tuple[str, ...] | None, text: str, doubt: str
) -> None:
    (figure,) = [each for each in figures(text) if "36" in each.text]
    assert "".join(doubts(Sense("", words, ("about", "c.")), figure, text)) == doubt


def report(root: Path, text: str, **changes: Any) -> Report:  # noqa: ANN401 - any YAML value
    write_base(root / "entries", sampleton_mcp=entry(**changes))
    (root / "leaflet-2016.txt").write_text(text, encoding="utf-8")
    return verify(load(root / "entries"), root)


def test_an_impact_that_is_printed_the_other_way_round_is_weak(tmp_path: Path) -> None:
    checked = report(tmp_path, "Emergency admissions rose by 9.5% in 2014/15.")
    (value,) = [each for each in checked.checked if each.claim.name == "impacts[0].value"]
    assert value.match
    assert value.match.doubts == ("the words around it speak of a rise",)


def test_a_fact_that_shares_no_word_with_the_cited_part_is_listed(tmp_path: Path) -> None:
    lessons = [
        {"text": "Agree early how savings are shared.", "cite": CITE},
        {"text": "Volunteers drove buses.", "cite": CITE},
    ]
    checked = report(tmp_path, "It is best to agree on savings before the start.", lessons=lessons)
    assert "Volunteers drove buses." in [each.claim.text for each in checked.unlike]
    assert "Agree early how savings are shared." not in [each.claim.text for each in checked.unlike]
    assert "warning[words] lessons[1]: 'Volunteers drove buses.': no word of it stands in the cited part" in as_text(
        checked
    )
