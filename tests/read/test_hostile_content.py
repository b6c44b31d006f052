"""Files that are small and cost much, or that are no text of ours: each is told of in words, soon."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.read.check import check
from ingest.read.load import load
from ingest.read.problems import FORMATS
from tests.read.test_hostile import TEXT, told
from tests.samples import write_base, write_entry

DEEP, LARGE = 5000, 900_000
LAUGHS = "\n".join(
    ["a0: &a0 [lol, lol, lol]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))]
)
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


@pytest.mark.parametrize("name", COSTLY)
def test_a_small_file_that_costs_much_is_told_of_soon(tmp_path: Path, name: str) -> None:
    root = write_base(tmp_path / "entries")
    write_entry(root, "odd", COSTLY[name])
    assert "odd.yml" in told(root)


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


@pytest.mark.parametrize("name", BYTES)
def test_bytes_that_are_no_text_of_ours_are_told_of(tmp_path: Path, name: str) -> None:
    root = write_base(tmp_path / "entries")
    (root / "vanguards" / "odd.yml").write_bytes(BYTES[name])
    assert "odd.yml" in told(root)


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


def nested(path: Path) -> None:
    folder = path
    for _ in range(60):
        folder /= "d"
    folder.mkdir(parents=True)
    (folder / "x.yml").write_text(TEXT)


def chain(path: Path) -> None:
    path.symlink_to("l0.yml")
    for number in range(50):
        (path.parent / f"l{number}.yml").symlink_to(f"l{number + 1}.yml")


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


NAMES = (
    b"a\xff.yml", b"a\x1b[31m.yml", "a\u202eb.yml".encode(), "a\U000e0041b.yml".encode(), b"a b.yml", b"-rf.yml",
    b"a%0Ab.yml", b"a,b.yml",
    b"a::b.yml", b"a\rb.yml", b"$(id).yml", b"x" * 251 + b".yml", b".yml", b"..yml", "e\u0301.yml".encode(), b"CON.yml",
    b"a.YML",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_name_of_any_bytes_is_printed_as_one_harmless_line(tmp_path: Path, name: bytes) -> None:
    root = write_base(tmp_path / "entries")
    Path(os.fsdecode(os.fsencode(root / "vanguards") + b"/" + name)).write_text("kind: 1\n")
    told(root)
    problems = check(load(root))
    assert problems
    for form in FORMATS.values():
        form(problems).encode("utf-8")
    commands = FORMATS["github"](problems)
    assert all(one.startswith("::") for one in commands.splitlines())
    assert "\x1b" not in commands
    assert "\u202e" not in commands


SAID = (
    "a\\n::error::owned", "a\\r\\n::set-output name=x::y", "::stop-commands::x", "%0A::error::owned", "a%25b", "##[error]owned",
    "\\u2028::error::owned", "\\x85::error::owned", "\\e[31m", "]]>", "<!--", "`id`",
)  # fmt: skip


@pytest.mark.parametrize("text", SAID)
def test_a_value_that_is_repeated_gives_no_command_of_its_own(tmp_path: Path, text: str) -> None:
    root = write_base(tmp_path / "entries")
    odd = TEXT.replace("kind: vanguard", f'kind: "{text}"', 1) + f'"{text}": 1\ncare_models2: ["{text}"]\n'
    write_entry(root, "odd", odd.replace("- general-practice", f'- "{text}"', 1))
    problems = check(load(root))
    lines = FORMATS["github"](problems).split("\n")
    assert len(lines) == len(problems) > 0
    assert all(line.startswith(("::error file=", "::warning file=")) for line in lines)
    assert all(len(line.splitlines()) == 1 for line in lines)
    assert not any("%0A::" in line.replace("%250A", "") for line in lines)


@pytest.mark.parametrize(
    "address",
    ["JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\\tscript:alert(1)", "vbscript:x", "data:image/svg+xml,x", "blob:x",
     "view-source:https://a.org", "https://[::", "https://a.org:port", "https://u:p@a.org\\n",
     "https:\\\\\\\\a.org", "ws://a.org", "http:///x"],
)  # fmt: skip
def test_an_address_in_disguise_is_refused(tmp_path: Path, address: str) -> None:
    root = write_base(tmp_path / "entries")
    path = root / "sources" / "leaflet-2016.yml"
    path.write_text(path.read_text() + f'url: "{address}"\n')
    assert "leaflet-2016.yml" in told(root)
