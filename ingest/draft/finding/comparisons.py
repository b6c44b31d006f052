"""Amounts that belong to other amounts: intervals, levels before and after, and what was found elsewhere."""

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ingest.draft.finding.amounts import Amount, number
from ingest.draft.finding.passages import Passage
from ingest.draft.finding.words import pattern

Pair = tuple[Amount, Amount]
RATIO = re.compile(
    r"\b(?:RR|OR|HR|IRR|aOR|risk ratio|rate ratio|odds ratio|hazard ratio|relative risk|incidence rate ratio)\b[^.;]{0,60}$"
)
_INTERVAL_WORD = re.compile(r"\b(?:CI|CrI|confidence intervals?|credible intervals?)\b", re.IGNORECASE)
_BRACKET = re.compile(r"[\w%* ]{0,8}[;,]? ?[(\[]?[−–-]?|[\w%*, ]{0,60}(?:[;,] |[(\[])[(\[]?[−–-]?")
_FROM = re.compile(r"\bfrom\s(?:\w+\s){0,4}?[£$€]?$", re.IGNORECASE)
_TO = re.compile(r"^[^.;,()]{0,60}?\bto\s(?:\w+\s){0,3}?[£$€]?$", re.IGNORECASE)
_AGAINST = re.compile(
    r"(?:\b(?:compared (?:with|to)|against|versus|vs\.?|as opposed to|rather than|in comparison (?:with|to)|"
    r"relative to)\b[^;]{0,70}$)|(?:\bwhile\b|\bwhereas\b|\bat the same time\b)[^;]{0,60}$",
    re.IGNORECASE,
)


@dataclass
class Comparisons:
    """What the amounts of a passage are to each other, by the place of the amount that they belong to."""

    intervals: dict[int, dict[str, int | float]] = field(default_factory=dict)
    levels: dict[int, Pair] = field(default_factory=dict)
    others: dict[int, Amount] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)


def comparisons(passage: Passage) -> Comparisons:
    """Give the intervals, the levels and the comparators of a passage."""
    found = Comparisons()
    _intervals(passage, found)
    _levels(passage, found)
    _others(passage, found)
    return found


def _free(passage: Passage, found: Comparisons) -> list[Amount]:
    return [amount for amount in passage.amounts if amount.start not in found.taken]


def _intervals(passage: Passage, found: Comparisons) -> None:
    """The interval's limits follow its name, and belong to the last amount before it."""
    for word in _INTERVAL_WORD.finditer(passage.text):
        after = [amount for amount in passage.amounts if amount.start >= word.end() and amount.start not in found.taken]
        levels = [a for a in passage.amounts if a.unit == "confidence" and -12 <= word.start() - a.end <= 6]
        level = levels[-1] if levels else None
        begin = level.start if level else word.start()
        before = [
            a for a in passage.amounts if a.end <= begin and a.start not in found.taken and a.unit != "confidence"
        ]
        limits = _limits(after, passage, word.end())
        if level:
            found.taken.add(level.start)
        if limits and before:
            low, high = limits
            owner = before[-1]
            found.intervals[owner.start] = {"low": low, "high": high, "level": number(level.low) if level else 95}
    for amount in passage.amounts:
        if amount.unit == "confidence":
            found.taken.add(amount.start)
    _unnamed_intervals(passage, found)
    _paired_intervals(passage, found)


def _unnamed_intervals(passage: Passage, found: Comparisons) -> None:
    """'1.25 (1.11 to 1.40)': a range in brackets behind a value that lies in it."""
    for owner, limits in pairwise(passage.amounts):
        between = passage.text[owner.end : limits.start]
        if owner.start in found.intervals or limits.high is None or not _BRACKET.fullmatch(between):
            continue
        low, high = _sign(passage, limits) * limits.low, limits.high
        # A fall may be told as a number without a sign, and its interval with signs, or both the other way round.
        inside = any(low <= value <= high for value in (owner.low, -owner.low))
        if inside and (owner.low % 1 or low < 0):
            found.intervals[owner.start] = {"low": number(low), "high": number(high), "level": 95}
            found.taken.add(limits.start)


def _paired_intervals(passage: Passage, found: Comparisons) -> None:
    """'0.25 (-0.10, 0.60)': two numbers in brackets with a value between them."""
    for owner, low, high in zip(passage.amounts, passage.amounts[1:], passage.amounts[2:], strict=False):
        taken = {owner.start, low.start, high.start} & (found.taken | set(found.intervals))
        opened = re.fullmatch(r"[\w%* ]{0,40}[(\[]\s?[−–-]?", passage.text[owner.end : low.start])
        paired = re.fullmatch(r"\s?[,;]\s?[−–-]?", passage.text[low.end : high.start])
        if taken or not opened or not paired or passage.text[high.end : high.end + 1] not in {")", "]"}:
            continue
        first, value, last = (_sign(passage, amount) * amount.low for amount in (low, owner, high))
        if first <= value <= last and owner.low % 1:
            found.intervals[owner.start] = {"low": number(first), "high": number(last), "level": 95}
            found.taken |= {low.start, high.start}


def _limits(after: list[Amount], passage: Passage, end: int) -> tuple[int | float, int | float] | None:
    if not after or after[0].start - end > 25:
        return None
    first = after[0]
    if first.high is not None:
        return number(_sign(passage, first) * first.low), number(first.high)
    if len(after) > 1 and after[1].start - first.end <= 12:
        second = after[1]
        return number(_sign(passage, first) * first.low), number(_sign(passage, second) * second.low)
    return None


def _sign(passage: Passage, amount: Amount) -> int:
    dash = re.search(r"(?:^|[\s([:,])[−–-]\s?[£$€]?$", passage.text[: amount.start])
    return -1 if amount.negative or dash else 1


def _mark_limits(passage: Passage, found: Comparisons) -> None:
    for word in _INTERVAL_WORD.finditer(passage.text):
        after = [amount for amount in passage.amounts if amount.start >= word.end()]
        if after and after[0].start - word.end() <= 25:
            found.taken.add(after[0].start)
            if after[0].high is None and len(after) > 1 and after[1].start - after[0].end <= 12:
                found.taken.add(after[1].start)


def _levels(passage: Passage, found: Comparisons) -> None:
    """'From 14 days to eight': the level before and the level after."""
    _mark_limits(passage, found)
    free = _free(passage, found)
    for first, second in pairwise(free):
        alike = first.mark == second.mark or not (first.mark and second.mark)
        if alike and _FROM.search(passage.text[: first.start]) and _TO.match(passage.text[first.end : second.start]):
            found.levels[first.start] = (first, second)
            found.taken.add(second.start)


def _others(passage: Passage, found: Comparisons) -> None:
    """'28% compared with 12% elsewhere': the second belongs to the first."""
    free = _free(passage, found)
    for first, second in pairwise(free):
        between = passage.text[first.end : second.start]
        alike = first.mark == second.mark and (first.unit == second.unit or not first.unit or not second.unit)
        if alike and first.start not in found.levels and _AGAINST.search(between):
            found.others[first.start] = second
            found.taken.add(second.start)
            found.names[first.start] = _name(between + passage.text[second.start : second.end + 60])
    for amount in free:
        if amount.start not in found.names and (
            name := pattern("comparators", ignoring_case=False).search(passage.text)
        ):
            found.names.setdefault(amount.start, name[0].removeprefix("the "))


def _name(around: str) -> str:
    named = pattern("comparators", ignoring_case=False).search(around)
    return named[0].removeprefix("the ") if named else ""


def sharing_units(passage: Passage, found: Comparisons) -> tuple[Amount, ...]:
    """Effects listed with their intervals have one unit, which may be printed once: 'a gain of 0.02 QALYs, then 0.03'."""
    owners = [amount for amount in passage.amounts if amount.start in found.intervals]
    named = next((amount for amount in owners if amount.unit), None)
    bare = {amount.start for amount in owners if not amount.unit and not RATIO.search(passage.text[: amount.start])}
    return tuple(replace(a, unit=named.unit) if named and a.start in bare else a for a in passage.amounts)
