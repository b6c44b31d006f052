"""Holds an outcome plot, as it was read back, against the impacts that it draws, and says where they differ."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tests.site.drawing.reading import Panel, Row, numbers, panels

Impact = Mapping[str, Any]
CLOSE = 0.5
# What is drawn beyond a scale stands so far before the tip of its arrow.
BEFORE_THE_TIP = 9.0
COLUMN_OF = {"none": "no clear effect", "mixed": "mixed or unclear"}
COLUMN_BY_DIRECTION = {"decrease": "fell", "increase": "rose"}
HOPES = ("target", "projection", "illustration")


def faults(svg: str, impacts: Mapping[str, Impact]) -> list[str]:
    """Say where a plot differs from the database."""
    found: list[str] = []
    for panel in panels(svg):
        for row in panel.rows:
            impact = impacts[row.impact]
            wrong = _on_scale(panel, row, impact) if panel.is_scale else _in_column(panel, row, impact)
            found += [f"{row.impact}: {one}" for one in (*wrong, *_words(row, impact), *_looks(row, impact))]
        found += [f"{panel.title}: {one}" for one in _together(panel, [impacts[row.impact] for row in panel.rows])]
    return found


def _in_column(panel: Panel, row: Row, impact: Impact) -> Iterator[str]:
    expected = COLUMN_OF.get(impact["effect"]) or COLUMN_BY_DIRECTION.get(impact["direction"], "mixed or unclear")
    places = {name: x for x, name in panel.heads}
    if [abs(mark.x - places[expected]) < CLOSE for mark in row.marks] != [True]:
        yield f"is not in the column {expected}"


def _on_scale(panel: Panel, row: Row, impact: Impact) -> Iterator[str]:
    if len(panel.heads) < 2:
        yield "a scale with one tick can't be read"
        return
    values = [impact[name] for name in ("value", "value_to") if impact[name] is not None]
    ends = [impact[name] for name in ("interval_low", "interval_high") if impact[name] is not None]
    other = (
        [] if impact["measure"] == "difference" or impact["comparator_value"] is None else [impact["comparator_value"]]
    )
    spans = [end for span in row.spans[: 1 if ends else 0] for end in span]
    clipped = 0
    for what, wanted, drawn, before in (
        ("value", values, [mark.x for mark in row.marks], BEFORE_THE_TIP),
        ("interval", ends, spans, 0.0),
        ("comparator", other, row.comparators, 0.0),
    ):
        if len(wanted) != len(drawn):
            yield f"{what}: {len(wanted)} expected, {len(drawn)} drawn"
            continue
        for value, x in zip(sorted(wanted), sorted(drawn), strict=True):
            if abs(panel.at(value) - x) < CLOSE:
                continue
            clipped += 1
            if not any(_is_beyond(panel.at(value), x, arrow, before) for arrow in row.arrows):
                yield f"{what} {value} stands at {x}, not at {panel.at(value):.1f}, and no arrow says so"
    if clipped != len(row.arrows):
        yield f"{len(row.arrows)} arrows for {clipped} clipped values"


def _is_beyond(expected: float, x: float, arrow: tuple[float, int], before: float) -> bool:
    tip, side = arrow
    return (expected - tip) * side > 0 and abs(x - (tip - before * side)) < CLOSE


def _words(row: Row, impact: Impact) -> Iterator[str]:
    said = [impact[name] for name in ("value", "value_to", "from", "to") if impact[name] is not None]
    both = impact["from"] is not None and impact["to"] is not None
    said = said if both else [impact[name] for name in ("value", "value_to") if impact[name] is not None]
    if numbers(row.size)[: len(said)] != [float(value) for value in said]:
        yield f"says {row.size!r} of {said}"
    ends = [impact["interval_low"], impact["interval_high"]]
    if impact["value"] is None or impact["basis"] in HOPES:
        return
    if None in ends and "no interval printed" not in row.reach:
        yield f"does not say that no interval is printed: {row.reach!r}"
    if None not in ends and numbers(re.sub(r"^[\d.]+% ", "", row.reach)) != [float(end) for end in ends]:
        yield f"says {row.reach!r} of {ends}"


def _looks(row: Row, impact: Impact) -> Iterator[str]:
    """Hollow is hoped for, pale is claimed without a method, full was measured."""
    for mark in row.marks:
        classes = mark.given.get("class", "").split()
        hollow = "hollow" in classes or mark.given.get("fill") == "#ffffff"
        pale = "reported" in classes or mark.given.get("fill-opacity") == "0.35"
        if (hollow, pale) != (impact["basis"] in HOPES, impact["basis"] == "reported"):
            yield f"{impact['basis']} is drawn as {mark.given}"


def _together(panel: Panel, rows: list[Impact]) -> Iterator[str]:
    kinds = {(_kind(impact), impact["unit"], impact["unit_label"]) for impact in rows}
    if panel.is_scale and len(kinds) > 1:
        yield f"mixes {kinds}"
    order = [(impact["basis"] in HOPES, -(-1 if impact["strength"] is None else impact["strength"])) for impact in rows]
    if order != sorted(order):
        yield "is not sorted by strength"


def _kind(impact: Impact) -> str:
    return "change" if impact["measure"] in ("change", "difference") else impact["measure"] or "level"
