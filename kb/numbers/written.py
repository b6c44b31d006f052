"""A number or date as people type or paste it, in the form that a field holds: 41,300 is 41300, 4 April 2015 is 2015-04-04."""

import re
from decimal import Decimal

from kb.numbers.dates import date_figures

MINUS = "−–—‒‑﹣－"
"""Signs that look like a minus."""
DASHES = MINUS + "‐―"
"""Signs that look like a hyphen."""
TO_HYPHEN = str.maketrans(dict.fromkeys(DASHES, "-"))
SCALES = {
    "": 1,
    "k": 10**3,
    "thousand": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "bn": 10**9,
    "b": 10**9,
    "billion": 10**9,
}
WRITTEN = re.compile(
    r"(?P<sign>[-+]?) ?(?:£|€|\$|GBP ?|EUR ?|USD ?)?(?P<number>\d{1,3}(?:[, ]\d{3})+|\d+)(?P<decimals>\.\d+)? ?"
    r"(?P<scale>k|thousand|mn?|million|bn?|billion)? ?(?:%|per ?cent|percent|pounds|£|€|GBP|EUR|USD)?",
    re.IGNORECASE,
)


def plain_number(text: str) -> str:
    """Give the number that a text means in digits alone; nothing where it means none, or more than one.

    A comma that does not part thousands is left alone: 20,4 may be 20.4 or 204.
    """
    found = WRITTEN.fullmatch(text.strip().translate(TO_HYPHEN).replace("\u00a0", " ").replace("\u202f", " "))
    if found is None:
        return ""
    digits = re.sub(r"[, ]", "", found["number"]) + (found["decimals"] or "")
    number = Decimal(digits) * SCALES[(found["scale"] or "").casefold()]
    shown = f"{number:f}" if found["scale"] else digits
    shown = shown.rstrip("0").rstrip(".") if found["scale"] and "." in shown else shown
    return ("-" if found["sign"] == "-" else "") + shown


def plain_date(text: str) -> str:
    """Give the date that a text means, in the form of kb.model.dates; nothing where it means none, or one of several.

    Of 12/03/2016 only the country tells which number is the month, so it means several.
    """
    bare = text.strip().translate(TO_HYPHEN)
    if years := re.fullmatch(r"((?:19|20)\d\d)[-/]((?:19|20)\d\d)", bare):
        following = int(years[1]) + 1 == int(years[2])
        return f"{years[1]}/{years[2][2:]}" if following else ""
    figures = date_figures(bare)
    if len(figures) != 1 or figures[0].text != bare or len(figures[0].dates) != 1 or figures[0].doubt:
        return ""
    numbers = [int(number) for number in re.findall(r"\d+", bare)]
    if not re.search("[A-Za-z]", bare) and len(numbers) == 3 and max(numbers[:2]) <= 12 and numbers[0] < 1000:
        return ""
    meant = next(iter(figures[0].dates))
    said = {int(number) % 100 for number in re.findall(r"\d+", meant)}
    # Of 2016-13 the year alone can be read, which is not what somebody meant.
    return meant if all(number % 100 in said for number in numbers) else ""
