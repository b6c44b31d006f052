"""Writes SVG: elements with their text escaped, and a drawing that stands by itself or within a page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

# What a drawing looks like outside a page. Within one the stylesheet outweighs these, in the dark and in print too.
LOOKS = {
    "good": {"fill": "#176339", "stroke": "#176339"},
    "bad": {"fill": "#9a2a18", "stroke": "#9a2a18"},
    "none": {"fill": "#45525b", "stroke": "#45525b"},
    "mixed": {"fill": "#744600", "stroke": "#744600"},
    "unclear": {"fill": "#574782", "stroke": "#574782"},
    "level": {"fill": "#45525b", "stroke": "#45525b"},
    "hollow": {"fill": "#ffffff"},
    "ink": {"fill": "#17211f"},
    "soft": {"fill": "#515c59"},
    "line": {"fill": "none", "stroke": "#dbd8ce"},
    "edge": {"fill": "none", "stroke": "#7d8582"},
    "reach": {"fill": "none", "stroke": "#17211f", "stroke-width": "1.5"},
    "versus": {"fill": "none", "stroke": "#17211f", "stroke-width": "2", "stroke-dasharray": "3 2"},
    "land": {"fill": "#f5f4ef", "stroke": "#7d8582"},
    "beyond": {"fill": "none", "stroke": "#dbd8ce"},
    "accent": {"fill": "#0b5c55", "stroke": "#0b5c55"},
    "over": {"fill": "none", "stroke": "#9a2a18", "stroke-width": "3"},
    "onmark": {"fill": "#ffffff"},
    "name": {"font-size": "12.5"},
    "small": {"font-size": "11"},
    "head": {"font-weight": "bold"},
    "mid": {"text-anchor": "middle"},
    "end": {"text-anchor": "end"},
    "reported": {"fill-opacity": "0.35"},
    "disc": {"fill": "#0b5c55"},
    "point": {"stroke-width": "1"},
    "mark": {"stroke-width": "1.6"},
    "arc": {"fill": "none", "stroke-width": "3.5"},
    "dashed": {"stroke-dasharray": "3 2"},
    "dotted": {"stroke-dasharray": "1 2"},
    "mixing": {"stroke-dasharray": "6 2 1 2"},
    "sparse": {"stroke-dasharray": "2 4"},
    # How dark a bubble is, by the strength of its best design.
    **{f"shade{strength}": {"fill-opacity": f"{0.12 + 0.16 * strength:.2f}"} for strength in range(6)},
    "gap": {"fill": "none", "stroke": "#dbd8ce", "stroke-dasharray": "2 3"},
}
# Small words and signs that a cut text does not end with.
SMALL = (
    "a|an|the|of|in|on|at|to|by|for|from|with|within|without|into|over|after|and|or|than|that|which|who|their|its|"
    "is|are|was|were"
)
DANGLING = rf"(?i)([\s,.:;(–-]|\b({SMALL})\b)+$"
LINE, LETTER = 18.0, 5.8
FONT = "Segoe UI, Roboto, Noto Sans, Liberation Sans, DejaVu Sans, Arial, sans-serif"
Value = str | float


def element(name: str, inner: str = "", look: str = "", **attributes: Value) -> str:
    """Write one element; `look` names its classes, `inner` is SVG already written."""
    pairs: dict[str, Value] = {"class": look} if look else {}
    pairs.update({key.replace("_", "-"): value for key, value in attributes.items()})
    written = "".join(f' {key}="{_value(value)}"' for key, value in pairs.items())
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"


def text(x: float, y: float, words: str, look: str = "ink", **attributes: Value) -> str:
    """Write a line of text."""
    return element("text", escape(words), look, x=x, y=y, **attributes)


def link(address: str, inner: str, at: tuple[float, float] | None = None) -> str:
    """Write a link around what is drawn, moved to where it stands; without an address, only what is drawn."""
    moved = {"transform": f"translate({at[0]:g} {at[1]:g})"} if at else {}
    if address:
        return element("a", inner, href=address, **moved)
    return element("g", inner, **moved) if moved else inner


def shortened(words: str, most: int) -> str:
    """Shorten a text to a number of characters: after a word, unless next to nothing remains, and before an open bracket."""
    if len(words) <= most:
        return words
    cut = words[: most - 1]
    head = cut.rpartition(" ")[0]
    kept = head if len(head) > most / 3 else cut
    opened = kept.rfind("(")
    if opened > most / 3 and ")" not in kept[opened:]:
        kept = kept[:opened]
    return (re.sub(DANGLING, "", kept) or kept) + "…"


@dataclass(frozen=True)
class Picture:
    """One drawing: its size, what it shows in words, and what is in it."""

    width: float
    height: float
    words: str
    inner: str
    key: tuple[tuple[str, str], ...] = ()
    """Each mark, drawn around nought, with its meaning: a page has them beside the drawing, a file within it."""

    @property
    def within(self) -> str:
        """Give it for a page, which styles it."""
        size = f"0 0 {_value(self.width)} {_value(self.height)}"
        return element("svg", self.inner, "drawing", viewBox=size, role="group", aria_label=self.words, font_size=13)

    def alone(self, citation: Iterable[str]) -> str:
        """Give it as a file: on paper's white, with its key and its citation beneath."""
        lines = tuple(citation)
        key, below = _key(self.key, self.width, self.height + LINE)
        height = below + LINE * len(lines) + 12
        notes = "".join(
            text(8, below + LINE * number, line, "soft", font_size=11) for number, line in enumerate(lines, 1)
        )
        paper = element("rect", width=self.width, height=height, fill="#ffffff")
        title = element("title", escape(self.words))
        size: dict[str, Value] = {
            "width": self.width,
            "height": height,
            "viewBox": f"0 0 {_value(self.width)} {_value(height)}",
        }
        given = {"xmlns": "http://www.w3.org/2000/svg", **size, "font_family": FONT, "font_size": 13}
        return element("svg", title + paper + dressed(self.inner + key + notes), "", **given)


def _key(key: Iterable[tuple[str, str]], width: float, top: float) -> tuple[str, float]:
    """Lay out a key in lines of a width, and give how far down it reaches."""
    parts, x, y = [], 16.0, top
    for mark, words in key:
        across = 34 + LETTER * len(words)
        if x > 16 and x + across > width:
            x, y = 16.0, y + LINE + 4
        parts.append(element("g", mark + text(13, 4, words, "soft small"), transform=f"translate({x:g} {y:g})"))
        x += across
    return "".join(parts), y + LINE / 2 if parts else top - LINE


def dressed(inner: str) -> str:
    """Write out the looks of each class, for where no stylesheet is."""
    return re.sub(r' class="([a-z0-9 ]+)"', lambda found: _looks(found[1].split()), inner)


def _looks(classes: list[str]) -> str:
    merged: dict[str, str] = {}
    for one in classes:
        merged |= LOOKS.get(one, {})
    return "".join(f' {key}="{value}"' for key, value in merged.items())


def _value(value: Value) -> str:
    return escape(value) if isinstance(value, str) else f"{round(value, 1):g}"
