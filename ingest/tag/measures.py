"""Finds money, percentages, dates and quantities."""

import re
from collections.abc import Iterator

from ingest.tag.knowledge import plain
from ingest.tag.lists import Lists
from ingest.tag.mention import Span

DIGITS = r"(?:\d{1,3}(?:,\ ?\d{3})+(?:\.\d+)?|\d+(?:\.\ ?\d+)?)"
ONES = (
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    "seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
)
SPELLED = rf"(?:{ONES}(?:[-\ ](?:{ONES}|and\ a\ half|point\ {ONES}))*)"
LARGE = r"(?:thousand|million|billion|trillion)"
MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Aug|Sept|Sep|Oct|Nov|Dec)"
)
YEAR = r"(?:19|20)\d\d"
YEARS = rf"(?:{YEAR}\ ?[/–-]\ ?(?:{YEAR}|\d\d)(?![\d%/-]))"
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
UNIT = (
    "(?:miles?|kilometres?|km|metres?|kg|years?|months?|weeks?|days?|hours?|minutes?|beds?|people|patients|households|"
    "nurses|doctors|GPs|staff|members|users|citizens|residents|homes|sites|places|partners|organisations|participants)"
)

MONEY = re.compile(
    rf"""
    (?<!\w)[+-]?(?:(?:US|AU|NZ|C)?[£$€]|GBP|USD|EUR)\ ?{DIGITS}(?:\ ?[-–]\ ?[£$€]?{DIGITS})?
        (?:[\ -]?(?:{LARGE}|bn|mn|tn|m|k)\b)?
    | (?<![\w.,£$€])(?:{DIGITS}[\ -]?(?:{LARGE}|bn|mn|m|k)?|\b(?:{SPELLED}|a|half\ a)\ {LARGE})[ ]
        (?:(?:US\ |American\ |Australian\ |New\ Zealand\ )?(?:pounds|dollars|euros)|pence)\b
    | (?<![\w.,]){DIGITS}p\b
    | \b(?:several|tens\ of|hundreds\ of|a\ few)\ {LARGE}s?(?:\ of)?\ pounds\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
PERCENT = re.compile(
    rf"""
    (?<![\w.])(?:[+-]|(?:minus|plus)\ )?{DIGITS}(?:\ ?[-–]\ ?{DIGITS})?
        (?:\ ?%(?:[\ -]points?)?|\ ?per\ ?cent(?:age\ points?)?\b)
    | \b(?:minus\ |plus\ )?(?:{SPELLED}|half\ a|a)\ (?:per\ ?cent(?:age\ points?)?)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
DATE = re.compile(
    rf"""
    \b{DAY}\ (?:of\ )?{MONTH}\b(?:,?\ {YEAR}\b)?
    | \b{MONTH}\ {DAY},?\ {YEAR}\b
    | (?:\b(?:early|late|end\ of)\ |\b(?:mid|end)[- ])?\b{MONTH},?\ (?:{YEARS}|{YEAR})(?!\d)
    | \bQ[1-4](?:\ of)?\ ?(?:{YEARS}|{YEAR})
    | \b(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter)(?:\ of)?\ (?:{YEARS}|{YEAR})
    | \b{YEAR}-\d\d-\d\d\b | \b\d{{1,2}}[/.]\d{{1,2}}[/.](?:\d\d)?\d\d\b
    | (?:\b(?:early|late|mid)[- ])?(?<![£$€.,/\d])\b{YEAR}s\b
    | (?:\bmid-?|\b(?:early|late)\ )?(?<![£$€.,/\d]){YEARS}
    | (?:\bmid-?|\b(?:early|late)\ )?(?<![£$€.,/\d]){YEAR}
        (?![\w%]|[.,]\d|-[a-z]|\ (?:patients|people|residents|beds|miles|homes|staff|practices|local|voluntary|GPs?)\b)
    | (?:(?<=\bin\ )|(?<=\bIn\ )|(?<=[Ss]ince\ )|(?<=[Bb]y\ )|(?<=[Ff]rom\ )|(?<=[Uu]ntil\ )|(?<=\bto\ )
        |(?<=[Bb]etween\ )|(?<=\blast\ )|(?<=\bnext\ )){MONTH}\b
    """,
    re.VERBOSE,
)
QUANTITY = re.compile(
    rf"""
    (?<![\w£$€.,/-])(?P<digits>{DIGITS}(?:\ {LARGE})?(?:\ ?(?:-|–|to)\ ?{DIGITS}(?:\ {LARGE})?)?)(?![\w%]|[.,/:]\d)
        (?P<unit>[\ -]{UNIT}\b)?(?=\ [a-z]|[.,;)]|$|-[a-z])
    | \b(?P<spelled>{SPELLED}(?:\ (?:hundred|thousand|million))?)(?P<unit_of_spelled>[\ -]{UNIT}\b)(?!\ Forward)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# 'Slide 12', 'type 2', 'aged 75', 'phase 1': a number that counts nothing.
NUMBERED = re.compile(
    r"\b(?:slides?|pages?|types?|phase|year|stage|aged|over|level|wave|tier|section|chapter|paragraph|figure|"
    r"table|objective|step|study|age|under|priority|item|line) $",
    re.IGNORECASE,
)


def measures(text: str) -> Iterator[Span]:
    """Give money, percentages and dates."""
    straight = plain(text)
    for name, pattern in (("money", MONEY), ("percent", PERCENT), ("date", DATE)):
        for match in pattern.finditer(straight):
            yield Span(match.start(), match.end(), name, None, "rule")


def quantities(text: str, lists: Lists) -> Iterator[Span]:
    """Give numbers with what they count; and, for where that is part of a term, the numbers in digits alone."""
    for match in QUANTITY.finditer(plain(text)):
        counted = match["unit"] or match["unit_of_spelled"]
        if counted:
            yield Span(match.start(), match.end(), "quantity", None, "rule")
        before = text[: match.start()]
        if match["digits"] and (counted or not (NUMBERED.search(before) or lists.numbered.search(before))):
            yield Span(*match.span("digits"), "quantity", None, "rule")
