"""Files that are small and cost much, or that are no text of ours: each is told of in words, soon."""

import os
import re
import stat
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from ingest.read.check import check
from ingest.read.load import load
from ingest.read.problems import FORMATS
from tests.read.test_hostile import SECONDS, TEXT, told
from tests.samples import write_base, write_entry

DEEP, LARGE = 5000, 900_000
LAUGHS = "\n".join(
    ["a0: &a0 [lol, lol, lol]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))]
)


def slug(name: str) -> str:
    return re.sub("[^a-z0-9]+", "-", name.lower())


def not_told(root: Path, names: Iterable[str]) -> list[str]:
    """Give the names of files of which nothing is said, in any form."""
    problems = check(load(root))
    said = {form(problems) for form in FORMATS.values()}
    return [name for name in names if not all(f"{slug(name)}.yml" in each for each in said)]


COSTLY = {
    "lists in lists": "title: " + "[" * DEEP + "]" * DEEP,
    "mappings in mappings": "title: " + "{a: " * DEEP + "1" + "}" * DEEP,
    "lists in lists on one line": "title:\n  " + "- " * DEEP + "1",
    "keys in keys": "? " * DEEP + "1",
    "lists that never end": "[" * DEEP,
    "aliases of aliases": LAUGHS,
    "an alias of itself": "a: &a [*a]",
    "merged for ever": "a: &a\n  <<: *a\n",
    "merged a thousand times": "a: &a {x: 1}\nb:\n  <<: [" + ", ".join(["*a"] * DEEP) + "]",
    "a hundred thousand keys": "".join(f"k{number}:\n" for number in range(100_000)),
    "one key a hundred thousand times": "title:\n" * 100_000,
    "nothing, three hundred thousand times": "- \n" * 300_000,
    "ten thousand documents": "--- 1\n" * 10_000,
    "ten thousand anchors": "".join(f"- &a{number} x\n" for number in range(10_000)),
    "ten thousand directives": "".join(f"%TAG !{number}! tag:x,{number}:\n" for number in range(10_000)) + "--- 1\n",
    "a word of a megabyte": "title: " + "x" * LARGE,
    "a key of a megabyte": "x" * LARGE + ": 1",
    "a comment of a megabyte": "#" * LARGE,
    "a megabyte of spaces": "title:" + " " * LARGE + "x",
    "a megabyte of quotes": "title: " + "'" * LARGE,
    "a megabyte of backslashes": 'title: "' + "\\\\" * (LARGE // 2) + '"',
    "a number of a megabyte": "title: " + "9" * LARGE,
    "a hexadecimal number of a megabyte": "title: 0x" + "f" * LARGE,
    "a number of sixties": "title: 1" + ":59" * (LARGE // 3),
    "a number of underscores": "title: 1" + "_" * LARGE,
    "a day that is none": "date: 2016-99-99",
    "a tag of a number": "title: !!int x",
    "a tag of bytes": "title: !!binary '====='",
    "a tag of Python": "title: !!python/object/apply:os.system [id]",
    "a tag of our own": "title: !<tag:yaml.org,2002:set> {a, b}",
    "a key that is a list": "? [a, b]\n: 1",
    "a key that is a mapping": "? {a: b}\n: 1",
}


def test_small_files_that_cost_much_are_told_of_soon(tmp_path: Path) -> None:
    """A bound for all of them together: one that grew without end would take it alone."""
    root = write_base(tmp_path / "entries")
    started = time.process_time()
    for name, text in COSTLY.items():
        write_entry(root, slug(name), text)
    assert not_told(root, COSTLY) == []
    assert time.process_time() - started < SECONDS * 10


BYTES = {
    "UTF-16, little end first": TEXT.encode("utf-16-le"),
    "UTF-16 with its mark": TEXT.encode("utf-16"),
    "UTF-32 with its mark": TEXT.encode("utf-32"),
    "Latin-1": TEXT.replace("community", "communit\xe9").encode("latin-1"),
    "an overlong slash": TEXT.encode().replace(b"community", b"commun\xc0\xafity", 1),
    "half a surrogate pair": TEXT.encode().replace(b"community", b"commun\xed\xa0\x80ity", 1),
    "half a character at the end": TEXT.encode() + b"\xe2\x82",
    "a NUL": TEXT.encode().replace(b"community", b"commun\0ity", 1),
    "NULs alone": b"\0" * 1000,
    "a mark within": TEXT.encode().replace(b"community", "commun\ufeffity".encode(), 1),
    "two marks": b"\xef\xbb\xbf" * 2 + TEXT.encode(),
    "an archive": b"PK\x03\x04" + bytes(range(256)) * 50,
    "an executable": b"\x7fELF" + bytes(range(256)) * 50,
}


def test_bytes_that_are_no_text_of_ours_are_told_of(tmp_path: Path) -> None:
    root = write_base(tmp_path / "entries")
    for name, content in BYTES.items():
        (root / "vanguards" / f"{slug(name)}.yml").write_bytes(content)
    assert not_told(root, BYTES) == []


def test_one_mark_at_the_beginning_is_read_over_as_editors_write_it(tmp_path: Path) -> None:
    root = write_base(tmp_path / "entries")
    (root / "vanguards" / "sampleton-mcp.yml").write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    assert told(root) == ""


def device(path: Path) -> None:
    try:
        os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("only the system's administrator can make a device")


def loop(path: Path) -> None:
    path.symlink_to("other.yml")
    (path.parent / "other.yml").symlink_to(path.name)


def chain(path: Path) -> None:
    for number in range(50):
        (path if not number else path.parent / f"l{number}.yml").symlink_to(f"l{number + 1}.yml")


def nested(path: Path) -> None:
    folder = path
    for _ in range(60):
        folder /= "d"
    folder.mkdir(parents=True)
    (folder / "x.yml").write_text(TEXT)


PLACES: dict[str, Callable[[Path], object]] = {
    "a device": device,
    "two links to each other": loop,
    "a chain of links": chain,
    "folders in folders": nested,
    "a link to what the kernel tells": lambda path: path.symlink_to("/proc/self/environ"),
    "a link to the process's own files": lambda path: path.symlink_to("/proc/self/fd/0"),
}


@pytest.mark.parametrize("name", PLACES)
def test_objects_that_lead_elsewhere_are_told_of_and_not_followed(tmp_path: Path, name: str) -> None:
    root = write_base(tmp_path / "entries")
    PLACES[name](root / "vanguards" / "odd.yml")
    said = told(root)
    assert "odd.yml" in said
    assert "PATH=" not in said


# Names of no file that is read as an entry.
NOT_READ = (b".yml", b"a.YML")
NAMES = (
    b"a\xff.yml", b"a\x1b[31m.yml", "a\u202eb.yml".encode(), "a\U000e0041b.yml".encode(), b"a b.yml", b"-rf.yml",
    b"a%0Ab.yml", b"a,b.yml",
    b"a::b.yml", b"a\rb.yml", b"$(id).yml", b"x" * 251 + b".yml", b".yml", b"..yml", "e\u0301.yml".encode(), b"CON.yml",
    b"a.YML",
)  # fmt: skip


def test_names_of_any_bytes_are_printed_each_in_one_harmless_line(tmp_path: Path) -> None:
    root = write_base(tmp_path / "entries")
    for name in NAMES:
        Path(os.fsdecode(os.fsencode(root / "vanguards") + b"/" + name)).write_text("kind: 1\n")
    problems = check(load(root))
    assert len({problem.path for problem in problems}) >= len(NAMES) - len(NOT_READ)
    for form in FORMATS.values():
        assert all(each.isprintable() for each in form(problems).encode().decode().split("\n"))
    commands = FORMATS["github"](problems).split("\n")
    assert len(commands) == len(problems)
    assert all(one.startswith(("::error file=", "::warning file=")) for one in commands)


SAID = (
    "a\\n::error::owned", "a\\r\\n::set-output name=x::y", "::stop-commands::x", "%0A::error::owned", "a%25b", "##[error]owned",
    "\\u2028::error::owned", "\\x85::error::owned", "\\e[31m", "]]>", "<!--", "`id`",
)  # fmt: skip


def test_values_that_are_repeated_give_no_command_of_their_own(tmp_path: Path) -> None:
    root = write_base(tmp_path / "entries")
    for number, text in enumerate(SAID):
        odd = TEXT.replace("kind: vanguard", f'kind: "{text}"', 1) + f'"{text}": 1\n'
        write_entry(root, f"odd-{number}", odd.replace("- general-practice", f'- "{text}"', 1))
    problems = check(load(root))
    lines = FORMATS["github"](problems).split("\n")
    assert len(lines) == len(problems) > len(SAID)
    assert all(line.startswith(("::error file=", "::warning file=")) for line in lines)
    assert all(line.isprintable() for line in lines)


DISGUISED = (
    "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\\tscript:alert(1)", "vbscript:x", "data:image/svg+xml,x", "blob:x",
    "view-source:https://a.org", "https://[::", "https://u:p@a.org\\n",
    "https:\\\\\\\\a.org", "ws://a.org", "http:///x",
)  # fmt: skip


def test_an_address_in_disguise_is_refused(tmp_path: Path) -> None:
    root = write_base(tmp_path / "entries")
    plain = (root / "sources" / "leaflet-2016.yml").read_text()
    for number, address in enumerate(DISGUISED):
        (root / "sources" / f"other-{number}.yml").write_text(plain + f'url: "{address}"\n')
    said = FORMATS["text"](check(load(root)))
    about = {
        number: [line for line in said.splitlines() if f"/other-{number}.yml" in line]
        for number in range(len(DISGUISED))
    }
    assert [DISGUISED[number] for number, lines in about.items() if not any("url" in line for line in lines)] == []
