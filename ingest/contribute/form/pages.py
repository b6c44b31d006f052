"""Writes the form, and the page that hands over what has been filled in."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ingest.contribute.form.choices import Choices
from ingest.contribute.form.examining import Examined, Said
from ingest.contribute.form.fields import Field, Shape
from ingest.contribute.form.filled import NONE_OF_THEM, NoneOfThem, as_one, folded, joined
from ingest.contribute.form.handing import Handing
from ingest.contribute.form.sections import FOLDED, REPORT_SECTION, SECTIONS, section_of
from ingest.contribute.form.submission import ENTRY, NEW, REPORT, SECTION, SOURCE, Submission, as_pairs
from ingest.contribute.form.words import DATE_HELP, one_of
from ingest.contribute.likeness import Alike

TEMPLATES = Path(__file__).parent / "templates"
# Of a part that is closed so many of its values are shown.
SHOWN, LONGEST = 4, 110
# Of the parts of a list so many are shown, around the one that is open.
MOST_SHOWN = 40
# Places in reports are always open.
CITE = "cite"


class Pages:
    """The form's pages for one base, below one address."""

    def __init__(self, choices: Choices, root: str) -> None:
        self._choices, self._root = choices, root
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals |= {
            "root": root,
            "choices": choices,
            "Shape": Shape,
            "one_of": one_of,
            "joined": joined,
            "as_one_value": folded,
            "in_short": self._in_short,
            "shown_of": _shown,
            "article": lambda noun: "an" if noun[:1] in "aeiou" else "a",
            "capital": lambda text: f"{text[:1].upper()}{text[1:]}",
            "DATE_HELP": DATE_HELP,
            "NEW": NEW,
            "NONE_OF_THEM": NONE_OF_THEM,
            "is_none_of_them": lambda value: isinstance(value, NoneOfThem),
        }

    def start(self, problem: str = "", draft: str = "") -> str:
        """Give the page from which everything begins; with a draft that could not be read, and why."""
        return self._templates.get_template("_start.html").render(problem=problem, draft=draft)

    def lists(self) -> str:
        """Give what a script needs beside the page: what can be filled in for reports and entries, and what terms mean."""
        reports = [(one.label, "") for one in self._choices.sources]
        entries = [(one.value, one.label) for one in self._choices.entries]
        lists = {"reports": reports, "entries": entries, "words": self._choices.meanings}
        return orjson.dumps(lists).decode()

    def form(
        self, filled: Submission, examined: Examined | None = None, alike: Sequence[Alike] = (), goes_to: str = ""
    ) -> str:
        """Give the form as far as it is filled in; with messages where it has been examined."""
        said = self._said(examined)
        section = _section(filled, examined, goes_to)
        opened = _opened(filled, examined, goes_to, section)
        return self._templates.get_template("_form.html").render(
            page=f"{self._root}/contribute/{'source' if filled.is_source else 'entry'}",
            filled=filled,
            place=lambda at: _place(at, opened, section),
            section=section,
            kept_of=lambda fields_: folded(replace(ENTRY, inside=fields_), filled.entry, filled.main_source),
            told=self._told,
            wrong=_wrong(examined),
            choosing=goes_to == "main" or not (filled.main or opened),
            examined=examined,
            said=said,
            alike=alike,
            goes_to=goes_to,
            opened=opened,
            entry=ENTRY,
            source=SOURCE,
            report=REPORT,
            sections=SECTIONS,
            folded=FOLDED,
        )

    def done(self, filled: Submission, examined: Examined, alike: Sequence[Alike], handing: Handing) -> str:
        """Give the page that hands over the files."""
        return self._templates.get_template("_done.html").render(
            filled=filled, examined=examined, alike=alike, handing=handing, kept=as_one(as_pairs(filled))
        )

    @staticmethod
    def _said(examined: Examined | None) -> Mapping[str, list[Said]]:
        found: dict[str, list[Said]] = {}
        if examined is not None:
            for one in (*examined.said, *(examined.looked.missing if examined.looked else ())):
                found.setdefault(one.at, []).append(one)
        return found

    def _told(self, fields: Sequence[Field], data: Mapping[str, Any]) -> str:
        """Give in words what a section holds: how many parts of a kind, and what stands in its other fields."""
        words: list[str] = []
        for one in fields:
            value = data.get(one.name)
            if one.has_parts and value:
                words.append(f"{len(value)} × {one_of(one.name)}")
            elif isinstance(value, list):
                words += [self._choices.label(one.vocabulary, item) for item in value]
            elif isinstance(value, dict):
                words.append(self._told(one.inside, value))
            elif value not in (None, ""):
                words.append(self._choices.label(one.vocabulary, value))
        told = "; ".join(word for word in words if word)
        return f"{told[:LONGEST]}…" if len(told) > LONGEST else told

    def _in_short(self, field: Field, data: Mapping[str, Any]) -> str:
        """Give the first values of a part in words."""
        words: list[str] = []
        for one in field.inside:
            value = data.get(one.name)
            if value in (None, "", [], {}) or one.seldom or one.has_parts or isinstance(value, dict | list):
                continue
            words.append(self._choices.label(one.vocabulary, value) if one.vocabulary else str(value))
        told = ", ".join(words[:SHOWN])
        return f"{told[:LONGEST]}…" if len(told) > LONGEST else told


def _opened(filled: Submission, examined: Examined | None, goes_to: str, section: str) -> frozenset[str]:
    """Give the names of the parts that stand open: one of those in the open section, or a page would grow without an end.

    It is the one that was asked for last, else the first with an error or a note, else the one that was open before; what
    is told of lies open in it too.
    """
    said = sorted(examined.said, key=lambda one: not one.is_error) if examined else []
    looked = examined.looked.missing if examined and examined.looked else ()
    named = [goes_to, *(one.at for one in (*said, *looked)), *filled.opened]
    if goes_to == "main":
        return frozenset()
    named = [name for name in named if section in ("", section_of(name))]
    first = next((parts[0] for name in named if (parts := _parts(name))), "")
    inside = [part for name in named for part in _parts(name) if part == first or part.startswith(f"{first}.")]
    return frozenset(inside if first else ())


def _parts(name: str) -> list[str]:
    """Give the names of the parts that a field lies in, the outermost first."""
    steps = name.split(".")
    found = [".".join(steps[: place + 1]) for place, step in enumerate(steps) if step.isdecimal()]
    return [part for part in found if not part.rpartition(".")[0].endswith(CITE)]


def _shown(name: str, number: int, opened: Container[str]) -> range:
    """Give the numbers of the parts of a list that are shown."""
    at = next((index for index in range(number) if f"{name}.{index}" in opened), 0)
    first = max(0, min(at - MOST_SHOWN // 2, number - MOST_SHOWN))
    return range(first, min(number, first + MOST_SHOWN))


def _section(filled: Submission, examined: Examined | None, goes_to: str) -> str:
    """Give the id of the one section that stands open; empty where all do, as long as nothing has parts.

    It is the one that was asked for last, else the first with an error, else the one that was open before.
    """
    has_parts = any(isinstance(filled.entry.get(one.name), list) for one in ENTRY.inside if one.has_parts)
    if filled.is_source or not (filled.changes or has_parts):
        return ""
    if goes_to.startswith(SECTION):
        return _known(goes_to.removeprefix(SECTION))
    if goes_to or not (examined and examined.errors):
        return section_of(goes_to) if goes_to else _known(filled.section)
    return section_of(examined.errors[0].at)


def _known(section: str) -> str:
    return section if section in (REPORT_SECTION, *(one.id for one in SECTIONS)) else SECTIONS[0].id


def _place(name: str, opened: Container[str], section: str) -> str:
    """Give where in the page a field is to be found: in itself, or in the section or part that is closed around it."""
    if section and section_of(name) != section:
        return f"{SECTION}{section_of(name)}"
    return next((part for part in _parts(name) if part not in opened), name)


def _wrong(examined: Examined | None) -> Mapping[str, int]:
    """Count the errors in each part and each section."""
    errors = examined.errors if examined else ()
    return Counter(part for one in errors for part in (*_parts(one.at), f"{SECTION}{section_of(one.at)}"))
