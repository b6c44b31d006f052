"""Numbers in words: one to ninety-nine, ordinals, hundreds to billions, fractions and multiples."""

import re
from decimal import Decimal

from ingest.verify.printed import Mark, Printed

_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
UNITS, TENS, ORDINALS = _UNITS.split(), _TENS.split(), _ORDINALS.split()
CARDINAL = {word: n for n, word in enumerate(UNITS, 1)} | {word: 10 * n for n, word in enumerate(TENS, 2)}
CARDINAL |= {"zero": 0, "dozen": 12}
SINGLE = {"once": 1, "single": 1, "twice": 2, "both": 2, "double": 2, "doubles": 2, "doubled": 2, "triple": 3}
ORDINAL = {word: n for n, word in enumerate(ORDINALS, 1)}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
PARTS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5}
PARTS |= {"tenth": 10, "tenths": 10}

_DIGIT = "|".join(UNITS[:9])
_PLAIN = "|".join(sorted(CARDINAL, key=len, reverse=True))
_CARDINAL = rf"(?:(?:{'|'.join(TENS)})[- ](?:{_DIGIT})|{_PLAIN})"
_NUMBER = rf"{_CARDINAL}(?:[ -](?:{'|'.join(SCALES)})s?)*"
_RATIO = rf"(?P<share>{_NUMBER}) (?:in|out of) (?:every )?(?P<whole>{_NUMBER})"
# "Third" alone is an ordinal, "a third" and "two thirds" are shares.
_PART = r"(?P<part>half|quarters?|(?<=[a-z][ -])(?:thirds?|fifths?|tenths?))"
_FRACTION = rf"(?:(?P<top>an?|{_DIGIT})[ -])?{_PART}"
_PER = r"(?:an?|per|each) (?:second |further )?(?P<per>year|month|week|day|hour)"
_WORDS = re.compile(
    rf"(?<![\w-])(?:{_RATIO}|{_FRACTION}|(?P<number>{_NUMBER})(?P<percent> ?per ?cent)?"
    rf"|(?P<single>{'|'.join(SINGLE)})|(?P<ordinal>{'|'.join(ORDINALS)})|{_PER})(?!\w)",
    re.IGNORECASE,
)
LISTED_FROM = 3


def word_figures(text: str) -> list[Printed]:
    """Give every number in words of a text."""
    return [_figure(match) for match in _WORDS.finditer(text)]


def value(words: str) -> Decimal:
    """Give the value of a cardinal in words: "twenty-five", "two hundred million"."""
    total = Decimal(0)
    for word in re.split(r"[ -]", words.lower()):
        scale = SCALES.get(word) or SCALES.get(word.removesuffix("s"))
        total = total * scale if scale else total + CARDINAL[word]
    return total


def _figure(match: re.Match[str]) -> Printed:
    start, end, text = match.start(), match.end(), match.group()
    if match["share"]:
        numbers = {value(match["share"]), value(match["whole"])}
        return Printed(start, end, text, frozenset(numbers), mark=Mark.SHARE)
    if match["number"]:
        number = value(match["number"])
        mark = Mark.PERCENT if match["percent"] else Mark.NONE
        counts = bool(match["percent"]) or number >= LISTED_FROM
        return Printed(start, end, text, frozenset({number}), mark=mark, counts=counts)
    if match["part"]:
        return Printed(start, end, text, frozenset(_parts(match)), mark=Mark.SHARE)
    if match["single"]:
        return Printed(start, end, text, frozenset({Decimal(SINGLE[match["single"].lower()])}), counts=False)
    if match["ordinal"]:
        return Printed(start, end, text, frozenset({Decimal(ORDINAL[match["ordinal"].lower()])}), counts=False)
    return Printed(start, end, text, frozenset({Decimal(1)}), counts=False)


def _parts(match: re.Match[str]) -> set[Decimal]:
    """A quarter may be meant as 25 percent, 0.25, or 1 in 4; only exact readings count."""
    top = CARDINAL.get((match["top"] or "a").lower(), 1)
    bottom = PARTS[match["part"].lower()]
    readings = {Decimal(top), Decimal(bottom)}
    if 100 % bottom == 0:
        readings |= {Decimal(top) / bottom, Decimal(100 * top) / bottom}
    return readings
