"""The chance that a fact is right, by what it is and how it was found.

Each is the share of such facts that were right on sources whose entries are known; `kb eval --drafts` measures them.
"""

from ingest.draft.finding.amounts import Amount
from ingest.draft.finding.links import Linked

CONTRACT_VALUE = 0.95
POPULATION = 0.93
FIGURE, WITHOUT_UNIT, TWO, ONE = 0.81, 0.3, 0.55, 0.2
# How long something lasted or was watched, which entries seldom hold; one that stands for "no more than one".
SPAN, ONLY_ONE = 0.6, 0.55
_SPANS = frozenset({"minutes", "hours", "days", "weeks", "months", "years"})
# An estimate of a study that prints no unit: with an interval, or with decimals where the study tests.
EFFECT = 0.6
BESIDE, APART, NO_DIRECTION, RATIO = 0.8, 0.72, 0.65, 0.72
TOO_FAR = 0.4
# Results told without a number, dated steps, contacts, and pointers to lessons, which are for a person to write.
TOLD, MILESTONE, CONTACT, LESSON = 0.6, 0.55, 0.85, 0.4
# In letters, with what lies between weighed: farther from its outcome an amount is not taken for a result.
FARTHEST_BESIDE, FARTHEST_APART, NEARER = 100, 50, 50


def of_result(link: Linked, ratio: bool) -> float:
    """Give the chance that outcome and direction of a result are right."""
    if ratio:
        return RATIO
    farthest = (FARTHEST_BESIDE if link.near else FARTHEST_APART) - (0 if link.direction else NEARER)
    if link.distance > farthest:
        return TOO_FAR
    if not link.direction:
        return NO_DIRECTION
    return BESIDE if link.near else APART


def of_figure(amount: Amount, estimated: bool = False) -> float:
    """Give the chance that number and unit of a figure are right; small numbers in words seldom count anything."""
    if not amount.unit:
        return EFFECT if estimated else WITHOUT_UNIT
    if amount.in_words and amount.low in {1, 2}:
        return TWO if amount.low == 2 else ONLY_ONE if amount.only else ONE
    if amount.unit in _SPANS:
        return SPAN
    return FIGURE
