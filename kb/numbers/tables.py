"""In a table, the unit at the head of a column goes for the numbers below it: "Approved £m", "Change %", "£'000"."""

import re
from dataclasses import dataclass, replace
from itertools import takewhile

from kb.numbers.forms import currency_of, multiplier
from kb.numbers.legible import SPACE
from kb.numbers.printed import Mark, Printed, Reading

_SCALE = r"(?P<scale>(?:'?000'?s?|m|mn|bn|k|million|billion|thousand)(?-i:(?![a-z0-9])))"
_SIGN = rf"(?P<currency>£|€|(?:US)?\$|GBP)[ ]?(?i:{_SCALE})?"
# The unit of a column ends its head: what follows is another head, a bracket, or the end of the line.
_END = r"(?=[ ]?(?:[)\]|\n\f]|[A-Z(£€$%]|$)|[ ]{2}|[ ](?:19|20)\d\d)"
_UNIT = re.compile(rf"(?<![\w£€$])(?:{_SIGN}|(?<!\d)(?<!\d{SPACE})(?P<percent>%)){_END}")
_ALL = re.compile(
    rf"\b(?:figures|values|amounts|costs|sums|numbers)\b[^.\n\f|]{{0,24}}\bin{SPACE}{_SIGN}", re.IGNORECASE
)
_NO_NUMBER = r"(?:n/?a|-)"
_GAP = re.compile(rf"[ |]*(?:{_NO_NUMBER}[ |]+)*")
_LINE = re.compile(r"[^\n\f]+")
_SENTENCE = re.compile(r"[.;:?!]\s*$")
# Words before which a sentence breaks off, and which end no label.
_RUNS_ON = re.compile(
    r"\b(?:was|were|is|are|be|been|to|of|and|or|then|than|the|an?|by|from|for|at|in|about|over|under|only|with|on|that)[ ]*$"
)
LABEL = 80
# A head of one column over a single number may be a sentence that was broken at the line's end.
FEWEST = 2


@dataclass(frozen=True)
class Unit:
    """What stands at the head of a column."""

    mark: Mark
    currency: str = ""
    scale: int = 1


@dataclass(frozen=True)
class Row:
    """A line of a text, with its figures and where its cells begin."""

    start: int
    text: str
    figures: tuple[Printed, ...]

    @property
    def cells(self) -> list[str]:
        """What stands between bars; one where there are none."""
        return self.text.strip(" |").split("|")

    def cell_of(self, figure: Printed) -> int:
        """Give the number, from 0, of the cell that a figure stands in."""
        return self.text[: figure.start - self.start].lstrip(" |").count("|")

    @property
    def last_numbers(self) -> tuple[Printed | None, ...]:
        """The numbers at the end of the line, in order; None where a dash or n/a stands for one."""
        found: list[Printed | None] = []
        end = len(self.text.rstrip(" |"))
        for figure in reversed(self.figures):
            gap = self.text[figure.end - self.start : end]
            if figure.dates or not _GAP.fullmatch(f"{gap} "):
                break
            found += [None] * len(re.findall(_NO_NUMBER, gap)) + [figure]
            end = figure.start - self.start
        return tuple(reversed(found))


def with_heads(found: list[Printed], text: str) -> list[Printed]:
    """Give the figures of a legible text, in its order, with the units of their columns."""
    if not _UNIT.search(text) and not _ALL.search(text):
        return found
    rows = _rows(found, text)
    changed: dict[int, Printed] = {}
    for at, row in enumerate(rows):
        if units := _units(row):
            changed |= _below(units, row, rows[at + 1 :])
    noughts = {at for match in _UNIT.finditer(text) for at in range(match.start("scale"), match.end("scale"))}
    return [changed.get(figure.start, figure) for figure in found if figure.start not in noughts]


def _rows(found: list[Printed], text: str) -> list[Row]:
    rows: list[Row] = []
    at = 0
    for line in _LINE.finditer(text):
        first = at
        while at < len(found) and found[at].start < line.end():
            at += 1
        rows.append(Row(line.start(), line[0], tuple(found[first:at])))
    return rows


def _units(row: Row) -> list[Unit | None]:
    """Give the unit of each column: of each cell where bars part them, else of each number at a row's end."""
    if whole := _ALL.search(row.text):
        return [_unit(whole)]
    if len(row.cells) > 1:
        found = [_UNIT.search(cell.strip()) for cell in row.cells]
        return [_unit(match) if match else None for match in found] if any(found) else []
    return [] if _SENTENCE.search(row.text) else [_unit(match) for match in _UNIT.finditer(row.text)]


def _unit(match: re.Match[str]) -> Unit:
    if match.groupdict().get("percent"):
        return Unit(Mark.PERCENT)
    scale = (match["scale"] or "").strip("'s").casefold()
    return Unit(Mark.MONEY, currency_of(match["currency"]), 1000 if scale.startswith("000") else multiplier(scale))


def _below(units: list[Unit | None], head: Row, rows: list[Row]) -> dict[int, Printed]:
    """Give the figures of a table's rows that the heads of their columns say more of, by where they stand."""
    body = list(takewhile(lambda row: _is_row(row) and not _units(row), rows))
    pairs = [found for row in body if (found := _numbered(units, head, row))]
    if len(units) == 1 and len(pairs) < FEWEST:
        return {}
    return {figure.start: _with(figure, unit) for found in pairs for figure, unit in found}


def _is_row(row: Row) -> bool:
    """Tell whether a line can be one of a table: numbers at its end, or a label, or cells between bars."""
    if len(row.cells) > 1:
        return True
    numbers = row.last_numbers
    label = row.text[: numbers[0].start - row.start] if numbers and numbers[0] else row.text
    if len(label) > LABEL or _RUNS_ON.search(label):
        return False
    return bool(numbers) or not (row.figures or _SENTENCE.search(row.text))


def _numbered(units: list[Unit | None], head: Row, row: Row) -> list[tuple[Printed, Unit]]:
    if len(head.cells) > 1:
        fits = len(row.cells) == len(head.cells) == len(units)
        pairs = [(figure, units[row.cell_of(figure)]) for figure in row.figures] if fits else []
    else:
        numbers = row.last_numbers
        same = units * len(numbers) if _ALL.search(head.text) else units
        pairs = (
            [(figure, unit) for figure, unit in zip(numbers, same, strict=True) if figure]
            if len(same) == len(numbers)
            else []
        )
    return [(figure, unit) for figure, unit in pairs if unit and figure.marks == {Mark.NONE}]


def _with(figure: Printed, unit: Unit) -> Printed:
    readings = frozenset(Reading(number * unit.scale, unit.mark, doubt) for number, _, doubt in figure.readings)
    return replace(figure, readings=readings, currency=unit.currency, scale=unit.scale)
