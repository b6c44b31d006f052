"""The mistakes of beginners: each is told by its rule, at its line, in words that help; causes come before what follows."""

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.read.check import check
from ingest.read.load import Base, load, shape
from ingest.read.problems import Problem
from ingest.read.yaml_reader import read_text
from kb.model.entry import Entry
from tests.read.test_hostile import TEXT
from tests.rules.mistakes import ALL, Mistake
from tests.samples import entry, write_base, write_entry

TODAY = "2026-11-26"
NAME = "sampleton-mcp"
TOLD = [
    pytest.param(one, id=f"{group}-{number}")
    for group, ones in ALL.items()
    for number, one in enumerate(ones, 1)
    if one.rule
]
ACCEPTED = [pytest.param(one, id=f"accepted-{number}") for number, one in enumerate(ALL["accepted"], 1)]
JARGON = (
    "pydantic",
    "ruamel",
    "scalar",
    "mapping",
    "sequence",
    "node",
    "token",
    "parser",
    "input should",
    "regex",
    "string_",
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    return load(write_base(tmp_path_factory.mktemp("base") / "entries"))


def said(base: Base, mistake: Mistake) -> list[Problem]:
    """Give what is said of the sample entry with a mistake in it."""
    assert mistake.was in TEXT
    document = read_text(
        TEXT.replace(mistake.was, mistake.now, -1 if mistake.was == "\n" else 1), base.documents[NAME].path
    )
    found, problems = shape(document, Entry, base.vocabularies)
    documents = {**base.documents, NAME: document}
    # As where the file is loaded: what is not of the folder's kind is told of too.
    if found and found.kind != "vanguard":
        problems = [Problem(document.path, 1, 1, "error", "kind-against-folder", "kind is another; vanguard")]
    return check(
        replace(base, entries={NAME: found} if found else {}, documents=documents, problems=tuple(problems)), TODAY
    )


@pytest.mark.parametrize("mistake", TOLD)
def test_a_mistake_is_told_by_its_rule_in_words_that_help(base: Base, mistake: Mistake) -> None:
    found = said(base, mistake)
    told = [str(problem) for problem in found if problem.rule == mistake.rule]
    assert told, list(map(str, found))
    assert any(mistake.says in text for text in told), told
    assert not any(word in problem.message.lower() for problem in found for word in JARGON), told
    assert len(found) <= 4, list(map(str, found))


@pytest.mark.parametrize("mistake", ACCEPTED)
def test_what_is_no_mistake_is_accepted(base: Base, mistake: Mistake) -> None:
    assert said(base, mistake) == []


SOURCES = (
    ("measured: true", "measured: yes", "bool-type", "write true"),
    ("measured: true", "measured: YES", "bool-type", "write true"),
    ("type: report", "type: web page", "literal-error", "web-page"),
    ("parts: slide", "parts: pages", "literal-error", "page"),
    ("publisher: Sampleton CCG\n", "", "missing", "publisher is missing"),
    ("read: whole", "read: whole\nurl: www.example.org/a", "string-pattern-mismatch", "https://"),
    ("read: whole", "read: whole\naccessed: 2015", "read-before-published", "published"),
    ("limits: Made for tests.", "limits: TBC", "unfinished", "not finished"),
    ("date: 2016-11", "date: 2099", "date-after-today", "2099"),
)


@pytest.mark.parametrize(("was", "now", "rule", "says"), SOURCES)
def test_a_faulty_source_is_told_first_and_what_follows_is_counted(
    tmp_path: Path, was: str, now: str, rule: str, says: str
) -> None:
    root = write_base(tmp_path / "entries")
    path = root / "sources" / "leaflet-2016.yml"
    assert was in path.read_text()
    path.write_text(path.read_text().replace(was, now))
    found = check(load(root), TODAY)
    assert (found[0].rule, found[0].path) == (rule, str(path))
    assert says in str(found[0])
    assert {problem.rule for problem in found} <= {rule}
    if rule in {"bool-type", "literal-error", "missing", "string-pattern-mismatch"}:
        assert "10 places that name it follow from this" in str(found[0])


VOCABULARIES = (
    ("settings", "  general-practice:", "  General practice:", "term-id"),
    ("settings", "    definition:", "    defnition:", "extra-forbidden"),
    ("outcomes", "desirable: decrease", "desirable: fewer", "literal-error"),
)


@pytest.mark.parametrize(("name", "was", "now", "rule"), VOCABULARIES)
def test_a_faulty_term_is_told_first_and_hides_no_other_problem(
    tmp_path: Path, name: str, was: str, now: str, rule: str
) -> None:
    root = write_base(tmp_path / "entries", one=entry(summary="word " * 90))
    path = root / "vocabularies" / f"{name}.yml"
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, now, 1), encoding="utf-8")
    found = check(load(root), TODAY)
    assert found[0].path == str(path)
    assert rule in {problem.rule for problem in found if problem.path == str(path)}
    assert "from this, not listed" in str(found[0])
    assert "unknown-term" not in {problem.rule for problem in found}
    assert "summary-too-long" in {problem.rule for problem in found}


def test_a_source_whose_entry_is_faulty_is_not_called_unused(tmp_path: Path) -> None:
    root = write_base(tmp_path / "entries", one=entry(sumary="x"))
    assert {problem.rule for problem in check(load(root), TODAY)} == {"extra-forbidden"}
    write_entry(root, "one", "title: [\n")
    assert {problem.rule for problem in check(load(root), TODAY)} == {"yaml-syntax"}


def test_terms_of_a_faulty_entry_are_told_in_the_same_run(tmp_path: Path) -> None:
    root = write_base(tmp_path / "entries", one=entry(sumary="x", status={"state": "live", "as_of": "2016"}))
    assert {problem.rule for problem in check(load(root), TODAY)} == {"extra-forbidden", "unknown-term"}


FILES = (
    ("case-studies/riverside.yaml", "stray-file", "rename it to riverside.yml"),
    ("case-studies/riverside.yml.txt", "stray-file", "rename it to riverside.yml"),
    ("case-studies/riverside.YML", "stray-file", "rename it to riverside.yml"),
    ("case-study/riverside.yml", "stray-file", "did you mean the folder case-studies?"),
    ("casestudies/riverside.yml", "stray-file", "did you mean the folder case-studies?"),
    ("riverside.yml", "stray-file", "move it to"),
    ("case-studies/Riverside Team.yml", "bad-name", "riverside-team.yml"),
    ("vocabularies/outcome.yml", "stray-file", "did you mean 'outcomes'?"),
    ("case-studies/riverside.yml.yml", "bad-name", "rename the file: riverside.yml"),
    ("case-studies/ríverside.yml", "bad-name", "rename the file: riverside.yml"),
    ("case-studies/2016/riverside.yml", "stray-file", "stand in"),
    ("case-studies/riverside.json", "stray-file", "write what it says into riverside.yml"),
    ("base.yaml", "stray-file", "called base.yml"),
)


@pytest.mark.parametrize(("name", "rule", "says"), FILES)
def test_a_file_beside_its_place_is_told_where_it_belongs(tmp_path: Path, name: str, rule: str, says: str) -> None:
    root = write_base(tmp_path / "entries")
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("kind: case-study\n")
    (problem,) = [problem for problem in check(load(root), TODAY) if problem.path == str(path) and problem.rule == rule]
    assert says in str(problem)


def test_a_file_in_the_folder_of_another_kind_is_told_once(tmp_path: Path) -> None:
    root = write_base(tmp_path / "entries")
    (root / "case-studies").mkdir()
    (root / "case-studies" / "leaflet.yml").write_text((root / "sources" / "leaflet-2016.yml").read_text())
    (root / "sources" / "riverside.yml").write_text((root / "vanguards" / "sampleton-mcp.yml").read_text())
    found = check(load(root), TODAY)
    assert [problem.rule for problem in found] == ["stray-file", "stray-file"]
    assert "move it to the folder sources" in str(found[0])
    assert "move it to the folder of its kind" in str(found[1])


def test_what_a_vocabulary_that_is_gone_would_hold_is_not_called_unknown(tmp_path: Path) -> None:
    root = write_base(tmp_path / "entries")
    (root / "vocabularies" / "settings.yml").unlink()
    assert {problem.rule for problem in check(load(root), TODAY)} == {"vocabulary-missing"}


@pytest.mark.parametrize(
    "address",
    ["https://example.org:abc/x", "https://example.org:99999/", "https://user:pw@example.org/", "https://example..org/",
     "https://-x.org/", "https://192.168.0.1/x"],
)  # fmt: skip
def test_an_address_of_no_host_or_port_is_refused(tmp_path: Path, address: str) -> None:
    root = write_base(tmp_path / "entries")
    path = root / "sources" / "leaflet-2016.yml"
    path.write_text(path.read_text() + f"url: {address}\n")
    assert check(load(root), TODAY)[0].path == str(path)


def test_advice_names_the_files_of_the_base_that_is_checked(tmp_path: Path) -> None:
    root = write_base(tmp_path / "libraries", one=entry(care_models=["nonsense"]))
    (problem,) = check(load(root), TODAY)
    assert f"{root}/vocabularies/care_models.yml" in str(problem)


def test_one_scheme_told_twice_in_other_words_is_told_with_the_facts_shared(tmp_path: Path) -> None:
    twin = entry(title="One team for the whole of the county", summary="Surgeries and nurses are one.", impacts=None)
    root = write_base(tmp_path / "entries", sampleton_mcp=entry(), twin=twin)
    (problem,) = check(load(root), TODAY)
    assert problem.rule == "same-scheme"
    for fact in ("place Sampleton", "contact", "population of 97,000", "12 practices"):
        assert fact in problem.message


@pytest.mark.parametrize("far", ["zzz", "hospital-food", "pay", "integrated"])
def test_what_is_far_is_never_suggested(base: Base, far: str) -> None:
    for place in ("outcome: emergency-admissions", "source: leaflet-2016", "state: in-progress"):
        field = place.partition(":")[0]
        assert not any("did you mean" in str(problem) for problem in said(base, Mistake(place, f"{field}: {far}")))
