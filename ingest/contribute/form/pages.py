"""Writes the form, and the page that hands over what has been filled in."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ingest.contribute.form.choices import Choices
from ingest.contribute.form.examining import Examined, Said
from ingest.contribute.form.fields import Field, Shape
from ingest.contribute.form.filled import NONE_OF_THEM, NoneOfThem, joined, pairs
from ingest.contribute.form.handing import Handing
from ingest.contribute.form.sections import FOLDED, SECTIONS
from ingest.contribute.form.submission import ENTRY, NEW, REPORT, SOURCE, Submission, as_pairs
from ingest.contribute.form.words import DATE_HELP, one_of
from ingest.contribute.likeness import Alike

TEMPLATES = Path(__file__).parent / "templates"
# Of a part that is closed so many of its values are shown.
SHOWN, LONGEST = 4, 110
# So many parts open by themselves because something in them is wrong.
MOST_OPENED = 30


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
            "pairs": pairs,
            "in_short": self._in_short,
            "capital": lambda text: f"{text[:1].upper()}{text[1:]}",
            "DATE_HELP": DATE_HELP,
            "NEW": NEW,
            "NONE_OF_THEM": NONE_OF_THEM,
            "is_none_of_them": lambda value: isinstance(value, NoneOfThem),
        }

    def start(self, problem: str = "", draft: str = "") -> str:
        """Give the page from which everything begins; with a draft that could not be read, and why."""
        return self._templates.get_template("_start.html").render(problem=problem, draft=draft)

    def form(
        self, filled: Submission, examined: Examined | None = None, alike: Sequence[Alike] = (), goes_to: str = ""
    ) -> str:
        """Give the form as far as it is filled in; with messages where it has been examined."""
        said = self._said(examined)
        return self._templates.get_template("_form.html").render(
            page=f"{self._root}/contribute/{'source' if filled.is_source else 'entry'}",
            filled=filled,
            examined=examined,
            said=said,
            alike=alike,
            goes_to=goes_to,
            opened=frozenset(sorted(filled.opened)[:MOST_OPENED]) | _with_messages(said),
            entry=ENTRY,
            source=SOURCE,
            report=REPORT,
            sections=SECTIONS,
            folded=FOLDED,
        )

    def done(self, filled: Submission, examined: Examined, alike: Sequence[Alike], handing: Handing) -> str:
        """Give the page that hands over the files."""
        return self._templates.get_template("_done.html").render(
            filled=filled, examined=examined, alike=alike, handing=handing, kept=as_pairs(filled)
        )

    @staticmethod
    def _said(examined: Examined | None) -> Mapping[str, list[Said]]:
        found: dict[str, list[Said]] = {}
        if examined is not None:
            for one in (*examined.said, *(examined.looked.missing if examined.looked else ())):
                found.setdefault(one.at, []).append(one)
        return found

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


def _with_messages(said: Mapping[str, list[Said]]) -> frozenset[str]:
    """Give the names of the parts that hold a field with a message, as many as one looks at in one go."""
    found: dict[str, None] = {}
    for name in said:
        steps = name.split(".")
        found |= {".".join(steps[: place + 1]): None for place, step in enumerate(steps) if step.isdecimal()}
    return frozenset(list(found)[:MOST_OPENED])
