"""Dates as a source prints them: a day, a month, a year, a financial year, a quarter or a decade."""

import re
from typing import Annotated

from pydantic import BeforeValidator, StringConstraints

PRINTED_DATE = r"^((19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?|/\d\d)?|(19|20)\d0s|Q[1-4] (19|20)\d\d/\d\d)$"


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


PrintedDate = Annotated[str, BeforeValidator(_as_text), StringConstraints(pattern=PRINTED_DATE)]


def first_day(printed: str) -> str:
    """Give the first day, as YYYY-MM-DD, of the time that a printed date names (an NHS year starts in April)."""
    quarter = re.fullmatch(r"Q([1-4]) (\d{4})/\d\d", printed)
    if quarter:
        number, year = int(quarter[1]), int(quarter[2])
        return f"{year + (number == 4)}-{(3 * number) % 12 + 1:02d}-01"
    if "/" in printed:
        return f"{printed[:4]}-04-01"
    parts = printed.rstrip("s").split("-")
    return "-".join([*parts, *["01"] * (3 - len(parts))])
