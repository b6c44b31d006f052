"""Numbers in words: cardinals to trillions, ordinals, fractions, and multiples."""

import re
from collections.abc import Iterator
from decimal import Decimal

from kb.numbers.doubts import FREQUENCY, PART, PERIOD
from kb.numbers.doubts import ORDINAL as AS_ORDINAL
from kb.numbers.forms import AFTER, SCALES
from kb.numbers.legible import BROKEN, DATED, SPACE
from kb.numbers.printed import Mark, Printed, Reading
from kb.numbers.suffixes import currency, readings

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
CARDINAL = {word: n for n, word in enumerate(UNITS, 1)} | {word: 10 * n for n, word in enumerate(TENS, 2)} | {"zero": 0}
ARTICLE = {"a": 1, "an": 1}
FOLD = {f"{word}fold": n for n, word in enumerate(UNITS[1:10], 2)}
SINGLE = FOLD | {"once": 1, "single": 1, "twice": 2, "both": 2, "double": 2, "doubles": 2, "doubled": 2, "triple": 3}
COUNTS = {"single", "both"}
ORDINAL = {word: n for n, word in enumerate(ORDINALS, 1)}
PARTS = {"half": 2, "halves": 2, "quarter": 4} | {ORDINALS[n - 1]: n for n in range(3, 11) if n != 4}
SCALES_IN_WORDS = frozenset(SCALES) | {f"{name}s" for name in SCALES} | {"half", "quarter"}
LISTED_FROM = 3
LONGEST_WORD = 8

_HYPHEN = f"(?:-|{BROKEN}|-?{SPACE})"
_DIGIT = "|".join(UNITS[:9])
_PLAIN = "|".join(sorted(CARDINAL, key=len, reverse=True))
_SMALL = rf"(?:(?:{'|'.join(TENS)}){_HYPHEN}(?:{_DIGIT})|{_PLAIN})"
_SCALE = rf"(?:{'|'.join(SCALES)})"
_LARGE = rf"{_HYPHEN}{_SCALE}s?"
_MORE = rf"(?:{SPACE}and)?{SPACE}{_SMALL}(?:{_LARGE})*"
_AFTER_SCALE = "|".join(rf"(?<={scale})" for scale in SCALES if scale != "dozen")
_AND_A_HALF = rf"{_HYPHEN}and{_HYPHEN}an?{_HYPHEN}(?P<half>half|quarter)(?:{_HYPHEN}(?P<and_scale>{_SCALE})s?)?"
CARDINAL_WORDS = rf"(?:{_SMALL}(?:{_LARGE})*|an?{_LARGE}(?:{_LARGE})*)(?:(?:{_AFTER_SCALE}){_MORE})*"
_QUARTERS_OF = rf"(?:(?:an?|three){_HYPHEN})?quarters?{SPACE}of{SPACE}an?"
_OF_SCALE = rf"(?:half{_HYPHEN}an?|an?{_HYPHEN}half|{_QUARTERS_OF}|half){_HYPHEN}{_SCALE}"
_PARTS = "|".join(f"{name}s?" for name in PARTS if name not in {"half", "halves"})
_NOT_OF_SCALE = rf"(?!{SPACE}(?:of{SPACE})?(?:an?{SPACE})?{_SCALE}(?!\w))"
# Half a day and the last quarter are times, not shares.
_TIME = rf"(?:-\w|{SPACE}(?:an?{SPACE})?(?:days?|hours?|years?|miles?|terms?|past|way|time)\b)"
_OF_TIME = rf"{SPACE}of{SPACE}(?:[\d{DATED}]|the{SPACE}(?:financial{SPACE})?year)"
_ALONE = rf"half(?!{_TIME})|halves|quarters?(?={SPACE}of\b)(?!{_OF_TIME})"
# Half a per cent, a quarter of one percent.
_OF_PERCENT = (
    rf"(?P<percent_part>(?:an?{_HYPHEN})?(?:half|quarter)|three{_HYPHEN}quarters){_HYPHEN}(?:of{_HYPHEN})?(?:an?|one)?{_HYPHEN}?"
    rf"(?:per{SPACE}?cent(?:age{SPACE}points?)?|percentage{SPACE}points?)"
)
_FRACTION = rf"(?:(?P<top>an?|{_DIGIT}){_HYPHEN}(?P<part>half|halves|{_PARTS})|(?P<alone>{_ALONE})){_NOT_OF_SCALE}"
# A quarter that is three months: of a year, or in a row; and one that may be.
_ANY_YEAR = (
    rf"(?:(?:an?|the|each|every|last|this|that){SPACE})?(?:financial{SPACE})?(?:year\b|{DATED}+(?!{SPACE}[a-z]))"
)
_OF_YEAR = rf"{SPACE}of{SPACE}{_ANY_YEAR}"
_PERIOD = re.compile(
    rf"{_OF_YEAR}|{SPACE}(?:ago|later|earlier|running|in{SPACE}a{SPACE}row|on{SPACE}quarter)\b", re.IGNORECASE
)
_OF = re.compile(rf"{SPACE}of\b", re.IGNORECASE)
_IN = re.compile(
    rf"\b(?:in|for|during|within|over|after|per|each|every|last|next|this|that|the){SPACE}$", re.IGNORECASE
)
_PER = rf"(?:an?|per|each){SPACE}(?:second{SPACE}|further{SPACE})?(?P<per>year|month|week|day|hour)"
_ORDINAL = rf"(?:(?P<tens>{'|'.join(TENS)}){_HYPHEN})?(?P<ordinal>{'|'.join(ORDINALS)})"
_WORDS = re.compile(
    rf"(?<![\w-])(?:{_OF_PERCENT}|(?<!once )(?<!twice )(?<!times ){_FRACTION}|{_ORDINAL}|(?P<once>{'|'.join(SINGLE)})"
    rf"|(?:(?P<of>{_OF_SCALE})|(?P<number>{CARDINAL_WORDS})(?:{_AND_A_HALF})?){AFTER}|{_PER})(?!\w)",
    re.IGNORECASE,
)


_COUNTED = re.compile(rf"(?:(?P<of>{_OF_SCALE})|(?P<number>{CARDINAL_WORDS})(?:{_AND_A_HALF})?)(?!\w)", re.IGNORECASE)


def cardinal_at(text: str, start: int) -> tuple[int, Decimal] | None:
    """Give where a cardinal in words that begins there ends, and its value; None where none begins."""
    match = _COUNTED.match(text, start)
    if match is None:
        return None
    return match.end(), _of_scale(match["of"].casefold()) if match["of"] else _with_half(match)


def word_figures(text: str) -> Iterator[Printed]:
    """Give every number in words of a legible text."""
    for match in _WORDS.finditer(text):
        yield _figure(match)


def word_value(words: str) -> Decimal:
    """Give the value of a cardinal in words: "twenty-five", "two hundred million", "one hundred and twenty"."""
    total = current = Decimal(0)
    for word in re.split(rf"[-{BROKEN}\s]+", words.casefold()):
        scale = SCALES.get(word) or SCALES.get(word.removesuffix("s"))
        if scale is None:
            current += (CARDINAL | ARTICLE).get(word, 0)
        elif scale <= SCALES["hundred"]:
            current = (current or 1) * Decimal(scale)
        elif current or not total:
            total, current = total + (current or 1) * Decimal(scale), Decimal(0)
        else:
            total *= scale
    return total + current


def _figure(match: re.Match[str]) -> Printed:
    if match["percent_part"]:
        name = match["percent_part"].casefold()
        mark = Mark.POINTS if "point" in match.group().casefold() else Mark.PERCENT
        return _printed(match, {Reading(_part(name), mark)})
    if match["of"] or match["number"]:
        return _cardinal(match)
    if match["part"] or match["alone"]:
        return _printed(match, _parts(match))
    if match["once"]:
        word = match["once"].casefold()
        return _printed(
            match, {Reading(Decimal(SINGLE[word]), Mark.NONE, "" if word in COUNTS else FREQUENCY)}, counts=False
        )
    if match["ordinal"]:
        number = CARDINAL.get((match["tens"] or "zero").casefold(), 0) + ORDINAL[match["ordinal"].casefold()]
        return _printed(match, {Reading(Decimal(number), Mark.NONE, AS_ORDINAL)}, counts=False)
    return _printed(match, {Reading(Decimal(1), Mark.NONE, FREQUENCY)}, counts=False)


def _printed(match: re.Match[str], found: set[Reading], *, counts: bool = True) -> Printed:
    return Printed(match.start(), match.end(), match.group(), frozenset(found), counts=counts)


def _cardinal(match: re.Match[str]) -> Printed:
    number = _of_scale(match["of"].casefold()) if match["of"] else _with_half(match)
    money = currency(match)
    counts = number >= LISTED_FROM or bool(match["percent"])
    words = match["of"] or match["number"]
    scale = max(
        (size for name, size in SCALES.items() if size > 100 and re.search(rf"{name}s?$", words.casefold())), default=1
    )
    found = readings({number}, match)
    return Printed(match.start(), match.end(), match.group(), found, currency=money, scale=scale, counts=counts)


def _of_scale(words: str) -> Decimal:
    return _part(words) * SCALES[re.split(r"[-\s]+", words)[-1]]


def _part(words: str) -> Decimal:
    return Decimal("0.5") if "half" in words else Decimal("0.75") if "three" in words else Decimal("0.25")


def _with_half(match: re.Match[str]) -> Decimal:
    """Give "two and a half million" and "two and a half" their half."""
    number = word_value(match["number"])
    if not match["half"]:
        return number
    part = Decimal("0.5") if match["half"].casefold() == "half" else Decimal("0.25")
    if match["and_scale"]:
        return (number + part) * word_value(f"one {match['and_scale']}")
    # "A million and a half" has half a million more.
    last = re.split(rf"[-{BROKEN}\s]+", match["number"].casefold())[-1].removesuffix("s")
    return number + part * (SCALES[last] if SCALES.get(last, 0) >= SCALES["thousand"] else 1)


def _parts(match: re.Match[str]) -> set[Reading]:
    """A quarter may be meant as 25 percent, 0.25, or 1 in 4; only exact readings count. It may be three months too."""
    name = (match["part"] or match["alone"]).casefold()
    if name.startswith("quarter") and _PERIOD.match(match.string, match.end()):
        return set()
    top = Decimal((CARDINAL | ARTICLE)[(match["top"] or "a").casefold()])
    found = share_readings(top, Decimal(PARTS.get(name) or PARTS[name.removesuffix("s")]), PART)
    return {Reading(number, mark, PERIOD) for number, mark, _ in found} if _may_be_period(name, match) else found


def _may_be_period(name: str, match: re.Match[str]) -> bool:
    """Tell whether a quarter follows such a word as "in", and is a quarter of nothing."""
    is_time = name.startswith("quarter") and _IN.search(
        match.string, max(0, match.start() - LONGEST_WORD), match.start()
    )
    return bool(is_time) and not _OF.match(match.string, match.end())


def share_readings(top: Decimal, bottom: Decimal, doubt: str = "") -> set[Reading]:
    """Give what a share can be claimed as: both of its numbers, and its exact value as a fraction and in percent."""
    found = {Reading(top, Mark.SHARE, doubt), Reading(bottom, Mark.SHARE, doubt)}
    if bottom > top and (Decimal(10_000) * top) % bottom == 0:
        found |= {Reading(top / bottom, Mark.SHARE), Reading(100 * top / bottom, Mark.PERCENT)}
    return found
