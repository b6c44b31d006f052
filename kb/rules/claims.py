"""Rules on one claim: its value, sign, unit, interval, design and what it is about."""

import re
from collections.abc import Iterator

from kb.model.claims import Impact, Interval
from kb.model.entry import Entry
from kb.model.facts import cites
from kb.model.rating import DIFFERENCE, LEVEL, NOT_MEASURED, RATIO, holds_no_effect
from kb.rules.finding import Context, Finding

CHANGE, NO_EVIDENCE, NOT_STATED = "change", "no-evidence-of-change", "not-stated"
# How a baseline begins that says that there is none.
NO_BASELINE = re.compile(r"(?:no|none|not|nothing|unknown|n/?a|without)\b", re.IGNORECASE)
# How far a change may lie from what its two levels give, as a part of it: printed numbers are rounded.
ROUNDED = 0.06


def value_has_unit_and_measure(entry: Entry, _context: Context) -> Iterator[Finding]:
    """A value means nothing without its unit, and without saying whether it is a change, a level or a difference."""
    for index, impact in enumerate(entry.impacts):
        if impact.value is None:
            yield from _without_value(impact, index)
            continue
        at = ("impacts", index, "value")
        if impact.unit is None and "scale" not in (impact.note or "") and impact.measure != RATIO:
            message = f"the value {impact.value} has no unit"
            advice = "add unit: percent, days, patients, GBP …; where the source names no scale, say so in the note"
            yield Finding(at, "value-without-unit", message, advice)
        if impact.measure is None:
            message = f"the value {impact.value} may be a change, a level, a difference or a ratio"
            advice = "add measure: change (against before), level (a state), difference (between groups) or ratio"
            yield Finding(at, "value-without-measure", message, advice)


def _without_value(impact: Impact, index: int) -> Iterator[Finding]:
    """Find a unit of nothing: neither a value stands there, nor levels, nor the value of a comparator."""
    others = (impact.from_, impact.to, impact.interval, impact.comparator and impact.comparator.value)
    if impact.unit is not None and all(other is None for other in others):
        message = f"the unit {impact.unit!r} stands there without a value"
        yield Finding(
            ("impacts", index, "unit"), "unit-without-value", message, "add value, or remove unit and measure"
        )


def direction_agrees(entry: Entry, _context: Context) -> Iterator[Finding]:
    """A change or difference carries the sign of its direction, in any unit; a ratio lies on its side of 1."""
    for index, impact in enumerate(entry.impacts):
        if _contradicts(impact):
            message = f"direction is {impact.direction!r} but the value is {impact.value}"
            advice = "give a fall a negative and a rise a positive value, as the source has it"
            yield Finding(("impacts", index, "direction"), "direction-against-sign", message, advice)
        elif impact.direction == NOT_STATED and impact.measure == CHANGE and impact.value:
            message = f"a change of {impact.value} is given, and direction says that none is stated"
            advice = "set direction: decrease for a fall, increase for a rise; or correct measure where it is no change"
            yield Finding(("impacts", index, "direction"), "direction-against-sign", message, advice)


def _contradicts(impact: Impact) -> bool:
    if impact.value is None or impact.measure == LEVEL:
        return False
    if impact.value == 0 and impact.measure == CHANGE and not impact.note:
        return impact.direction in {"increase", "decrease"}
    beyond = impact.value - (1 if impact.measure == RATIO else 0)
    return (impact.direction == "increase" and beyond < 0) or (impact.direction == "decrease" and beyond > 0)


def levels_have_no_direction(entry: Entry, _context: Context) -> Iterator[Finding]:
    """A level rises or falls only against something."""
    for index, impact in enumerate(entry.impacts):
        baseline = impact.baseline and not NO_BASELINE.match(impact.baseline)
        against = baseline or impact.comparator or impact.from_ is not None
        if impact.measure == LEVEL and impact.direction in {"increase", "decrease"} and not against:
            message = f"a level is given as {impact.direction!r}, but nothing that it is compared with"
            advice = "set direction: not-stated, or add baseline, comparator or from"
            yield Finding(("impacts", index, "direction"), "level-as-change", message, advice)


def changes_fit_their_levels(entry: Entry, _context: Context) -> Iterator[Finding]:
    """A change from one level to another gives both."""
    for index, impact in enumerate(entry.impacts):
        if (impact.from_ is None) != (impact.to is None):
            message = "only one of from and to is given"
            yield Finding(("impacts", index), "half-a-change", message, "add the other as printed, or remove both")


def changes_follow_their_levels(entry: Entry, _context: Context) -> Iterator[Finding]:
    """A change has the sign and the size of the way from one level to the other."""
    for index, impact in enumerate(entry.impacts):
        if impact.from_ is None or impact.to is None or impact.measure not in {CHANGE, None}:
            continue
        way = impact.to - impact.from_
        if (impact.direction == "increase" and way < 0) or (impact.direction == "decrease" and way > 0):
            message = f"direction is {impact.direction!r}, but it goes from {impact.from_} to {impact.to}"
            advice = "swap from and to, or correct direction, as the source has it"
            yield Finding(("impacts", index, "direction"), "change-against-levels", message, advice)
        elif impact.value is not None and not _is_of_levels(impact, impact.value, impact.from_, way):
            message = f"the value is {impact.value}, but it goes from {impact.from_} to {impact.to}"
            advice = (
                "check from, to and the value with its sign in the source; where it prints them so, say so in the note"
            )
            yield Finding(("impacts", index, "value"), "change-against-levels", message, advice)


def _is_of_levels(impact: Impact, value: float, begin: float, way: float) -> bool:
    """Tell whether a change is the way between its levels, as it is or in percent of the first, but for rounding."""
    if value * way < 0:
        return False
    ways = [way, *([100 * way / begin] if begin else [])]
    return bool(impact.note) or any(abs(value - one) <= ROUNDED * max(abs(value), abs(one), 1) for one in ways)


def ratios_are_above_nothing(entry: Entry, _context: Context) -> Iterator[Finding]:
    """A ratio says how many times as much, so it is above 0 and in no percent."""
    for index, impact in enumerate(entry.impacts):
        if impact.measure != RATIO or impact.value is None:
            continue
        if impact.value <= 0 or impact.unit == "percent":
            unit = f" {impact.unit}" if impact.unit else ""
            message = f"{impact.value}{unit} is no ratio: 1 is no difference, 0.9 a tenth less"
            advice = "write the ratio as printed, without a unit, or correct measure"
            yield Finding(("impacts", index, "value"), "no-ratio", message, advice)


def differences_name_both_sides(entry: Entry, context: Context) -> Iterator[Finding]:
    """A difference lies between two groups, and says which the other is; a review's are many."""
    for index, impact in enumerate(entry.impacts):
        if (
            impact.measure == DIFFERENCE
            and impact.comparator is None
            and not (impact.note or _reviews(impact, context))
        ):
            message = "a difference is given, and not from what"
            advice = "add comparator: {name: …}, or correct measure; a change against before is a change"
            yield Finding(("impacts", index, "measure"), "difference-without-comparator", message, advice)


def intervals_hold_their_value(entry: Entry, _context: Context) -> Iterator[Finding]:
    """An interval lies around its value."""
    for index, impact in enumerate(entry.impacts):
        interval, at = impact.interval, ("impacts", index, "interval")
        if interval and interval.low > interval.high:
            message = f"low {interval.low} is above high {interval.high}"
            yield Finding(at, "interval-reversed", message, "swap the limits")
        elif interval and impact.value is not None and not interval.low <= impact.value <= interval.high:
            message = f"the interval {interval.low} to {interval.high} does not contain the value {impact.value}"
            advice = "check the value, its sign and the limits in the source"
            yield Finding(at, "interval-without-value", message, advice)
        if interval and impact.value is None and _lies_beyond(interval, impact):
            message = f"direction is {impact.direction!r}, and the interval is {interval.low} to {interval.high}"
            advice = "check the signs of the limits, or correct direction, as the source has it"
            yield Finding(("impacts", index, "direction"), "interval-against-direction", message, advice)
        if interval and impact.direction == NO_EVIDENCE and not impact.note and not holds_no_effect(impact):
            message = f"the interval {interval.low} to {interval.high} leaves no room for no effect"
            advice = "set the direction that the source found, or say in the note why it found none"
            yield Finding(("impacts", index, "direction"), "interval-against-direction", message, advice)


def _lies_beyond(interval: Interval, impact: Impact) -> bool:
    """Tell whether a whole interval lies on the other side of no effect than the direction."""
    neutral = 1 if impact.measure == RATIO else 0
    if impact.measure == LEVEL:
        return False
    return (impact.direction == "increase" and interval.high < neutral) or (
        impact.direction == "decrease" and interval.low > neutral
    )


def basis_fits_the_source(entry: Entry, context: Context) -> Iterator[Finding]:
    """Observed needs a source that measured, and a named way of measuring; a figure without method is reported."""
    for index, impact in enumerate(entry.impacts):
        if impact.basis != "observed":
            continue
        at = ("impacts", index, "basis")
        sources = [context.sources[cite.source] for cite in cites(impact.cite) if cite.source in context.sources]
        if sources and not any(source.measured for source in sources):
            message = f"basis is 'observed' but the source {cites(impact.cite)[0].source} measured nothing"
            advice = "use reported, target or projection, or set measured: true in the source's file if it did"
            yield Finding(at, "observed-not-measured", message, advice)
        elif _without_method(impact):
            message = f"basis is 'observed' but design is {impact.design!r}: nothing tells how it was measured"
            yield Finding(at, "observed-without-method", message, "use reported, or name the design")


def _without_method(impact: Impact) -> bool:
    """A level that a study tells in passing needs no design of its own; a figure without any way of measuring does."""
    if impact.design == "description":
        return impact.measure != LEVEL
    return impact.design == "not-stated" and impact.value is not None


def designs_name_their_comparison(entry: Entry, context: Context) -> Iterator[Finding]:
    """A design that compares says with whom."""
    for index, impact in enumerate(entry.impacts):
        if _compares(impact, context) and impact.comparator is None and impact.basis not in NOT_MEASURED:
            message = f"design is {impact.design!r}, which compares, but no comparator is given"
            advice = "add comparator: {name: …}, or choose the design that the source describes"
            yield Finding(("impacts", index, "design"), "design-without-comparator", message, advice)
        if impact.reviewed_design and not _reviews(impact, context):
            message = f"reviewed_design is given, but design is {impact.design!r}"
            advice = "set design to one that reviews studies, or remove reviewed_design"
            yield Finding(("impacts", index, "reviewed_design"), "reviewed-without-review", message, advice)


def comparators_tell_once(entry: Entry, _context: Context) -> Iterator[Finding]:
    """Where values tell which changed more, or a difference has counted it, no word need."""
    for index, impact in enumerate(entry.impacts):
        other = impact.comparator
        if other is None or other.changed is None:
            continue
        if impact.measure in (LEVEL, DIFFERENCE, RATIO) or other.value is not None:
            told = "a value of its own tells" if other.value is not None else f"a {impact.measure} has counted"
            message = f"changed is given, but {told} what the comparator did"
            place = ("impacts", index, "comparator", "changed")
            yield Finding(place, "changed-told-otherwise", message, "remove changed")


def _compares(impact: Impact, context: Context) -> bool:
    design = context.vocabularies.terms("study_designs").get(impact.design)
    return design is not None and design.compares == "others"


def _reviews(impact: Impact, context: Context) -> bool:
    design = context.vocabularies.terms("study_designs").get(impact.design)
    return design is not None and design.reviews


def results_say_what_they_are_about(entry: Entry, _context: Context) -> Iterator[Finding]:
    """Where an entry has several care models and contract types, a result says which it concerns."""
    own = [*entry.care_models, *(entry.contract.types if entry.contract else [])]
    for index, impact in enumerate(entry.impacts):
        if impact.about is None and len(own) > 1 and impact.basis not in NOT_MEASURED:
            message = f"the entry has {', '.join(own)}, and the result does not say which of them it concerns"
            advice = "add about: with those it concerns; [] where it concerns the scheme and none of them"
            yield Finding(("impacts", index), "about-missing", message, advice, tuple(own))
        for place, one in enumerate(impact.about or []):
            if one not in own:
                message = f"the entry has no care model or contract type {one!r}"
                advice = (
                    "name one of the entry's own, or add it to care_models or contract.types if the source supports it"
                )
                yield Finding(("impacts", index, "about", place), "about-not-own", message, advice, tuple(own))


def schemes_are_evaluated(entry: Entry, _context: Context) -> Iterator[Finding]:
    """The schemes that a result concerns are among those that the entry evaluates."""
    evaluated = tuple(link.slug for link in entry.related if link.relation == "evaluates")
    for index, impact in enumerate(entry.impacts):
        for place, slug in enumerate(impact.schemes):
            if slug not in evaluated:
                message = f"the entry does not evaluate {slug!r}"
                advice = "correct the slug, or add it to related with the relation evaluates"
                yield Finding(("impacts", index, "schemes", place), "scheme-not-evaluated", message, advice, evaluated)


CLAIM_RULES = (
    value_has_unit_and_measure,
    direction_agrees,
    levels_have_no_direction,
    changes_fit_their_levels,
    changes_follow_their_levels,
    ratios_are_above_nothing,
    differences_name_both_sides,
    intervals_hold_their_value,
    basis_fits_the_source,
    designs_name_their_comparison,
    comparators_tell_once,
    results_say_what_they_are_about,
    schemes_are_evaluated,
)
