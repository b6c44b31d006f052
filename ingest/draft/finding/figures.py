"""Facts that are no results: people that are counted, sums of contracts, and any other figure."""

import re

from ingest.draft.finding import chances
from ingest.draft.finding.amounts import Amount, number
from ingest.draft.finding.comparisons import Comparisons
from ingest.draft.finding.evidence import Evidence
from ingest.draft.finding.facts import Fact, FactKind, Value
from ingest.draft.finding.passages import Passage
from ingest.draft.finding.words import pattern

_OVER_YEARS = re.compile(
    r"\b(?:over|for|across|during) (?:the |a period of |the next )?(\w+)[- ]years?\b", re.IGNORECASE
)
_YEARS_LONG = re.compile(
    r"\b(\w+)[- ]year,? (?:\w+ ){0,3}(?:contract|deal|agreement|alliance|programme|tender)", re.IGNORECASE
)


def unit_of(amount: Amount, found: Comparisons) -> str:
    """Give the unit of an amount; of a level before and after, that of the second."""
    pair = found.levels.get(amount.start)
    return (pair[1].unit or pair[0].unit) if pair else amount.unit


def numbers_of(amount: Amount, found: Comparisons) -> tuple[str, ...]:
    """All numbers that the fact holds, as plain digits, with the first the amount's own."""
    values = [amount.low, *([abs(amount.high)] if amount.high is not None else [])]
    if pair := found.levels.get(amount.start):
        values.append(pair[1].low)
    if other := found.others.get(amount.start):
        values.append(other.low)
    limits = found.intervals.get(amount.start, {})
    return tuple(
        [format(v.normalize(), "f") for v in values]
        + [f"{abs(limits[name]):g}" for name in ("low", "high") if name in limits]
    )


def contract_value(passage: Passage, amount: Amount) -> Fact:
    """Give the sum of a contract."""
    fields: dict[str, Value] = {"amount": number(amount.low)}
    if amount.qualifier:
        fields["qualifier"] = amount.qualifier
    fields |= {"currency": amount.unit[:3], "what": "Say what the sum pays for"}
    if period := _paid_for(passage, amount):
        fields["period"] = period
    return Fact(
        FactKind.CONTRACT_VALUE,
        fields,
        (passage.spot(amount.start),),
        chances.CONTRACT_VALUE,
        (format(amount.low.normalize(), "f"),),
        amount.unit,
    )


def _paid_for(passage: Passage, amount: Amount) -> str:
    """Give the time that a sum covers: a year, or 'five years' of 'over five years' and 'a five-year contract'."""
    if amount.unit.endswith("-a-year"):
        return "a year"
    after, before = passage.text[amount.end : amount.end + 80], passage.text[max(0, amount.start - 80) : amount.start]
    found = _OVER_YEARS.search(after) or _YEARS_LONG.search(before) or _YEARS_LONG.search(after)
    if found:
        return f"{found[1]} years"
    return "a year" if re.search(r"\bannual\b", passage.lower) else ""


def population(passage: Passage, amount: Amount) -> Fact:
    """Give the people that somebody serves."""
    fields: dict[str, Value] = {"size": number(amount.low)}
    if amount.high is not None:
        fields["size_max"] = number(amount.high)
    if amount.qualifier:
        fields["qualifier"] = amount.qualifier
    groups = [m.term for m in passage.mentions if m.vocabulary == "population_groups" and m.term]
    fields |= {"counts": amount.noun or amount.unit, "group": groups[0] if groups else "whole-population"}
    return Fact(
        FactKind.POPULATION,
        fields,
        (passage.spot(amount.start),),
        chances.POPULATION,
        numbers_of(amount, Comparisons()),
        amount.unit,
    )


def figure(passage: Passage, amount: Amount, found: Comparisons, evidence: Evidence) -> Fact:
    """Give any other number with its unit."""
    fields: dict[str, Value] = {"qualifier": amount.qualifier} if amount.qualifier else {}
    fields["value"] = number(amount.low)
    if amount.high is not None:
        fields["value_to"] = number(abs(amount.high))
    if amount.unit:
        fields["unit"] = amount.unit
    fields["what"] = f"Say what is counted: {amount.noun or amount.unit.replace('-', ' ') or 'number without a unit'}"
    if (period := pattern("period", ignoring_case=False).search(passage.text)) is not None:
        fields["period"] = period[0]
    if interval := found.intervals.get(amount.start):
        fields["note"] = f"Interval of {interval['level']} percent: {interval['low']} to {interval['high']}."
    return Fact(
        FactKind.FIGURE,
        fields,
        (passage.spot(amount.start),),
        chances.of_figure(amount, _is_estimate(amount, found, evidence)),
        numbers_of(amount, found),
        unit_of(amount, found),
    )


def _is_estimate(amount: Amount, found: Comparisons, evidence: Evidence) -> bool:
    """Tell whether a number without a unit is an estimate of a study: it has an interval, or decimals where the study tests."""
    exact = amount.low != amount.low.to_integral_value()
    return amount.start in found.intervals or (exact and evidence.tests)
