"""The forms in which numbers are printed: digits and what groups them, scales, currencies, fractions, and what follows."""

import re
import unicodedata
from decimal import Decimal

from kb.numbers.legible import SPACE, TIGHT

SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 10**9, "trillion": 10**12, "dozen": 12}
SHORT_SCALES = {
    "k": "thousand", "m": "million", "mn": "million", "mln": "million", "mil": "million", "mio": "million",
    "mill": "million", "bn": "billion", "b": "billion", "tn": "trillion",
}  # fmt: skip
CURRENCIES = {
    "£": "GBP", "$": "$", "€": "EUR", "pound": "GBP", "sterling": "GBP", "dollar": "$", "euro": "EUR", "usd": "$",
    "aud": "$", "nzd": "$", "cad": "$",
}  # fmt: skip
FRACTIONS = {
    character: Decimal(numerator) / Decimal(denominator)
    for character in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒"
    for numerator, denominator in [unicodedata.normalize("NFKC", character).split("\N{FRACTION SLASH}")]
}
_VULGAR = "".join(FRACTIONS)
_INSIDE = f"[ {TIGHT}]"
# "14 000" is one number; so is "14" with "000" on the next line, as no number is 000.
GROUPED = (
    rf"\d{{1,3}}(?:,{SPACE}?\d{{3}})+(?!\d)(?:\.\d+)?|\d{{1,3}}(?:'\d{{3}})+(?!\d)"
    rf"|[1-9]\d{{0,2}}(?:{_INSIDE}\d{{3}})+(?!\d|,\d)(?:\.\d+)?|[1-9]\d{{0,2}}(?:\n000)+(?!\d)|\d{{1,3}}{SPACE}'000(?!\d)"
    # The mark of a footnote runs into the number: 14,00012.
    r"|\d{1,3}(?:,\d{3})+(?=\d{1,2}(?!\d))"
)
_HALVES = rf"\d+{SPACE}and{SPACE}an?{SPACE}(?:half|quarter)"
_MIXED = rf"(?:\d+{SPACE}?)?[{_VULGAR}]|\d+{SPACE}[1-9]/[2-9](?!\d)"
# A middle dot at the beginning of a line is a bullet. A comma before one or two digits may be a decimal comma.
_DECIMAL = (
    rf"\d{{1,3}}(?:\.\d{{3}})+,\d{{1,2}}(?!\d)|\d+[.·]\d+|\d{{1,3}}\.{SPACE}\d{{1,2}}(?={SPACE}?(?:%|per{SPACE}?cent))"
    r"|(?<![\w.])\.\d+|(?<=[ (=<>])·\d\d+"
)
_COMMA = r"\d+,\d\d?(?!\d|,\d)"
DIGITS = rf"{GROUPED}|{_HALVES}|{_MIXED}|{_DECIMAL}|{_COMMA}|\d+"
DECIMAL_COMMA = re.compile(r"\d+(?:\.\d{3})*,\d\d?")
# In a text that was typed, not copied, a space after a comma parts two numbers.
TYPED_DIGITS = rf"{GROUPED}|{_HALVES}|{_MIXED}|{_DECIMAL}|\d+".replace(f",{SPACE}?", ",")
CURRENCY = rf"(?P<currency>(?:US|AU|NZ|CA?)?[£$€]|(?:GBP|USD|EUR|AUD|NZD|CAD){SPACE}?)"
_LONG = "|".join(f"{name}s?" for name in SCALES)
SCALE = rf"(?P<scale>{_LONG}|bn|mn|mln|mil|mio|tn|k|m|(?(currency)(?:b|mill)|(?!)))"
_WORD_SCALE = rf"(?P<scale>{_LONG})"
_PERCENT = rf"(?P<percent>%|per(?:{SPACE}|-)?cent(?:age)?|pct|pc|p\.c\.)(?P<points>(?:{SPACE}|-)?(?:points?|pts?))?"
_POINTS = r"(?P<pp>pp|ppts?|p\.p\.)"
_COIN = rf"{SPACE}(?P<coin>pounds?|dollars?|euros?|sterling|GBP|USD|EUR)|(?P<pence>p|{SPACE}pence|{SPACE}?penny)"
_NO_LETTER = r"(?![^\W\d_])"
_OTHER = rf"{SPACE}?(?P<other>‰|basis{SPACE}points?)"
AFTER = rf"(?:(?:{SPACE}|-)?(?:{_PERCENT}|{_POINTS}){_NO_LETTER}|(?:{_COIN}){_NO_LETTER}|{_OTHER})?"
"""What may follow a number and says what kind it is."""


def value(digits: str) -> Decimal:
    """Give the value of a number in digits, exactly: 8.2, 14,000, 2½, 2 1/2, .36, 9·5."""
    text = re.sub(rf"{SPACE}", " ", digits)
    if halves := re.fullmatch(r"(\d+) and an? (half|quarter)", text):
        return Decimal(halves[1]) + (Decimal("0.5") if halves[2] == "half" else Decimal("0.25"))
    if slash := re.fullmatch(r"(\d+) (\d)/(\d)", text):
        return Decimal(slash[1]) + Decimal(slash[2]) / Decimal(slash[3])
    if text[-1] in FRACTIONS:
        return Decimal(text[:-1].strip() or 0) + FRACTIONS[text[-1]]
    if DECIMAL_COMMA.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    return Decimal(re.sub(r"[, ']", "", text).replace("·", "."))


def multiplier(scale: str | None) -> int:
    """Give what a scale multiplies by; 1 where there is none."""
    if not scale:
        return 1
    name = scale.casefold()
    return SCALES[SHORT_SCALES.get(name, name.removesuffix("s"))]


def currency_of(sign: str | None) -> str:
    """Give the code of a currency's sign or name; dollars of all countries are one, as texts seldom say which."""
    if not sign:
        return ""
    name = sign.strip().casefold()
    return CURRENCIES.get(name[-1]) or CURRENCIES.get(name.removesuffix("s")) or name.upper()


def plain(number: Decimal) -> str:
    """Write a number in digits alone, without zeros that say nothing: 8200000, 2.5."""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
