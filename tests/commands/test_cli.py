import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from ingest import cli
from ingest.build import build
from ingest.commands.search import SEARCH_OPTIONS
from kb.search.request import PARAMETERS
from tests.samples import entry, write_base, write_entry

Command = Callable[..., tuple[int, str, str]]


def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: object
) -> tuple[int, str, str]:
    """Run `kb` as the shell does: exit code, output, messages."""
    monkeypatch.setattr("sys.argv", ["kb", *map(str, arguments)])
    code = 0
    try:
        cli.main()
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.fixture
def kb(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    return lambda *arguments: run(capsys, monkeypatch, *arguments)


def test_check_says_how_much_it_checked(kb: Command, entries: Path) -> None:
    assert kb("check", "--entries", entries) == (0, "", "1 entries checked: 0 errors, 0 warnings\n")


def test_check_of_a_path_counts_what_is_below_it(kb: Command, tmp_path: Path) -> None:
    root = write_base(tmp_path / "entries", one=entry(), two=entry(title="Another scheme", impacts=None, contacts=None))
    found = "checked: 0 errors, 0 warnings\n"
    assert kb("check", "--entries", root)[2] == f"2 entries {found}"
    assert kb("check", "--entries", root, root / "vanguards" / "two.yml")[2] == f"1 entries {found}"
    assert kb("check", "--entries", root, root / "sources")[2] == f"1 files {found}"


def test_check_exits_with_1_and_one_line_a_problem(kb: Command, tmp_path: Path) -> None:
    root = write_base(tmp_path / "entries", one=entry(care_models=["pasc"], impacts=None, summary="w " * 90))
    code, out, err = kb("check", "--entries", root)
    assert code == 1
    assert [line.split("error[")[1].split("]")[0] for line in out.splitlines()] == ["summary-too-long", "unknown-term"]
    assert err == "1 entries checked: 2 errors, 0 warnings\n"


def test_check_of_one_file_leaves_the_others_out(kb: Command, tmp_path: Path) -> None:
    root = write_base(
        tmp_path / "entries", good=entry(), bad=entry(title="Another title here", impacts=None, care_models=["x"])
    )
    assert kb("check", root / "vanguards" / "good.yml", "--entries", root)[0] == 0
    assert kb("check", root / "vanguards" / "bad.yml", "--entries", root)[0] == 1


def test_a_file_that_no_check_would_reach_is_refused(kb: Command, entries: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.yml").write_text("kind: case-study\n")
    code, _, err = kb("check", tmp_path / "elsewhere.yml", "--entries", entries)
    assert (code, "is not below" in err) == (2, True)


def test_a_place_that_cannot_be_written_is_one_line(kb: Command, entries: Path) -> None:
    (entries / "case-studies").write_text("a file, not a folder")
    code, _, err = kb("new", "case-study", "one-more", "--entries", entries)
    assert (code, "case-studies" in err, len(err.splitlines())) == (2, True, 1)


def test_check_gives_json(kb: Command, tmp_path: Path) -> None:
    root = write_base(tmp_path / "entries", one=entry(care_models=["pasc"]))
    _, out, _ = kb("check", "--format", "json", "--entries", root)
    assert json.loads(out)[0]["rule"] == "unknown-term"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("check", "--entries", "nowhere"), "no such folder"),
        (("build", "--entries", "nowhere"), "no such folder"),
        (("search", "x", "--database", "nowhere.db"), "make build"),
        (("serve", "--database", "nowhere.db"), "make build"),
        (("new", "finding", "Bad Slug", "--entries", "nowhere"), "no such folder"),
    ],
)
def test_a_broken_environment_is_one_line_and_exit_code_2(
    kb: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = kb(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert says in err


def test_wrong_usage_is_exit_code_2(kb: Command) -> None:
    assert kb("check", "--formatt", "json")[0] == 2
    assert kb("nonsense")[0] == 2


def test_a_port_in_use_is_said(kb: Command, entries: Path, output: Path) -> None:
    build(entries, output)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, _, err = kb("serve", "--port", taken.getsockname()[1], "--database", output)
    assert code == 2
    assert "is in use" in err


def test_port_0_takes_a_free_port_and_names_it(entries: Path, output: Path) -> None:
    build(entries, output)
    program = [sys.executable, "-c", "from ingest.cli import main; main()"]
    command = [*program, "serve", "--port", "0", "--database", str(output)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            assert server.stdout
            address = server.stdout.readline().split()[2]
            assert answer(f"{address}/-/healthz")["entries"] == 1
        finally:
            server.terminate()


def answer(address: str) -> Any:  # noqa: ANN401 - JSON
    """Give what an address answers once its server is up."""
    until = time.monotonic() + 60
    while True:
        try:
            return httpx.get(address).raise_for_status().json()
        except httpx.TransportError:
            assert time.monotonic() < until
            time.sleep(0.2)


def test_new_writes_a_file_and_names_it(kb: Command, entries: Path) -> None:
    code, out, _ = kb("new", "finding", "a-thing", "--entries", entries)
    assert (code, out) == (0, f"{entries}/findings/a-thing.yml\n")


def test_build_without_permission_is_said(kb: Command, entries: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, _, err = kb("build", "--entries", entries, "--output", tmp_path / "file" / "kb.db")
    assert code == 2
    assert "Traceback" not in err


def test_build_with_errors_lists_them_and_exits_with_1(kb: Command, entries: Path, tmp_path: Path) -> None:
    write_entry(entries, "bad", "title: [\n")
    code, _, err = kb("build", "--entries", entries, "--output", tmp_path / "kb.db")
    assert code == 1
    assert "yaml-syntax" in err


def test_search_takes_every_parameter_of_the_api() -> None:
    assert {"q", *SEARCH_OPTIONS} == set(PARAMETERS)


def test_search_gives_what_the_api_gives(kb: Command, real_database: Path) -> None:
    code, out, _ = kb(
        "search", "care home residents", "--kind", "finding", "--size", 1, "--json", "--database", real_database
    )
    answer = json.loads(out)
    assert code == 0
    assert answer["query"]["filters"] == {"kind": ["finding"]}
    assert len(answer["results"]) == 1


def test_search_for_people_names_title_slug_and_passage(kb: Command, real_database: Path) -> None:
    _, out, _ = kb("search", "red bag", "--database", real_database)
    assert "sutton-red-bag" in out
    assert "data version" in out


def test_search_refuses_a_value_that_is_none(kb: Command, real_database: Path) -> None:
    code, _, err = kb("search", "x", "--kind", "thing", "--database", real_database)
    assert code == 2
    assert "allowed: vanguard, programme, case-study, finding" in err


def test_verify_reports_a_figure_that_the_source_does_not_print(kb: Command, entries: Path, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "leaflet-2016.txt").write_text("3 Sampleton has 98,000 registered patients in 12 practices. 3\n")
    code, out, _ = kb("verify", "--sources", texts, "--entries", entries)
    assert code == 1
    assert any("not-found" in line and "97000" in line for line in out.splitlines())


def test_tag_reads_texts_and_gives_json(kb: Command) -> None:
    code, out, _ = kb("tag", "Emergency admissions fell by 9%.", "--json")
    assert code == 0
    assert {mention["vocabulary"] for mention in json.loads(out)[0]} == {"outcomes", "percent"}


def test_eval_measures_queries_of_the_caller(kb: Command, real_database: Path, tmp_path: Path) -> None:
    queries = tmp_path / "mine.yml"
    queries.write_text("- {id: a, type: keyword, text: red bag, relevant: {sutton-red-bag: 3}}\n")
    code, out, _ = kb("eval", "--queries", queries, "--json", "--database", real_database)
    assert code == 0
    assert json.loads(out)["mine"]["modes"]["hybrid"]["success3"] == 1.0


def program(code: str, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `kb` in a process of its own, after some code and in an environment."""
    command = [sys.executable, "-c", f"{code}; from ingest.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **environment})


def test_a_terminal_that_knows_ascii_alone_gets_every_line(tmp_path: Path) -> None:
    root = write_base(tmp_path / "entries")
    write_entry(root, "£20m", "kind: 1")
    done = program("pass", "check", "--entries", root, LANG="C", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert done.stdout.isascii()
    assert "20m.yml:1:1: error" in done.stdout


def test_a_package_that_is_missing_is_named_in_one_line(entries: Path) -> None:
    done = program("import sys; sys.modules['yaml'] = None", "check", "--entries", entries)
    assert (done.returncode, done.stderr) == (
        2,
        'kb: the package yaml is not installed; in the project\'s folder run `pip install ".[build]"`\n',
    )


def test_draft_writes_files_and_says_what_it_found(kb: Command, entries: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("The Otherham Alliance has 12 GP practices. Bed days fell by 4% in the Otherham Alliance.\n")
    code, out, err = kb("draft", report, "--entries", entries, "--output", tmp_path / "drafts", "--source", "otherham")
    written = {str(Path(line).relative_to(tmp_path)) for line in out.splitlines()}
    assert (code, written) == (
        0,
        {"drafts/case-studies/otherham-alliance.yml", "drafts/sources/otherham.yml"},
    )
    assert err == "report.txt: 1 units, 2 facts (2 sure, 0 check, 0 guess)\n"


def test_draft_writes_a_page(kb: Command, entries: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("The Otherham Alliance has 12 GP practices.\n")
    code, out, _ = kb("draft", report, "--entries", entries, "--output", tmp_path / "drafts", "--format", "html")
    assert (code, out) == (0, f"{tmp_path / 'drafts' / 'report.html'}\n")


def test_draft_of_what_cant_be_read_is_one_line(kb: Command, entries: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.pdf"
    report.write_bytes(b"%PDF-1.7 nothing")
    code, out, err = kb("draft", report, "--entries", entries)
    assert (code, out) == (1, "")
    assert err.startswith(f"kb: {report}: is damaged or no PDF")
    assert err.count("\n") == 1
