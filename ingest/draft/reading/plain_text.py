"""Reads plain text and Markdown: what the file says of itself, its numbered parts, headings, lists and rows."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median

from ingest.draft.reading.document import Block, BlockKind, Description, Document, UnreadableError
from ingest.draft.reading.text_tables import table_rows
from ingest.draft.reading.typography import hyphened, joined, tidy, without_bullet
from ingest.verify.lines import Line, lines
from ingest.verify.numbered_parts import numbered_parts

# Fewer parts than this may be numbers that stand at the beginning of a line by chance.
FEWEST_PARTS = 3
LONGEST_HEADING = 14
WRAPPED = (50, 110)
_FIELD = re.compile(r"([a-z_]{2,24}): *(.*)")
_MARKUP = re.compile(r"</?[a-z][a-z0-9]*(?: [^<>]*)?>|\*\*|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w)")
_CHAPTER = re.compile(r"(Chapter \d+)\b")
_TITLES = ("title",)
_AUTHORS = ("authors", "author")
_PUBLISHERS = ("publisher", "publisher_or_journal", "journal")
_DATES = ("date", "published", "year")
_ADDRESSES = ("url", "address", "doi_or_address")


def read_text(path: Path, parts: str | None = None) -> Document:
    """Read a text; `parts` says what its parts are called. Raises UnreadableError where it is not UTF-8."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"{path}: is no text in UTF-8 ({error.reason}); save it as UTF-8 and draft that"
        ) from error
    about, begin = _front(text)
    rows = [row for row in lines(text) if row.start >= begin]
    kind = parts or _kind(rows)
    return Document(path.name, kind, tuple(_blocks(rows, kind, text)), about)


def _front(text: str) -> tuple[Description, int]:
    """Fields at the beginning of a text, such as `title: …`, up to the first empty line."""
    head, gap, _ = text.partition("\n\n")
    found = {match[1]: tidy(match[2]) for line in head.splitlines() if (match := _FIELD.fullmatch(line.strip()))}
    if not gap or "title" not in found or len(found) < 2:
        return Description(), 0

    def first(names: tuple[str, ...]) -> str:
        return next((found[name] for name in names if found.get(name)), "")

    address = re.search(r"https://\S+", first(_ADDRESSES))
    doi = re.search(r"10\.\d{4,9}/\S+", first(("doi", *_ADDRESSES)))
    year = re.search(r"\d{4}(?:-\d\d){0,2}", first(_DATES))
    authors = tuple(name.strip() for name in re.split(r"[,;] ", first(_AUTHORS)) if name.strip())
    about = Description(
        first(_TITLES),
        authors,
        first(_PUBLISHERS),
        year[0] if year else "",
        address[0] if address else "",
        doi[0] if doi else "",
    )
    return about, len(head) + len(gap)


def _kind(rows: list[Line]) -> str:
    """Tell what the parts of a text are called, by the numbers that it gives them."""
    for kind in ("slide", "page", "paragraph"):
        labelled = [row for row in rows if re.match(rf"{kind} \d+\b", row.text, re.IGNORECASE) and len(row.text) < 100]
        if len(labelled) >= FEWEST_PARTS:
            return kind
    if len([row for row in rows if _CHAPTER.match(row.text)]) >= 2:
        return "chapter"
    return "paragraph" if len(numbered_parts(rows, "paragraph")[0]) >= 2 * FEWEST_PARTS else "extract"


def _blocks(rows: list[Line], kind: str, text: str) -> Iterator[Block]:
    numbered, _ = numbered_parts(rows, kind)
    starts = sorted((span[0], span[1], number) for number, span in numbered.items())
    chapter = ""
    in_tables = table_rows(rows)
    for group in _groups(rows, text):
        first = group[0]
        if kind == "chapter" and (found := _CHAPTER.match(first.text)):
            chapter = found[1]
        part = _part(starts, first.start, kind) or (chapter if kind == "chapter" else "")
        if first.start in in_tables:
            told, head = in_tables[first.start]
            if told:
                yield Block(tidy(told), BlockKind.ROW, part, start=first.start, head=head)
        else:
            yield _without_number(_block(group, part))


def _without_number(block: Block) -> Block:
    """Leave out the number of a slide or paragraph where the text begins or ends with it."""
    number = block.part.rpartition(" ")[2]
    if not number.isdigit() or block.part.startswith("Chapter"):
        return block
    begun = re.sub(rf"^{number}\.? (?=\S)", "", block.text)
    return replace(block, text=re.sub(rf" {number}$", "", begun) if begun != block.text else begun)


def _part(starts: list[tuple[int, int, int]], place: int, kind: str) -> str:
    index = bisect_right(starts, place, key=lambda span: span[0]) - 1
    inside = index >= 0 and place < starts[index][1]
    return f"{kind} {starts[index][2]}" if inside else ""


def _groups(rows: list[Line], text: str) -> Iterator[list[Line]]:
    """Lines that belong to one paragraph: in a text of lines of one length, those without an empty line between."""
    if not _is_wrapped(rows):
        yield from ([row] for row in rows)
        return
    group: list[Line] = []
    for row in rows:
        if group and (text.count("\n", group[-1].end, row.start) > 1 or without_bullet(row.text)[1]):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _is_wrapped(rows: list[Line]) -> bool:
    lengths = [len(row.text) for row in rows if "\t" not in row.text]
    if len(lengths) < 6:
        return False
    low, high = WRAPPED
    near = sum(length > 0.75 * median(lengths) for length in lengths)
    return low < median(lengths) < high and max(lengths) < 1.5 * high and near > 0.6 * len(lengths)


def _block(group: list[Line], part: str) -> Block:
    first = group[0]
    if "\t" in first.text:
        cells = filter(None, (tidy(_MARKUP.sub(" ", cell)) for cell in first.text.split("\t")))
        return Block("; ".join(cells), BlockKind.ROW, part, start=first.start)
    hyphens = hyphened(" ".join(row.text for row in group))
    text, listed = without_bullet(tidy(_MARKUP.sub(" ", joined((row.text for row in group), hyphens))))
    if mark := re.match(r"(#{1,6})\s+", text):
        return Block(text[mark.end() :], BlockKind.HEADING, part, level=len(mark[1]), start=first.start)
    if not listed and len(group) == 1 and _is_heading(text):
        return Block(text, BlockKind.HEADING, part, level=2, start=first.start)
    return Block(text, BlockKind.ITEM if listed else BlockKind.PARAGRAPH, part, start=first.start)


def _is_heading(text: str) -> bool:
    """A short line without a full stop, that begins with a capital and is no number."""
    short = 0 < len(text.split()) <= LONGEST_HEADING
    return short and text[0].isupper() and not re.search(r"[.;,]$|\d[\d,.]*%|£", text)
