"""What people type, as entries write it: texts without what copying brings along, numbers as digits, dates in our form."""

import re

from ingest.read.letters import SET, UNSEEN
from ingest.read.yaml_reader import MAX_DIGITS
from kb.model.dates import PRINTED_DATE
from kb.numbers.dates import date_figures
from kb.numbers.legible import composed

NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")
# Thousands as people part them: by commas or thin spaces.
THOUSANDS = re.compile(r"[-+]?\d{1,3}([, ]\d{3})+(\.\d+)?")
CURLY = re.compile("[“„]([^“”]*)[”“]")
MINUS = "−–—‐‑﹣－"


def text(typed: str) -> str:
    """Give a text on one line, with plain spaces, letters as people type them, and no quotation marks around it."""
    seen = UNSEEN.sub(lambda one: " " if one[0].isspace() else "", typed)
    plain = " ".join(SET.sub(lambda one: composed(one[0]), seen).split())
    quoted = CURLY.fullmatch(plain)
    return quoted[1].strip() if quoted else plain


def lines(typed: str) -> list[str]:
    """Give the texts of several lines, without empty ones."""
    return [found for line in typed.splitlines() if (found := text(line))]


def number(typed: str) -> int | float | str | None:
    """Give the number that is typed; what is none stays text, so that it can be said."""
    plain = text(typed)
    digits = plain.replace(plain[:1], "-", 1) if plain[:1] and plain[0] in MINUS else plain
    if THOUSANDS.fullmatch(digits):
        digits = digits.replace(",", "").replace(" ", "")
    if not NUMBER.fullmatch(digits) or sum(map(str.isdigit, digits)) > MAX_DIGITS:
        return plain or None
    return float(digits) if "." in digits else int(digits)


def date(typed: str) -> str:
    """Give a date in our form where what is typed is one date and no other: 4 April 2015 as 2015-04-04."""
    plain = text(typed)
    if re.match(PRINTED_DATE, plain) or not plain:
        return plain
    meant = {one for found in date_figures(plain) if (found.start, found.end) == (0, len(plain)) for one in found.dates}
    return next(iter(meant)) if len(meant) == 1 else plain
