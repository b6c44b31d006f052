from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from ingest.cli import cli
from ingest.draft.drafting import Draft, drafts, found, page, write
from ingest.draft.finding.facts import FactKind
from ingest.draft.finding.finder import Finder, Findings
from ingest.read.check import check
from ingest.read.load import Base, load
from kb.errors import BrokenEnvironmentError, KbError
from tests.draft import papers
from tests.samples import entry, write_base, write_entry

MAKERS: dict[str, Callable[[Path], Path]] = {
    "report.pdf": papers.two_column_pdf,
    "report.docx": papers.word_file,
    "report.pptx": papers.slides,
    "report.html": papers.web_page,
}
ADMISSIONS = {"outcome": "emergency-admissions", "direction": "decrease", "value": -12, "unit": "percent"}


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return load(write_base(tmp_path / "entries"))


@pytest.fixture(params=sorted(MAKERS))
def findings(request: pytest.FixtureRequest, tmp_path: Path, base: Base, finder: Finder) -> Findings:
    return found(MAKERS[request.param](tmp_path / request.param), base, finder)


def data(files: list[Draft]) -> dict[str, object]:
    merged: dict[str, object] = {}
    for file in files:
        for name, value in yaml.safe_load(file.text).items():
            merged[name] = [*merged.get(name, []), *value] if isinstance(value, list) else value  # type: ignore[misc]
    return merged


def test_a_report_in_any_format_gives_its_result_with_all_that_belongs_to_it(findings: Findings, base: Base) -> None:
    impacts = data(drafts(findings, base))["impacts"]
    assert isinstance(impacts, list)
    told = next(impact for impact in impacts if impact.get("value") == -12)
    assert ADMISSIONS.items() <= told.items()
    assert told["comparator"] == {"name": "rest of England", "value": 3}
    assert told["cite"]["source"] == "report"


def test_a_report_in_any_format_gives_its_population_its_money_and_its_dates(findings: Findings) -> None:
    facts = {kind: [fact for fact in findings.all_facts if fact.kind == kind] for kind in FactKind}
    assert [fact.fields["size"] for fact in facts[FactKind.POPULATION]] == [42000]
    assert [fact.fields["amount"] for fact in facts[FactKind.CONTRACT_VALUE]] == [2400000]
    assert "2016-04" in [fact.fields["date"] for fact in facts[FactKind.MILESTONE]]
    assert (-20, "target") in [(fact.fields.get("value"), fact.fields["basis"]) for fact in facts[FactKind.IMPACT]]


def test_a_draft_lacks_only_what_a_person_must_say(tmp_path: Path, base: Base, finder: Finder) -> None:
    findings = found(papers.two_column_pdf(tmp_path / "report.pdf"), base, finder, "report")
    write(drafts(findings, base, "report"), tmp_path / "entries")
    problems = check(load(tmp_path / "entries"))
    asked = ("summary", "questions", "review", "publisher", "measured", "limits")
    assert [str(p) for p in problems if p.severity == "error" and not any(word in p.message for word in asked)] == []
    assert problems


def test_no_sentence_of_the_report_is_copied_into_a_field(findings: Findings, base: Base) -> None:
    for file in drafts(findings, base):
        kept = "\n".join(line for line in file.text.splitlines() if not line.lstrip().startswith("#"))
        for sentence in (papers.ADMISSIONS, papers.TEAMS, papers.AIMS):
            words = sentence.split()
            assert not any(" ".join(words[at : at + 7]) in kept for at in range(len(words) - 7))


def test_a_guess_is_a_comment(tmp_path: Path, base: Base, finder: Finder) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Sampleton made a plan of 17 somethings, and 12 GP practices took part in it.\n")
    (file,) = drafts(found(path, base, finder), base)
    figures = yaml.safe_load(file.text)["figures"]
    assert [figure["value"] for figure in figures] == [12]
    assert "# - value: 17" in file.text


def test_what_the_base_holds_already_is_left_out_of_a_change(tmp_path: Path, finder: Finder) -> None:
    place = {"source": "leaflet-2016", "at": "slide 3"}
    held = {"value": 12, "unit": "practices", "what": "practices", "cite": place}
    known = entry(title="Sampleton Alliance: twelve practices work together", figures=[held], kind="case-study")
    root = write_base(tmp_path / "entries")
    write_entry(root, "sampleton-alliance", known, "case-studies")
    base = load(root)
    assert base.problems == ()
    path = tmp_path / "a.txt"
    path.write_text("The Sampleton Alliance has 12 GP practices. The Sampleton Alliance has 40 beds.\n")
    (file,) = drafts(found(path, base, finder), base)
    assert file.path == Path("changes/sampleton-alliance.yml")
    assert [figure["value"] for figure in yaml.safe_load(file.text)["figures"]] == [40]
    assert "1 facts of the document are in the base already" in file.text


def test_where_a_report_disagrees_with_an_entry_both_are_shown(tmp_path: Path, finder: Finder) -> None:
    place = {"source": "leaflet-2016", "at": "slide 3"}
    held = {
        "outcome": "bed-days", "direction": "decrease", "measure": "change", "value": -30, "unit": "percent",
        "basis": "reported", "design": "not-stated", "cite": place,
    }  # fmt: skip
    known = entry(title="Sampleton Alliance: twelve practices work together", impacts=[held], kind="case-study")
    root = write_base(tmp_path / "entries")
    write_entry(root, "sampleton-alliance", known, "case-studies")
    base = load(root)
    assert base.problems == ()
    path = tmp_path / "a.txt"
    path.write_text("In the Sampleton Alliance, hospital bed days fell by 4%.\n")
    (file,) = drafts(found(path, base, finder), base)
    assert "# COMPARE: sampleton-alliance holds 30 percent for bed-days; here (extract)" in file.text


def test_the_page_links_each_fact_to_its_passage(findings: Findings) -> None:
    text = page(findings).text
    block = next(passage.number for passage in findings.passages if passage.text.startswith("In Sampleton"))
    assert f'id="b{block}"' in text
    assert f'href="#b{block}"' in text
    assert "<script" not in text


def test_a_draft_that_is_there_is_not_overwritten(tmp_path: Path, base: Base, finder: Finder) -> None:
    files = drafts(found(papers.word_file(tmp_path / "report.docx"), base, finder), base)
    write(files, tmp_path / "drafts")
    with pytest.raises(KbError, match="there is a draft already"):
        write(files, tmp_path / "drafts")


def test_an_entry_that_is_named_once_in_passing_is_recognised(tmp_path: Path, finder: Finder) -> None:
    known = entry(title="Sampleton Way to Health: nurses in eight towns", kind="case-study")
    root = write_base(tmp_path / "entries")
    write_entry(root, "sampleton-way", known, "case-studies")
    path = tmp_path / "a.txt"
    path.write_text("Among others, sampleton people speak well of Sampleton way to health, which has 40 beds.\n")
    base = load(root)
    (file,) = drafts(found(path, base, finder), base)
    assert file.path == Path("changes/sampleton-way.yml")


def test_what_keeps_a_draft_from_being_written_is_told_before_the_report_is_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "missing.html").write_text("")
    report = str(tmp_path / "missing.txt")
    outcome = CliRunner().invoke(cli, ["draft", report, "--output", str(tmp_path / "file" / "drafts")])
    assert isinstance(outcome.exception, BrokenEnvironmentError)
    assert "can't be written" in str(outcome.exception)
    outcome = CliRunner().invoke(cli, ["draft", report, "--output", str(tmp_path), "--format", "html"])
    assert "there is a draft already" in str(outcome.exception)


def test_a_study_that_the_base_has_is_recognised_by_its_title(tmp_path: Path, finder: Finder) -> None:
    told = entry(title="A leaflet on nurses", kind="finding", impacts=[], figures=[])
    root = write_base(tmp_path / "entries")
    write_entry(root, "nurses-in-sampleton", told, "findings")
    path = tmp_path / "nurses.txt"
    head = "title: A leaflet about Sampleton\nyear: 2016\n\n"
    study = "We compared 310 patients with matched controls. The study found no difference (p = 0.4).\n"
    path.write_text(head + study)
    base = load(root)
    (file,) = drafts(found(path, base, finder), base)
    assert file.path == Path("changes/nurses-in-sampleton.yml")
    assert "source: leaflet-2016" in file.text
