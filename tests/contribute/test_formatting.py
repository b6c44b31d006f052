"""`kb fmt`: mends what means one thing, moves what lies a little beside its place, and leaves the rest alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest.cli import cli
from ingest.contribute.mending import mended
from ingest.read.check import check
from ingest.read.load import Base, load
from ingest.read.yaml_reader import read_text
from kb.errors import ContentError
from tests.samples import entry, write_base, write_entry

MENDED = (
    ("size: 97000", "size: '97,000'", "size: 97000"),
    ("size: 97000", "size: \"97000\"", "size: 97000"),
    ("size: 97000", "size: 97 000", "size: 97000"),
    ("amount: 20000000", "amount: £20m", "amount: 20000000"),
    ("amount: 20000000", "amount: £20.4m", "amount: 20400000"),
    ("amount: 20000000", "amount: £1.5 billion", "amount: 1500000000"),
    ("value: -9.5", "value: −9.5", "value: -9.5"),
    ("value: -9.5", "value: –9.5", "value: -9.5"),
    ("amount: 20000000", "amount: 20.000.000", "amount: 20000000"),
    ("size: 97000", "size: ９７０００", "size: 97000"),
    ("value: -9.5", "value: -09.5", "value: -9.5"),
    ("title: Samp", "Title: Samp", "title: Samp"),
    ("care_models:", "care-models:", "care_models: [mcp]"),
    ("care_models:", "careModels:", "care_models: [mcp]"),
    ("Agree early", "Agree â€“ early", "Agree – early"),
    ("unit: percent", "unit: per cent", "unit: percent"),
    ("unit: percent", "unit: Percent", "unit: percent"),
    ("unit: percent", "unit: '%'", "unit: percent"),
    ("state: in-progress", "state: In progress", "state: in-progress"),
    ("state: in-progress", "state: in_progress", "state: in-progress"),
    ("- mcp\n", "- Multispecialty community provider\n", "care_models: [mcp]"),
    ("as_of: 2016-11", "as_of: 3 November 2016", "as_of: 2016-11-03"),
    ("as_of: 2016-11", "as_of: November 2016", "as_of: 2016-11"),
    ("date: 2016/17", "date: 2016-17", "date: 2016/17"),
    ("source: leaflet-2016", "source: leaflet–2016", "source: leaflet-2016"),
    ("source: leaflet-2016", "source: Leaflet 2016", "source: leaflet-2016"),
    ("email: pat@example.nhs.uk", "email: mailto:pat@example.nhs.uk", "email: pat@example.nhs.uk"),
    ("email: pat@example.nhs.uk", "email: <pat@example.nhs.uk>", "email: pat@example.nhs.uk"),
    ("  state: in-progress", "\tstate: in-progress", "state: in-progress"),
    ("name: Sampleton", "name: Sample\u00a0ton", "name: Sample ton"),
    ("name: Sampleton", "name: Sam\u200bpleton", "name: Sampleton"),
    ("title: Sampleton community provider", "title: “Sampleton community provider”", "title: Sampleton community provider"),
)  # fmt: skip
LEFT_ALONE = (
    ("as_of: 2016-11", "as_of: 12/03/2016"),
    ("as_of: 2016-11", "as_of: Spring 2016"),
    ("as_of: 2016-11", "as_of: 2016-13"),
    ("size: 97000", "size: 20,4"),
    ("size: 97000", "size: ten"),
    ("value: -9.5", "value: -9.5 days"),
    ("size: 97000", "size: about 97000"),
    ("size: 97000", "size: 97000 to 98000"),
    ("source: leaflet-2016", "source: leaflet-2061"),
    ("unit: percent", "unit: percentages"),
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    return load(write_base(tmp_path_factory.mktemp("base") / "entries"))


@pytest.fixture(scope="module")
def text(base: Base) -> str:
    return Path(base.documents["sampleton-mcp"].path).read_text(encoding="utf-8")


@pytest.mark.parametrize(("was", "written", "meant"), MENDED)
def test_what_means_one_thing_is_mended_and_told(base: Base, text: str, was: str, written: str, meant: str) -> None:
    assert was in text
    found = mended(text.replace(was, written, 1), base, "x.yml")
    assert meant in found.text
    assert found.changes
    data = read_text(found.text, "x").data
    assert data.keys() == read_text(text, "x").data.keys()


@pytest.mark.parametrize(("was", "written"), LEFT_ALONE)
def test_what_may_mean_several_things_is_left_alone(base: Base, text: str, was: str, written: str) -> None:
    found = mended(text.replace(was, written, 1), base, "x.yml")
    assert not found.changes
    assert read_text(found.text, "x").data == read_text(text.replace(was, written, 1), "x").data


def test_what_is_right_is_not_changed(base: Base, text: str) -> None:
    found = mended(text, base, "x.yml")
    assert found.changes == ()
    assert mended(found.text, base, "x.yml") == found


def test_what_is_no_yaml_is_told_with_its_place(base: Base) -> None:
    with pytest.raises(ContentError, match=r"x\.yml:\d:\d: error\[yaml-syntax\]"):
        mended("kind: [\n", base, "x.yml")


def run(root: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["fmt", *arguments, "--entries", str(root)])
    return result.exit_code, result.output


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_base(tmp_path / "entries")


def test_check_changes_nothing_and_says_what_would_change(root: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*.yml")}
    code, said = run(root, "--check")
    assert code == 1
    assert "sampleton-mcp.yml:" in said
    assert before == {path: path.read_bytes() for path in root.rglob("*.yml")}


def test_laid_out_files_say_what_they_said(root: Path) -> None:
    before = load(root)
    assert run(root)[0] == 0
    after = load(root)
    assert (after.entries, after.sources, after.vocabularies) == (before.entries, before.sources, before.vocabularies)
    assert run(root, "--check") == (0, "0 files would change, 0 can't be read\n")


PLACES: tuple[tuple[str, Callable[[Path], Path], str], ...] = (
    ("ending", lambda root: root / "case-studies" / "other.yaml", "case-studies/other.yml"),
    ("capitals", lambda root: root / "case-studies" / "other.YML", "case-studies/other.yml"),
    ("hidden ending", lambda root: root / "case-studies" / "other.yml.txt", "case-studies/other.yml"),
    ("kind for folder", lambda root: root / "case-study" / "other.yml", "case-studies/other.yml"),
    ("misspelt folder", lambda root: root / "case-studys" / "other.yml", "case-studies/other.yml"),
)


@pytest.mark.parametrize(("name", "place", "meant"), PLACES, ids=[name for name, _, _ in PLACES])
def test_a_file_a_little_beside_its_place_is_moved(
    root: Path, name: str, place: Callable[[Path], Path], meant: str
) -> None:
    path = place(root)
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        write_entry(root, "x", entry(kind="case-study", title="Another scheme, quite"), "case-studies").read_text()
    )
    (root / "case-studies" / "x.yml").unlink()
    code, said = run(root, "--fix")
    assert code == 0, name
    assert (root / meant).exists()
    assert not path.exists()
    assert "moved here from" in said
    assert "stray-file" not in {problem.rule for problem in check(load(root))}


def test_nothing_is_moved_over_another_file(root: Path) -> None:
    (root / "vanguards" / "sampleton-mcp.yaml").write_text("kind: vanguard\n")
    code, said = run(root, "--fix")
    assert code == 1
    assert "where a file is already" in said
    assert (root / "vanguards" / "sampleton-mcp.yaml").exists()


def test_good_files_beside_a_bad_one_are_laid_out(root: Path) -> None:
    write_entry(root, "broken", "kind: [\n")
    code, said = run(root)
    assert code == 1
    assert "broken.yml:2:1: error[yaml-syntax]" in said
    assert (root / "vanguards" / "sampleton-mcp.yml").read_text().startswith("kind: vanguard\ntitle:")


def test_nothing_outside_the_base_is_changed(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    (outside / "a.yml").write_text("title:   x\nkind: finding\n")
    (root / "findings").symlink_to(outside)
    (root / "vanguards" / "link.yml").symlink_to(outside / "a.yml")
    code, said = run(root)
    assert code == 1
    assert "links are not followed" in said
    assert (outside / "a.yml").read_text() == "title:   x\nkind: finding\n"
    assert not list(root.rglob(".*"))
