"""Reads drawings back as a person with a ruler would: by printed ticks and headings, never by the code that drew them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

NUMBER = re.compile(r"(−?)[£$€]?(\d[\d,]*(?:\.\d+)?)")
WITHIN = re.compile(r'<svg class="drawing" viewBox="[^"]*" role="group".*?</svg>', re.DOTALL)
TIMES = {"million": 1e6, "billion": 1e9}


@dataclass(frozen=True)
class Piece:
    """One element of a drawing, where it stands, and the address of the link around it."""

    name: str
    given: dict[str, str]
    said: str
    x: float
    y: float
    href: str

    @property
    def d(self) -> str:
        """Give the path."""
        return self.given.get("d", "")

    @property
    def is_mark(self) -> bool:
        """Tell whether it is a shape: one that was moved to its place, or has the looks of a mark."""
        return self.name == "path" and ("transform" in self.given or _has_looks_of_a_mark(self.given))


def pieces(svg: str) -> tuple[Piece, ...]:
    """Take a drawing apart; what is moved by its group is moved."""
    return tuple(_pieces(ElementTree.fromstring(svg), (0.0, 0.0), ""))  # noqa: S314 - our own drawing


def _pieces(element: Element, at: tuple[float, float], href: str) -> Iterator[Piece]:
    for child in element:
        across, down = _moved(child)
        moved, address = (at[0] + across, at[1] + down), child.get("href", href)
        x, y = _own(child)
        name = child.tag.rpartition("}")[2]
        yield Piece(name, dict(child.attrib), child.text or "", moved[0] + x, moved[1] + y, address)
        yield from _pieces(child, moved, address)


def _moved(element: Element) -> tuple[float, float]:
    found = re.match(r"translate\(([-\d.]+) ([-\d.]+)\)", element.get("transform", ""))
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)


def _has_looks_of_a_mark(given: Mapping[str, str]) -> bool:
    return "mark" in given.get("class", "").split() or given.get("stroke-width") == "1.6"


def _middle(path: str) -> float:
    """Give the middle of a shape from left to right, by its steps from where it begins."""
    at = [float(path[1:].split()[0])]
    for step in re.findall(r"[hl](-?[\d.]+)", path):
        at.append(at[-1] + float(step))
    return (min(at) + max(at)) / 2


def _own(element: Element) -> tuple[float, float]:
    """Give where an element stands by itself: a line where it begins, a shape in its middle."""
    begun = re.match(r"M([-\d.]+) ([-\d.]+)", element.get("d", ""))
    if begun and "transform" not in element.attrib:
        return _middle(element.get("d", "")) if _has_looks_of_a_mark(element.attrib) else float(begun[1]), float(
            begun[2]
        )
    return (float(element.get("x") or element.get("cx") or 0), float(element.get("y") or element.get("cy") or 0))


def drawn_in(page: str) -> list[str]:
    """Give the drawings that stand in a page."""
    return WITHIN.findall(page)


def numbers(words: str) -> list[float]:
    """Give the numbers that words print: £2.5 million is 2500000."""
    found = []
    for match in NUMBER.finditer(words):
        times = next((size for name, size in TIMES.items() if words[match.end() :].startswith(f" {name}")), 1.0)
        found.append(round((-1 if match[1] else 1) * float(match[2].replace(",", "")) * times, 6))
    return found


@dataclass(frozen=True)
class Row:
    """One row of an outcome plot: its name, the words at its right, and the pieces that stand at its height."""

    name: Piece
    size: str
    reach: str
    pieces: tuple[Piece, ...]

    @property
    def impact(self) -> str:
        """Give the part of the address that names the impact."""
        return self.name.href.rpartition("/entries/")[2] or self.name.href

    @cached_property
    def marks(self) -> list[Piece]:
        """Give the marks of its values."""
        return [one for one in self.pieces if one.is_mark]

    @cached_property
    def arrows(self) -> list[tuple[float, int]]:
        """Give the tips of arrows, which say that something goes on beyond the scale, and the side they point to."""
        found = self._drawn(r"M([-\d.]+) [-\d.]+l(-?6) 5l-?6 5")
        return [(x + step, 1 if step > 0 else -1) for x, step in found]

    @cached_property
    def spans(self) -> list[tuple[float, ...]]:
        """Give the two ends of each line across."""
        return self._drawn(r"^M([-\d.]+) [-\d.]+H([-\d.]+)")

    @cached_property
    def comparators(self) -> list[float]:
        """Give the places of broken upright lines."""
        return [x for (x,) in self._drawn(r"^M([-\d.]+) [-\d.]+v22")]

    def _drawn(self, shape: str) -> list[tuple[float, ...]]:
        lines = (one.d for one in self.pieces if one.name == "path" and not one.is_mark)
        return [tuple(map(float, found.groups())) for line in lines for found in re.finditer(shape, line)]


@dataclass(frozen=True)
class Panel:
    """A part of an outcome plot under one heading: printed ticks or names of columns, and rows."""

    title: str
    heads: tuple[tuple[float, str], ...]
    rows: tuple[Row, ...]

    @property
    def is_scale(self) -> bool:
        """Tell whether its marks stand on a scale; the others stand in columns with names."""
        return all(NUMBER.fullmatch(said) for _, said in self.heads)

    def at(self, value: float) -> float:
        """Give the place at which a value must stand, by the first and the last of its ticks."""
        (left, low), (right, high) = ((x, numbers(said)[0]) for x, said in (self.heads[0], self.heads[-1]))
        return left + (value - low) / (high - low) * (right - left)


def panels(svg: str) -> tuple[Panel, ...]:
    """Read an outcome plot: its headings are bold, the names of its rows are links."""
    found = pieces(svg)
    tops = [one for one in found if one.name == "text" and _is_bold(one)]
    ends = [*(one.y for one in tops[1:]), max(one.y for one in found) + 1]
    return tuple(
        _panel(head.said, [one for one in found if head.y <= one.y < end]) for head, end in zip(tops, ends, strict=True)
    )


def _is_bold(one: Piece) -> bool:
    return one.given.get("font-weight") == "bold" or "head" in one.given.get("class", "").split()


def _is_middle(one: Piece) -> bool:
    return one.given.get("text-anchor") == "middle" or "mid" in one.given.get("class", "").split()


def _panel(title: str, found: list[Piece]) -> Panel:
    words = [one for one in found if one.name == "text"]
    heads = tuple((one.x, one.said) for one in words if _is_middle(one))
    names = [one for one in words if one.x == 0 and one.href]
    return Panel(title, heads, tuple(_row(name, found) for name in names))


def _row(name: Piece, found: Iterable[Piece]) -> Row:
    """Give what stands within the height of a row: from its name to a little below the line beneath it."""
    near = [one for one in found if name.y - 14 < one.y < name.y + 20]
    at_right = {one.y: one.said for one in near if one.name == "text" and one.x > 640}
    return Row(name, at_right.get(name.y, ""), at_right.get(name.y + 15, ""), tuple(near))
