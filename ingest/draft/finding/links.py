"""Links amounts to the outcomes that they speak of, and says what happened to these."""

import itertools
import re
from dataclasses import dataclass

from ingest.draft.finding.amounts import Amount
from ingest.draft.finding.outcome_words import CHANGES, DOWN, UP
from ingest.draft.finding.passages import Passage
from ingest.draft.finding.words import pattern
from ingest.draft.reading.document import BlockKind
from ingest.tag.mention import Mention

REACH = 160
# Money can be the size of these only.
MONEY_OUTCOMES = frozenset({"savings", "cost", "financial-gap", "cost-per-patient", "cost-effectiveness"})
_AFTER = re.compile(rf"^(?:\s\w+){{0,2}}?\s(?P<word>{DOWN}|{UP})\b", re.IGNORECASE)
_ROUGHLY = r"an?|the|about|over|more than|at least|up to|almost|nearly|around|approximately|estimated|average|of|="
_BEFORE = re.compile(
    rf"\b(?P<word>{DOWN}|{UP})\b,?(?:\s(?:\w+\s){{0,5}}?)?(?:by|of|to|from|at|some|another|,|{_ROUGHLY})?\s?"
    rf"(?:{_ROUGHLY})*\s?[£$€]?$",
    re.IGNORECASE,
)
_SIGN = re.compile(r"(?:^|[\s(:;])(?:[−–-]|minus\s)[£$€]?$")
_LEADS = re.compile(r"^\s?(?:\w+\s){0,3}?(?:in|of|for|on)?\s?(?:the\s)?(?:\w+\s){0,3}$")
_BESIDE = re.compile(r"^\s?(?:[(\[]|of|by|at|to)\s?[−–-]?[£$€]?$")
_OWN_NOUN = re.compile(
    rf"^(?:\s\w+)?\s(?:(?:{CHANGES}) (?:in|of) |(?:fewer|more) (?!(?:than|times|often|likely|frequent\w*)\b)[a-z])",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[;:]|\b(?:but|while|whereas|and|although)\b|,")
_JOINED = re.compile(r",? and |, | or ")


@dataclass(frozen=True)
class Linked:
    """An outcome that an amount speaks of, what happened to it, how far the two stand apart, and whether beside it."""

    outcome: Mention
    direction: str
    distance: int
    near: bool


def linked(passage: Passage, index: int) -> Linked | None:
    """Find the outcome that an amount speaks of: near, in the same thought, with no other amount between if it can be."""
    amount = passage.amounts[index]
    if told := _respectively(passage, amount) or _in_parallel(passage, index):
        return Linked(told, _direction(passage, index, told)[0], 10, True)
    rated = [
        (cost, outcome.start, outcome)
        for outcome in passage.outcomes
        if not amount.is_money or outcome.term in MONEY_OUTCOMES
        if (cost := _cost(passage, index, outcome)) is not None
    ]
    if not rated:
        return None
    cost, _, outcome = min(rated, key=lambda item: item[:2])
    direction, near = _direction(passage, index, outcome)
    return Linked(outcome, direction, cost, near and not _crossed(passage, index, outcome))


def _cost(passage: Passage, index: int, outcome: Mention) -> int | None:
    """Give how far an outcome is from an amount, in letters, with what lies between weighed; None where it is too far."""
    amount = passage.amounts[index]
    follows = outcome.start >= amount.end
    if not follows and _OWN_NOUN.match(passage.text[amount.end :]) and not _named_after(passage, amount):
        return None
    between = _between(passage, amount, outcome)
    if passage.block.kind == BlockKind.ROW and ";" in between:
        return None
    apart = re.sub(r"\([^)]*\)|\[[^\]]*\]", "", between)
    if len(apart) > REACH:
        return None
    eased = (follows and _LEADS.match(apart)) or (not follows and _BESIDE.match(between))
    broken = len(_BREAK.findall(apart))
    crossed = _crossed(passage, index, outcome)
    led_by = follows and re.search(
        r"\b(?:fell|dropped|rose|reduced|increased|decreased|declined|grew|down|up|cut) by (?:\w+ ){0,2}[£$€]?$",
        passage.text[: amount.start],
    )
    return (
        len(apart)
        + (70 if led_by else 0)
        + 60 * crossed
        + 25 * broken
        - (40 if eased else 0)
        - (15 if outcome.direction else 0)
    )


def _named_after(passage: Passage, amount: Amount) -> bool:
    """'A 4% fall in admissions' names its own outcome."""
    return any(0 <= outcome.start - amount.end < 45 for outcome in passage.outcomes)


def _between(passage: Passage, amount: Amount, outcome: Mention) -> str:
    low, high = sorted([(outcome.start, outcome.end), (amount.start, amount.end)])
    return passage.text[low[1] : high[0]]


def _crossed(passage: Passage, index: int, outcome: Mention) -> int:
    """Count the other amounts between, but for those in brackets and those in one list with the amount."""
    amount = passage.amounts[index]
    low, high = sorted([(outcome.start, outcome.end), (amount.start, amount.end)])
    run = {other.start for other in _run(passage, index)}
    others = [other for other in passage.amounts if other.start not in run and low[1] <= other.start < high[0]]
    brackets = [match.span() for match in re.finditer(r"\([^)]*\)", passage.text)]
    return sum(not any(a <= other.start < b for a, b in brackets) for other in others)


def _run(passage: Passage, index: int) -> list[Amount]:
    """Give the amounts that are listed side by side with one: '4%, 5% and 6%'."""
    first = last = index
    while first and _JOINED.fullmatch(passage.text[passage.amounts[first - 1].end : passage.amounts[first].start]):
        first -= 1
    while last + 1 < len(passage.amounts) and _JOINED.fullmatch(
        passage.text[passage.amounts[last].end : passage.amounts[last + 1].start]
    ):
        last += 1
    return list(passage.amounts[first : last + 1])


def _in_parallel(passage: Passage, index: int) -> Mention | None:
    """'Falls of 4% and 5% in A and B': the first amount is of the first outcome."""
    run = _run(passage, index)
    after = [outcome for outcome in passage.outcomes if outcome.start > run[-1].end]
    near = after and re.fullmatch(r" (?:in|of) (?:the |both )?", passage.text[run[-1].end : after[0].start])
    if len(run) < 2 or not near or len(after) < len(run):
        return None
    pairs = itertools.pairwise(after[: len(run)])
    listed = all(re.fullmatch(r",? and |, |,? and in |, in ", passage.text[a.end : b.start]) for a, b in pairs)
    return after[run.index(passage.amounts[index])] if listed else None


def _respectively(passage: Passage, amount: Amount) -> Mention | None:
    """'A and B fell by 4% and 5% respectively': the first amount is of the first outcome."""
    end = passage.text.find("respectively")
    if end < 0:
        return None
    alike = [a for a in passage.amounts if a.mark == amount.mark and a.start < end][-len(passage.outcomes) :]
    outcomes = [o for o in passage.outcomes if alike and o.start < alike[0].start][-len(alike) :]
    if amount not in alike or len(outcomes) != len(alike) or len(alike) < 2:
        return None
    return outcomes[alike.index(amount)]


def _direction(passage: Passage, index: int, outcome: Mention) -> tuple[str, bool]:
    """Give what happened, and whether words beside the amount say so; else the sentence does, or the list that it is in."""
    amount = passage.amounts[index]
    before, after = passage.text[max(0, amount.start - 60) : amount.start], passage.text[amount.end : amount.end + 40]
    if outcome.term == "savings":
        return "increase", bool(re.search(r"\b(?:sav\w+|efficienc\w+)\b", before[-40:] + after[:30], re.IGNORECASE))
    if outcome.term == "financial-gap":
        return "", bool(re.search(r"\b(?:gap|shortfall|deficit|hole)\b", before[-30:] + after[:25]))
    if re.search(r"\b(?:change|growth|difference)\b[^;]*: [−–-]?$", before, re.IGNORECASE):
        return ("decrease" if amount.negative or before.endswith(("-", "−", "–")) else "increase"), True
    word = _word(passage, amount, outcome)
    denied = outcome.negated or outcome.direction == "no-evidence-of-change"
    if amount.negative or _SIGN.search(before):
        return "decrease", True
    if word and not (denied and pattern("nothing").search(passage.text)):
        return ("decrease" if re.fullmatch(DOWN, word, re.IGNORECASE) else "increase"), True
    if outcome.direction:
        return outcome.direction, False
    return _of_the_list(passage, index), False


def _word(passage: Passage, amount: Amount, outcome: Mention) -> str:
    """Give the word of change beside an amount, or behind the outcome that it counts."""
    before = re.split(r"[;.]", passage.text[max(0, amount.start - 60) : amount.start])[-1]
    after = re.sub(r"^\s?(?:percentage )?points?", "", passage.text[amount.end : amount.end + 40])
    found = _AFTER.match(after) or _BEFORE.search(before)
    if found:
        return str(found["word"])
    behind = re.match(
        r"\s(?:(?:was|were|have been|had been) )?(avoided|averted|prevented|saved|fewer)\b", passage.text[outcome.end :]
    )
    return behind[1] if behind and outcome.start >= amount.end else ""


def _of_the_list(passage: Passage, index: int) -> str:
    """'Avoid 4 admissions, 9 attendances and 2 referrals': what is said of the first is said of all; and of '2 and 4% more'."""
    amount = passage.amounts[index]
    if index + 1 < len(passage.amounts):
        following = passage.amounts[index + 1]
        if re.fullmatch(r" and |, | or ", passage.text[amount.end : following.start]):
            after = _AFTER.match(passage.text[following.end : following.end + 40])
            if after:
                return "decrease" if re.fullmatch(DOWN, after["word"], re.IGNORECASE) else "increase"
    for other in reversed(passage.amounts[:index]):
        between = passage.text[other.end : amount.start]
        if len(between) > 70 or re.search(r"[.;:]|\b(?:but|while|whereas|although)\b", between):
            break
        before = _BEFORE.search(re.split(r"[;.]", passage.text[max(0, other.start - 60) : other.start])[-1])
        if before:
            return "decrease" if re.fullmatch(DOWN, before["word"], re.IGNORECASE) else "increase"
    return ""
