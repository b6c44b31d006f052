"""BibTeX as the programs read it that people have: bibtex, biber and Pybtex."""

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from pybtex.database import parse_string

from kb.exports.bibtex import bibtex
from kb.exports.references import Reference

TITLES = (
    "Esther {and the others",
    "Esther} and the others",
    "}{",
    "{Esther} and {{the} others}",
    r"\{ \} \\{ back\slash",
    "100% of £5 & $6, #7_8 ~ ^ @misc{x, title = {y}}",
    '"Quoted", and a comma, = and # ""',
    "Café “Zürich” — ½ Łódź Ørsted",
    "@",
    "% all of it",
    "a" * 5000,
)
STYLE = r"""ENTRY {author title year month howpublished abstract keywords note url} {} {}
MACRO {nov} {"November"}
FUNCTION {misc} { cite$ ":" * year * ":" * url * write$ newline$ }
READ
ITERATE {call.type$}
"""
BASE = Reference(
    "A base",
    "Its publisher",
    "",
    "",
    "A summary with { and %.",
    "2026-11-21",
    "http://localhost/entries/x",
    ("a", "b}"),
    "",
    ("n {",),
)
REFERENCES = [replace(BASE, key=f"entry-{at}", title=title) for at, title in enumerate(TITLES)]
KEYS = [reference.key for reference in REFERENCES]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "search.bib"
    path.write_text(bibtex(REFERENCES), encoding="utf-8")
    return path


def run(program: str, *arguments: str, folder: Path) -> str:
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed (apt-get install texlive-binaries biber)")
    environment = {**os.environ, "HOME": str(folder), "BIBINPUTS": ".", "BSTINPUTS": "."}
    found = subprocess.run([program, *arguments], cwd=folder, capture_output=True, text=True, env=environment)
    assert found.returncode == 0, found.stdout + found.stderr
    return found.stdout


def test_pybtex_reads_every_record_and_field(file: Path) -> None:
    entries = parse_string(file.read_text(encoding="utf-8"), "bibtex").entries
    assert list(entries) == KEYS
    fields = {"title", "year", "month", "howpublished", "abstract", "keywords", "note", "url"}
    assert all(set(entry.fields) == fields for entry in entries.values())
    for key, title in zip(KEYS, TITLES, strict=True):
        printed = entries[key].fields["title"].replace(r"\textbraceleft{}", r"\{").replace(r"\textbraceright{}", r"\}")
        assert (printed.count(r"\{"), printed.count(r"\}")) == (title.count("{"), title.count("}"))


def test_bibtex_reads_every_record_without_a_warning(file: Path) -> None:
    (file.parent / "all.bst").write_text(STYLE, encoding="utf-8")
    (file.parent / "all.aux").write_text("\\citation{*}\n\\bibdata{search}\n\\bibstyle{all}\n", encoding="utf-8")
    said = run("bibtex", "all", folder=file.parent)
    assert "arning" not in said
    listed = (file.parent / "all.bbl").read_text(encoding="utf-8").split()
    assert listed == [f"{key}:2026:http://localhost/entries/x" for key in KEYS]


def test_biber_reads_every_record_without_a_warning(file: Path) -> None:
    said = run("biber", "--tool", "search.bib", folder=file.parent)
    assert not [line for line in said.splitlines() if line.startswith(("WARN", "ERROR"))]
    written = (file.parent / "search_bibertool.bib").read_text(encoding="utf-8")
    assert list(parse_string(written, "bibtex").entries) == KEYS
