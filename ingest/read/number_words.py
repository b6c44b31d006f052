"""What to type where a text stands in the place of a number: digits, and the field that what stands beside them goes to."""

import re
import unicodedata

from kb.numbers.printed import Printed
from kb.numbers.reader import figures
from kb.numbers.written import MINUS, TO_HYPHEN, plain_number

EXAMPLES = "write digits alone: 97000, -36, 4.5"
_RANGE = re.compile(r"(?P<low>[^-]*\d[^-]*?) ?(?:-|to|and|or) ?(?P<high>[^-]*\d[^-]*)", re.IGNORECASE)
# Words and signs before a number that make it less exact, and the term of the usual vocabulary for each.
_LESS_EXACT = (
    (re.compile(r"(?:about|around|approx\.?|approximately|roughly|circa|ca?\.|~|≈) ?", re.IGNORECASE), "about"),
    (re.compile(r"(?:almost|nearly) ?", re.IGNORECASE), "almost"),
    (re.compile(r"(?:more than|over|above|>) ?", re.IGNORECASE), "more-than"),
    (re.compile(r"(?:less than|fewer than|under|below|<) ?", re.IGNORECASE), "less-than"),
    (re.compile(r"(?:at least|≥|>=) ?", re.IGNORECASE), "at-least"),
    (re.compile(r"(?:up to|at most|≤|<=) ?", re.IGNORECASE), "up-to"),
)
_DECIMAL = re.compile(r"(?P<sign>-?)(?P<whole>\d*)[.,]?(?P<decimals>\d*)")


def number_advice(value: object) -> str:
    """Say what to do with what stands where a number belongs."""
    if isinstance(value, float) and value.is_integer():
        return f"write a whole number: {value:.0f}"
    if isinstance(value, dict | list):
        return "write the number alone behind the colon; a unit, a note or a further number has a field of its own beside it"
    if not isinstance(value, str):
        return EXAMPLES
    typed = in_digits(value)
    if odd := [sign for sign in value if sign in MINUS and value.startswith(sign)]:
        return _of_minus(value, named_sign(odd[0]), plain_number(typed))
    if _is_number(value):
        return f"take the quotation marks off: {value}"
    for beginning, term in _LESS_EXACT:
        found = beginning.match(typed)
        if found and (meant := meant_number(typed[found.end() :])):
            return f"write {meant}, and say {term} in qualifier"
    if meant := meant_number(typed):
        return f"write digits alone: {meant}"
    return _of_several(typed) or f"{EXAMPLES}; leave the field out where no number is printed"


def named_sign(sign: str) -> str:
    """Give what people call a sign that looks like another: an en dash."""
    name = unicodedata.name(sign, "sign").lower().replace("-", " ")
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def in_digits(text: str) -> str:
    """Give a text with its digits, whatever their script or width, as people type them."""
    digits = (str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    return "".join(digits).translate(TO_HYPHEN).strip()


def meant_number(text: str) -> str:
    """Give the number that a text means, in digits alone; nothing where it means none, or more than one."""
    return number_in_digits(text) or _in_words(text)


def number_in_digits(text: str) -> str:
    """Give the number that a text of digits is but for how it is written; nothing where words or units stand with it."""
    plain = plain_number(text.lstrip("=").strip())
    if _is_number(plain):
        return plain
    decimal = _DECIMAL.fullmatch(plain or text)
    if decimal and "," not in text and (decimal["whole"] or decimal["decimals"]):
        whole = decimal["whole"].lstrip("0") or "0"
        return f"{decimal['sign']}{whole}" + (f".{decimal['decimals']}" if decimal["decimals"] else "")
    if re.fullmatch(r"-?\d{1,3}(?:(?:\.\d{3}){2,}|(?:_\d{3})+)", text):
        return re.sub(r"[._]", "", text)
    return ""


def _in_words(text: str) -> str:
    """Give the one number of a text that holds nothing else than words and units: ten, 4.5 days."""
    found = [figure for figure in figures(text) if figure.counts or len(text.split()) <= 2]
    begins = len(text) - len(text.lstrip("-£$€ "))
    if len(found) != 1 or found[0].start > begins or re.search(r"\d[,;/:]\d", text):
        return ""
    return _digits(found[0], text)


def _digits(figure: Printed, text: str) -> str:
    """Give the number of a figure in digits with its sign; nothing where it can be read as more than one."""
    if len(figure.numbers) != 1 or figure.dates:
        return ""
    sign = "-" if figure.negative or re.search(r"(?:^|\s)-$", text[: figure.start]) else ""
    written = f"{next(iter(figure.numbers)):f}"
    return sign + (written.rstrip("0").rstrip(".") if "." in written else written)


def _of_several(text: str) -> str:
    if decimal := re.fullmatch(r"(-?\d+),(\d{1,2})", text):
        return f"a comma parts no decimals here: write {decimal[1]}.{decimal[2]} if that is meant"
    found = figures(text) if _RANGE.fullmatch(text) else []
    if len(found) == 2 and all(ends := [_digits(figure, text) for figure in found]):
        low, high = ends
        return f"one number stands in a field: write {low} here and {high} in the field for the upper end (value_to, size_max)"
    return ""


def _of_minus(value: str, sign: str, meant: str) -> str:
    if meant:
        return f"{value!r} begins with {sign}; type the minus of the keyboard: {meant}"
    return f"type the minus of the keyboard, not {sign}"


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?", text, re.ASCII) is not None
