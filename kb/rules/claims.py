"""Rules on one claim: its value, sign, unit, interval, design and what it is about."""

import re
from collections.abc import Iterator

from kb.model.citations import Location
from kb.model.claims import Impact
from kb.model.entry import Entry
from kb.model.facts import cites
from kb.model.rating import DIFFERENCE, LEVEL, NOT_MEASURED, RATIO, holds_no_effect
from kb.rules.finding import Context, Finding

CHANGE, NO_EVIDENCE = "change", "no-evidence-of-change"
MOST_PERCENT, MOST_PEOPLE, SMALL_SUM = 1000, 100_000_000, 1000
PER_HEAD = re.compile(
    r"\b(?:per|each|every|a (?:head|person|patient|day|hour|visit|week|month|item)|head)\b", re.IGNORECASE
)


def value_has_unit_and_measure(entry: Entry, _context: Context) -> Iterator[Finding]:
    """A value means nothing without its unit, and without saying whether it is a change, a level or a difference."""
    for index, impact in enumerate(entry.impacts):
        if impact.value is None:
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


def direction_agrees(entry: Entry, _context: Context) -> Iterator[Finding]:
    """A change or difference carries the sign of its direction, in any unit; a ratio lies on its side of 1."""
    for index, impact in enumerate(entry.impacts):
        if _contradicts(impact):
            message = f"direction is {impact.direction!r} but the value is {impact.value}"
            advice = "give a fall a negative and a rise a positive value, as the source has it"
            yield Finding(("impacts", index, "direction"), "direction-against-sign", message, advice)


def _contradicts(impact: Impact) -> bool:
    if impact.value is None or impact.measure == LEVEL:
        return False
    beyond = impact.value - (1 if impact.measure == RATIO else 0)
    return (impact.direction == "increase" and beyond < 0) or (impact.direction == "decrease" and beyond > 0)


def levels_have_no_direction(entry: Entry, _context: Context) -> Iterator[Finding]:
    """A level rises or falls only against something."""
    for index, impact in enumerate(entry.impacts):
        against = impact.baseline or impact.comparator or impact.from_ is not None
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
    """A change has the sign of the way from one level to the other."""
    for index, impact in enumerate(entry.impacts):
        if impact.from_ is None or impact.to is None or impact.value is None or impact.measure != CHANGE:
            continue
        if impact.value * (impact.to - impact.from_) < 0:
            message = f"the value is {impact.value}, but it goes from {impact.from_} to {impact.to}"
            advice = "check from, to and the sign of the value in the source"
            yield Finding(("impacts", index, "value"), "change-against-levels", message, advice)


def percents_are_possible(entry: Entry, _context: Context) -> Iterator[Finding]:
    """A fall is at most 100 percent, a share lies between 0 and 100, and 15 percent are not 0.15."""
    for index, impact in enumerate(entry.impacts):
        if impact.value is not None and impact.unit == "percent":
            yield from _percent(impact.value, impact.measure or CHANGE, impact.note, ("impacts", index, "value"))
    for index, figure in enumerate(entry.figures):
        if figure.value is not None and figure.unit == "percent":
            yield from _percent(figure.value, DIFFERENCE, figure.note, ("figures", index, "value"))


def _percent(value: float, measure: str, note: str | None, at: Location) -> Iterator[Finding]:
    low, high = (0, 100) if measure == LEVEL else (-100, MOST_PERCENT)
    if value < low or (value > high and not note):
        message = f"{value} percent is beyond reason for a {measure}"
        advice = "check the digits; where the source does print it, say so in the note"
        yield Finding(at, "percent-beyond-reason", message, advice)
    if 0 < abs(value) < 1 and not note:
        message = f"{value} percent is less than one in a hundred"
        advice = f"write {round(value * 100, 6):g} if the source prints that; otherwise say in the note what it prints"
        yield Finding(at, "share-as-percent", message, advice)


def people_are_whole(entry: Entry, _context: Context) -> Iterator[Finding]:
    """People are counted whole, and no group is larger than a continent's."""
    for index, group in enumerate(entry.population):
        for name in ("size", "size_max"):
            size, at = getattr(group, name), ("population", index, name)
            if size is not None and size != int(size):
                message = f"{size} is no number of people"
                advice = f"write {str(size).replace('.', ''):0<5} if thousands are meant; an average goes to figures"
                yield Finding(at, "part-of-a-person", message, advice)
            elif size is not None and size > MOST_PEOPLE:
                yield Finding(at, "people-beyond-reason", f"{size} people are beyond reason", "check the digits")


def sums_are_written_out(entry: Entry, _context: Context) -> Iterator[Finding]:
    """A sum is in units of its currency, not in millions; small ones are for something small."""
    for index, value in enumerate(entry.contract.values if entry.contract else []):
        small = 0 < value.amount < SMALL_SUM
        if (small and not PER_HEAD.search(f"{value.what} {value.period} {value.note}")) or round(
            value.amount, 2
        ) != value.amount:
            message = f"{value.amount} {value.currency} is a small sum for a contract"
            advice = "write it out: 20400000, not 20.4; where it is for each person, day or item, what says so"
            yield Finding(("contract", "values", index, "amount"), "sum-not-written-out", message, advice)


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
        if interval and impact.direction == NO_EVIDENCE and not impact.note and not holds_no_effect(impact):
            message = f"the interval {interval.low} to {interval.high} leaves no room for no effect"
            advice = "set the direction that the source found, or say in the note why it found none"
            yield Finding(("impacts", index, "direction"), "interval-against-direction", message, advice)


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
    percents_are_possible,
    people_are_whole,
    sums_are_written_out,
    intervals_hold_their_value,
    basis_fits_the_source,
    designs_name_their_comparison,
    results_say_what_they_are_about,
    schemes_are_evaluated,
)
