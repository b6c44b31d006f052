import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest.cli import cli
from ingest.commands.judging import judged
from ingest.contribute.preview.difference import BROKEN, CHANGED, GONE, NEW, WITHDRAWN
from ingest.contribute.preview.judged import Judged, JudgedSet, MovedQuery
from ingest.contribute.preview.markdown import plain
from ingest.contribute.preview.review import Request, reviewed, shown
from kb.errors import BrokenEnvironmentError
from tests.samples import CITE, entry, write_base, write_entry


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one commit, which holds one entry."""
    entries = write_base(tmp_path / "entries")
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "Begin"]):
        subprocess.run(
            ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *words], cwd=entries.parent, check=True
        )
    return entries


def _kinds(entries: Path) -> dict[str, str]:
    return {one.slug: one.kind for one in shown(Request(entries, "HEAD")).difference.entries}


def test_entries_come_change_are_withdrawn_and_go(repository: Path) -> None:
    assert _kinds(repository) == {}
    withdrawn = {"on": "2017-04-01", "reason": "It never was."}
    write_entry(repository, "otherton", entry(title="Otherton care homes", kind="case-study"), "case-studies")
    write_entry(repository, "sampleton-mcp", entry(summary="Something else is said of it."))
    assert _kinds(repository) == {"otherton": NEW, "sampleton-mcp": CHANGED}
    write_entry(repository, "sampleton-mcp", entry(withdrawn=withdrawn))
    assert _kinds(repository)["sampleton-mcp"] == WITHDRAWN
    (repository / "vanguards" / "sampleton-mcp.yml").unlink()
    assert _kinds(repository)["sampleton-mcp"] == GONE


def test_figures_that_come_change_or_go_are_told_with_their_places(repository: Path) -> None:
    figures = [
        {"value": 14, "unit": "practices", "what": "Practices that take part", "cite": CITE},
        {"value": 3, "unit": "practices", "what": "Practices that left", "cite": CITE},
    ]
    write_entry(repository, "sampleton-mcp", entry(figures=figures, population=None))
    (change,) = shown(Request(repository, "HEAD")).difference.entries
    told = {(one.kind, one.figure.about, one.figure.value, one.before) for one in change.figures}
    assert told == {
        (CHANGED, "Practices that take part", "14 practices", "12 practices"),
        (NEW, "Practices that left", "3 practices", ""),
        (GONE, "registered patients, whole-population", "97000", ""),
    }
    assert {one.figure.cite for one in change.figures} == {"leaflet-2016, slide 3"}


def test_the_comment_says_what_is_found_in_the_texts_and_what_is_wrong(repository: Path, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "leaflet-2016.txt").write_text("Slide 3\n14 practices take part.\n", encoding="utf-8")
    figures = [
        {"value": 14, "unit": "practices", "what": "Practices that take part", "cite": CITE},
        {"value": 77, "unit": "practices", "what": "Practices that left", "cite": CITE},
    ]
    link = {"slug": "nobody", "relation": "mentions"}
    write_entry(repository, "sampleton-mcp", entry(figures=figures, related=[link]))
    asked = Request(repository, "HEAD", sources=texts)
    told = reviewed(asked, shown(asked))
    rows = {
        line.split("|")[1].strip(): line.split("|")[4].strip() for line in told.splitlines() if line.startswith("| ")
    }
    assert rows["14 practices (before: 12 practices)"] == "found"
    assert rows["77 practices"] == "**not found**"
    assert "nobody" in told
    assert "1 error and 0 warnings that was not there before" in told


def test_an_entry_alike_is_named(repository: Path) -> None:
    write_entry(repository, "sampleton-again", entry(title="General practices of Sampleton together"))
    asked = Request(repository, "HEAD")
    assert "**May be the same as** Sampleton community provider" in reviewed(asked, shown(asked))


@pytest.mark.parametrize("reference", ["nowhere", "--upload-pack=x", "HEAD:entries", ""])
def test_what_is_no_commit_is_told(repository: Path, reference: str) -> None:
    with pytest.raises(BrokenEnvironmentError, match="git"):
        shown(Request(repository, reference))


def test_links_and_pipes_of_an_earlier_commit_are_not_followed(repository: Path) -> None:
    (repository / "vanguards" / "linked.yml").symlink_to("/etc/passwd")
    for words in (["add", "."], ["commit", "-q", "-m", "Link"]):
        subprocess.run(
            ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *words], cwd=repository.parent, check=True
        )
    (repository / "vanguards" / "linked.yml").unlink()
    assert _kinds(repository) == {}


@pytest.mark.parametrize(
    ("text", "shown_as"),
    [
        ("@somebody", "@<!-- -->somebody"),
        ("see #12", "see #<!-- -->12"),
        ("[x](javascript:y)", r"\[x\]\(javascript:y\)"),
        ("<img src=x>", r"\<img src=x\>"),
        ("https://a.org", "https:<!-- -->//a.org"),
        ("a | b\n# c", r"a \| b #<!-- --> c"),
        ("\u202eabc", r"\\u202eabc"),
    ],
)
def test_no_text_of_an_entry_becomes_markup(text: str, shown_as: str) -> None:
    assert plain(text) == shown_as


def test_the_command_needs_something_to_show(repository: Path) -> None:
    done = CliRunner().invoke(cli, ["preview", "--entries", str(repository)])
    assert done.exit_code == 2
    assert "name the entries" in done.output
    folder = repository.parent / "pages"
    done = CliRunner().invoke(cli, ["preview", "sampleton-mcp", "--entries", str(repository), "--pages", str(folder)])
    assert done.output.strip() == str(folder / "sampleton-mcp.html")
    assert (folder / "sampleton-mcp.html").is_file()


def test_the_comment_tells_of_links_and_of_judged_queries(repository: Path) -> None:
    link = {"slug": "nobody", "relation": "mentions"}
    write_entry(repository, "sampleton-mcp", entry(related=[link], summary="See https://localhost/a for more."))
    asked = Request(repository, "HEAD")
    change = shown(asked)
    told = reviewed(asked, change)
    assert "- Inside the base: **1 broken**" in told
    assert "- Web addresses in what comes or changes: 1, **1 wrong** (not asked whether they answer" in told
    assert "What moves in search is not told: they were not asked." in told
    moved = MovedQuery("virtual ward | bed", 0.5, 0.75, ("otherton",), ("sampleton-mcp",))
    moves = Judged((JudgedSet("queries", 12, 0.81, 0.79, (moved,)),))
    told = reviewed(asked, change, moves)
    assert "| queries | 12 | 0.810 | 0.790 (-0.020) | 1 |" in told
    assert r"- virtual ward \| bed (queries, 0.500 to 0.750): in: otherton; out: sampleton-mcp" in told


def test_a_file_that_can_not_be_read_is_not_told_as_removed(repository: Path) -> None:
    write_entry(repository, "sampleton-mcp", entry(kind=None))
    source = repository / "sources" / "leaflet-2016.yml"
    source.write_text("title: Only a title\n", encoding="utf-8")
    asked = Request(repository, "HEAD")
    change = shown(asked)
    assert [one.kind for one in change.difference.entries] == [BROKEN]
    assert change.difference.sources == ((BROKEN, "leaflet-2016"),)
    assert "Entries: 1 unreadable." in reviewed(asked, change)


def test_a_base_without_judged_queries_or_a_build_says_so(repository: Path) -> None:
    asked = Request(repository, "HEAD")
    change = shown(asked)
    assert "no judged queries" in judged(asked, change).reason
    folder = repository.parent / "tests" / "eval"
    folder.mkdir(parents=True)
    (folder / "queries.yml").write_text("[]", encoding="utf-8")
    assert "no built database" in judged(asked, change).reason


def test_levels_intervals_and_comparators_are_figures_too(repository: Path) -> None:
    impact = {
        "outcome": "length-of-stay",
        "direction": "decrease",
        "basis": "observed",
        "design": "matched-control",
        "cite": CITE,
    }
    numbers = {
        "from": 6.8,
        "to": 5.9,
        "unit": "days",
        "interval": {"low": 5.1, "high": 6.2},
        "comparator": {"name": "x", "value": 6.5},
    }
    write_entry(repository, "sampleton-mcp", entry(impacts=[{**impact, **numbers}]))
    (change,) = shown(Request(repository, "HEAD")).difference.entries
    values = {one.figure.value for one in change.figures if one.kind == NEW}
    assert values == {"from 6.8 to 5.9 days; interval 5.1 to 6.2; compared with 6.5"}
