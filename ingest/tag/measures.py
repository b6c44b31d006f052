"""Finds money, percentages, dates and quantities."""

import re
from collections.abc import Iterator

from ingest.tag.knowledge import plain
from ingest.tag.mention import Span

NUMBER = r"\d{1,3}(?:, ?\d{3})+(?:\.\d+)?|\d+(?:\. ?\d+)?"
WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
COUNT = rf"(?:{WORDS})(?:[- ](?:{WORDS}|(?:a|one) half|point (?:{WORDS})))?|a|half a|a hundred|a quarter of a"
MAGNITUDE = r"thousand|million|billion|trillion|bn|mn|tn|m|k"
MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Aug|Sept|Sep|Oct|Nov|Dec"
)
YEAR = r"(?:19|20)\d\d"
YEARS = rf"{YEAR} ?[/–-] ?(?:{YEAR}|\d\d)(?![\d%/-])"
SPOKEN_YEAR = rf"(?:{YEARS}|{YEAR})"
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
UNITS = (
    "miles?|kilometres?|km|metres?|kg|years?|months?|weeks?|days?|hours?|minutes?|beds?|people|patients|households|nurses|"
    "doctors|GPs|staff|members|users|citizens|residents|homes|sites|places|partners|organisations|participants|volunteers"
)
NOT_COUNTED = (
    r"(?<!slide )(?<!page )(?<!type )(?<!Type )(?<!phase )(?<!Phase )(?<!year )(?<!Year )(?<!stage )(?<!aged )(?<!over )"
    r"(?<!level )(?<!wave )(?<!tier )(?<!section )(?<!Section )(?<!chapter )(?<!Chapter )(?<!paragraph )(?<!NHS )(?<!NHS)"
)

MONEY = re.compile(
    rf"(?<![\w])(?:[+-])?(?:(?:US|AU|NZ|C)?[£$€]|GBP|USD|EUR) ?(?:{NUMBER})(?: ?(?:-|–) ?[£$€]?(?:{NUMBER}))?(?:[ -]?(?:{MAGNITUDE})\b)?"
    rf"|(?<![\w.,£$€])(?:(?:{NUMBER})[ -]?(?:{MAGNITUDE})?|\b(?:{COUNT}) (?:thousand|million|billion)) "
    r"(?:(?:US |American |Australian |New Zealand )?(?:pounds|dollars|euros)|pence)\b"
    rf"|(?<![\w.,])(?:{NUMBER})p\b"
    r"|\b(?:several|tens of|hundreds of|a few) (?:thousand|million|billion)s?(?: of)? pounds",
    re.IGNORECASE,
)
SIGNED = rf"(?:[+-]|(?:minus|plus) )?(?:{NUMBER})"
PERCENT = re.compile(
    rf"(?<![\w.])(?:{SIGNED})(?: ?(?:-|–) ?(?:{NUMBER}))?(?: ?%| ?per ?cent(?:age points?)?\b| percentage points?\b)(?:[ -](?:percentage )?points?)?"
    rf"|\b(?:minus |plus )?(?:{WORDS}|half a|a)(?:[- ](?:{WORDS}|and a half|point \w+))* (?:per ?cent|percentage points?)\b",
    re.IGNORECASE,
)
DATE = re.compile(
    rf"\b(?:{DAY} (?:of )?(?:{MONTH})\.?(?:,? {YEAR})?|(?:{MONTH}) {DAY},? {YEAR}"
    rf"|(?:(?:early|late|mid|mid-|end of|end-) ?)?(?:{MONTH}),? (?:{YEARS}|{YEAR}))(?!\d)"
    rf"|\bQ[1-4](?: of)? ?{SPOKEN_YEAR}|\b(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter)(?: of)? {SPOKEN_YEAR}"
    r"|\b(?:19|20)\d\d-\d\d-\d\d\b|\b\d{1,2}[/.]\d{1,2}[/.](?:\d\d)?\d\d\b"
    rf"|(?:\b(?:early|late|mid)[- ])?(?<![\w£$€.,/-]){YEAR}s\b|(?:\b(?:mid-?|early |late ))?(?<![£$€.,/\d]){YEARS}"
    rf"|(?:\b(?:mid-?|early |late ))?(?<![\w£$€.,/]){YEAR}(?![\w%]|[.,]\d|-[a-z]| (?:patients|people|residents|beds|miles|homes|staff|practices|local|voluntary|GPs?)\b)"
    rf"|(?<=\b[Ii]n )(?:{MONTH})\b|(?<=[Ss]ince )(?:{MONTH})\b|(?<=[Bb]y )(?:{MONTH})\b|(?<=[Ff]rom )(?:{MONTH})\b"
    rf"|(?<=[Uu]ntil )(?:{MONTH})\b|(?<=\bto )(?:{MONTH})\b|(?<=[Bb]etween )(?:{MONTH})\b|(?<=last )(?:{MONTH})\b"
)
COUNTED = rf"(?:{NUMBER})(?: (?:million|thousand|billion))?"
QUANTITY = re.compile(
    rf"(?<![\w£$€.,/-]){NOT_COUNTED}(?P<number>(?:{COUNTED})(?: ?(?:-|–|to) ?(?:{COUNTED}))?)(?![\w%]|[.,/:]\d)(?P<unit>[ -](?:{UNITS})\b)?(?= [a-z]|[.,;)]|$|-[a-z]| GPs?\b| MDTs?\b| CCGs?\b)"
    rf"|\b(?P<number2>(?:{WORDS})(?:[- ](?:{WORDS}))?(?: (?:hundred|thousand|million))?)(?P<unit2>[ -](?:{UNITS})\b)",
    re.IGNORECASE,
)


def measures(text: str) -> Iterator[Span]:
    """Give money, percentages and dates."""
    straight = plain(text)
    for name, pattern in (("money", MONEY), ("percent", PERCENT), ("date", DATE)):
        for match in pattern.finditer(straight):
            yield Span(match.start(), match.end(), name, None, "rule")


def quantities(text: str) -> Iterator[Span]:
    """Give numbers with what they count; and, for where the unit is part of a term, the numbers alone."""
    for match in QUANTITY.finditer(plain(text)):
        number = "number" if match.group("number") else "number2"
        start, end = match.span(number)
        if match.group("unit") or match.group("unit2"):
            yield Span(start, match.end(), "quantity", None, "rule")
        if number == "number" and text[start:end].isdigit() is False or end - start > 1:
            yield Span(start, end, "quantity", None, "rule")
