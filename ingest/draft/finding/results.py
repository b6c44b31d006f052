"""Says for each amount what it is: a result for an outcome, people that are counted, money of a contract, or a figure."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.draft.finding import chances
from ingest.draft.finding.amounts import Amount, number
from ingest.draft.finding.comparisons import RATIO, Comparisons, comparisons, sharing_units
from ingest.draft.finding.evidence import Evidence, basis, design
from ingest.draft.finding.facts import CHECK, Fact, FactKind, Value
from ingest.draft.finding.figures import contract_value, figure, numbers_of, population, unit_of
from ingest.draft.finding.links import Linked, linked
from ingest.draft.finding.passages import Passage
from ingest.draft.finding.unit_words import PEOPLE, UnitWords
from ingest.draft.finding.words import pattern

_COUNTED_OUTCOMES = {
    "admissions": (
        "emergency-admissions",
        "hospital-admissions",
        "avoidable-emergency-admissions",
        "elective-admissions",
        "readmissions",
    ),
    "attendances": ("urgent-care-attendances", "outpatient-attendances"),
    "bed-days": ("bed-days",),
    "appointments": ("primary-care-use", "outpatient-attendances"),
    "referrals": ("referrals",),
    "deaths": ("mortality",),
    "calls": ("ambulance-callouts",),
}
_TIME_OUTCOMES = {"length-of-stay", "waiting-time", "discharge-delays", "bed-days", "travel"}
_TIMES = {"minutes", "hours", "days", "weeks", "months", "years"}


def _with_composite(passage: Passage, index: int, amount: Amount, units: UnitWords) -> Amount:
    """'Admitted 0.70 times', '15 per 1,000 patients per month': what is counted is the outcome."""
    link = linked(passage, index)
    counted = next((unit for unit, terms in _COUNTED_OUTCOMES.items() if link and link.outcome.term in terms), "")
    after = passage.text[amount.end : amount.end + 60]
    wanted = ""
    if amount.unit == "times" and not re.match(r"\s?times (?:more|higher|as|the|greater|lower)", after):
        wanted = f"{counted}-per-person-a-year"
    elif amount.unit == "per-1000" and re.search(r"1,?000 (?:\w+ )?(?:per|a) month", after):
        wanted = f"{counted}-per-1000-a-month"
    elif not amount.unit and (period := re.match(r"\s?(?:per|a) (week|month|quarter)\b", after)):
        wanted = f"{counted}-a-{period[1]}"
    return replace(amount, unit=wanted) if counted and wanted in units.known else amount


def with_carried(passage: Passage, last: Passage | None) -> Passage:
    """A ratio in a sentence that names no outcome is of the outcome named last in the paragraph."""
    ratio = passage.amounts and not passage.outcomes and re.search(r"\b(?:ratio|RR|OR|HR|CI|ES)\b", passage.text)
    if not ratio or last is None or last.block is not passage.block or not last.outcomes:
        return passage
    carried = replace(last.outcomes[-1], start=0, end=0, direction=None, method="carried")
    return replace(passage, mentions=(carried, *passage.mentions))


def results(passage: Passage, evidence: Evidence, units: UnitWords) -> Iterator[Fact]:
    """Give a fact for each amount of a passage that counts something."""
    counted = tuple(_with_composite(passage, index, amount, units) for index, amount in enumerate(passage.amounts))
    passage = replace(passage, amounts=counted)
    found = comparisons(passage)
    passage = replace(passage, amounts=sharing_units(passage, found))
    for index, amount in enumerate(passage.amounts):
        if amount.start not in found.taken:
            yield _fact(passage, index, amount, found, evidence)
    yield from _without_amounts(passage, evidence)


def _fact(passage: Passage, index: int, amount: Amount, found: Comparisons, evidence: Evidence) -> Fact:
    link = linked(passage, index)
    ratio = _is_ratio(passage, amount, found)
    by_contract = amount.is_money and pattern("contract").search(
        passage.text[max(0, amount.start - 70) : amount.end + 70]
    )
    if by_contract and (not link or (link.outcome.term == "cost" and not link.direction)):
        return contract_value(passage, amount)
    if link and (ratio or (_fits(amount, link, found) and chances.of_result(link, ratio) >= CHECK)):
        return _impact(passage, amount, link, found, evidence, ratio)
    if amount.unit in PEOPLE and pattern("serves").search(passage.text):
        return population(passage, amount)
    return figure(passage, amount, found, evidence)


def _is_ratio(passage: Passage, amount: Amount, found: Comparisons) -> bool:
    """A ratio is called so; in a list of effects with intervals above nothing the word may stand with the first only."""
    if RATIO.search(passage.text[: amount.start]):
        return True
    interval = found.intervals.get(amount.start)
    listed = interval and not amount.unit and not amount.negative and interval["low"] > 0
    first = next((other for other in passage.amounts if other.start in found.intervals), amount)
    return bool(listed and first is not amount and RATIO.search(passage.text[: first.start]))


def _fits(amount: Amount, link: Linked, found: Comparisons) -> bool:
    """Tell whether an amount can be the size of a change of its outcome, or its level."""
    outcome = link.outcome.term or ""
    if amount.start in found.intervals and not amount.unit:
        return True
    if amount.is_percent:
        return bool(link.direction) and (link.near or link.distance < 60)
    if amount.is_money:
        return link.distance < (200 if outcome == "savings" else 80)
    if amount.unit in _TIMES:
        return outcome in _TIME_OUTCOMES and bool(link.direction) and link.distance < 60
    if amount.unit in _COUNTED_OUTCOMES:
        return outcome in _COUNTED_OUTCOMES[amount.unit] and bool(link.direction) and link.near
    if amount.unit in {"score-points", "times", "qalys"}:
        return bool(link.direction) and link.distance < 60
    return (
        amount.unit.endswith(("-a-year", "-a-quarter", "-a-week", "-a-month"))
        and not amount.is_money
        and bool(link.direction)
    )


def _impact(
    passage: Passage, amount: Amount, link: Linked, found: Comparisons, evidence: Evidence, ratio: bool
) -> Fact:
    known = basis(passage, evidence)
    if known == "reported" and link.outcome.term == "financial-gap":
        known = "projection"
    nothing = _is_nothing(passage, amount, link)
    change = link.direction if link.direction in {"increase", "decrease"} else ""
    fields: dict[str, Value] = {
        "outcome": _outcome(amount, link),
        "direction": _told(amount, found, ratio)
        or ("no-evidence-of-change" if nothing else link.direction or "not-stated"),
        "measure": _measure(passage, amount, found, change, ratio, evidence),
    }
    fields |= _sizes(amount, found, change if not ratio else "", ratio)
    fields |= {"basis": known, "design": design(passage, evidence, known)}
    fields |= _circumstances(passage, amount, found)
    return Fact(
        FactKind.IMPACT,
        fields,
        (passage.spot(amount.start),),
        chances.of_result(link, ratio),
        numbers_of(amount, found),
        unit_of(amount, found),
    )


def _outcome(amount: Amount, link: Linked) -> str:
    """A cost for each person is another outcome than the cost."""
    each = re.search(r"-per-(?:person|patient)", amount.unit)
    return "cost-per-patient" if each and link.outcome.term == "cost" else str(link.outcome.term)


def _is_nothing(passage: Passage, amount: Amount, link: Linked) -> bool:
    """Tell whether the clause around an amount says that there was no clear change."""
    bounds = [
        0,
        *(match.end() for match in re.finditer(r"[;.]|\b(?:and|but|while|whereas)\b", passage.text)),
        len(passage.text),
    ]
    first = max(bound for bound in bounds if bound <= min(amount.start, link.outcome.start))
    last = min(bound for bound in bounds if bound >= max(amount.end, link.outcome.end))
    return bool(pattern("nothing").search(passage.text[first:last]))


def _told(amount: Amount, found: Comparisons, ratio: bool) -> str:
    """An interval says whether there is an effect; a ratio says which way."""
    interval = found.intervals.get(amount.start)
    if interval and interval["low"] <= (1 if ratio else 0) <= interval["high"]:
        return "no-evidence-of-change"
    if ratio and interval:
        return "decrease" if amount.low < 1 else "increase"
    return ""


def _measure(passage: Passage, amount: Amount, found: Comparisons, change: str, ratio: bool, evidence: Evidence) -> str:
    if ratio:
        return "ratio"
    if not change and amount.start not in found.levels:
        return "level"
    than = re.search(r"\b(?:than|compared (?:with|to)|relative to)\b", passage.text)
    return "difference" if evidence.is_study and (than or found.names.get(amount.start)) else "change"


def _sizes(amount: Amount, found: Comparisons, change: str, ratio: bool) -> dict[str, Value]:
    fields: dict[str, Value] = {"qualifier": amount.qualifier} if amount.qualifier else {}
    sign = -1 if change == "decrease" else 1
    if amount.start in found.levels:
        first, second = found.levels[amount.start]
        unit = second.unit or first.unit
        return fields | ({"unit": unit} if unit else {}) | {"from": number(first.low), "to": number(second.low)}
    fields["value"] = sign * number(amount.low)
    if amount.high is not None:
        fields["value_to"] = sign * number(abs(amount.high))
    if amount.unit and not ratio:
        fields["unit"] = amount.unit
    if interval := found.intervals.get(amount.start):
        low, high = interval["low"], interval["high"]
        flipped = sign < 0 and low >= 0
        fields["interval"] = {"low": -high, "high": -low, "level": interval["level"]} if flipped else dict(interval)
    return fields


def _circumstances(passage: Passage, amount: Amount, found: Comparisons) -> dict[str, Value]:
    fields: dict[str, Value] = {}
    if period := pattern("period", ignoring_case=False).search(passage.text):
        fields["period"] = period[0]
    name, other = found.names.get(amount.start, ""), found.others.get(amount.start)
    if other:
        fields["comparator"] = {"name": name or "comparator to be named", "value": number(other.low)}
    elif name:
        fields["comparator"] = {"name": name}
    return fields


def _supposed(passage: Passage, place: int) -> bool:
    """'It is unlikely that this reduces admissions', 'may be able to', 'a goal of reducing': nobody says that it happened."""
    clause = re.split(r"[;.]|\b(?:but|however|whereas)\b", passage.text[:place])[-1]
    return bool(pattern("supposed").search(clause))


def _without_amounts(passage: Passage, evidence: Evidence) -> Iterator[Fact]:
    """Give results that are told without a number."""
    sized = {link.outcome.start for index in range(len(passage.amounts)) if (link := linked(passage, index))}
    for outcome in passage.outcomes:
        if outcome.direction and outcome.start not in sized and not _supposed(passage, outcome.start):
            known = basis(passage, evidence)
            fields: dict[str, Value] = {"outcome": str(outcome.term), "direction": outcome.direction, "basis": known}
            fields["design"] = design(passage, evidence, known)
            if fields["design"] == "not-stated":
                fields["design"] = "description"
            yield Fact(FactKind.IMPACT, fields, (passage.spot(outcome.start),), chances.TOLD)
