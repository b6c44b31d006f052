"""What `kb verify` says of facts with several citations, of texts in several folders, and of the headings of an extract."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ingest.cli import cli
from ingest.read.load import load
from ingest.verify.parts import parts
from ingest.verify.report import as_text
from ingest.verify.verification import Checked, Status, verify
from tests.samples import CITE, SOURCE, entry, write_base, write_entry

BOTH = [CITE, {"source": "report-2018", "at": "slide 1"}]


def base(root: Path, cite: object) -> Path:
    figures = [{"value": 14, "unit": "practices", "what": "Practices that take part", "cite": cite}]
    folder = write_base(root / "entries", sampleton_mcp=entry(figures=figures))
    write_entry(folder, "report-2018", SOURCE, "sources")
    return folder


def figure(root: Path, texts: dict[str, str], cite: object) -> Checked:
    folder = base(root, cite)
    for source, text in texts.items():
        (root / f"{source}.txt").write_text(text, encoding="utf-8")
    (one,) = [each for each in verify(load(folder), root).checked if each.claim.name == "figures[0].value"]
    return one


@pytest.mark.parametrize(
    ("texts", "status", "absent"),
    [
        ({"leaflet-2016": "14 practices take part."}, Status.FOUND, ()),
        ({"report-2018": "14 practices take part."}, Status.FOUND, ()),
        ({"leaflet-2016": "Few practices.", "report-2018": "14 practices take part."}, Status.FOUND, ("leaflet-2016",)),
        ({"leaflet-2016": "14 practices take part.", "report-2018": "14 practices too."}, Status.FOUND, ()),
        ({"leaflet-2016": "Few practices.", "report-2018": "15 practices."}, Status.NOT_FOUND, ()),
        ({"leaflet-2016": "The 14th practice.", "report-2018": "15 practices."}, Status.DOUBTFUL, ()),
    ],
)
def test_every_citation_of_a_fact_is_looked_at(
    tmp_path: Path, texts: dict[str, str], status: Status, absent: tuple[str, ...]
) -> None:
    found = figure(tmp_path, texts, BOTH)
    assert (found.status, found.absent) == (status, absent)


def test_a_citation_that_does_not_print_it_is_named(tmp_path: Path) -> None:
    found = figure(tmp_path, {"leaflet-2016": "Few practices.", "report-2018": "14 practices take part."}, BOTH)
    assert found.is_weak
    assert found.doubts == ("leaflet-2016 does not print it there",)


def test_what_may_say_something_else_is_listed_and_confirms_nothing(tmp_path: Path) -> None:
    folder = base(tmp_path, CITE)
    (tmp_path / "leaflet-2016.txt").write_text("The 14th practice.", encoding="utf-8")
    said = as_text(verify(load(folder), tmp_path))
    assert (
        "warning[doubtful] figures[0].value: '14 practices': may say something else; look; printed as an ordinal"
        in said
    )
    assert "1 doubtful" in said


def run(*arguments: str) -> Any:  # noqa: ANN401 - what the test runner gives
    return CliRunner().invoke(cli, ["verify", *arguments])


def test_texts_may_lie_in_several_folders_and_the_first_one_counts(tmp_path: Path) -> None:
    folder = base(tmp_path, BOTH)
    for name, source, text in (
        ("one", "leaflet-2016", "14 practices take part."),
        ("two", "leaflet-2016", "15 practices."),
        ("two", "report-2018", "14 practices take part."),
    ):
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / f"{source}.txt").write_text(text, encoding="utf-8")
    given = ["--sources", str(tmp_path / "one"), "--sources", str(tmp_path / "two"), "--entries", str(folder)]
    said = run(*given).output
    assert "found figures[0].value: '14 practices' (line 1 of leaflet-2016)" in said
    assert "not checked" not in said.splitlines()[-1]


EXTRACT = "A title\n[acute] Thirteen bids of 14.\n[extraction] Results of 15 practices.\nResults The 16 practices.\n"


@pytest.mark.parametrize(
    ("at", "cited"),
    [
        ("extract", []),
        ("extract, [acute]", ["[acute] Thirteen bids of 14."]),
        ("extract, [extraction]", ["[extraction] Results of 15 practices."]),
        ("extract, Results", ["Results The 16 practices."]),
        ("extract, practices", []),
        ("extract, [nowhere]", []),
    ],
)
def test_an_extract_is_cited_whole_or_by_a_heading_at_a_lines_beginning(at: str, cited: list[str]) -> None:
    places = ["extract", "extract, [acute]", "extract, [extraction]", "extract, Results", at]
    found = parts(EXTRACT, "extract", places)
    assert [EXTRACT[start:end].strip() for start, end in found.spans(at)] == cited


def test_an_extract_without_headings_is_not_said_to_lack_parts() -> None:
    assert not parts(EXTRACT, "extract", ["extract"]).none
    assert parts(EXTRACT, "extract", ["extract, [nowhere]"]).none
