"""Rows of tables as sentences that can be read alone: each cell with the name of its column."""

import re
from collections.abc import Iterator, Sequence

from ingest.draft.reading.document import Block, BlockKind

_YEAR = re.compile(r"(?:19|20)\d\d\b")
_NUMBER = r"[−–-]?\s?\d[\d,]*(?:[.·]\d+)?%?"
LIMITS = rf"{_NUMBER}\s?(?:to|[,;]|[–—-])\s?{_NUMBER}"
_INTERVAL_CELL = re.compile(rf"(?:\d\d% ?C[rI]*:? ?)?[(\[]?(?P<limits>{LIMITS})[)\]]?\*{{0,3}}", re.IGNORECASE)
_INTERVAL_NAME = re.compile(
    r"(?:\(?\d\d(?:\.\d)?% ?)?\(?(?:C\.?I\.?|CrI|confidence intervals?|credible intervals?|intervals?)?\)?:?",
    re.IGNORECASE,
)


def row_blocks(rows: Sequence[Sequence[str]], part: str, section: str = "") -> Iterator[Block]:
    """Give a block for each row below the first, which names the columns; a table of one row is given as it is."""
    for _, text, head in row_texts(rows):
        yield Block(text, BlockKind.ROW, part, section=section, head=head)


def row_texts(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, str, str]]:
    """Give for each row that names no columns its number among those given, its text, and what its first column is called."""
    filled = [(index, [cell.strip() for cell in row]) for index, row in enumerate(rows) if any(map(str.strip, row))]
    if len(filled) == 1:
        yield filled[0][0], "; ".join(filter(None, filled[0][1])), ""
        return
    heads = filled[0][1] if filled and _names_columns(filled[0][1]) else []
    for index, row in _with_intervals(filled[1:] if heads else filled):
        yield index, "; ".join(_cells(heads, row)), heads[0] if heads else ""


def _with_intervals(rows: Sequence[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """A row of intervals alone belongs to the row of estimates above it, cell by cell."""
    found: list[tuple[int, list[str]]] = []
    for index, row in rows:
        if found and len(row) == len(found[-1][1]) and holds_intervals(row):
            above, estimates = found[-1]
            found[-1] = above, [estimates[0], *map(with_interval, estimates[1:], row[1:])]
        else:
            found.append((index, row))
    return found


def holds_intervals(row: Sequence[str]) -> bool:
    """Tell whether a row has no name of its own and every filled cell is an interval."""
    cells = [cell for cell in row[1:] if cell]
    return bool(cells and _INTERVAL_NAME.fullmatch(row[0].strip()) and all(map(_INTERVAL_CELL.fullmatch, cells)))


def with_interval(estimate: str, interval: str) -> str:
    """Give an estimate with its interval behind it in brackets."""
    match = _INTERVAL_CELL.fullmatch(interval)
    return f"{estimate} ({match['limits']})" if match and estimate else f"{estimate} {interval}".strip()


def _names_columns(row: Sequence[str]) -> bool:
    """A row names columns if most of its cells are words or years."""
    filled = [cell for cell in row if cell]
    words = [cell for cell in filled if not cell[:1].isdigit() or _YEAR.match(cell)]
    return 2 * len(words) > len(filled)


def _cells(heads: Sequence[str], row: Sequence[str]) -> Iterator[str]:
    last = ""
    for index, cell in enumerate(row):
        if not cell or cell == last:
            continue
        head = heads[index] if index < len(heads) else ""
        yield f"{head}: {cell}" if head and index else cell
        last = cell
