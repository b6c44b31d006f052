"""What `kb verify` says of right and wrong claims about what a source prints."""

from pathlib import Path
from typing import Any

import pytest

from ingest.read.load import load
from ingest.verify.verification import Checked, Status, verify
from tests.samples import CITE, entry, write_base
from tests.verify.pairs import statuses

N, P = "\u00a0", "\u202f"
RIGHT = (
    (
        20_000_000,
        "GBP",
        ("£20M", "£20 Million", f"£20{N}million", "£20\nmillion", "c.£20m", "GBP20m", "20 million pounds", "£20-25m"),
    ),
    (25_000_000, "GBP", ("£20-25m", "£20m-£25m", "between £20 and £25 million")),
    (1_200_000_000, "GBP", ("£1.2Bn", "£1,200 million")),
    (500_000, "GBP", ("£500K", "half a million pounds")),
    (0.5, "GBP", ("50p", "50 pence")),
    (50, "pence", ("50p", "50 pence")),
    (14_000, "patients", ("14K", f"14{N}000", f"14{P}000", "14,000²", "14 000")),
    (97_000, "patients", ("c.97,000", "c. 97,000", "97k")),
    (26, "percent", ("26\nper cent", "26 per\ncent", f"26{N}%", "26 PER CENT", "26pc", "26%²", "26%12")),
    (26, "percentage-points", ("26 percentage points", "26 per cent points", "26pp")),
    (65, "years", ("≥65yrs",)),
    (0.36, "score", (".36", "0.36")),
    (6, "people", ("one-in-six", "1-in-6")),
    (120, "practices", ("One hundred and twenty", "120")),
    (500_000, "people", ("half a million", "0.5 million")),
    (1_000_000, "people", ("a million", "1m")),
)
WRONG = (
    (20, "GBP", ("£20\nmillion", f"£20{N}million", "£20 Million", "£20M", "£20-25m", "$20", "20")),
    (20, "practices", ("£20 million", "20%", "20 million", "twenty-five")),
    (26, "practices", ("26 percentage points", "26 PER CENT", f"26{N}%", "26-30%")),
    (26, "percent", ("26 percentage points", "26", "£26", "26‰")),
    (26, "percentage-points", ("26%", "26")),
    (14, "patients", (f"14{N}000", "14 000", "14K")),
    (100, "practices", ("One hundred and twenty",)),
    (36, "days", ("36%²",)),
    (6, "percent", ("one in six",)),
    (50, "GBP", ("50p",)),
)


def checked(root: Path, text: str, **changes: Any) -> list[Checked]:  # noqa: ANN401 - any YAML value
    write_base(root / "entries", sampleton_mcp=entry(**changes))
    (root / "leaflet-2016.txt").write_text(text, encoding="utf-8")
    return list(verify(load(root / "entries"), root).checked)


def status(root: Path, text: str, name: str, **changes: Any) -> tuple[Status, tuple[str, ...]]:  # noqa: ANN401
    (one,) = [
        each for each in checked(root, text, **changes) if each.claim.name == name and each.claim.kind != "sentence"
    ]
    return one.status, one.match.doubts if one.match else ()


def figure(value: float, unit: str, note: str | None = None) -> dict[str, Any]:
    return {
        "figures": [{"value": value, "unit": unit, "what": "Practices and their patients", "note": note, "cite": CITE}]
    }


@pytest.mark.parametrize(("rows", "expected"), [(RIGHT, Status.FOUND), (WRONG, Status.NOT_FOUND)])
def test_what_is_printed_is_found_and_what_is_not_is_never_confirmed(
    tmp_path: Path, rows: tuple[tuple[float, str, tuple[str, ...]], ...], expected: Status
) -> None:
    claimed = [(value, unit, text) for value, unit, texts in rows for text in texts]
    sentences = [(value, unit, f"The practices and their patients: {text} of them.") for value, unit, text in claimed]
    found = statuses(tmp_path, sentences)
    assert [claim for claim, came in zip(claimed, found, strict=True) if came != expected] == []


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ("2016-11-03", "3/11/2016"),
        ("2016-11-03", "3.11.16"),
        ("2016-11-03", f"3{N}November{N}2016"),
        ("2016-11-03", "3 November\n2016"),
        ("2016-11", "Nov-16"),
        ("2016-11", "11/2016"),
        ("Q3 2016/17", "third quarter of 2016/17"),
        ("2015/16", "FY16"),
        ("2015/16", "15-16"),
        ("2015/16", "2015/6"),
    ],
)
def test_a_date_is_found_in_any_form(tmp_path: Path, date: str, text: str) -> None:
    steps = [{"date": date, "what": "Practices begin", "state": "happened", "cite": CITE}]
    assert status(tmp_path, f"The practices began ({text}).", "milestones[0].date", milestones=steps)[0] == Status.FOUND


@pytest.mark.parametrize(
    ("quoted", "text"),
    [
        ("14 office admissions", "There were 14 oﬃce admissions."),
        ("14 office admissions", "There were 14 office admis-\nsions."),
        ("14 office admissions", "There were 14 of\u00adfice admissions."),
        ("14 beds in Jönköping", "There are 14 beds in Jo\u0308nko\u0308ping."),
        ("14 'beds' more", "There are 14 “beds” more."),
        ("20–25 beds", "There are 20-25 beds."),
        ("fell by 36% in all", "It fell by 36%² in all."),
        ("the long-term plan of 14", "It is the long-\nterm plan of 14."),
        ("14 practices … fell by 36%", "In 14 practices, all of them, costs fell by 36%."),
    ],
)
def test_a_quotation_is_found_however_it_was_set(tmp_path: Path, quoted: str, text: str) -> None:
    found = status(tmp_path, text, "figures[0].note", **figure(14, "beds", f'Printed as "{quoted}"'))
    assert found == (Status.FOUND, ())


@pytest.mark.parametrize(
    ("quoted", "text"),
    [
        ("admissions did … fall by 36%", "The admissions did not fall by 36%."),
        ("admissions … fell by 36%", "The admissions never fell by 36%."),
        ("admissions … fall by 36%", "The admissions didn’t fall by 36%."),
        ("admissions … fall by 36%", "The admissions failed to fall by 36%."),
        ("admissions … not … by 36%", "The admissions did not fall, it never was, by 36%."),
        ("14 practices … fell by 36%", "It fell by 36% in each of the 14 practices."),
        ("fell by 36%", "It fell by 3.36%."),
        ("14 practices … fell by 36%", f"There are 14 practices. {'They work. ' * 90} It fell by 36%."),
    ],
)
def test_a_quotation_that_says_something_else_is_not_found(tmp_path: Path, quoted: str, text: str) -> None:
    found = status(tmp_path, text, "figures[0].note", **figure(36, "percent", f'Printed as "{quoted}"'))
    assert found[0] == Status.NOT_FOUND


@pytest.mark.parametrize(
    ("quoted", "text", "doubt"),
    [
        (
            "admissions … fall by 36%",
            "The admissions are expected to fall by 36%.",
            "what it leaves out holds 'expected'",
        ),
        ("fall by 36%", "The admissions did not fall by 36%.", "'not' stands just before it"),
        (
            "there is … that it fell by 36%",
            "There is little doubt that it fell by 36%.",
            "what it leaves out holds 'little'",
        ),
        ("it … fell by 36%", "It is doubtful whether admissions fell by 36%.", "what it leaves out holds 'doubtful'"),
    ],
)
def test_a_quotation_that_may_be_turned_is_weak(tmp_path: Path, quoted: str, text: str, doubt: str) -> None:
    found = status(tmp_path, text, "figures[0].note", **figure(36, "percent", f'Printed as "{quoted}"'))
    assert found == (Status.FOUND, (doubt,))


def test_the_limits_of_an_interval_are_printed_without_their_unit(tmp_path: Path) -> None:
    impact = {"outcome": "emergency-admissions", "direction": "decrease", "value": -36, "unit": "percent", "basis": "observed",
              "design": "matched-control", "interval": {"low": -40, "high": -32}, "cite": CITE}  # fmt: skip
    text = "Emergency admissions fell by 36% (95% CI -40 to -32)."
    names = ("value", "interval.low", "interval.high")
    assert {status(tmp_path / name, text, f"impacts[0].{name}", impacts=[impact])[0] for name in names} == {
        Status.FOUND
    }
