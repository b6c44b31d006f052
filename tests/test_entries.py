"""The files in entries/ as data: a test for each file and concern, whose failure says where and what to run."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ingest.read.check import check
from ingest.read.load import Base, load
from ingest.read.problems import Problem
from ingest.read.yaml_reader import Document, Location
from kb.model.vocabulary import NAMES
from tests.samples import REPOSITORY

ROOT = REPOSITORY / "entries"
FOLDERS = tuple(load(ROOT, only=()).about.folders)
ENTRIES = {path.stem: path for folder in FOLDERS for path in sorted((ROOT / folder).glob("*.yml"))}
SOURCES = sorted((ROOT / "sources").glob("*.yml"))
VOCABULARIES = sorted((ROOT / "vocabularies").glob("*.yml"))
ABOUT_THE_BASE = [
    ROOT / "base.yml", ROOT / "outline.yml", ROOT / "encoder" / "tuned.yml", *sorted((ROOT / "tagging").glob("*.yml")),
]  # fmt: skip
FILES = sorted([*ENTRIES.values(), *SOURCES, *VOCABULARIES])

CITED = ("population", "contract.values", "contract.terms", "contacts", "impacts", "milestones", "figures", "lessons")
# How docs/writing-entries.md says that a link is answered: any of these from the other entry.
ANSWERS = {
    "part-of": {"has-part"},
    "has-part": {"part-of"},
    "same-place": {"same-place"},
    "contrasts-with": {"contrasts-with"},
    "disagrees-with": {"disagrees-with"},
    "evaluates": {"mentions"},
    "continues": {"mentions"},
}
# Plain English, measured as GOV.UK's writers do, by length: words from one stop, colon or semicolon to the next, and
# letters in a word. Lists of facts make long sentences, so the limits are wide; jargon and nesting go far beyond them.
MOST_WORDS, MEAN_WORDS, MEAN_LETTERS = 50, 32, 6.0
E_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
UNFINISHED = re.compile(r"\b(TODO|TBC|TBD|FIXME|XXX|lorem ipsum)\b", re.IGNORECASE)

# A computer's clock may be behind those of the contributors; `kb check` warns then, and nothing is wrong here.
END_OF_TIME = "9999-12-31"

each_entry = pytest.mark.parametrize("slug", ENTRIES)


@pytest.fixture(scope="module")
def problems(real_base: Base) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for problem in check(real_base, END_OF_TIME):
        found.setdefault(problem.path, []).append(problem)
    return found


def document(base: Base, name: str) -> Document:
    """Give a file as it was read; one that can't be read fails here, and not in every way that follows from it."""
    found = base.documents[name]
    assert isinstance(found.data, dict), "\n".join(str(problem) for problem in found.problems)
    return found


def here(found: Document, at: Location, message: str) -> str:
    """Give the message of a failure: file, line, what is wrong, and the command that helps."""
    path = Path(found.path).relative_to(REPOSITORY)
    return f"{path}:{found.place(at)[0]}: {message}; correct it and run `kb check {path}`"


def value(data: Any, at: str) -> Any:  # noqa: ANN401 - any YAML value
    """Give the value at a dotted place; None where the file has none."""
    for name in at.split("."):
        data = data.get(name) if isinstance(data, dict) else None
    return data


def leaves(data: object, at: Location = ()) -> Iterator[tuple[Location, object]]:
    """Give each single value of a file with its place."""
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else None
    if parts is None:
        yield at, data
    else:
        for name, part in parts:
            yield from leaves(part, (*at, name))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_kb_check_finds_no_problem(problems: dict[str, list[Problem]], path: Path) -> None:
    found = problems.get(str(path), [])
    shown = path.relative_to(REPOSITORY)
    assert not found, "\n".join([*map(str, found), f"run `kb check {shown}`"])


def test_every_file_is_read(real_base: Base, problems: dict[str, list[Problem]]) -> None:
    read = {Path(found.path) for found in real_base.documents.values()}
    assert read == {*FILES, *ABOUT_THE_BASE}
    assert set(problems) <= {str(path) for path in FILES}


@each_entry
def test_the_slug_is_the_name_of_the_file(real_base: Base, slug: str) -> None:
    found = document(real_base, slug)
    assert Path(found.path).stem == slug, here(found, (), "the slug is not the name of the file")
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug), here(found, (), "a slug is lower case with hyphens")


def test_no_slug_is_used_twice() -> None:
    assert len(ENTRIES) == sum(len(list((ROOT / folder).glob("*.yml"))) for folder in FOLDERS)


@each_entry
def test_the_title_fits_a_line(real_base: Base, slug: str) -> None:
    found = document(real_base, slug)
    length = len(found.data["title"])
    assert length <= 100, here(found, ("title",), f"the title has {length} characters; 100 are allowed")


@each_entry
def test_the_summary_reads_plainly(real_base: Base, slug: str) -> None:
    found = document(real_base, slug)
    parts = [len(part.split()) for part in re.split(r"(?<=[.!?;:])\s+", found.data["summary"].strip())]
    letters = [len(word) for word in re.findall(r"[A-Za-z]+", found.data["summary"])]
    at = ("summary",)
    assert max(parts) <= MOST_WORDS, here(found, at, f"a sentence has {max(parts)} words; {MOST_WORDS} are allowed")
    mean = sum(parts) / len(parts)
    assert mean <= MEAN_WORDS, here(found, at, f"sentences have {mean:.0f} words on average; {MEAN_WORDS} are allowed")
    mean = sum(letters) / len(letters)
    assert mean <= MEAN_LETTERS, here(
        found, at, f"words have {mean:.1f} letters on average; {MEAN_LETTERS} are allowed"
    )


@each_entry
def test_its_questions_are_questions(real_base: Base, slug: str) -> None:
    found = document(real_base, slug)
    questions = found.data["questions"]
    assert 3 <= len(questions) <= 20, here(found, ("questions",), f"{len(questions)} questions; 3 to 20 are wanted")
    assert len(set(map(_plain, questions))) == len(questions), here(found, ("questions",), "a question stands twice")
    title = _plain(found.data["title"])
    for index, question in enumerate(questions):
        at = ("questions", index)
        assert question.endswith("?"), here(found, at, f"no question mark: {question!r}")
        asked = _plain(question)
        assert title not in asked, here(found, at, f"the question repeats the title: {question!r}")
        assert asked not in title, here(found, at, f"the question repeats the title: {question!r}")


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


@each_entry
def test_every_fact_is_cited(real_base: Base, slug: str) -> None:
    found = document(real_base, slug)
    for field in CITED:
        for index, fact in enumerate(value(found.data, field) or []):
            at: Location = (*field.split("."), index)
            cited = fact.get("cite") or {}
            for cite in cited if isinstance(cited, list) else [cited]:
                assert cite.get("at"), here(found, at, f"{field}.{index} does not say where the fact stands")
                assert cite.get("source") in real_base.sources, here(
                    found, at, f"{field}.{index} cites no known source"
                )


@each_entry
def test_it_cites_a_source_at_all(real_base: Base, slug: str) -> None:
    found = document(real_base, slug)
    assert any(at[-1] == "source" for at, _ in leaves(found.data)), here(found, (), "nothing is cited")


@each_entry
def test_its_links_are_answered(real_base: Base, slug: str) -> None:
    found = document(real_base, slug)
    for index, link in enumerate(found.data.get("related", [])):
        at = ("related", index)
        assert link["slug"] in ENTRIES, here(found, at, f"there is no entry {link['slug']!r}")
        back = document(real_base, link["slug"]).data.get("related", [])
        answers = {other["relation"] for other in back if other["slug"] == slug}
        # `mentions` is also the answer to evaluates and continues: any link back will do for it.
        wanted = ANSWERS.get(link["relation"], answers)
        message = f"{link['slug']} does not answer {link['relation']!r} with {' or '.join(sorted(wanted)) or 'a link'}"
        assert answers & wanted, here(found, at, message)


@each_entry
def test_addresses_stand_in_contacts_only(real_base: Base, slug: str) -> None:
    found = document(real_base, slug)
    for at, text in leaves(found.data):
        if at[0] != "contacts":
            message = f"an e-mail address outside contacts: {text!r}"
            assert not E_MAIL.search(str(text)), here(found, at, message)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_nothing_is_left_to_be_done(real_base: Base, path: Path) -> None:
    name = path.stem if path.stem in ENTRIES else f"{path.parent.name}/{path.stem}"
    found = document(real_base, name)
    for at, text in leaves(found.data):
        assert not UNFINISHED.search(str(text)), here(found, at, f"this is not finished: {text!r}")
        assert str(text).strip() or text is None, here(found, at, "the value is empty")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_a_source_says_what_a_careful_reader_must_know(real_base: Base, path: Path) -> None:
    found = document(real_base, f"sources/{path.stem}")
    assert len(found.data["limits"].split()) >= 10, here(found, ("limits",), "limits are hardly described")
    for index, figure in enumerate(found.data.get("unused_figures", [])):
        reason = len(str(figure.get("reason", "")).split())
        assert reason >= 2, here(found, ("unused_figures", index), "no reason why the figure is unused")


@pytest.mark.parametrize("path", VOCABULARIES, ids=lambda path: path.stem)
def test_every_term_has_a_definition(real_base: Base, path: Path) -> None:
    found = document(real_base, f"vocabularies/{path.stem}")
    for term_id, term in found.data["terms"].items():
        at = ("terms", term_id, "definition")
        definition = term.get("definition", "")
        assert len(definition.split()) >= 2, here(found, at, f"{term_id} is hardly defined: {definition!r}")
        assert definition.endswith("."), here(found, at, f"the definition of {term_id} is no sentence: {definition!r}")
        assert _plain(definition) != _plain(term["label"]), here(found, at, f"{term_id} is defined by its own label")


def test_there_is_a_file_for_every_vocabulary() -> None:
    assert {path.stem for path in VOCABULARIES} == set(NAMES)


# Two vocabularies are for the build and for search: it derives effects, and the glossary explains what people type.
@pytest.mark.parametrize("name", sorted(set(NAMES) - {"effects", "glossary"}))
def test_every_vocabulary_is_used(real_base: Base, name: str) -> None:
    used = {str(text) for found in map(real_base.documents.get, ENTRIES) if found for _, text in leaves(found.data)}
    found = document(real_base, f"vocabularies/{name}")
    assert used & set(found.data["terms"]), here(found, ("terms",), "no entry uses a term of this vocabulary")
