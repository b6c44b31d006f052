"""What to type where a text stands in the place of a date."""

import datetime
import re
from collections.abc import Iterator

from kb.numbers.written import TO_HYPHEN, plain_date

FORMS = "write 2016, 2016-11, 2016-11-03, 2015/16, 2010s or Q1 2015/16"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:.*")
_RUN_TOGETHER = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)")
_EITHER = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)")
_NUMERIC = re.compile(r"[\d\s/.-]+")


def date_advice(written: str) -> str:
    """Say what to do with a text that is no date as the base writes them."""
    text = written.strip().translate(TO_HYPHEN)
    if meant := plain_date(text) or _in_one_form(text):
        return f"write {meant}"
    if found := _EITHER.fullmatch(text):
        return _either(*found.groups())
    if re.search(r"\bq\d", text, re.IGNORECASE):
        return "write a quarter with its financial year: Q1 2015/16, where Q1 is April to June"
    years = list(dict.fromkeys(_YEAR.findall(text)))
    if len(years) == 1 and not _NUMERIC.fullmatch(text):
        return f"write {years[0]} alone, or the month or day too where the source prints one: 2016-11, 2016-11-03"
    if len(years) == 2:
        return f"one date stands in a field: write {years[0]} here; {years[1]} goes to the field for the end, where there is one"
    return FORMS


def _in_one_form(text: str) -> str:
    if found := _TIME.fullmatch(text):
        return found[1]
    if found := _RUN_TOGETHER.fullmatch(text):
        return next(_days(int(found[1]), [(int(found[2]), int(found[3]))]), "")
    return ""


def _either(first: str, second: str, year: str) -> str:
    """Name both days that two numbers may mean."""
    days = list(dict.fromkeys(_days(int(year), [(int(second), int(first)), (int(first), int(second))])))
    return f"write {' or '.join(days)}, whichever the source means" if days else FORMS


def _days(year: int, pairs: list[tuple[int, int]]) -> Iterator[str]:
    """Give the days that pairs of month and day name; those that no calendar has are left out."""
    for month, day in pairs:
        try:
            yield datetime.date(year, month, day).isoformat()
        except ValueError:
            continue
