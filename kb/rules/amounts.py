"""Rules on numbers as numbers: percentages, people, sums and counts are plausible, and written out."""

import re
from collections.abc import Iterator

from kb.model.citations import Location
from kb.model.claims import Figure
from kb.model.entry import Entry
from kb.model.facts import ContractValue, Population
from kb.model.rating import DIFFERENCE, LEVEL
from kb.numbers.reader import figures
from kb.rules.finding import Context, Finding

CHANGE, COUNT, MONEY = "change", "count", "money"
MOST_PERCENT, MOST_PEOPLE, SMALL_SUM, LARGEST_SUM = 1000, 100_000_000, 1000, 1_000_000_000_000
PER_HEAD = re.compile(
    r"\b(?:per|each|every|a (?:head|person|patient|day|hour|visit|week|month|item)|head)\b", re.IGNORECASE
)
# Words that say that a number was divided by something, so that it need not be whole.
AVERAGE = re.compile(r"\b(?:average|mean|median|per|each|every|one|equivalents?|rate|ratio|times)\b", re.IGNORECASE)
SUM = re.compile(
    r"\b(?:budget|fund(?:s|ing)?|contract|savings?|investment|deficit|grant|spending|turnover)\b", re.IGNORECASE
)
# Units of a part of something, each with the most that there can be of it.
WHOLES = (
    (re.compile(r"hours-(?:a|per)-day"), 24),
    (re.compile(r"days-(?:a|per)-week"), 7),
    (re.compile(r"hours-(?:a|per)-week"), 168),
    (re.compile(r"days-(?:a|per)-month"), 31),
    (re.compile(r"days-(?:a|per)-year"), 366),
    (re.compile(r"months-(?:a|per)-year"), 12),
    (re.compile(r"weeks-(?:a|per)-year"), 53),
    (re.compile(r"minutes-(?:an|per)-hour"), 60),
    (re.compile(r"years-of-age"), 120),
    (re.compile(r"(?:per)?centile"), 100),
)
SHARE_OF = re.compile(r"^(?:share|proportion|percentage|part) of\b", re.IGNORECASE)
# What says that a number stands for a thousand or a million times as much.
SCALED = re.compile(
    r"^(?:thousand|million|hundred|billion)s?\b|\bin (?:hundreds|thousands|millions|billions)\b|\(£?(?:m|k|bn|000s?)\)"
    r"|(?:^|\s)(?:£m|£k|£000s?|'000s?)\b",
    re.IGNORECASE,
)


def percents_are_possible(entry: Entry, _context: Context) -> Iterator[Finding]:
    """A fall is at most 100 percent, a share lies between 0 and 100, and 15 percent are not 0.15."""
    for index, impact in enumerate(entry.impacts):
        if impact.unit != "percent":
            continue
        other = impact.comparator.value if impact.comparator else None
        places = (("value",), impact.value), (("value_to",), impact.value_to), (("comparator", "value"), other)
        for place, value in places:
            if value is not None:
                yield from _percent(value, impact.measure or CHANGE, impact.note, ("impacts", index, *place))
    for index, figure in enumerate(entry.figures):
        if figure.value is not None and figure.unit == "percent":
            measure = LEVEL if SHARE_OF.match(figure.what) else DIFFERENCE
            yield from _percent(figure.value, measure, figure.note, ("figures", index, "value"))


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
                advice = f"{_thousands(size)}; an average goes to figures"
                yield Finding(at, "part-of-a-person", message, advice)
            elif size == 0 and not group.note:
                advice = "remove the group, or say in the note that the source prints 0"
                yield Finding(at, "part-of-a-person", "0 people are counted", advice)
            elif size is not None and size > MOST_PEOPLE:
                yield Finding(at, "people-beyond-reason", f"{size} people are beyond reason", "check the digits")


def _thousands(size: float) -> str:
    """Say what was meant by a number of people with decimals; 41300.5 can't be thousands."""
    thousands = size * 1000
    whole = abs(thousands - round(thousands)) < 1e-6
    return (
        f"write {round(thousands)} if thousands are meant"
        if size < 1000 and whole
        else "write the whole number that is printed"
    )


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
        if value.amount <= 0 or (value.amount > LARGEST_SUM and not value.note):
            message = f"{value.amount} {value.currency} is beyond reason for a contract"
            advice = "check the digits; where the source does print it, say so in the note"
            yield Finding(("contract", "values", index, "amount"), "sum-beyond-reason", message, advice)

    for index, figure in enumerate(entry.figures):
        is_money = re.fullmatch(r"[A-Z]{3}", figure.unit) and figure.value is not None
        if is_money and 0 < abs(figure.value or 0) < SMALL_SUM and SUM.search(figure.what) and not _is_small(figure):
            message = f"{figure.value} {figure.unit} is a small sum for what it pays for"
            advice = "write it out: 2500000, not 2.5; where it is for each person, day or item, what says so"
            yield Finding(("figures", index, "value"), "sum-not-written-out", message, advice)


def _is_small(figure: Figure) -> bool:
    return PER_HEAD.search(f"{figure.what} {figure.period} {figure.note}") is not None


def numbers_are_written_out(_entry: Entry, context: Context) -> Iterator[Finding]:
    """What a number counts says neither that it stands for thousands, nor the number again as another."""
    for at, fact in context.facts:
        if not isinstance(fact, Population | Figure | ContractValue):
            continue
        name, text = ("counts", fact.counts) if isinstance(fact, Population) else ("what", fact.what)
        if found := SCALED.search(text):
            message = f"{found[0].strip()!r} says that the number is not written out"
            advice = "write the number with all its digits, and remove the word"
            yield Finding((*at, name), "scale-in-words", message, advice)
        elif told := (_counted(text) if text[:1].isdigit() else _other_sum(text, fact)):
            message = f"{told} stands in the words, and the number has a field of its own"
            advice = "leave it out of the words, and see that the field holds what the source prints"
            yield Finding((*at, name), "number-in-words", message, advice)


def _counted(text: str) -> str:
    """Give the figure at the beginning of a text where it counts something and names no group of ages."""
    first = next(iter(figures(text)), None)
    if first is None or first.start or first.dates:
        return ""
    return "" if re.match(r"\s?(?:-|\+|years?\b|or\b|and\b|to\b)", text[first.end :]) else first.text


def _other_sum(text: str, fact: Population | Figure | ContractValue) -> str:
    """Give a sum of money in the words of another that is not for each person, nor the same."""
    if not isinstance(fact, ContractValue) or PER_HEAD.search(text):
        return ""
    sums = [figure for figure in figures(text) if figure.currency and figure.numbers]
    return next((one.text for one in sums if fact.amount not in {float(number) for number in one.numbers}), "")


def counts_are_whole(entry: Entry, context: Context) -> Iterator[Finding]:
    """Things that are counted are whole and not fewer than none, unless their number is an average."""
    units = context.vocabularies.terms("units")
    for index, figure in enumerate(entry.figures):
        unit = units.get(figure.unit)
        if figure.value is None or unit is None or unit.dimension != COUNT:
            continue
        if figure.value >= 0 and figure.value == int(figure.value):
            continue
        if not AVERAGE.search(f"{figure.what} {figure.note or ''} {figure.unit}"):
            message = f"{figure.value} is no number of {unit.label.casefold()}"
            advice = (
                "check the digits; where it is an average or a difference, let what say of what, or for each of what"
            )
            yield Finding(("figures", index, "value"), "part-of-a-thing", message, advice)


def parts_fit_their_whole(entry: Entry, context: Context) -> Iterator[Finding]:
    """No day has more than 24 hours, of three people no four are counted, and the first rank is 1."""
    for index, figure in enumerate(entry.figures):
        yield from _beyond_unit(figure.value, figure.unit, ("figures", index, "value"), context)
    for index, impact in enumerate(entry.impacts):
        if impact.measure == LEVEL:
            yield from _beyond_unit(impact.value, impact.unit, ("impacts", index, "value"), context)


def _beyond_unit(value: float | None, unit: str | None, at: Location, context: Context) -> Iterator[Finding]:
    if value is None or unit is None:
        return
    shared = re.match(r"in-(\d+)\b", unit)
    most = int(shared[1]) if shared else next((limit for units, limit in WHOLES if units.fullmatch(unit)), None)
    term = context.vocabularies.terms("units").get(unit)
    ranked = term is not None and term.dimension == "rank" and value < 1
    if ranked or (most is not None and abs(value) > most):
        message = f"{value} {unit} can't be: {'the first is 1' if ranked else f'{most} are the most'}"
        yield Finding(at, "beyond-unit", message, "check the digits and the unit in the source")


AMOUNT_RULES = (
    percents_are_possible,
    people_are_whole,
    sums_are_written_out,
    numbers_are_written_out,
    counts_are_whole,
    parts_fit_their_whole,
)
