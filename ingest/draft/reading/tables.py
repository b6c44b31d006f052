"""Rows of tables as sentences that can be read alone: each cell with the name of its column."""

import re
from collections.abc import Iterator, Sequence

from ingest.draft.reading.document import Block, BlockKind

_YEAR = re.compile(r"(?:19|20)\d\d\b")


def row_blocks(rows: Sequence[Sequence[str]], part: str, section: str = "") -> Iterator[Block]:
    """Give a block for each row below the first, which names the columns; a table of one row is given as it is."""
    filled = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    if len(filled) == 1:
        yield Block("; ".join(filter(None, filled[0])), BlockKind.ROW, part, section=section)
        return
    heads = filled[0] if filled and _names_columns(filled[0]) else []
    for row in filled[1:] if heads else filled:
        yield Block("; ".join(_cells(heads, row)), BlockKind.ROW, part, section=section, head=heads[0] if heads else "")


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
