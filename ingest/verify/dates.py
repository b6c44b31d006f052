"""Dates in a text: days, months, years, financial years, quarters and decades, in the form of kb.model.dates."""

import re
from decimal import Decimal

from ingest.verify.printed import Mark, Printed
from kb.published.wording import MONTHS

_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" if len(name) > 3 else name for name in MONTHS) + "|Sept"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01]) ?(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_DASH = r" ?[/–—-] ?"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_DAY} (?:of )?(?P<month>{_MONTH})\b(?:,? (?P<year>{_YEAR}))?(?!\d)",
        rf"\b(?P<month>{_MONTH}) {_DAY},? (?P<year>{_YEAR})\b",
        rf"(?<!\d)(?P<day>\d\d)[./](?P<number>0[1-9]|1[0-2])[./](?P<year>{_YEAR}|\d\d)(?!\d)",
        rf"\b(?P<month>{_MONTH})\.? (?P<year>{_YEAR})\b",
        rf"\b(?P<month>{_MONTH})\.? ['’]?(?P<short>\d\d)(?![\d,%:./])",
        rf"\bQ ?(?P<quarter>[1-4]) (?P<from>{_YEAR}){_DASH}(?P<to>{_YEAR}|\d\d)(?!\d)",
        rf"(?<!\d)(?<!\d[,.])(?P<from>{_YEAR})(?:{_DASH}| to )(?P<to>{_YEAR}|\d\d)(?!\d|,\d)",
        r"(?<![\d/.,-])(?P<from>[01]\d)/(?P<to>[012]\d)(?![\d/])",
        r"(?<!\d)(?P<decade>(?:19|20)\d0)[’']?s\b",
        rf"(?<![\d,.£$€])(?P<year>{_YEAR})(?![\d%]|,\d|\.\d)",
        rf"\b(?<=[a-z.] )(?P<month>{'|'.join(MONTHS)})\b",
    )
)


def date_figures(text: str) -> list[Printed]:
    """Give every date of a text. A date that is part of a longer one is not given again."""
    found: list[Printed] = []
    taken = bytearray(len(text))
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                found.append(_figure(match))
    return sorted(found, key=lambda figure: figure.start)


def _figure(match: re.Match[str]) -> Printed:
    parts = match.groupdict()
    dates = _span(parts) if parts.get("from") else _point(parts)
    # A month without day and year says when, but too little to be missed by a reader of the unused figures.
    counts = any(character.isdigit() for character in match.group())
    numbers = frozenset({Decimal(parts["short"])} if parts.get("short") else ())
    return Printed(match.start(), match.end(), match.group(), numbers, frozenset(dates), Mark.DATE, counts)


def _point(parts: dict[str, str | None]) -> set[str]:
    if decade := parts.get("decade"):
        return {f"{decade}s"}
    year = parts.get("year") or "-"
    year = f"20{year}" if len(year) == 2 else year
    month = _month(parts)
    if short := parts.get("short"):
        # "Nov 18" is a month of 2018 or a day in November; only the context tells.
        return {f"20{short}-{month}", f"--{month}-{short}", f"--{month}"}
    day = parts.get("day")
    return {"-".join(part for part in (year, month, day and day.zfill(2)) if part)}


def _month(parts: dict[str, str | None]) -> str | None:
    if name := parts.get("month"):
        return f"{[month[:3] for month in MONTHS].index(name[:3]) + 1:02d}"
    return parts.get("number")


def _span(parts: dict[str, str | None]) -> set[str]:
    """Two years that follow each other may be a financial year; others are a beginning and an end."""
    first, last = str(parts["from"]), str(parts["to"])
    first = f"20{first}" if len(first) == 2 else first
    following = f"{int(first) + 1}"
    if last in (following, following[2:]):
        year = f"{first}/{following[2:]}"
        if quarter := parts.get("quarter"):
            return {f"Q{quarter} {year}"}
        return {year, first, following} if len(last) == 4 else {year}
    return {first, last} if len(last) == 4 else {first}
