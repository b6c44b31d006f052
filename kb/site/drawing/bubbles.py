"""The evidence map as bubbles: area for results, shade for the strongest design, a ring for the effects."""

from collections.abc import Callable, Mapping
from html import escape
from math import cos, pi, sin, sqrt

from kb.published.labels import Term
from kb.published.summary import EFFECTS
from kb.published.wording import count
from kb.site.drawing.svg import Picture, element, link, shortened, text
from kb.synthesis.evidence_map import Cell, EvidenceMap

SIDE, TOP, STEP, ROW, LARGEST = 245.0, 165.0, 54.0, 46.0, 18.0
NAME, HEADING = 34, 34
# In a smaller bubble no number fits: it then stands at its right.
ROOMY = 9.0
# On a darker shade than that of this strength a number is written in white.
PALEST = 2
# Colours can't carry the effect alone: each has its own dashes too, as a class of looks.
DASHES = {"good": "arc", "bad": "arc dashed", "none": "arc dotted", "mixed": "arc mixing", "unclear": "arc sparse"}


def bubbles(grid: EvidenceMap, hopes: bool, link_to: Callable[[str, str], str]) -> Picture:
    """Draw the map; `link_to` gives the address of a cell; aims stand as open rings where `hopes` is set."""
    filled = shown(grid, hopes)
    rows = [term for term in grid.rows if any((column.id, term.id) in filled for column in grid.columns)]
    columns = [term for term in grid.columns if any((term.id, row.id) in filled for row in grid.rows)]
    most = max((_results(cell) for cell in grid.cells.values()), default=0) or 1
    parts, gaps = [_headings(columns), _names(rows)], ""
    for across, column in enumerate(columns):
        for down, row in enumerate(rows):
            at = (SIDE + STEP * (across + 0.5), TOP + ROW * (down + 0.5))
            if (column.id, row.id) in filled:
                drawn = _cell(grid.cells[column.id, row.id], (column, row), (most, hopes))
                parts.append(link(link_to(column.id, row.id), drawn, at))
            else:
                gaps += f"M{at[0] - 4:g} {at[1]:g}h8"
    parts.append(element("path", look="edge", d=gaps) if gaps else "")
    words = f"Evidence map: {count(len(rows), 'row')} by {count(len(columns), 'column')}"
    return Picture(
        SIDE + STEP * len(columns) + 90, TOP + ROW * len(rows) + 6, words, _sizes(most) + "".join(parts), key(hopes)
    )


def radius_of(results: int, most: int) -> float:
    """Give the radius of a bubble: its area is as many times larger as it holds more results."""
    return LARGEST * sqrt(results / most)


def _sizes(most: int) -> str:
    """Draw in the empty corner how large a bubble of so many results is."""
    drawn, x = text(10, 16, "How many results", "soft small"), 12.0
    for size in sorted({1, max(1, most // 4), most}):
        radius = radius_of(size, most)
        x += radius
        drawn += element("circle", look="disc shade1", cx=x, cy=42, r=f"{radius:.2f}")
        drawn += text(x + radius + 5, 46, str(size), "ink small")
        x += radius + 38
    return drawn


def key(hopes: bool) -> tuple[tuple[str, str], ...]:
    """Say what shades and rings mean."""
    parts = [
        *((element("circle", look=f"disc shade{level}", r=8), f"strength {level}") for level in range(6)),
        *((element("circle", look=f"{effect} {dashes}", r=7), _meaning(effect)) for effect, dashes in DASHES.items()),
        (element("path", look="edge", d="M-4 0h8"), "no result: a gap"),
    ]
    return (*parts, (element("circle", look="gap", r=5), "hoped for, not measured")) if hopes else tuple(parts)


def _meaning(effect: str) -> str:
    return "no clear effect" if effect == "none" else effect


def shown(grid: EvidenceMap, hopes: bool) -> frozenset[tuple[str, str]]:
    """Give the cells that are drawn: those with results, and those with aims alone where `hopes` is set."""
    return frozenset(pair for pair, cell in grid.cells.items() if _results(cell) or (hopes and cell.unmeasured))


def _results(cell: Cell) -> int:
    return sum(cell.results.values()) + cell.levels


def _headings(columns: list[Term]) -> str:
    heads = (
        text(0, 0, shortened(term.label, HEADING), "",
             transform=f"translate({SIDE + STEP * (number + 0.4):g} {TOP - 8:g}) rotate(-42)")
        for number, term in enumerate(columns)
    )  # fmt: skip
    return element("g", "".join(heads), "ink small")


def _names(rows: list[Term]) -> str:
    names = (
        text(SIDE - 10, TOP + ROW * (number + 0.5) + 4, shortened(term.label, NAME), "")
        for number, term in enumerate(rows)
    )
    return element("g", "".join(names), "ink name end")


def _cell(cell: Cell, pair: tuple[Term, Term], drawn: tuple[int, bool]) -> str:
    most, hopes = drawn
    title = element("title", escape(f"{pair[0].label}, {pair[1].label}: {told(cell)}"))
    results = _results(cell)
    inner = _bubble(cell, results, most) if results else ""
    if hopes and cell.unmeasured:
        inner += element("circle", look="gap", cx=18, cy=-16, r=5)
    return title + inner


def told(cell: Cell) -> str:
    """Say what a cell holds."""
    parts = [f"{number} {effect}" for effect, number in cell.results.items()]
    parts += [count(cell.levels, "level")] if cell.levels else []
    claimed = f"; {cell.claimed} only claimed" if cell.claimed else ""
    strength = "" if cell.strength is None else f"; strongest {cell.strength} of 5"
    aims = f"; {cell.unmeasured} hoped for" if cell.unmeasured else ""
    return (", ".join(parts) or "no result") + claimed + strength + aims


def _bubble(cell: Cell, results: int, most: int) -> str:
    radius, strength = radius_of(results, most), cell.strength or 0
    disc = element("circle", look=f"disc shade{strength}", r=f"{radius:.2f}")
    if radius < ROOMY:
        number = text(radius + 7, 4, str(results), "ink")
    else:
        number = text(0, 4, str(results), "onmark mid" if strength > PALEST else "ink mid")
    return disc + _ring({effect: cell.results.get(effect, 0) for effect in EFFECTS}, radius + 2) + number


def _ring(results: Mapping[str, int], radius: float) -> str:
    """Part a ring by effect, from the top clockwise."""
    total, begun, parts = sum(results.values()), 0.0, []
    for effect, number in results.items():
        if not number:
            continue
        if number == total:
            return element("circle", look=f"{effect} {DASHES[effect]}", r=radius)
        parts.append(_arc(effect, radius, (begun, begun + number / total)))
        begun += number / total
    return "".join(parts)


def _arc(effect: str, radius: float, span: tuple[float, float]) -> str:
    (x1, y1), (x2, y2) = ((radius * sin(2 * pi * part), -radius * cos(2 * pi * part)) for part in span)
    path = f"M{x1:.1f} {y1:.1f}A{radius:.1f} {radius:.1f} 0 {int(span[1] - span[0] > 0.5)} 1 {x2:.1f} {y2:.1f}"
    return element("path", look=f"{effect} {DASHES[effect]}", d=path)
