"""Numbers in digits in a legible text, with the scale, the currency and the unit that stand with them."""

import re
from collections.abc import Iterator
from decimal import Decimal

from kb.numbers.doubts import CLOCK, CODE, COMMA, FREQUENCY, NAME, ORDINAL, PIECE, SHARE
from kb.numbers.forms import AFTER, CURRENCY, DECIMAL_COMMA, DIGITS, FRACTIONS, SCALE, multiplier, value
from kb.numbers.legible import DATED, SPACE, TIGHT
from kb.numbers.printed import Mark, Printed, Reading
from kb.numbers.suffixes import currency, readings
from kb.numbers.words import CARDINAL_WORDS, share_readings, word_value

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
    rf"|(?:{CURRENCY}{SPACE}?(?:(?P<minus>-){SPACE}?)?)?(?P<number>{DIGITS})(?P<nth>{_NTH})?(?P<foot>(?<=\d{{3}})\d{{1,2}}(?!\d))?\+?"
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
# Commas that part numbers and belong to none: 1,2,3 and 3.5,40.1.
_LIST = re.compile(r"(?<![\d.,])\d{1,2}(?:,\d{1,2}){2,}(?!\d|,\d)|(?<=\d)\.\d+,(?=-?\d+\.\d)")
# A year that a hyphen or slash joins to a number, as in 14-2016, and what such signs join: 978-1-14-20.
_JOINED_YEAR = re.compile(rf"[-/](?:(?:19|20)\d\d(?![\d,]|\.\d)|{DATED}{{4,7}}(?!{DATED}))")
_LINK = rf"[A-Za-z]*[\d{DATED}]+[A-Za-z]*"
_CHAIN = re.compile(rf"{_LINK}(?:[-/]{_LINK}){{2,}}|[A-Za-z]+\d+[-/]\d+")
LONGEST_CHAIN = 40
_TIME_OF_DAY = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d|\d:(?:00|15|30|45)")
# What a letter after a number says, where it is not the name of a part: over-65s, 2x.
_LETTERS = {"s": "", "x": FREQUENCY}
_PROSE = re.compile(rf"{SPACE}?[a-z]")
_SIGN = re.compile(r"(?:^|[\s(\[:;=])(?:-|minus\s)\s?$", re.IGNORECASE)


def number_figures(text: str) -> Iterator[Printed]:
    """Give every number in digits, and every ratio in digits or words, of a legible text."""
    for match in _RATIO.finditer(text):
        top, bottom = _side(match["share"]), _side(match["whole"])
        if top < bottom:
            yield Printed(*match.span(), match.group(), frozenset(share_readings(top, bottom, SHARE)))
    for match in _NUMBER.finditer(_LIST.sub(_listed, text)) if _HAS_DIGIT.search(text) else ():
        yield _figure(match)


def _listed(match: re.Match[str]) -> str:
    return match[0].replace(",", ";")


def _side(written: str) -> Decimal:
    return Decimal(written) if written.isdigit() else word_value(written)


def _figure(match: re.Match[str]) -> Printed:
    if match["number"] is None:
        return Printed(*match.span(), match.group(), frozenset(_pairs(match)))
    scale = multiplier(match["scale"])
    found = readings({value(match["number"]) * scale}, match, _doubt(match))
    found |= {Reading(piece, reading.mark, PIECE) for piece in _pieces(match) for reading in found}
    negative = bool(match["minus"] or _SIGN.search(match.string, max(0, match.start() - 8), match.start()))
    grouped = re.search(rf"\d[,' {TIGHT}]", match["number"]) is not None
    return Printed(
        *match.span(), match.group(), found, currency=currency(match), scale=scale, grouped=grouped, negative=negative
    )


def _doubt(match: re.Match[str]) -> str:
    if match["nth"]:
        return ORDINAL
    if DECIMAL_COMMA.fullmatch(match["number"]):
        return COMMA
    if match["number"].isdigit() and _is_of_code(match):
        return CODE
    return NAME if NAMED.search(match.string, max(0, match.start() - LONGEST_NAME), match.start()) else ""


def _is_of_code(match: re.Match[str]) -> bool:
    """Tell whether a number is a piece of something longer that counts nothing: a code, or years that do not follow."""
    text, start, end = match.string, match.start("number"), match.end("number")
    if text[end : end + 1] not in {"-", "/"} and text[start - 1 : start] not in {"-", "/"}:
        return False
    if end - start < 4 and _JOINED_YEAR.match(text, end):
        return True
    around = _CHAIN.finditer(text, max(0, start - LONGEST_CHAIN), end + LONGEST_CHAIN)
    return any(chain.start() <= start < chain.end() for chain in around)


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
            doubt = CLOCK if first == "hours" or _TIME_OF_DAY.fullmatch(match.group()) else ""
            return {Reading(number, mark, doubt) for number in pair for mark in marks}
    if match["clock"]:
        return {Reading(Decimal(match["clock"]), Mark.NONE, CLOCK)}
    return {Reading(Decimal(match["code"]), Mark.NONE, _LETTERS.get(match.group()[-1].casefold(), NAME))}


def _pieces(match: re.Match[str]) -> set[Decimal]:
    """Give the numbers that digits may be apart: extraction puts spaces in, and leaves them out between columns.

    A piece that begins with 0 is no number of its own, a space that does not break holds one number together, and so
    does a word that the number counts, or a currency before it. "12. 5%" may be the end of a sentence and 5%.
    """
    printed = match["number"]
    if DECIMAL_COMMA.fullmatch(printed):
        return {Decimal(piece) for piece in printed.split(",")} if "." not in printed else set()
    if damaged := re.fullmatch(rf"\d+\.{SPACE}(\d+)", printed):
        return {Decimal(damaged[1])}
    spaces = "," if _is_counted(match) else ",?"
    pieces = re.split(rf"{spaces}[ \n]", printed)
    apart = len(pieces) > 1 and all(piece.isdigit() and piece[0] != "0" for piece in pieces)
    return {Decimal(piece) for piece in pieces} if apart else set()


def _is_counted(match: re.Match[str]) -> bool:
    return bool(currency(match) or match["scale"] or _PROSE.match(match.string, match.end()))
