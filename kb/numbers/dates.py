"""Dates in a legible text: days, months, years, financial years, quarters and decades, in the form of kb.model.dates."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from kb.numbers.doubts import YEAR, YEARS
from kb.numbers.legible import SPACE
from kb.numbers.printed import Mark, Printed, Reading

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "one": 1, "two": 2, "three": 3, "four": 4}
# A reader in England takes 3/11 for the third of November.
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" if len(name) > 3 else name for name in MONTHS) + "|Sept"
_NUMBER_OF_DAY = r"0?[1-9]|[12]\d|3[01]"
_NUMBER_OF_MONTH = r"0?[1-9]|1[0-2]"
_NTH = rf"{SPACE}?(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_GAP = rf"(?:{SPACE}|[-/]|\.{SPACE}?|,{SPACE})"
_DASH = rf"{SPACE}?[/-]{SPACE}?"
_TO = rf"(?:{SPACE}?[-/&]{SPACE}?|{SPACE}(?:to|and){SPACE})"
_YEARS = rf"(?P<from>{_YEAR}){_DASH}(?P<to>{_YEAR}|\d\d?)(?!\d|[.,]\d)"
_SHORT_YEARS = r"(?P<from>[012]\d)[/-](?P<to>[0123]\d)(?!\d|[/.,-]\d)"
_ANY_YEARS = (
    rf"(?:FY{SPACE}?)?(?:{_YEARS}|{_SHORT_YEARS.replace('<from>', '<short_from>').replace('<to>', '<short_to>')})"
)
_FY = rf"FY{SPACE}?'?(?P<ending>{_YEAR}|\d\d)(?!\d|[/-]\d)"
_NTH_QUARTER = r"first|second|third|fourth|[1-4](?:st|nd|rd|th)"
_NAMED_QUARTER = rf"quarter{SPACE}(?P<named>[1-4]|one|two|three|four)"
_QUARTER = rf"(?:Q{SPACE}?(?P<quarter>[1-4])|{_NAMED_QUARTER}|(?P<nth>{_NTH_QUARTER}){SPACE}quarter)"
_BETWEEN = rf"(?:{SPACE}|,{SPACE}?|{SPACE}of{SPACE}(?:the{SPACE}(?:financial{SPACE})?year{SPACE})?|{SPACE}in{SPACE})"


@dataclass(frozen=True)
class Form:
    """One way to print a date: its pattern and what to make of a match."""

    pattern: re.Pattern[str]
    read: Callable[[dict[str, str]], set[str]]
    doubt: str = ""


def _form(pattern: str, read: Callable[[dict[str, str]], set[str]], doubt: str = "") -> Form:
    return Form(re.compile(pattern, re.IGNORECASE), read, doubt)


def _year(written: str | None) -> str:
    return "-" if not written else written if len(written) == 4 else f"20{written}"


def _month(parts: dict[str, str], name: str = "month") -> str:
    written = parts[name]
    if written.isdigit():
        return written.zfill(2)
    return f"{[month[:3].casefold() for month in MONTHS].index(written[:3].casefold()) + 1:02d}"


def _days(parts: dict[str, str]) -> set[str]:
    days = [day for day in (parts.get("first"), parts["day"]) if day]
    return {f"{_year(parts.get('year'))}-{_month(parts)}-{day.zfill(2)}" for day in days}


def _months(parts: dict[str, str]) -> set[str]:
    names = [name for name in ("begin", "month") if parts.get(name)]
    return {f"{_year(parts.get('year'))}-{_month(parts, name)}" for name in names}


def _month_or_day(parts: dict[str, str]) -> set[str]:
    """Take "Nov 18" for a month of 2018 or a day in November: only the context tells."""
    month, short = _month(parts), parts["short"]
    day = {f"--{month}-{short}"} if 1 <= int(short) <= 31 else set()
    return {f"20{short}-{month}", f"--{month}", *day}


def _quarters(parts: dict[str, str]) -> set[str]:
    order = parts.get("quarter") or parts.get("named") or parts["nth"]
    number = order[0] if order[0].isdigit() else str(QUARTERS[order.casefold()])
    years = _financial(parts)
    return {f"Q{number} {year}" for year in years if "/" in year}


def _financial(parts: dict[str, str]) -> set[str]:
    """Give the financial year that two years are, where the second follows the first; else both."""
    if ending := parts.get("ending"):
        ends = int(_year(ending))
        return {f"{ends - 1}/{ends % 100:02d}"}
    first, last = _year(parts.get("from") or parts["short_from"]), parts.get("to") or parts["short_to"]
    following = str(int(first) + 1)
    if last in (following, following[2:], following[3:]):
        year = f"{first}/{following[2:]}"
        month = {f"{first}-{last}"} if len(last) == 2 and int(last) <= 12 else set()
        return {year, first, following} if len(last) == 4 else {year} | month
    if len(last) == 2 and 1 <= int(last) <= 12:
        return {f"{first}-{last}"}
    return {first, last} if len(last) == 4 else {first}


def _following(parts: dict[str, str]) -> set[str]:
    """Take 15/16 for a financial year only where the second year follows."""
    return _financial(parts) if (int(parts["from"]) + 1) % 100 == int(parts["to"]) else set()


def _year_to_march(parts: dict[str, str]) -> set[str]:
    """Give the financial year that ends in March, and that March."""
    return _financial(parts) | {f"{parts['ending']}-03{'-31' if parts.get('last') else ''}"}


FORMS = (
    _form(
        rf"\byear{SPACE}(?:to|ended|ending){SPACE}(?:(?P<last>31)(?:st)?{SPACE})?March{SPACE}(?P<ending>{_YEAR})(?!\d)",
        _year_to_march,
    ),
    _form(rf"(?<![\d.,/])(?P<year>{_YEAR}){_GAP}(?P<month>{_MONTH}){_GAP}(?P<day>{_NUMBER_OF_DAY})(?!\d)", _days),
    _form(
        rf"(?<![\d.,/-])(?P<year>{_YEAR})(?P<gap>[-/.])(?P<month>{_NUMBER_OF_MONTH})(?P=gap)(?P<day>{_NUMBER_OF_DAY})(?![\d/-])",
        _days,
    ),
    _form(
        rf"(?<![\d.,/])(?:(?P<first>{_NUMBER_OF_DAY}){_NTH}{_TO})?(?P<day>{_NUMBER_OF_DAY}){_NTH}"
        rf"(?:{SPACE}of{SPACE}|{_GAP}|)(?P<month>{_MONTH})\b\.?{_GAP}?(?P<year>{_YEAR})(?!\d)",
        _days,
    ),
    _form(
        rf"(?<![\d.,/])(?P<day>{_NUMBER_OF_DAY})(?P<gap>[-./]|{SPACE})(?P<month>{_MONTH})(?P=gap)'?(?P<year>\d\d)(?![\d%:]|[,./]\d|{SPACE}?%)",
        _days,
    ),
    _form(rf"\b(?P<month>{_MONTH})\.?{SPACE}(?P<day>{_NUMBER_OF_DAY}){_NTH},?{SPACE}(?P<year>{_YEAR})(?!\d)", _days),
    _form(
        rf"(?<![\d.,/£$€])(?P<day>{_NUMBER_OF_DAY})(?P<gap>[-./])(?P<month>{_NUMBER_OF_MONTH})(?P=gap)(?P<year>{_YEAR}|\d\d)(?![\d/%]|\.\d)",
        _days,
    ),
    _form(
        rf"(?<![\d.,/£$€-])(?P<month>{_NUMBER_OF_MONTH})/(?P<day>1[3-9]|2\d|3[01])/(?P<year>{_YEAR})(?![\d/-])",
        _days,
    ),
    _form(rf"\b{_QUARTER}{_BETWEEN}(?:{_ANY_YEARS}|{_FY})", _quarters),
    _form(rf"(?<![\d/.,-])(?:{_ANY_YEARS}|{_FY}){_BETWEEN}{_QUARTER}(?!\w)", _quarters),
    _form(rf"(?<![\d/.,£$€])(?P<month>0[1-9]|1[0-2]|[1-9])/(?P<year>{_YEAR})(?![\d/-])", _months),
    _form(
        rf"\b(?:(?P<begin>{_MONTH})\.?{_TO})?(?P<month>{_MONTH})\b\.?(?:,?{SPACE}(?:of{SPACE})?|[-/])(?P<year>{_YEAR})(?!\d)",
        _months,
    ),
    _form(rf"(?<![\d.,/])(?P<day>{_NUMBER_OF_DAY}){_NTH}{SPACE}(?:of{SPACE})?(?P<month>{_MONTH})\b", _days),
    _form(rf"\b(?P<month>{_MONTH})\.?(?:{SPACE}'?|-|')(?P<short>\d\d)(?![\d%:]|[,./]\d|{SPACE}?%)", _month_or_day),
    _form(rf"\bFY{SPACE}?(?:{_YEARS})", _financial),
    _form(rf"\bFY{SPACE}?{_SHORT_YEARS}", _financial),
    _form(rf"\b{_FY}", _financial),
    _form(
        rf"(?<![\d.,/£$€-])(?P<from>{_YEAR})(?:{_DASH}|{SPACE}to{SPACE})(?P<to>{_YEAR})(?![\d%]|[.,]\d)",
        _financial,
    ),
    _form(rf"(?<![\d.,/£$€]){_YEARS}(?!%)", _financial),
    _form(r"(?<![\d/.,£$€-])(?P<from>[01]\d)/(?P<to>[012]\d)(?![\d/%]|[.,]\d)", _following),
    _form(r"(?<!\d)(?P<decade>(?:19|20)\d0)'?s\b", lambda parts: {f"{parts['decade']}s"}),
    _form(
        rf"(?<![\d,.£$€/])(?P<year>{_YEAR})(?![\d%]|,\d|\.\d|{SPACE}?%|{SPACE}per{SPACE}?cent)",
        lambda parts: {parts["year"]},
        YEAR,
    ),
)
_DIGIT = re.compile(r"\d")
# The name of a month alone must have its capital: may and march are words.
ALONE = Form(re.compile(rf"(?<=[a-z.]{SPACE})(?P<month>{'|'.join(MONTHS)})\b"), _months)
# "15-16" is more often a range of numbers, which is read too.
BESIDE_NUMBERS = _form(
    rf"(?<![\d/.,£$€-]){_SHORT_YEARS}(?!{SPACE}?%|{SPACE}?(?:m|bn|k|million|per)\b)", _following, YEARS
)


def date_figures(text: str) -> list[Printed]:
    """Give every date of a legible text. A date that is part of a longer one is not given again."""
    found: list[Printed] = []
    taken = bytearray(len(text))
    for form in (*FORMS, ALONE) if _DIGIT.search(text) else (ALONE,):
        for match in form.pattern.finditer(text):
            dates = form.read({name: part for name, part in match.groupdict().items() if part})
            if dates and not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                found.append(_figure(match, form, dates))
    return sorted(found, key=lambda figure: figure.start)


def dates_beside_numbers(text: str) -> Iterator[Printed]:
    """Give the short forms of financial years that are read as numbers too."""
    for match in BESIDE_NUMBERS.pattern.finditer(text):
        if dates := _following(match.groupdict()):
            yield Printed(*match.span(), match.group(), dates=frozenset(dates), doubt=YEARS, counts=False)


def _figure(match: re.Match[str], form: Form, dates: set[str]) -> Printed:
    # A month without day and year says when, but too little to be missed by a reader of the unused figures.
    counts = any(character.isdigit() for character in match.group())
    parts = match.groupdict()
    number = parts.get("short") or (parts["year"] if form.doubt == YEAR else None)
    readings = {Reading(Decimal(number), Mark.DATE, form.doubt or YEAR)} if number else set()
    return Printed(match.start(), match.end(), match.group(), frozenset(readings), frozenset(dates), counts=counts)
