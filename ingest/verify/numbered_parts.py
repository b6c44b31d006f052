"""Slides, pages and paragraphs that a text numbers, and the numbers that only name them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ingest.verify.lines import Line, Span

# Fewer numbers in a row than this may stand where they do by chance.
SHORTEST = 2
LABEL_LENGTH = 100


class Style(StrEnum):
    """Where the number of a slide stands: at both ends of the one line that it became, at its end or its beginning."""

    BOTH = "both"
    END = "end"
    BEGIN = "begin"


@dataclass(frozen=True)
class Mark:
    """A line that numbers a part."""

    number: int
    row: Line


def numbered_parts(rows: list[Line], kind: str) -> tuple[dict[int, Span], frozenset[int]]:
    """Give where each numbered part stands, and where the numbers do."""
    if kind not in {"slide", "page", "paragraph"} or not rows:
        return {}, frozenset()
    labels = [mark for row in rows if (mark := _label(row, kind))]
    if labels:
        return _from_each(labels, rows[-1].end), frozenset(_digits(mark) for mark in labels)
    if kind == "paragraph":
        marks = list(_paragraphs(rows))
        return _from_each(marks, rows[-1].end), frozenset(mark.row.start for mark in marks)
    return _slides(rows)


def _label(row: Line, kind: str) -> Mark | None:
    """A line such as "Slide 3" or "Page 12: Results"."""
    match = re.match(rf"{kind} (\d+)\b", row.text, re.IGNORECASE)
    return Mark(int(match[1]), row) if match and len(row.text) <= LABEL_LENGTH else None


def _digits(label: Mark) -> int:
    return label.row.start + label.row.text.index(str(label.number))


def _from_each(marks: list[Mark], end: int) -> dict[int, Span]:
    """Each part begins with its number and reaches to the next."""
    ends = [*(mark.row.start for mark in marks), end][1:]
    return {mark.number: (mark.row.start, stop) for mark, stop in zip(marks, ends, strict=True)}


def _slides(rows: list[Line]) -> tuple[dict[int, Span], frozenset[int]]:
    for style in Style:
        marks = list(_marks(rows, style))
        if len(marks) >= SHORTEST:
            spans = _from_each(marks, rows[-1].end) if style == Style.BEGIN else _to_each(marks, rows[0].start, style)
            return spans, frozenset(place for mark in marks for place in _places(mark))
    return {}, frozenset()


def _marks(rows: list[Line], style: Style) -> Iterator[Mark]:
    """Give the lines that number the slides, in order. One slide between two others may have lost a number."""
    last, since = 0, 0
    for index, row in enumerate(rows):
        number = next((n for n in (last + 1, last + 2) if _is_slide(row, n, style)), None)
        if number is None:
            continue
        if number == last + 2:
            yield from _half_numbered(rows[since:index], last + 1)
        yield Mark(number, row)
        last, since = number, index + 1


def _half_numbered(rows: list[Line], number: int) -> list[Mark]:
    """A slide that was cut off at its end has only the number at its beginning."""
    return [Mark(number, row) for row in rows if row.text.startswith(f"{number} ")][:1]


def _paragraphs(rows: list[Line]) -> Iterator[Mark]:
    number = 1
    for row in rows:
        if row.text.startswith(f"{number}. "):
            yield Mark(number, row)
            number += 1


def _to_each(marks: list[Mark], begin: int, style: Style) -> dict[int, Span]:
    """Each part ends with its number; a title that stands alone before it is part of it."""
    spans: dict[int, Span] = {}
    for mark in marks:
        if mark.number - 1 not in spans and mark.number > 1:
            spans[mark.number - 1] = (begin, mark.row.start)
        spans[mark.number] = (mark.row.start if style == Style.BOTH else begin, mark.row.end)
        begin = mark.row.end
    return spans


def _is_slide(row: Line, number: int, style: Style) -> bool:
    begins, ends = row.text.startswith(f"{number} "), row.text.endswith(f" {number}")
    if style == Style.BOTH:
        return begins and (ends or number == 1)
    return ends if style == Style.END else begins


def _places(mark: Mark) -> Iterator[int]:
    if mark.row.text.startswith(f"{mark.number} "):
        yield mark.row.start
    if mark.row.text.endswith(f" {mark.number}"):
        yield mark.row.end - len(str(mark.number))
