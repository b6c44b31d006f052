"""The parts of a text that citations name: slides by number, paragraphs by number, and headings."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.verify.lines import Line, Span, lines
from ingest.verify.numbered_parts import numbered_parts
from kb.numbers.legible import legible

_CHAPTER = re.compile(r"Chapter (\d+)\b")
_CHAPTER_HEAD = re.compile(r"Chapter (\d+)(?: ?[–:.-].{,100})?")
_QUOTED = re.compile(r"'([^']{4,}?)'(?!\w)")
_NUMBERS = re.compile(
    r"(?<!before )\b(?:slides?|pages?|paragraphs?) (\d+(?:(?:,| and| to|–|-) ?(?:slides?|paragraphs?)? ?\d+)*)",
    re.IGNORECASE,
)
# An extract is all that was read; a heading of it may follow.
_EXTRACT = re.compile(r"extract(?:, (.+))?")
_FRONT = re.compile(r"\b(?:title|cover|heading of the copy)\b", re.IGNORECASE)
EXTRACT = "extract"
# A heading that stands this often in a text of chapters is the running head of its pages and divides nothing.
RUNNING_HEAD = 3


def plain(text: str) -> str:
    """Give a text without what extraction and typing change: quotes, dashes, ligatures, case, runs of spaces, markup."""
    return re.sub(r"\s+", " ", legible(text).text.replace("*", "")).strip().casefold()


@dataclass(frozen=True)
class Parts:
    """Where the numbered and the named parts of a text stand, and the numbers that only name them."""

    numbered: dict[int, Span]
    chapters: dict[int, Span]
    named: dict[str, tuple[Span, ...]]
    marks: frozenset[int]
    asked: bool = True
    """Whether a citation names a part; an extract is cited whole."""

    @property
    def none(self) -> bool:
        """Whether the text shows no part of those that are cited, so that it can only be searched whole."""
        return self.asked and not (self.numbered or self.chapters or self.named)

    def spans(self, at: str) -> tuple[Span, ...]:
        """Give where the cited parts stand, one after each semicolon; nothing where the text does not let it tell."""
        return tuple(span for part in at.split("; ") for span in (*self._front(part), *self._told(part)))

    def lacks(self, at: str) -> str:
        """Give the first numbered part of a cited place that lies beyond the last which the text shows; else nothing."""
        for name, numbers, there in (
            ("chapter", [int(number) for number in _CHAPTER.findall(at)], self.chapters),
            ("part", _cited_numbers(at), self.numbered),
        ):
            beyond = next((number for number in numbers if there and number > max(there)), None)
            if beyond is not None:
                return f"{name} {beyond}"
        return ""

    def _front(self, at: str) -> tuple[Span, ...]:
        """What stands before the first part; if nothing does, the first part is the title."""
        spans = [*self.numbered.values(), *(span for found in self.named.values() for span in found)]
        if not spans or not _FRONT.search(at):
            return ()
        first = min(spans)
        return ((0, first[0] or first[1]),)

    def _told(self, at: str) -> tuple[Span, ...]:
        heads = [span for name in names(at) for span in self.named.get(plain(name), ())]
        chapters = [self.chapters[int(n)] for n in _CHAPTER.findall(at) if int(n) in self.chapters]
        if heads and chapters:
            inside = [span for span in heads if any(low <= span[0] < high for low, high in chapters)]
            return tuple(inside or heads)
        return tuple(heads or chapters or [self.numbered[n] for n in _cited_numbers(at) if n in self.numbered])


def names(at: str) -> list[str]:
    """Give the headings that a citation names: quoted, after the chapter's dash, or the whole of it."""
    quoted = _QUOTED.findall(at)
    if quoted:
        return quoted
    if extract := _EXTRACT.fullmatch(at):
        return [extract[1]] if extract[1] else []
    chapter = re.match(r"Chapter \d+ ?[–-] ?(.+)", at)
    return [chapter[1]] if chapter else [at]


def parts(text: str, kind: str, cited: Iterable[str]) -> Parts:
    """Divide a text into its parts; `cited` are the places that citations name, whose headings divide it too."""
    rows, cited = lines(text), set(cited)
    chapters = _chapters(rows, len(text)) if kind == "chapter" else {}
    heads = _heads(rows, {name for at in cited for part in at.split("; ") for name in names(part)}, kind)
    borders = sorted({row.start for found in heads.values() for row in found} | {span[0] for span in chapters.values()})
    named = {name: tuple(_until_next(row, borders, len(text)) for row in found) for name, found in heads.items()}
    numbered, marks = numbered_parts(rows, kind)
    return Parts(numbered, chapters, named, marks, any(at != EXTRACT for at in cited))


def _until_next(row: Line, borders: list[int], end: int) -> Span:
    following = bisect_right(borders, row.start)
    return row.start, borders[following] if following < len(borders) else end


def _heads(rows: list[Line], cited: set[str], kind: str) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    plained = [(plain(row.text), row) for row in rows]
    for name in cited:
        head = plain(name)
        same = [row for text, row in plained if text == head]
        begin = [
            row for text, row in plained if text.startswith(head) and not text[len(head) : len(head) + 1].isalnum()
        ]
        inside = re.compile(rf"(?<!\w){re.escape(head)}(?!\w)")
        # A word such as "results" stands anywhere in an extract; there it is a heading only at a line's beginning.
        best = same or begin or [row for text, row in plained if kind != EXTRACT and inside.search(text)][:1]
        if best and not (kind == "chapter" and len(same) >= RUNNING_HEAD):
            found[head] = best
    return found


def _chapters(rows: list[Line], end: int) -> dict[int, Span]:
    starts = [(int(match[1]), row.start) for row in rows if (match := _CHAPTER_HEAD.fullmatch(row.text))]
    ends = [*(start for _, start in starts), end][1:]
    return {number: (start, stop) for (number, start), stop in zip(starts, ends, strict=True)}


def _cited_numbers(at: str) -> list[int]:
    found: list[int] = []
    for match in _NUMBERS.finditer(at):
        numbers = [int(number) for number in re.findall(r"\d+", match[1])]
        through = len(numbers) == 2 and re.search(r"to|–|-", match[1])
        found += range(numbers[0], numbers[1] + 1) if through else numbers
    if before := re.search(r"before (?:slide|page|paragraph) (\d+)", at, re.IGNORECASE):
        found.append(int(before[1]) - 1)
    return found
