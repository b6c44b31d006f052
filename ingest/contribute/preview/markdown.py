"""A change as one comment in Markdown, for whoever reviews it. Nothing in an entry can become markup, a link or a mention."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.contribute.likeness import Alike
from ingest.contribute.preview.difference import (
    BROKEN,
    CHANGED,
    GONE,
    NEW,
    WITHDRAWN,
    Difference,
    EntryChange,
    FigureChange,
)
from ingest.contribute.preview.judged import Judged, JudgedSet, moved_first
from ingest.contribute.preview.weblinks import WebLink
from ingest.read.problems import printable
from ingest.verify.verification import Status

# GitHub takes 65,536 characters; figures of one entry and problems beyond so many are counted.
LONGEST, MOST_FIGURES, MOST_PROBLEMS, MOST_MOVED = 60_000, 60, 40, 20
MARKS = re.compile(r"([\\`*_{}\[\]()<>|~&])")
FOUND = {
    Status.FOUND: "found",
    Status.ELSEWHERE: "found, in another place",
    Status.DOUBTFUL: "**doubtful**",
    Status.NOT_FOUND: "**not found**",
    Status.NOT_CHECKED: "no text",
}
WORDS = {NEW: "added", CHANGED: "changed", WITHDRAWN: "withdrawn", GONE: "removed", BROKEN: "unreadable"}
# What a link inside the base breaks.
LINKS = frozenset(
    {"unknown-slug", "unknown-claim", "unknown-source", "slug-gone", "link-to-withdrawn", "successor-withdrawn"}
)


NOT_ASKED = "they were not asked"


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
    judged: Judged = field(default_factory=lambda: Judged(reason=NOT_ASKED))
    links: Sequence[WebLink] = ()
    asked: bool = False
    """Whether the web addresses were asked for."""


def plain(text: str) -> str:
    """Give a text that Markdown shows as it is: no markup, no link, no mention, on one line."""
    escaped = MARKS.sub(r"\\\1", printable(" ".join(text.split())))
    broken = re.sub(r"(?i)(https?|ftp):", r"\1:<!-- -->", escaped)
    return re.sub(r"(?i)\bwww\.", "www<!-- -->.", broken).replace("@", "@<!-- -->").replace("#", "#<!-- -->")


def comment(change: Difference, around: Surroundings) -> str:
    """Give the comment."""
    lines = [*_head(change), *_problems(change), *_links(change, around), *_searches(around.judged)]
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
        for kind in (NEW, CHANGED, WITHDRAWN, GONE, BROKEN)
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
    found = f"{_counted(wrong, 'error')} and {_counted(len(change.problems) - wrong, 'warning')}"
    yield f"The check finds {found} that {'was' if len(change.problems) == 1 else 'were'} not there before:"
    yield ""
    for problem in change.problems[:MOST_PROBLEMS]:
        where = "/".join(problem.path.split("/")[-2:])
        advice = f"; {problem.advice}" if problem.advice else ""
        yield f"- {problem.severity} {plain(f'{where}:{problem.line}: {problem.message}{advice}')}"
    if len(change.problems) > MOST_PROBLEMS:
        yield f"- and {len(change.problems) - MOST_PROBLEMS} more"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _links(change: Difference, around: Surroundings) -> Iterator[str]:
    broken = [one for one in change.problems if one.rule in LINKS]
    yield ""
    yield "### Links"
    yield ""
    yield f"- Inside the base: {f'**{len(broken)} broken**' if broken else 'none is broken'}"
    yield from (f"  - {plain(f'{Path(one.path).stem}: {one.message}')}" for one in broken[:MOST_PROBLEMS])
    if not around.links:
        yield "- Web addresses in what comes or changes: none"
        return
    wrong = [one for one in around.links if one.fault]
    fine = "all well formed" if not wrong else f"**{len(wrong)} wrong**"
    answer = "asked whether they answer" if around.asked else "not asked whether they answer; `--links` asks"
    yield f"- Web addresses in what comes or changes: {len(around.links)}, {fine} ({answer})"
    yield from (f"  - {plain(f'{one.name}: {one.address} {one.fault}')}" for one in wrong[:MOST_PROBLEMS])


def _searches(judged: Judged) -> Iterator[str]:
    yield ""
    yield "### Judged queries"
    yield ""
    if judged.reason:
        yield f"What moves in search is not told: {plain(judged.reason)}."
        return
    yield "| judged queries | with an answer | nDCG@10 before | after | lists of ten that change |"
    yield "|---|---|---|---|---|"
    yield from map(_judged_row, judged.sets)
    moved = list(moved_first(judged.sets))
    if moved:
        yield ""
    for name, one in moved[:MOST_MOVED]:
        told = [
            f"{word} {', '.join(map(plain, slugs))}" for word, slugs in (("in:", one.came), ("out:", one.went)) if slugs
        ]
        yield f"- {plain(one.text)} ({plain(name)}, {one.before:.3f} to {one.after:.3f}): {'; '.join(told) or 'another order'}"
    if len(moved) > MOST_MOVED:
        yield f"- and {len(moved) - MOST_MOVED} more"


def _judged_row(one: JudgedSet) -> str:
    difference = f"{one.after:.3f} ({one.after - one.before:+.3f})"
    return f"| {plain(one.name)} | {one.queries} | {one.before:.3f} | {difference} | {len(one.moved)} |"


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
