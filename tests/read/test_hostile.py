"""A pull request may bring any file and any file-system object: each is told of in words, soon, and nothing else happens."""

import json
import os
import random
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from ingest.read.check import check
from ingest.read.load import load
from ingest.read.problems import FORMATS, MOST
from ingest.store.fingerprint import file_hashes
from kb.errors import BrokenEnvironmentError
from tests.samples import entry, write_base, write_entry

FILES = 1000
SEED = 20161103
SECONDS = 20.0
# Through JSON, as what is used twice would be written as an alias.
TEXT = yaml.safe_dump(json.loads(json.dumps(entry())), sort_keys=False, allow_unicode=True)
SCRAPS = (
    "\0", "\x1b[31m", "‮", "⁦", "\U000e0041", "\ufeff", "\u200b", "&a ", "*a", "!!python/object:os.system ", "!!float .inf", "{{",
    "}}",
    "[" * 50,
    "]" * 50, "- {}\n" * 500, "? ", ": ", "|\n", ">\n", "'", '"', "\\", "%", "@", "`", "\t", "\r", "\n---\n", "\n...\n",
    "<<: *x", "9" * 400, "1e999", "-.inf", ".nan", "0x1f", "~", "null", "£", "🙂", "\x85", "\u2028", "é" * 400,
    "# ", "javascript:alert(1)",
)  # fmt: skip


def mangled(chance: random.Random) -> bytes:
    """Give a sample entry that somebody or something has spoilt."""
    text = TEXT
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(text) + 1)
        end = start + chance.choice((0, 0, 1, 5, 40))
        text = text[:start] + chance.choice(SCRAPS) + text[end:]
    raw = text.encode("utf-8", errors="surrogatepass")
    if chance.random() < 0.2:
        at = chance.randrange(len(raw))
        raw = raw[:at] + chance.randbytes(3) + raw[at:]
    return raw


def told(root: Path) -> str:
    """Check a base as `kb check` does, in every form, and give what is said as text."""
    started = time.process_time()
    problems = check(load(root))
    texts = {name: form(problems) for name, form in FORMATS.items()}
    assert file_hashes(root)
    assert time.process_time() - started < SECONDS
    assert all(each.isprintable() for each in texts["text"].splitlines())
    return texts["text"]


def test_a_thousand_spoilt_files_are_told_of_in_words(tmp_path: Path) -> None:
    root = write_base(tmp_path / "entries")
    chance = random.Random(SEED)  # noqa: S311 - the same files in every run
    (root / "vanguards" / "sampleton-mcp.yml").unlink()
    for number in range(FILES):
        (root / "case-studies").mkdir(exist_ok=True)
        (root / "case-studies" / f"spoilt-{number}.yml").write_bytes(mangled(chance))
    problems = check(load(root))
    names = {problem.path for problem in problems}
    assert len(names) > FILES * 0.9
    assert all("Traceback" not in problem.message for problem in problems)
    assert FORMATS["github"](problems).count("\n") == len(problems) - 1


def socket_at(path: Path) -> None:
    # A socket's address may have a hundred characters, which a test's folder may exceed.
    before = Path.cwd()
    os.chdir(path.parent)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path.name)
    os.chdir(before)


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(10**12)


def secret(path: Path) -> None:
    (path.parent.parent.parent / "secret.txt").write_text("password: hunter2\n")
    path.symlink_to(path.parent.parent.parent / "secret.txt")


OBJECTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "endless device": (lambda path: path.symlink_to("/dev/zero"), "links are not followed"),
    "random device": (lambda path: path.symlink_to("/dev/urandom"), "links are not followed"),
    "standard input": (lambda path: path.symlink_to("/dev/stdin"), "links are not followed"),
    "pipe": (os.mkfifo, "no ordinary file"),
    "socket": (socket_at, "can't be read"),
    "folder": (Path.mkdir, "can't be read"),
    "link out of the folder": (secret, "links are not followed"),
    "link to nothing": (lambda path: path.symlink_to("nothing"), "links are not followed"),
    "link to itself": (lambda path: path.symlink_to(path.name), "links are not followed"),
    "link to the folder": (lambda path: path.symlink_to("."), "links are not followed"),
    "a terabyte of nothing": (huge, "1000000 are allowed"),
    "empty file": (Path.touch, ""),
}


@pytest.mark.parametrize("name", OBJECTS)
def test_anything_but_a_file_of_the_base_is_refused_and_not_read(tmp_path: Path, name: str) -> None:
    make, says = OBJECTS[name]
    root = write_base(tmp_path / "entries")
    make(root / "vanguards" / "odd.yml")
    said = told(root)
    assert "odd.yml" in said
    assert says in said
    assert "hunter2" not in said


def test_a_folder_that_is_a_link_is_refused_and_nothing_in_it_is_read(tmp_path: Path) -> None:
    root = write_base(tmp_path / "entries")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "leaked.yml").write_text("secret: hunter2\n")
    (root / "findings").symlink_to(tmp_path / "elsewhere")
    said = told(root)
    assert "this folder is a link" in said
    assert "hunter2" not in said


FLOODS = {
    "empty things": "- {}\n" * 190_000,
    "many fields": "".join(f"f{number}: 1\n" for number in range(60_000)),
    "unknown terms": "care_models:\n" + "".join(f"- term-{number}\n" for number in range(30_000)),
    "empty impacts": "impacts:\n" + "- {}\n" * 9_000,
    "long keys": "".join(f"{'k' * 900}{number}: 1\n" for number in range(1000)),
}


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_of_problems_is_told_of_as_a_hundred_and_a_number(tmp_path: Path, name: str) -> None:
    root = write_base(tmp_path / "entries")
    write_entry(root, "flood", FLOODS[name])
    said = told(root).splitlines()
    assert 0 < len(said) <= MOST + 1
    assert sum(map(len, said)) < 1_000_000
    assert len(said) < MOST or "more problems of this file are not listed" in said[-1]


@pytest.mark.parametrize(
    "text", ['"\\0"', '"\\e[31m"', '"\\u202e"', '"\\u2066"', '"\\U000E0041"', '"a\\u200bb"', "a⁦b", "a\U000e0041b"]
)
def test_what_cannot_be_seen_is_refused_as_a_character_and_as_an_escape(tmp_path: Path, text: str) -> None:
    root = write_base(tmp_path / "entries")
    write_entry(root, "odd", TEXT.replace("Sampleton community provider", text, 1))
    assert "unseen-character" in told(root)


@pytest.mark.parametrize("number", [".inf", "-.inf", ".nan", "!!float .inf", "!!float .nan", "!!float 1e999", "1e999"])
def test_a_number_that_is_none_is_refused(tmp_path: Path, number: str) -> None:
    root = write_base(tmp_path / "entries")
    write_entry(root, "odd", TEXT.replace("value: -9.5", f"value: {number}"))
    assert "odd.yml" in told(root)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org", "http:", "https://", "ftp://a.org/b",
     "https://a b.org"],
)  # fmt: skip
def test_an_address_that_is_not_of_the_web_is_refused(tmp_path: Path, address: str) -> None:
    root = write_base(tmp_path / "entries")
    path = root / "sources" / "leaflet-2016.yml"
    path.write_text(path.read_text() + f"url: {address!r}\n")
    assert "is no web address" in told(root)


@pytest.mark.parametrize(
    "address", ["https://example.org", "http://example.org:80/a?b=c#d", "https://example.org/a_(b)"]
)
def test_an_address_of_the_web_is_taken(tmp_path: Path, address: str) -> None:
    root = write_base(tmp_path / "entries")
    path = root / "sources" / "leaflet-2016.yml"
    path.write_text(path.read_text() + f"url: {address!r}\n")
    assert told(root) == ""


def test_a_line_end_in_a_name_ends_neither_a_line_nor_a_command(tmp_path: Path) -> None:
    root = write_base(tmp_path / "entries")
    (root / "vanguards" / "a\n::error file=x::owned,b.yml").write_text("kind: 1\n")
    problems = check(load(root))
    assert len(FORMATS["text"](problems).splitlines()) == len(problems)
    lines = FORMATS["github"](problems).splitlines()
    assert len(lines) == len(problems)
    assert all("::owned" not in line.split(",line=")[0] for line in lines)


def test_no_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(BrokenEnvironmentError):
        load(tmp_path / "none")
