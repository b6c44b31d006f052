"""Numbers in digits in a legible text, with the scale, the currency and the unit that stand with them."""

import re
from collections.abc import Iterator
from decimal import Decimal

from kb.numbers.forms import AFTER, CURRENCY, DIGITS, FRACTIONS, SCALE, multiplier, value
from kb.numbers.legible import SPACE, TIGHT
from kb.numbers.printed import Mark, Printed, Reading
from kb.numbers.suffixes import currency, readings
from kb.numbers.words import CARDINAL_WORDS, ORDINAL_DOUBT, share_readings, word_value

PIECE, SHARE, AROUND_THE_CLOCK = "printed as part of a longer number", "printed as a share", "printed as a time of day"
NAMES = "may only name a part of something"
# A number after such a word names and does not count; the dash after it begins a title ("Objective 2 - 19.5% fewer").
NAMED = re.compile(
    r"\b(?:objectives?|slides?|pages?|figures?|tables?|phase|steps?|waves?|tiers?|chapters?|sections?|paragraphs?|stage|level|types?"
    rf"|priority|items?|annex|appendix|parts?|goals?|aims?|box|bands?|no\.?|number|option|question){SPACE}$",
    re.IGNORECASE,
)
LONGEST_NAME = 12
# A number with letters before it is a code (WG29253), one with a hyphenated word is not (7-day).
_BEGIN = r"(?<!\w)(?<!\d[.,·])(?-i:(?<![A-Z]-))"
_CIRCA = rf"(?:(?-i:ca?)\.?{SPACE}?(?=[\d£$€.]))?"
_NTH = r"(?:st|nd|rd|th)(?![^\W\d_])"
# What runs into a number without a space: the mark of a footnote, or the word that it counts.
_RUN_IN = r"(?:(?<=[%a-z])\d{1,2}|(?-i:(?=[a-z]{2})))?"
_NUMBER = re.compile(
    rf"{_BEGIN}{_CIRCA}(?:(?P<lost>\d{{1,3}}, ,\d{{3}}|\d+(?:\.\d+){{2,}}(?!\w))"
    rf"|(?P<left>\d+)(?:[ \n]?:[ \n]?)(?P<right>\d+)(?!{SPACE}?[ap]\.?m)(?!\d)"
    rf"|(?P<clock>\d{{1,2}})(?:[:.]\d\d)?{SPACE}?(?:am|pm|a\.m\.|p\.m\.)(?!\w)"
    rf"|(?P<hours>24)/(?P<days>7)\b"
    rf"|(?P<top>[1-9])/(?P<bottom>[2-9]|10)(?={SPACE}(?:of|the)\b)"
    rf"|(?P<mine>\d{{2}})/(?P<yours>\d{{2}})(?![/\d])"
    rf"|(?:{CURRENCY}{SPACE}?)?(?P<number>{DIGITS})(?P<nth>{_NTH})?(?P<foot>(?<=\d{{3}})\d{{1,2}}(?!\d))?\+?"
    rf"(?:(?:{SPACE}|-)?{SCALE}(?![^\W\d_]))?\+?{AFTER}{_RUN_IN}(?:(?!\w)|(?-i:(?=[a-z]{{2}})))"
    rf"|(?P<code>\d+)[a-z]\b)",
    re.IGNORECASE,
)
_SIDE = rf"(?:\d{{1,3}}|{CARDINAL_WORDS})"
_APART = rf"(?:{SPACE}|-)"
_RATIO = re.compile(
    rf"(?<![\w.,£$€-])(?P<share>{_SIDE}){_APART}(?:in|out{_APART}of){_APART}(?:every{_APART})?(?P<whole>{_SIDE})"
    rf"(?![\w%]|[.,]\d|{SPACE}?(?:%|per{SPACE}?cent|st|nd|rd|th))",
    re.IGNORECASE,
)
_HAS_DIGIT = re.compile(rf"[\d{''.join(FRACTIONS)}]")
_SIGN = re.compile(r"(?:^|[\s(\[:;=])(?:-|minus\s)\s?$", re.IGNORECASE)


def number_figures(text: str) -> Iterator[Printed]:
    """Give every number in digits, and every ratio in digits or words, of a legible text."""
    for match in _RATIO.finditer(text):
        top, bottom = _side(match["share"]), _side(match["whole"])
        if top < bottom:
            yield Printed(*match.span(), match.group(), frozenset(share_readings(top, bottom, SHARE)))
    for match in _NUMBER.finditer(text) if _HAS_DIGIT.search(text) else ():
        yield _figure(match)


def _side(written: str) -> Decimal:
    return Decimal(written) if written.isdigit() else word_value(written)


def _figure(match: re.Match[str]) -> Printed:
    if match["number"] is None:
        return Printed(*match.span(), match.group(), frozenset(_pairs(match)))
    numbers, pieces = _values(match["number"])
    scale = multiplier(match["scale"])
    found = readings({number * scale for number in numbers}, match, _doubt(match))
    found |= {Reading(piece, reading.mark, PIECE) for piece in pieces for reading in found}
    negative = _SIGN.search(match.string, max(0, match.start() - 8), match.start()) is not None
    grouped = re.search(rf"\d[,' {TIGHT}]", match["number"]) is not None
    return Printed(
        *match.span(), match.group(), found, currency=currency(match), scale=scale, grouped=grouped, negative=negative
    )


def _doubt(match: re.Match[str]) -> str:
    if match["nth"]:
        return ORDINAL_DOUBT
    return NAMES if NAMED.search(match.string, max(0, match.start() - LONGEST_NAME), match.start()) else ""


def _pairs(match: re.Match[str]) -> set[Reading]:
    if match["lost"]:
        # A range of which an end was lost ("50, ,000") can't be read, nor a number of parts (1.2.3).
        return set()
    if match["top"]:
        return share_readings(Decimal(match["top"]), Decimal(match["bottom"]), SHARE)
    for first, second in (("left", "right"), ("hours", "days"), ("mine", "yours")):
        if match[first]:
            pair = [Decimal(match[each]) for each in (first, second)]
            # 80:20 shares a hundred out.
            marks = (Mark.SHARE, Mark.PERCENT) if sum(pair) == 100 else (Mark.SHARE,)
            return {Reading(number, mark) for number in pair for mark in marks}
    return {Reading(Decimal(match["clock"] or match["code"]))}


def _values(printed: str) -> tuple[set[Decimal], set[Decimal]]:
    """Give what digits can be read as, and the pieces that they may be: extraction puts spaces in, and leaves them out.

    A piece that begins with 0 is no number of its own, and a space that does not break holds one number together.
    """
    pieces = re.split(r",?[ \n]", printed)
    apart = len(pieces) > 1 and all(piece.isdigit() and piece[0] != "0" for piece in pieces)
    return {value(printed)}, {Decimal(piece) for piece in pieces} if apart else set()
