"""The outcome plot as SVG: a line a claim, its mark by effect, so that nobody needs to tell colours apart."""

import math
from collections.abc import Callable, Iterator
from html import escape

from kb.published import wording
from kb.published.labels import Labels
from kb.published.record_types import ImpactRecord
from kb.site.drawing.outcome_plot import COLUMNS, LEFT, RIGHT, OutcomePlot, Panel, PlotClaim, PlotRow, Spot
from kb.site.drawing.row_names import NAME, row_names
from kb.site.drawing.scale import Scale
from kb.site.drawing.svg import Picture, element, link, shortened, text

WIDTH, ROW, HEAD, SIZE = 850.0, 38.0, 58.0, 30
# A mark of what lies beyond the scale stands so far before the tip of its arrow.
BEFORE_THE_TIP = 9.0
# The width that a digit of a tick takes where a plot is narrowest, on a telephone.
DIGIT = 12.0
AIMED = {"target": "target", "projection": "projection", "illustration": "story"}
# Where a shape begins beside its middle, and how it goes on from there.
Outline = tuple[float, float, str]
SHAPES: dict[str, Outline] = {
    "good": (0, -6, "a6 6 0 1 0 .01 0z"),
    "bad": (0, -7, "l7 7l-7 7l-7 -7z"),
    "none": (-5.5, -5.5, "h11v11h-11z"),
    "mixed": (-7, 6, "l7 -13l7 13z"),
    "unclear": (-6, -2, "h4v-4h4v4h4v4h-4v4h-4v-4h-4z"),
    "level": (-2.5, -7, "h5v14h-5z"),
}
MEANINGS = {
    "good": "good", "bad": "bad", "none": "no clear effect", "mixed": "mixed", "unclear": "unclear", "level": "level, or an aim",
}  # fmt: skip


def outcome_picture(plot: OutcomePlot, labels: Labels, words: str, link_to: Callable[[str], str]) -> Picture:
    """Draw the plot; `link_to` gives the address behind each row's name."""
    parts, top, names = [], 0.0, row_names(plot)
    for panel in plot.panels:
        parts.append(_axis(panel, top))
        top += HEAD
        parts.append(_lines(top, len(panel.rows)))
        for row in panel.rows:
            parts.append(_claim(row.claim, names, labels, top, link_to) + _marks(row, top + ROW / 2))
            top += ROW
        top += 14
    if plot.columns:
        parts.append(_heads(top))
        top += HEAD
        parts.append(_lines(top, len(plot.columns)))
        for claim, column in plot.columns:
            mark = _mark(claim.impact, _column_at(column), top + ROW / 2)
            parts.append(_claim(claim, names, labels, top, link_to) + mark)
            top += ROW
    return Picture(WIDTH, top + 4, words, element("g", "".join(parts), "rows"), tuple(_key(plot)))


def _key(plot: OutcomePlot) -> Iterator[tuple[str, str]]:
    """Give the marks that the plot holds, each with its meaning."""
    impacts = [claim.impact for claim in plot.claims]
    rows = [row for panel in plot.panels for row in panel.rows]
    shown = {shape(impact) for impact in impacts}
    yield from (
        (element("path", look=f"{one} mark", d=_outline(one)), words) for one, words in MEANINGS.items() if one in shown
    )
    pale = any(impact.basis == "reported" for impact in impacts)
    spots = [spot for row in rows for spot in (row.value, row.to, row.comparator, *(row.interval or ())) if spot]
    for look, path, words, held in (
        ("good mark reported", _outline("good"), "pale: claimed without a method", pale),
        ("good mark hollow", _outline("good"), "hollow: hoped for", not all(impact.measured for impact in impacts)),
        ("reach", "M-8 0H8M-8 -4v8M8 -4v8", "interval", any(row.interval for row in rows)),
        ("versus", "M0 -8V8", "comparator", any(row.comparator for row in rows)),
        ("reach", "M0 -5l6 5l-6 5", "goes on beyond the scale", any(spot.beyond for spot in spots)),
    ):
        if held:
            yield element("path", look=look, d=path), words


def shape(impact: ImpactRecord) -> str:
    """Give the effect whose mark an impact bears; a level or an aim without effect has the level's."""
    return impact.effect or "level"


def _axis(panel: Panel, top: float) -> str:
    bottom, scale = top + HEAD + ROW * len(panel.rows), panel.scale
    grid = "".join(f"M{scale.at(tick):.1f} {top + HEAD - 8:g}V{bottom:g}" for tick in scale.ticks)
    ticks = "".join(
        text(scale.at(tick), top + HEAD - 13, wording.number(tick), "soft small mid") for tick in _told(scale)
    )
    zero = "" if panel.middle is None else element(
        "path", look="edge", d=f"M{scale.at(panel.middle):.1f} {top + HEAD - 8:g}V{bottom:g}"
    )  # fmt: skip
    title = text(0, top + 16, panel.title, "ink head")
    ends = "" if panel.middle is None else (
        text(LEFT, top + 31, "← fell", "soft small") + text(RIGHT, top + 31, "rose →", "soft small end")
    )  # fmt: skip
    return title + ends + element("path", look="line", d=grid) + zero + ticks


def _told(scale: Scale) -> tuple[float, ...]:
    """Give the ticks whose numbers have room beside each other, two at least."""
    ticks = scale.ticks
    apart = (RIGHT - LEFT) / max(len(ticks) - 1, 1)
    every = math.ceil(max(len(wording.number(tick)) for tick in ticks) * DIGIT / apart)
    found = ticks[::every]
    return found if len(found) > 1 else (ticks[0], ticks[-1])


def _lines(top: float, rows: int) -> str:
    """Draw a line beneath each row, beyond the edge: on a telephone, whose stylesheet narrows it, it has to reach there."""
    return element("path", look="line", d="".join(f"M0 {top + ROW * (row + 1):g}h1100" for row in range(rows)))


def _heads(top: float) -> str:
    title = text(0, top + 16, "No number, or a unit of its own", "ink head")
    return title + "".join(
        text(_column_at(number), top + HEAD - 13, name, f"soft small mid{' odd' * (number % 2)}")
        for number, name in enumerate(COLUMNS)
    )


def _column_at(number: int) -> float:
    step = (RIGHT - LEFT) / len(COLUMNS)
    return LEFT + step * (number + 0.5)


def _claim(claim: PlotClaim, names: dict[str, str], labels: Labels, top: float, link_to: Callable[[str], str]) -> str:
    impact = claim.impact
    called = names[claim.url]
    # A name that was cut is told whole to a pointer.
    whole = element("title", escape(claim.name)) if len(claim.name) > NAME else ""
    known = AIMED.get(impact.basis) or labels.label("study_designs", impact.design).lower()
    strength = "" if impact.strength is None or not impact.measured else f", {impact.strength} of 5"
    name = text(0, top + 16, called, "ink name")
    after = strength + (f"; {claim.reading}" if claim.reading else "")
    under = shortened(", ".join(part for part in (claim.year, known) if part), NAME + 4 - len(after)) + after
    size = wording.result(impact) or labels.label("directions", impact.direction).lower()
    return "".join(
        (
            link(link_to(claim.url), whole + name),
            text(0, top + 31, under, "soft small under"),
            text(RIGHT + 14, top + 16, shortened(size, SIZE), "ink name size"),
            text(RIGHT + 14, top + 31, _reach(impact), "soft small size"),
        )
    )


def _reach(impact: ImpactRecord) -> str:
    if impact.value is None or not impact.measured:
        return "" if impact.measured else AIMED[impact.basis] + (", not reached" if impact.reached else "")
    if impact.interval_low is None or impact.interval_high is None:
        return "a level, no interval printed" if impact.measure == "level" else "no interval printed"
    level = "" if impact.interval_level is None else f"{wording.number(impact.interval_level)}% "
    return f"{level}interval {wording.number(impact.interval_low)} to {wording.number(impact.interval_high)}"


def _marks(row: PlotRow, y: float) -> str:
    impact, parts = row.claim.impact, []
    if row.interval:
        low, high = row.interval
        ends = "".join(f"M{spot.at:.1f} {y - 4:g}v8" for spot in row.interval if not spot.beyond)
        parts.append(element("path", look="reach", d=f"M{low.at:.1f} {y:g}H{high.at:.1f}{ends}"))
    if row.to:
        parts.append(element("path", look="reach", d=f"M{row.value.at:.1f} {y:g}H{row.to.at:.1f}"))
    if row.comparator:
        parts.append(element("path", look="versus", d=f"M{row.comparator.at:.1f} {y - 11:g}v22"))
    values = [spot for spot in (row.value, row.to) if spot]
    marks = "".join(_mark(impact, spot.at - BEFORE_THE_TIP * spot.beyond, y) for spot in values)
    spots = [*values, *(row.interval or ()), *([row.comparator] if row.comparator else [])]
    return "".join(parts) + marks + "".join(_arrow(spot, y) for spot in spots if spot.beyond)


def _arrow(spot: Spot, y: float) -> str:
    """Say at the end of the scale that a number lies beyond it."""
    return element(
        "path",
        look="reach tip",
        d=f"M{spot.at - 6 * spot.beyond:.1f} {y - 5:g}l{6 * spot.beyond} 5l{-6 * spot.beyond} 5",
    )


def _mark(impact: ImpactRecord, x: float, y: float) -> str:
    known = {"observed": "", "reported": " reported"}.get(impact.basis, " hollow")
    return element("path", look=f"{shape(impact)} mark{known}", d=_outline(shape(impact), x, y))


def _outline(name: str, x: float = 0, y: float = 0) -> str:
    """Give the path of a shape around a point; it needs no transform, which a stylesheet would take the place of."""
    across, down, rest = SHAPES[name]
    return f"M{round(x + across, 1):g} {round(y + down, 1):g}{rest}"
