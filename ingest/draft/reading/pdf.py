"""Reads PDF files: pages, columns, headings, paragraphs, lists, ruled tables and footnotes."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import pdfplumber
import pdfplumber.page
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import PdfminerException

from ingest.draft.reading.columns import Segment, regions
from ingest.draft.reading.document import Block, BlockKind, Description, Document, UnreadableError
from ingest.draft.reading.pdf_page import Page, Table, read_page
from ingest.draft.reading.tables import row_blocks
from ingest.draft.reading.typography import hyphened, joined, tidy, without_bullet

MOST_PAGES = 1000
# Fewer characters a page than this, and pictures of text are all that there is.
FEWEST_CHARACTERS = 25
# The share of a page's height at its top and its bottom where running heads stand.
EDGE = 0.09
LEAST_REPEATED = 3
HEADING_SIZE, NOTE_SIZE, SAME_SIZE = 1.12, 0.9, 0.06
LONGEST_HEADING = 16
PARAGRAPH_GAP = 1.45
_NUMBERED_ITEM = re.compile(r"^(?:\(?[a-z0-9]{1,2}[.)]|\d+\.\d+)\s+\S")
_FOLIO = re.compile(r"^(?:page |p\. ?)?(?:\d{1,4}|[ivxl]{1,6})(?: of \d+| ?/ ?\d+| ?\|.*)?$", re.IGNORECASE)
_STAMP = re.compile(r"^D:(\d{4})(\d\d)(\d\d)")


def read_pdf(path: Path) -> Document:
    """Read a PDF. Raises UnreadableError where it is encrypted, damaged, too long or a scan without text."""
    try:
        with pdfplumber.open(path) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                message = f"{path}: has {len(pdf.pages)} pages, more than {MOST_PAGES}; split it and draft each piece"
                raise UnreadableError(message)
            pages = [_read(page, number) for number, page in enumerate(pdf.pages, start=1)]
            about = _description(pdf.metadata)
    except PdfminerException as error:
        if isinstance(error.args[0] if error.args else None, PDFPasswordIncorrect):
            raise UnreadableError(f"{path}: is encrypted; save a copy without a password and draft that") from error
        raise _damaged(path) from error
    except (PSException, ValueError, KeyError, TypeError) as error:
        raise _damaged(path) from error
    _require_text(path, pages)
    return Document(path.name, "page", tuple(_blocks(pages)), about)


def _read(page: pdfplumber.page.Page, number: int) -> Page:
    found = read_page(page, number)
    page.close()
    return found


def _damaged(path: Path) -> UnreadableError:
    return UnreadableError(f"{path}: is damaged or no PDF; open it in a reader of PDFs, save it anew and draft that")


def _require_text(path: Path, pages: Sequence[Page]) -> None:
    characters = sum(len(segment.text) for page in pages for segment in page.segments)
    characters += sum(len(cell) for page in pages for table in page.tables for row in table.rows for cell in row)
    if characters < FEWEST_CHARACTERS * len(pages):
        message = "holds pictures of text and no text, as a scan does; run 'ocrmypdf' on it and draft what that gives"
        raise UnreadableError(f"{path}: {message}")


def _description(metadata: dict[str, Any]) -> Description:
    stamp = _STAMP.match(str(metadata.get("CreationDate", "")))
    authors = tuple(name.strip() for name in re.split(r";|, and | and |, ", str(metadata.get("Author") or "")))
    date = "-".join(stamp.groups()) if stamp else ""
    return Description(tidy(str(metadata.get("Title") or "")), tuple(filter(None, authors)), date=date)


def _blocks(pages: Sequence[Page]) -> Iterator[Block]:
    repeated = _running_heads(pages)
    kept = [replace(page, segments=tuple(_without_heads(page, repeated))) for page in pages]
    body = _body_size(kept)
    hyphens = hyphened(" ".join(segment.text for page in kept for segment in page.segments))
    for page in kept:
        yield from _page_blocks(page, body, hyphens)


def _page_blocks(page: Page, body: float, hyphens: frozenset[str]) -> Iterator[Block]:
    """A table comes where it stands: before the first region that begins below it in its column."""
    part = f"page {page.number}"
    waiting = sorted(page.tables, key=lambda table: table.top)
    for region in regions(page.segments):
        above = [table for table in waiting if table.top < region[0].top and _beside(table, region)]
        waiting = [table for table in waiting if table not in above]
        for table in above:
            yield from row_blocks(table.rows, part)
        yield from _paragraphs(region, part, body, hyphens)
    for table in waiting:
        yield from row_blocks(table.rows, part)


def _beside(table: Table, region: Sequence[Segment]) -> bool:
    return table.left <= max(segment.right for segment in region)


def _paragraphs(region: list[Segment], part: str, body: float, hyphens: frozenset[str]) -> Iterator[Block]:
    lines = list(_same_lines(region))
    leading = _leading(lines)
    group: list[list[Segment]] = []
    for line in lines:
        if group and _begins(group[-1], line, leading):
            yield _block(group, part, body, hyphens)
            group = []
        group.append(line)
    if group:
        yield _block(group, part, body, hyphens)


def _same_lines(region: list[Segment]) -> Iterator[list[Segment]]:
    line: list[Segment] = []
    for segment in region:
        if line and segment.top > line[-1].bottom - 0.4 * segment.size:
            yield line
            line = []
        line.append(segment)
    yield line


def _leading(lines: list[list[Segment]]) -> float:
    steps = [b[0].bottom - a[0].bottom for a, b in pairwise(lines)]
    return median(steps) if steps else 0.0


def _begins(last: list[Segment], line: list[Segment], leading: float) -> bool:
    """Tell whether a line begins a block of its own after another."""
    a, b = last[0], line[0]
    other = abs(a.size - b.size) > SAME_SIZE * a.size or a.bold != b.bold
    listed = without_bullet(b.text)[1] or bool(_NUMBERED_ITEM.match(b.text))
    apart = b.bottom - a.bottom > PARAGRAPH_GAP * max(min(leading, 1.8 * b.size), b.size)
    return other or listed or apart or len(line) > 1 or len(last) > 1


def _block(lines: list[list[Segment]], part: str, body: float, hyphens: frozenset[str]) -> Block:
    first = lines[0]
    if len(first) > 1:
        return Block("; ".join(segment.text for segment in first), BlockKind.ROW, part)
    text, listed = without_bullet(joined((line[0].text for line in lines), hyphens))
    size = first[0].size
    ends = text.rstrip().endswith((".", ",", ";"))
    if len(text.split()) <= LONGEST_HEADING and not ends and not listed:
        if size > HEADING_SIZE * body:
            return Block(text, BlockKind.HEADING, part, level=max(1, 6 - round(4 * (size / body - 1))))
        if first[0].bold and size > NOTE_SIZE * body:
            return Block(text, BlockKind.HEADING, part, level=6)
    if size < NOTE_SIZE * body and re.match(r"\d{1,3}\s", text):
        return Block(text, BlockKind.NOTE, part)
    return Block(text, BlockKind.ITEM if listed else BlockKind.PARAGRAPH, part)


def _body_size(pages: Sequence[Page]) -> float:
    """Give the size that most letters have."""
    letters: Counter[float] = Counter()
    for page in pages:
        for segment in page.segments:
            letters[round(segment.size, 1)] += len(segment.text)
    return letters.most_common(1)[0][0] if letters else 10.0


def _running_heads(pages: Sequence[Page]) -> set[str]:
    seen = Counter(mask for page in pages for mask in {_masked(s.text) for s in page.segments if _at_edge(page, s)})
    least = min(LEAST_REPEATED, max(2, len(pages) // 2))
    return {mask for mask, times in seen.items() if times >= least}


def _without_heads(page: Page, repeated: set[str]) -> Iterator[Segment]:
    for segment in page.segments:
        head = _masked(segment.text) in repeated or _FOLIO.match(segment.text)
        if not (_at_edge(page, segment) and head):
            yield segment


def _at_edge(page: Page, segment: Segment) -> bool:
    return segment.top < EDGE * page.height or segment.bottom > (1 - EDGE) * page.height


def _masked(text: str) -> str:
    return re.sub(r"\d+", "#", text.casefold())
