"""A change as one comment in Markdown, for whoever reviews it. Nothing in an entry can become markup, a link or a mention."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.contribute.likeness import Alike
from ingest.contribute.preview.difference import CHANGED, GONE, NEW, WITHDRAWN, Difference, EntryChange, FigureChange
from ingest.read.problems import printable
from ingest.verify.verification import Status

# GitHub takes 65,536 characters; figures of one entry and problems beyond so many are counted.
LONGEST, MOST_FIGURES, MOST_PROBLEMS = 60_000, 60, 40
MARKS = re.compile(r"([\\`*_{}\[\]()<>|~&])")
FOUND = {
    Status.FOUND: "found",
    Status.ELSEWHERE: "found, in another place",
    Status.DOUBTFUL: "**doubtful**",
    Status.NOT_FOUND: "**not found**",
    Status.NOT_CHECKED: "no text",
}
WORDS = {NEW: "added", CHANGED: "changed", WITHDRAWN: "withdrawn", GONE: "removed"}


@dataclass(frozen=True)
class Surroundings:
    """What else is told of the entries of a change, by slug."""

    looked: Mapping[str, Mapping[tuple[str | int, ...], Status]] | None = None
    """By slug and place of the figure, what came of looking for it; None where no texts were given."""
    tags: Mapping[str, Sequence[str]] | None = None
    """Tags that the entry gains; None where the tagger did not run."""
    alike: Mapping[str, Sequence[Alike]] = field(default_factory=dict)
    near: Mapping[str, Sequence[tuple[str, float]]] | None = None
    """Slugs near in meaning with their similarity; None where there is no database to look in."""


def plain(text: str) -> str:
    """Give a text that Markdown shows as it is: no markup, no link, no mention, on one line."""
    escaped = MARKS.sub(r"\\\1", printable(" ".join(text.split())))
    broken = re.sub(r"(?i)(https?|ftp):", r"\1:<!-- -->", escaped)
    return re.sub(r"(?i)\bwww\.", "www<!-- -->.", broken).replace("@", "@<!-- -->").replace("#", "#<!-- -->")


def comment(change: Difference, around: Surroundings) -> str:
    """Give the comment."""
    lines = [*_head(change), *_problems(change)]
    for one in change.entries:
        lines += _entry(one, around)
    return _bounded(lines)


def _bounded(lines: Iterable[str]) -> str:
    kept: list[str] = []
    length = 0
    for line in lines:
        length += len(line) + 1
        if length > LONGEST:
            kept += [
                "",
                "The rest is left out, as it is too long for a comment; `kb preview --base …` shows all of it.",
            ]
            break
        kept.append(line)
    return "\n".join(kept)


def _head(change: Difference) -> Iterator[str]:
    yield "## What this changes"
    yield ""
    counts = [
        f"{number} {WORDS[kind]}"
        for kind in (NEW, CHANGED, WITHDRAWN, GONE)
        if (number := sum(one.kind == kind for one in change.entries))
    ]
    yield f"Entries: {', '.join(counts) or 'none'}."
    if change.sources:
        yield f"Sources: {', '.join(f'{plain(name)} ({WORDS[kind]})' for kind, name in change.sources)}."
    if change.vocabularies:
        yield f"Vocabularies: {', '.join(map(plain, change.vocabularies))}."


def _problems(change: Difference) -> Iterator[str]:
    yield ""
    if not change.problems:
        yield "The check finds nothing new."
        return
    wrong = sum(problem.severity == "error" for problem in change.problems)
    yield f"The check finds {wrong} errors and {len(change.problems) - wrong} warnings that were not there before:"
    yield ""
    for problem in change.problems[:MOST_PROBLEMS]:
        where = "/".join(problem.path.split("/")[-2:])
        advice = f"; {problem.advice}" if problem.advice else ""
        yield f"- {problem.severity} {plain(f'{where}:{problem.line}: {problem.message}{advice}')}"
    if len(change.problems) > MOST_PROBLEMS:
        yield f"- and {len(change.problems) - MOST_PROBLEMS} more"


def _entry(one: EntryChange, around: Surroundings) -> Iterator[str]:
    yield ""
    yield f"### {WORDS[one.kind].capitalize()}: {plain(one.title)}"
    yield ""
    fields = f"; fields: {plain(', '.join(one.fields))}" if one.fields else ""
    yield f"{plain(one.slug)}{fields}"
    if one.figures:
        yield from _figures(one, around)
    if one.kind in (NEW, CHANGED):
        yield from _around(one.slug, around)


def _figures(one: EntryChange, around: Surroundings) -> Iterator[str]:
    looked = (around.looked or {}).get(one.slug, {})
    head = ["", "| figure | of what | where it stands |", "|---|---|---|"]
    if around.looked is not None:
        head = ["", "| figure | of what | where it stands | in the text |", "|---|---|---|---|"]
    yield from head
    for change in one.figures[:MOST_FIGURES]:
        row = f"| {_value(change)} | {plain(change.figure.about)} | {plain(change.figure.cite)} |"
        status = looked.get(change.figure.at) if change.kind != GONE else None
        yield row if around.looked is None else f"{row} {FOUND[status] if status else ''} |"
    if len(one.figures) > MOST_FIGURES:
        yield ""
        yield f"and {len(one.figures) - MOST_FIGURES} more figures"


def _value(change: FigureChange) -> str:
    value = plain(change.figure.value)
    if change.kind == CHANGED:
        return f"{value} (before: {plain(change.before)})"
    return f"{value} (removed)" if change.kind == GONE else value


def _around(slug: str, around: Surroundings) -> Iterator[str]:
    told: list[str] = []
    if around.tags is not None:
        told.append(f"Tags gained: {', '.join(map(plain, around.tags.get(slug, ()))) or 'none'}")
    told += [
        f"**May be the same as** {plain(one.title)} ({plain(one.slug)}): {plain('; '.join(one.reasons))}"
        for one in around.alike.get(slug, ())
    ]
    if around.near is not None:
        near = [f"{plain(other)} ({similarity:.2f})" for other, similarity in around.near.get(slug, ())]
        told.append(f"Near in meaning: {', '.join(near) or 'nothing'}")
    if told:
        yield ""
        yield from (f"- {line}" for line in told)
