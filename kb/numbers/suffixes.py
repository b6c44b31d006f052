"""What stands before and after a number tells its kind: percent, percentage points, money, pence, or nothing."""

import re
from decimal import Decimal

from kb.numbers.doubts import WEIGHT
from kb.numbers.forms import currency_of
from kb.numbers.printed import Mark, Reading


def currency(match: re.Match[str]) -> str:
    """Give the code of the currency that stands with a number."""
    return "GBP" if match["pence"] else currency_of(match.groupdict().get("currency") or match["coin"])


def readings(numbers: set[Decimal], match: re.Match[str], doubt: str = "") -> frozenset[Reading]:
    """Give the numbers with the mark that stands with them. Pence are pounds too; pounds may be a weight."""
    if match["pence"]:
        money = {Reading(number / 100, Mark.MONEY, doubt) for number in numbers}
        return frozenset(money | {Reading(number, Mark.PENCE, doubt) for number in numbers})
    mark = _mark(match)
    found = {Reading(number, mark, doubt) for number in numbers}
    if match["coin"] and match["coin"].casefold().startswith("pound") and not match.groupdict().get("scale"):
        found |= {Reading(number, Mark.NONE, WEIGHT) for number in numbers}
    return frozenset(found)


def _mark(match: re.Match[str]) -> Mark:
    if match["points"] or match["pp"]:
        return Mark.POINTS
    if match["percent"]:
        return Mark.PERCENT
    if match["other"]:
        return Mark.OTHER
    return Mark.MONEY if match.groupdict().get("currency") or match["coin"] else Mark.NONE
