"""Checks what has been filled in with the rules of `kb check`, and puts each message beside its field."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from ingest.contribute.form.fields import Field
from ingest.contribute.form.filled import Data
from ingest.contribute.form.places import Kept, Location, absent, keep, label_at, name_of
from ingest.contribute.form.sections import SECTIONS
from ingest.contribute.form.submission import ENTRY, REPORT, SOURCE, Submission
from ingest.contribute.form.words import ADVICE, MESSAGES
from ingest.contribute.form.written import written
from ingest.read.check import check_entry, check_source
from ingest.read.load import Base, shape
from ingest.read.problems import Problem
from ingest.read.yaml_reader import Document, read_text
from ingest.verify.claims import Kind
from ingest.verify.texts import SourceText
from ingest.verify.verification import Checked, Status, claims_checked
from kb.model.base import SOURCES
from kb.model.entry import Entry
from kb.model.source import Source
from kb.rules.naming import called

MISSING, NOT_FOUND = "missing", "not-found"
# Numbers of a pasted text that are read.
MOST_NUMBERS = 5_000


@dataclass(frozen=True)
class Said:
    """A message beside a field: the field's name in the form, what people call it, what is wrong, what to do."""

    at: str
    label: str
    message: str
    advice: str = ""
    severity: str = "error"
    rule: str = ""

    @property
    def is_error(self) -> bool:
        """Tell whether it keeps the entry from being published."""
        return self.severity == "error"


@dataclass(frozen=True)
class Looked:
    """What came of looking for the entry's figures in the text that was pasted."""

    found: int
    missing: tuple[Said, ...]
    in_part: bool = False
    """Whether the text was too long to be looked through whole."""


@dataclass(frozen=True)
class Examined:
    """All that was found: messages, the base as it would be with the entry as far as it can be read, and its figures."""

    said: tuple[Said, ...]
    base: Base
    readable: bool
    """Whether the base holds the entry whole, without parts left out."""
    looked: Looked | None = None

    @property
    def errors(self) -> tuple[Said, ...]:
        """Give what keeps the entry from being published."""
        return tuple(one for one in self.said if one.is_error)


def examined(filled: Submission, base: Base) -> Examined:
    """Check a submission against the base."""
    said: list[Said] = []
    if filled.source is not None:
        base, more = _with_source(filled, base)
        said += more
    if filled.is_source:
        return Examined(_ordered(said), base, not said)
    found = _entry_examined(filled, base)
    told = {filled.source_id} - set(base.sources)
    # What is wrong with the report itself is said above, once.
    kept = (one for one in found.said if not (one.rule == "unknown-source" and told and filled.source is not None))
    return replace(found, said=(*_ordered(said), *_ordered(kept)))


def _ordered(said: Iterable[Said]) -> tuple[Said, ...]:
    """Give each message once, in the order of the form."""
    order = [*(f"{REPORT}.{one.name}" for one in SOURCE.inside), *(name for one in SECTIONS for name in one.fields)]
    seen = {(one.at, one.message): one for one in said}
    return tuple(sorted(seen.values(), key=lambda one: _place(one.at, order)))


def _place(name: str, order: list[str]) -> tuple[int, list[int]]:
    steps = name.split(".")
    first = ".".join(steps[:2]) if steps[0] == REPORT else steps[0]
    return (order.index(first) if first in order else -1), [int(step) for step in steps if step.isdecimal()]


def _entry_examined(filled: Submission, base: Base) -> Examined:
    said: list[Said] = []
    lacking = [_lacking(ENTRY, name) for name in absent(ENTRY, filled.entry)]
    kept = keep(ENTRY, filled.entry, lambda _name, part: bool(part))
    document = _document(filled, kept.data, base)
    entry, problems = shape(document, Entry, base.vocabularies)
    wrong = [_said(ENTRY, kept, document, problem) for problem in problems if problem.rule != MISSING]
    said = [*said, *lacking, *wrong]
    if entry is None:
        return _in_part(filled, base, said)
    grown = _with_entry(filled.slug, entry, document, base)
    said += [_said(ENTRY, kept, document, problem) for problem in check_entry(grown, filled.slug)]
    return Examined(tuple(said), grown, True, _looked(filled, grown, kept))


def _in_part(filled: Submission, base: Base, said: list[Said]) -> Examined:
    """Check the parts that are whole while others are still to be filled in: everything is said at once."""
    wrong = {one.at for one in said}
    kept = keep(ENTRY, filled.entry, lambda name, part: bool(part) and not _names_below(wrong, name))
    open_ = {name.partition(".")[0] for name in wrong} & set(STAND_INS)
    dropped = {one.name for one in ENTRY.inside if one.name not in STAND_INS and _names_below(wrong, one.name)} - {
        one.name for one in ENTRY.inside if one.has_parts or one.name == "contract"
    }
    stand_ins = {name: make(base) for name, make in STAND_INS.items() if name in open_}
    data = {name: value for name, value in kept.data.items() if name not in dropped} | stand_ins
    document = _document(filled, data, base)
    entry, _ = shape(document, Entry, base.vocabularies)
    if entry is None:
        return Examined(tuple(said), base, False)
    grown = _with_entry(filled.slug, entry, document, base)
    found = [_said(ENTRY, kept, document, problem) for problem in check_entry(grown, filled.slug)]
    untrue = {*open_, *dropped, *({"kind"} if "vanguard" in dropped else ())}
    said += [one for one in found if one.at.partition(".")[0] not in untrue]
    return Examined(tuple(said), grown, False, _looked(filled, grown, kept))


# What stands for a field that is still empty, so that the rules can look at all others.
STAND_INS: Mapping[str, Callable[[Base], Any]] = {
    "kind": lambda base: base.vocabularies.own_id("kinds", next(iter(base.about.kinds))),
    "title": lambda _base: "Still without a title",
    "summary": lambda _base: "Still without a summary.",
    "status": lambda base: {"state": base.vocabularies.own_id("status", "not-stated"), "as_of": "1900"},
    "questions": lambda _base: ["What is asked first?", "What is asked next?", "What is asked last?"],
    "review": lambda _base: {"last_checked": "1900", "by": "nobody yet"},
}


def _names_below(names: set[str], part: str) -> bool:
    return any(name == part or name.startswith(f"{part}.") for name in names)


def _with_entry(slug: str, entry: Entry, document: Document, base: Base) -> Base:
    entries, documents = {**base.entries, slug: entry}, {**base.documents, slug: document}
    return replace(base, entries=entries, documents=documents, slugs=base.slugs | {slug})


def _document(filled: Submission, data: Data, base: Base) -> Document:
    return read_text(written(data, Entry), filled.path(base))


def _with_source(filled: Submission, base: Base) -> tuple[Base, list[Said]]:
    """Add the source that is described to the base, where it can be read, and say what is wrong with it."""
    data, name = filled.source or {}, f"{SOURCES}/{filled.source_id}"
    lacking = [_lacking(SOURCE, one, REPORT) for one in absent(SOURCE, data)]
    kept = keep(SOURCE, data, lambda _name, part: bool(part))
    document = read_text(written(kept.data, Source), f"{name}.yml")
    source, problems = shape(document, Source, base.vocabularies)
    said = [*lacking, *(_said(SOURCE, kept, document, one, REPORT) for one in problems if one.rule != MISSING)]
    if source is None:
        return base, said
    sources = {**base.sources, filled.source_id: source}
    grown = replace(base, sources=sources, documents={**base.documents, name: document})
    said += [_said(SOURCE, kept, document, one, REPORT) for one in check_source(grown, filled.source_id)]
    return grown, said


def _lacking(holder: Field, name: str, prefix: str = "") -> Said:
    part = name.rpartition(".")[2].isdecimal()
    words = "this is empty: fill it in, or take it out" if part else "fill this in"
    return Said(_prefixed(prefix, name), label_at(holder, name), words, rule=MISSING)


def _prefixed(prefix: str, name: str) -> str:
    return f"{prefix}.{name}" if prefix else name


def _said(holder: Field, kept: Kept, document: Document, problem: Problem, prefix: str = "") -> Said:
    place = (problem.line, problem.column)
    at: Location = max((at for at, found in document.places.items() if found == place), key=len, default=())
    name = name_of(holder, kept, at)
    # It stands beside its field, whose number in the form may be another than in the file.
    message = MESSAGES.get(problem.rule, problem.message).removeprefix(f"{called(at)} ")
    advice = ADVICE.get(problem.rule, problem.advice)
    return Said(_prefixed(prefix, name), label_at(holder, name), message, advice, problem.severity, problem.rule)


def _looked(filled: Submission, base: Base, kept: Kept) -> Looked | None:
    """Look for the figures of the entry in the text that was pasted, as `kb verify` does."""
    source = filled.main_source
    if not filled.text.strip() or source not in base.sources:
        return None
    alone = replace(base, entries={filled.slug: base.entries[filled.slug]})
    text = _beginning(filled.text)
    checked = claims_checked(alone, SourceText(source, Path("pasted"), text))
    cited = [one for one in checked if one.claim.kind in (Kind.NUMBER, Kind.DATE)]
    missing = [one for one in cited if one.status in (Status.NOT_FOUND, Status.DOUBTFUL)]
    return Looked(len(cited) - len(missing), tuple(_not_found(kept, missing)), len(text) < len(filled.text))


def _beginning(text: str) -> str:
    """Give as much of a text as can be looked through in a moment: that of a book holds fewer numbers."""
    ends = (match.end() for match in re.finditer(r"\d+", text))
    return text[: next(islice(ends, MOST_NUMBERS, None), len(text))]


def _not_found(kept: Kept, missing: list[Checked]) -> Iterator[Said]:
    for one in missing:
        at = tuple(int(step) if step.isdecimal() else step for step in re.findall(r"\w+", one.claim.name))
        name = name_of(ENTRY, kept, at)
        doubtful = one.status == Status.DOUBTFUL
        where = (
            "may mean something else in the text that you pasted" if doubtful else "is not in the text that you pasted"
        )
        message = f"“{one.claim.text}” {where}"
        advice = "correct it as printed, or say in the note how the report prints it"
        yield Said(name, label_at(ENTRY, name), message, advice, "warning", NOT_FOUND)


def as_json(examined_: Examined) -> list[Mapping[str, Any]]:
    """Give the messages for a script."""
    said = [*examined_.said, *(examined_.looked.missing if examined_.looked else ())]
    return [
        {"at": one.at, "message": one.message, "advice": one.advice, "severity": one.severity, "rule": one.rule}
        for one in said
    ]
