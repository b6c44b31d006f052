"""Tables in plain text: columns that bars, tabs or spaces part."""

import re
from collections.abc import Iterator, Sequence

from ingest.draft.reading.tables import LIMITS, holds_intervals, row_texts, with_interval
from ingest.verify.lines import Line

FEWEST_ROWS = 3
# With fewer, a bar or a tab may part two pieces of one line.
FEWEST_COLUMNS = 3
_NUMBER = r"[−–-]?[£$€]?\d[\d,.·]*%?\*{0,3}"
_ENDING = re.compile(rf"(?:(?:^| )(?:{_NUMBER}|[(\[]{LIMITS}[)\]]))+$")
_CELL = re.compile(rf"[(\[][^)\]]*[)\]]|{_NUMBER}")
# Names of columns that lost the spaces between them.
_GLUED = re.compile(r"\t|\s{2,}|(?<=[a-z)])(?=[A-Z][a-z])")
_RULE = re.compile(r"[\s|:+=-]+")


Told = tuple[str, str]


def table_rows(rows: Sequence[Line]) -> dict[int, Told]:
    """Give, by where the line begins, the rows of tables with the names of their columns, and that of the first beside each.

    Empty is the text of a line that only names columns, rules a table off, or holds the intervals of the row above.
    """
    return _parted(rows, "\t") | _parted(rows, "|") | _spaced(rows)


def _parted(rows: Sequence[Line], mark: str) -> dict[int, Told]:
    """Rows whose cells a sign parts."""
    found: dict[int, Told] = {}
    for group in _alike(rows, mark):
        lines = [row for row in group if not _RULE.fullmatch(row.text)]
        texts = {index: (text, head) for index, text, head in row_texts([_split(row.text, mark) for row in lines])}
        found |= {row.start: ("", "") for row in group}
        found |= {row.start: texts.get(index, ("", "")) for index, row in enumerate(lines)}
    return found


def _alike(rows: Sequence[Line], mark: str) -> Iterator[list[Line]]:
    """Give the runs of lines with as many cells, where they are enough to be a table."""
    group: list[Line] = []
    for row in [*rows, Line(0, 0, "")]:
        if group and len(_split(row.text, mark)) == len(_split(group[0].text, mark)):
            group.append(row)
            continue
        if len(group) >= FEWEST_ROWS and len(_split(group[0].text, mark)) >= FEWEST_COLUMNS:
            yield group
        group = [row]


def _split(text: str, mark: str) -> list[str]:
    """Give the cells of a line; bars may stand at its ends."""
    whole = text.strip()
    if mark == "|":
        whole = whole.removeprefix("|").removesuffix("|")
    return [cell.strip() for cell in whole.split(mark)]


def _spaced(rows: Sequence[Line]) -> dict[int, Told]:
    """Rows that end in as many numbers, with only spaces between."""
    found: dict[int, Told] = {}
    index = 0
    while index < len(rows):
        cells = _numbers_at_end(rows[index].text)
        last = index
        while cells and last + 1 < len(rows) and len(_numbers_at_end(rows[last + 1].text)) == len(cells):
            last += 1
        if len(cells) > 1 and last - index + 1 >= FEWEST_ROWS:
            names = _GLUED.split(rows[index - 1].text) if index else []
            heads = names[-len(cells) :] if len(names) >= len(cells) else [""] * len(cells)
            texts = _named(rows[index : last + 1], heads)
            found |= {start: (text, " ".join(names[: -len(cells)])) for start, text in texts.items()}
        index = last + 1
    return found


def _named(rows: Sequence[Line], heads: Sequence[str]) -> dict[int, str]:
    told: dict[int, list[str]] = {}
    for row in rows:
        cells = _numbers_at_end(row.text)
        name = row.text[: len(row.text) - len(" ".join(cells))].strip()
        last = next(reversed(told), None)
        if last is not None and holds_intervals([name, *cells]):
            told[last][1:] = map(with_interval, told[last][1:], cells)
        else:
            told[row.start] = [name, *cells]
    texts = {start: _text(cells, heads) for start, cells in told.items()}
    return {row.start: texts.get(row.start, "") for row in rows}


def _text(cells: Sequence[str], heads: Sequence[str]) -> str:
    numbers = (f"{head.strip()}: {cell}" if head else cell for head, cell in zip(heads, cells[1:], strict=True))
    return "; ".join([cells[0], *numbers])


def _numbers_at_end(text: str) -> list[str]:
    match = _ENDING.search(text)
    cells = _CELL.findall(match[0]) if match else []
    return cells if match and (match.start() or holds_intervals(["", *cells])) else []
