"""Dates as a source prints them: a day, a month, a year, a financial year, a quarter or a decade."""

import datetime
import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints

PRINTED_DATE = r"^((19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?|/\d\d)?|(19|20)\d0s|Q[1-4] (19|20)\d\d/\d\d)$"


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _in_calendar(printed: str) -> str:
    """Refuse a day that no calendar has, and a financial year that is longer than a year."""
    years = re.search(r"(\d{4})/(\d\d)$", printed)
    if years and (int(years[1]) + 1) % 100 != int(years[2]):
        raise ValueError("is no financial year; it ends in the year after its start: 2015/16")
    if printed.count("-") == 2:
        try:
            datetime.date.fromisoformat(printed)
        except ValueError as error:
            raise ValueError("is no day of the calendar") from error
    return printed


PrintedDate = Annotated[
    str, BeforeValidator(_as_text), StringConstraints(pattern=PRINTED_DATE), AfterValidator(_in_calendar)
]


def first_day(printed: str) -> str:
    """Give the first day, as YYYY-MM-DD, of the time that a printed date names (a financial year starts in April)."""
    quarter = re.fullmatch(r"Q([1-4]) (\d{4})/\d\d", printed)
    if quarter:
        number, year = int(quarter[1]), int(quarter[2])
        return f"{year + (number == 4)}-{(3 * number) % 12 + 1:02d}-01"
    if "/" in printed:
        return f"{printed[:4]}-04-01"
    parts = printed.rstrip("s").split("-")
    return "-".join([*parts, *["01"] * (3 - len(parts))])


def last_day(printed: str) -> str:
    """Give the last day that a printed date can mean, well enough to compare."""
    first = first_day(printed)
    if printed.startswith("Q"):
        return f"{first[:5]}{int(first[5:7]) + 2:02d}-31"
    if printed.endswith("s"):
        return f"{printed[:3]}9-12-31"
    if "/" in printed:
        return f"{int(first[:4]) + 1}-03-31"
    return first if printed.count("-") == 2 else f"{printed[:7]}-31" if "-" in printed else f"{printed[:4]}-12-31"
