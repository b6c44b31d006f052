"""One page of a PDF: its words as segments of lines, its ruled tables as rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pdfplumber.page import Page as PdfPage
from pdfplumber.table import Table as PdfTable

from ingest.draft.reading.columns import GAP, Segment
from ingest.draft.reading.typography import tidy

# A raised number smaller than this share of its line is the mark of a footnote.
RAISED = 0.78
Word = dict[str, Any]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Table:
    """A ruled table: where it begins, and its cells."""

    top: float
    left: float
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Page:
    """What stands on a page, in points from its left and top."""

    number: int
    height: float
    segments: tuple[Segment, ...]
    tables: tuple[Table, ...]


def read_page(page: PdfPage, number: int) -> Page:
    """Read a page of pdfplumber; words in tables are given with the table only."""
    found = [table for table in page.find_tables() if _is_table(table)] if page.lines or page.rects else []
    tables = [Table(table.bbox[1], table.bbox[0], _cells(table.extract())) for table in found]
    words = page.extract_words(extra_attrs=["size", "fontname"], use_text_flow=False)
    free = [word for word in words if word.get("upright", True) and not _inside(word, [table.bbox for table in found])]
    return Page(number, float(page.height), tuple(_segments(free)), tuple(tables))


def _is_table(table: PdfTable) -> bool:
    """A box around a text is no table: that has two rows and two columns at least."""
    rows = table.rows
    return len(rows) > 1 and max(len(row.cells) for row in rows) > 1


def _cells(rows: list[list[str | None]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(tidy(cell or "") for cell in row) for row in rows if any(row))


def _inside(word: Word, boxes: list[Box]) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in boxes)


def _segments(words: list[Word]) -> Iterator[Segment]:
    for line in _lines(words):
        run: list[Word] = []
        for word in _without_marks(line):
            if run and word["x0"] - run[-1]["x1"] > GAP * word["size"]:
                yield _segment(run)
                run = []
            run.append(word)
        if run:
            yield _segment(run)


def _lines(words: list[Word]) -> Iterator[list[Word]]:
    """Words on one line overlap by half of the smaller one's height."""
    line: list[Word] = []
    for word in sorted(words, key=lambda word: (word["bottom"], word["x0"])):
        if line and _apart(line[-1], word):
            yield sorted(line, key=lambda word: word["x0"])
            line = []
        line.append(word)
    if line:
        yield sorted(line, key=lambda word: word["x0"])


def _apart(last: Word, word: Word) -> bool:
    shared = min(last["bottom"], word["bottom"]) - max(last["top"], word["top"])
    return bool(shared < 0.5 * min(last["bottom"] - last["top"], word["bottom"] - word["top"]))


def _without_marks(line: list[Word]) -> list[Word]:
    """Leave out the small raised numbers that point to footnotes."""
    if not line:
        return []
    marks = [b for a, b in pairwise(line) if _is_mark(a, b)]
    return [word for word in line if word not in marks]


def _is_mark(before: Word, word: Word) -> bool:
    close = word["x0"] - before["x1"] < 0.25 * before["size"]
    raised = word["size"] < RAISED * before["size"] and word["bottom"] < before["bottom"] - 1
    return bool(close and raised and word["text"].strip(",").replace(",", "").isdigit())


def _segment(run: list[Word]) -> Segment:
    sizes = sorted(word["size"] for word in run for _ in word["text"])
    bold = sum(len(word["text"]) for word in run if "bold" in word["fontname"].lower())
    return Segment(
        run[0]["x0"],
        run[-1]["x1"],
        min(word["top"] for word in run),
        max(word["bottom"] for word in run),
        tidy(" ".join(word["text"] for word in run)),
        sizes[len(sizes) // 2],
        2 * bold > len(sizes),
    )
