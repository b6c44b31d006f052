"""Numbers, money and dates as people write them. Nothing is rounded: what can't be shortened exactly stays long."""

import re
from collections.abc import Sequence
from datetime import date

from kb.model.rating import LEVEL, OPPOSITE
from kb.numbers.singular import of_one
from kb.published.record_types import (
    ContractValueRecord,
    FigureRecord,
    ImpactRecord,
    Number,
    PopulationRecord,
    SourceRecord,
)

SIGNS = {"GBP": "£", "USD": "$", "EUR": "€"}
MAGNITUDES = ((1_000_000_000, " billion"), (1_000_000, " million"))
MINUS = "\N{MINUS SIGN}"
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
NOT_PRINTED = "currency-not-printed"
SIGNED = frozenset({"change", "difference"})
# What stands beside a figure whose source was not read whole.
READ = {"abstract": "abstract read", "summary": "summary read", "press": "press text read", "excerpt": "excerpt read"}
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


def amount(value: Number | None, value_to: Number | None, unit: str | None, label: str | None = None) -> str:
    """Write a value or a range with its unit, an id with the label that pages show: −36%, £20 million a year, 12 bed days."""
    if value is None:
        return ""
    unit = unit or ""
    currency = unit[:3] if re.match(r"[A-Z]{3}(-|$)", unit) else ""
    text = " to ".join(money(n, currency) if currency else number(n) for n in (value, value_to) if n is not None)
    if unit == NOT_PRINTED:
        return f"{text} (currency sign not printed)"
    tail = (label if label and not currency else unit[len(currency) :].replace("-", " ")).strip()
    if unit == "percent" or unit.startswith("percent-"):
        return f"{text}% {tail.removeprefix('percent').strip()}".strip()
    return f"{text} {of_one(tail) if text == '1' else tail}".strip()


def qualified(text: str, qualifier: str | None) -> str:
    """Put a printed qualifier before a number: almost 900,000, up to 40%."""
    return f"{qualifier.replace('-', ' ')} {text}" if qualifier and text else text


def size(low: Number | None, high: Number | None) -> str:
    """Write a number of people or things, or a range: 97,000 or 400 to 500."""
    return " to ".join(number(n) for n in (low, high) if n is not None)


def result(impact: ImpactRecord) -> str:
    """Write the size of an impact; only a change or a difference has a sign, a level never.

    A level that rose or fell is called one: what fell to 50% did not fall by it.
    """
    text = amount(impact.value, impact.value_to, impact.unit, impact.unit_label)
    rose = impact.value is not None and impact.value > 0 and impact.direction == "increase"
    text = f"+{text}" if rose and impact.measure in SIGNED else text
    moved = _moved(impact)
    size = qualified(
        " ".join(part for part in (text, f"({moved})" if text and moved else moved) if part), impact.qualifier
    )
    is_level = text and impact.measure == LEVEL and impact.direction in OPPOSITE
    return f"a level of {size}" if is_level else size


def comparator(impact: ImpactRecord) -> str:
    """Name what a result is compared with, if anything, and say where the source tells without a number that it changed more."""
    more = ", which changed more" if impact.comparator_changed else ""
    return f"{impact.comparator_name or ''}{more}"


def _moved(impact: ImpactRecord) -> str:
    if impact.from_ is None or impact.to is None:
        return ""
    return f"from {number(impact.from_)} to {amount(impact.to, None, impact.unit, impact.unit_label)}"


def figure(found: FigureRecord) -> str:
    """Write a figure with its unit and the qualifier that is printed."""
    return qualified(amount(found.value, found.value_to, found.unit, found.unit_label), found.qualifier)


def people(population: PopulationRecord) -> str:
    """Write the size of a population with the qualifier that is printed."""
    return qualified(size(population.size, population.size_max), population.qualifier)


def sum_of(value: ContractValueRecord) -> str:
    """Write a sum in a contract with the qualifier that is printed."""
    return qualified(money(value.amount, value.currency), value.qualifier)


def sum_for(value: ContractValueRecord) -> str:
    """Say what a sum is for and over which time; a full stop in the middle of that goes."""
    return f"{value.what.removesuffix('.')}, {value.period}" if value.period else value.what


def interval(impact: ImpactRecord) -> str:
    """Write a confidence interval: 95% interval −43 to −13."""
    if impact.interval_low is None or impact.interval_high is None:
        return ""
    level = f"{number(impact.interval_level)}% " if impact.interval_level is not None else ""
    high = amount(impact.interval_high, None, impact.unit, impact.unit_label)
    return f"{level}interval from {number(impact.interval_low)} to {high}"


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


def begun(text: str) -> str:
    """Begin a heading with a capital, whatever the reader typed."""
    return text[:1].upper() + text[1:]


def ended(text: str) -> str:
    """End a part of a reference with a stop, where it has none (Smith J et al.) and asks nothing."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def cited(source: SourceRecord) -> str:
    """Write a source as a list of references has it, before its address: authors, title, publisher and day."""
    authors = ended(source.authors or source.publisher)
    return f"{authors} {ended(source.title)} {source.publisher}, {day(source.date)}."


def gives(source: SourceRecord) -> str:
    """Say whether a source gives results that somebody measured, which need not be the one who wrote it."""
    return "Gives measured results, its own or others'" if source.measured else "Gives no measured results"


def joined(names: Sequence[str]) -> str:
    """Give names as a sentence has them: one, two and three."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def count(how_many: int, singular: str, plural: str | None = None) -> str:
    """Write a number of things: 1 entry, 2 entries."""
    return f"{how_many:,} {singular if how_many == 1 else plural or singular + 's'}"
