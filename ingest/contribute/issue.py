"""Turns the answers of an issue form into a draft of an entry: what has a field goes there, nothing is lost or added."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ingest.contribute.layout import canonical
from ingest.contribute.mending import mended
from ingest.read.load import Base
from kb.errors import KbError
from kb.numbers.written import plain_date

EMPTY = frozenset({"_no response_", "", "none", "n/a"})
HEAD = "# yaml-language-server: $schema=../../kb/model/schema/entry.schema.json"
# What a form asks, in small letters without signs, and the field that the answer goes to.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "kind": ("kind",),
    "kind of entry": ("kind",),
    "title": ("title",),
    "summary": ("summary",),
    "what is it": ("summary",),
    "care models": ("care_models",),
    "settings": ("settings",),
    "population groups": ("population_groups",),
    "for whom": ("population_groups",),
    "organisational forms": ("organisational_forms",),
    "contract types": ("contract", "types"),
    "state": ("status", "state"),
    "how far had it come": ("status", "state"),
    "date": ("status", "as_of"),
    "as of": ("status", "as_of"),
    "place": ("place", "name"),
    "region": ("place", "region"),
    "country": ("place", "country"),
    "questions": ("questions",),
}
# Fields that hold several values, one a line or parted by commas.
LISTS = frozenset({"care_models", "settings", "population_groups", "organisational_forms", "types"})


@dataclass(frozen=True)
class Draft:
    """A proposed entry: its kind, and the text of its file."""

    kind: str
    title: str
    text: str


def answers(issue: str) -> dict[str, str]:
    """Give the answers of an issue by what was asked: headings of the third order, and what stands below each."""
    pieces = re.split(r"^###[ \t]+(.+?)[ \t]*$", issue.replace("\r\n", "\n"), flags=re.MULTILINE)
    pairs = zip(pieces[1::2], pieces[2::2], strict=True)
    found = {asked.strip(): re.sub(r"<!--.*?-->", "", answer, flags=re.DOTALL).strip() for asked, answer in pairs}
    return {asked: answer for asked, answer in found.items() if answer.casefold() not in EMPTY}


def draft_from_issue(issue: str, base: Base) -> Draft:
    """Give the draft that an issue's answers make. Raises KbError where it has none, or names no kind and title."""
    given = answers(issue)
    data: dict[str, Any] = {}
    rest: dict[str, str] = {}
    for asked, answer in given.items():
        path = FIELDS.get(_plain(asked))
        if path is None:
            rest[asked] = answer
        else:
            _put(data, path, answer)
    if not given:
        raise KbError("this is no answer of an issue form: no line begins with ###")
    if "kind" not in data or "title" not in data:
        raise KbError(
            "the issue does not say kind and title; add them as ### Kind and ### Title, each with its answer below"
        )
    kind = _kind(str(data["kind"]), base)
    text = f"{HEAD}\n" + "".join(f"{name}: {_json(value)}\n" for name, value in {**data, "kind": kind}.items())
    comments = "".join(
        f"# {asked}: {line}\n" for asked, answer in rest.items() for line in answer.splitlines() if line.strip()
    )
    return Draft(kind, str(data["title"]), canonical(mended(text + comments, base, "the issue").text))


def _plain(asked: str) -> str:
    return " ".join(re.findall(r"[a-z]+", asked.casefold().removesuffix("(optional)")))


def _put(data: dict[str, Any], path: tuple[str, ...], answer: str) -> None:
    for name in path[:-1]:
        data = data.setdefault(name, {})
    name, lines = path[-1], [line.strip(" -*\t") for line in answer.splitlines() if line.strip(" -*\t")]
    if name in LISTS:
        data[name] = [part for line in lines for part in _chosen(line)]
    elif name == "questions":
        data[name] = lines
    else:
        data[name] = plain_date(answer) or answer if name == "as_of" else " ".join(answer.split())


def _chosen(line: str) -> list[str]:
    """Give what a line names: the label of a ticked box, nothing of an empty one, else words between commas."""
    box = re.match(r"\[([ xX])\] *(.*)", line)
    if box:
        return [box[2]] if box[1] != " " else []
    return [part.strip() for part in line.split(",") if part.strip()]


def _kind(answer: str, base: Base) -> str:
    """Give the kind that an answer names by its id or its label."""
    terms = base.vocabularies.terms("kinds")
    for kind in base.about.kinds:
        label = terms[kind].label if kind in terms else kind
        if answer.casefold() in {kind.casefold(), label.casefold()}:
            return kind
    raise KbError(f"{answer!r} is no kind of entry here; use one of: {', '.join(base.about.kinds)}")


def _json(value: object) -> str:
    """JSON is YAML too, and needs no care about signs."""
    return json.dumps(value, ensure_ascii=False)
