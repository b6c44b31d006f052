"""Numbers, money and dates as people write them. Nothing is rounded: what can't be shortened exactly stays long."""

import re
from datetime import date

from kb.published.record_types import ImpactRecord, Number

SIGNS = {"GBP": "£", "USD": "$", "EUR": "€"}
MAGNITUDES = ((1_000_000_000, " billion"), (1_000_000, " million"))
MINUS = "\N{MINUS SIGN}"
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
CHANGES = frozenset({"percent", "percent change", "percentage points"})
STRENGTH_WORDS = ("no comparison", "weak", "limited", "moderate", "strong", "very strong")


def number(value: Number) -> str:
    """Write a number with commas and a real minus sign: 97000 is 97,000."""
    whole = isinstance(value, float) and value.is_integer()
    return f"{int(value) if whole else value:,}".replace("-", MINUS)


def money(value: Number, currency: str) -> str:
    """Write a sum with its sign, in millions or billions where that loses nothing: £30 billion, £1,234,567."""
    sign = SIGNS.get(currency, f"{currency} ")
    size = abs(value)
    for magnitude, name in MAGNITUDES:
        short = round(size / magnitude, 3)
        if size >= magnitude and short * magnitude == size:
            return f"{MINUS if value < 0 else ''}{sign}{number(short)}{name}"
    return f"{MINUS if value < 0 else ''}{sign}{number(size)}"


def amount(value: Number | None, value_to: Number | None, unit: str | None) -> str:
    """Write a value or a range with its unit: −36%, 2 to 3%, £20 million a year, 12 bed days."""
    if value is None:
        return ""
    unit = unit or ""
    currency = unit[:3] if re.match(r"[A-Z]{3}( |$)", unit) else ""
    shown = [money(n, currency) if currency else number(n) for n in (value, value_to) if n is not None]
    text = " to ".join(shown)
    if currency:
        return f"{text}{unit[3:]}"
    if re.match(r"percent( |$)", unit):
        return f"{text}%{unit[7:]}"
    return f"{text} {unit}".strip()


def size(low: Number | None, high: Number | None) -> str:
    """Write a number of people or things, or a range: 97,000 or 400 to 500."""
    return " to ".join(number(n) for n in (low, high) if n is not None)


def result(impact: ImpactRecord) -> str:
    """Write the size of an impact, with the sign of a rise shown where it is a change in percent."""
    text = amount(impact.value, impact.value_to, impact.unit)
    rose = impact.value is not None and impact.value > 0 and impact.direction == "increase"
    return f"+{text}" if rose and impact.unit in CHANGES else text


def interval(impact: ImpactRecord) -> str:
    """Write a confidence interval: 95% interval −43 to −13."""
    if impact.interval_low is None or impact.interval_high is None:
        return ""
    level = f"{number(impact.interval_level)}% " if impact.interval_level is not None else ""
    return f"{level}interval {number(impact.interval_low)} to {number(impact.interval_high)}"


def day(printed: str) -> str:
    """Write a date as people do, to the precision that was printed: 2015-03 is March 2015."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", printed):
        found = date.fromisoformat(printed)
        return f"{found.day} {MONTHS[found.month - 1]} {found.year}"
    if re.fullmatch(r"\d{4}-\d\d", printed):
        return f"{MONTHS[int(printed[5:]) - 1]} {printed[:4]}"
    return printed


def strength(value: int | None) -> str:
    """Name a strength in words."""
    return "not rated" if value is None else STRENGTH_WORDS[value]


def strength_in_full(value: int | None) -> str:
    """Name a strength with its number: 3 of 5, moderate."""
    return "not rated" if value is None else f"{value} of 5, {STRENGTH_WORDS[value]}"


def count(how_many: int, singular: str, plural: str | None = None) -> str:
    """Write a number of things: 1 entry, 2 entries."""
    return f"{how_many:,} {singular if how_many == 1 else plural or singular + 's'}"
