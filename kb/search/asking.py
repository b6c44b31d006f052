"""Which kind of fact a question asks for (a number, a date, a name, where, whom to ask), and which kinds a text holds."""

import re
from functools import lru_cache

NUMBER, DATE, NAME, PLACE, CONTACT = "number", "date", "name", "place", "contact"
Kinds = frozenset[str]
# A term of the index that entries hold which name somebody to ask, whatever they say of them.
HOLDS = "holds"
NAMES_SOMEBODY = f"#{HOLDS}/contacts"
REMEMBERED = 4000

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_BODIES = (
    r"organisations?|organizations?|companies|company|firms?|providers?|trusts?|councils?|people|person|partners"
    r"|ccgs?|commissioners?|hospitals?|practices|charit(?:y|ies)|authorit(?:y|ies)"
)
_MEASURED = "contract|unit|total|average|annual|yearly|list|sample|population"
# Parties of a contract that a few words ask for; in a sentence they may be anything.
_PARTIES = "bidders?|investors?|funders?|contractors?|partners|commissioners?"
_SENTENCE = "why|how|what|which|when|where|did|do|does|is|are|was|were|can|could|should|has|have|if"
_ASKED = {
    NUMBER: re.compile(
        r"\bhow (?:much|many|long|often|large|big|high|far|likely|expensive|old|few)\b"
        r"|\bwhat (?:\w+ )?(?:percentage|percent|per cent|proportion|share|number|size|amount|rate|sum|fraction|price)\b"
        r"|\b(?:percentages?|proportion|number) of\b|\bwhat (?:do|does|did|would|will|has|have)\b.* costs?\b"
        r"|\b(?:spend|spending|headcount|worth|price|duration|breakdown)\b"
        rf"|\b(?:{_MEASURED}) (?:value|length|costs?|budget|sum|size)\b",
        re.IGNORECASE,
    ),
    DATE: re.compile(
        r"^\W*(?:(?:since|until|till|from|by|and) )?when\b(?! (?:it comes|in doubt))"
        r"|\b(?:what|which) (?:year|date|month|day)\b|\b(?:timetable|timeline) (?:of|for)\b|\bhow long ago\b"
        r"|(?<!to )(?<!of )\bdates?\b|\bdeadlines?\b",
        re.IGNORECASE,
    ),
    # "who" after a noun tells which people; it asks for a name only where the question begins.
    NAME: re.compile(
        rf"^\W*(?:(?:and|by|with|from|to|for|on) )?(?:who|whom)\b|\b(?:by|with|from|to) whom\b|\bwhich (?:{_BODIES})\b"
        rf"|^(?!\W*(?:{_SENTENCE})\b).*\b(?:{_PARTIES})\b",
        re.IGNORECASE,
    ),
    PLACE: re.compile(
        r"^\W*(?:and )?where\b|\b(?:what|which) (?:area|town|city|county|region|place|borough|part of)s?\b",
        re.IGNORECASE,
    ),
    CONTACT: re.compile(
        r"\bwho(?:m)? (?:can|could|do|should|would) (?:I|we) (?:ask|call|contact|ring|speak|talk|write|e-?mail)\b"
        r"|\bwho(?:m)? to (?:ask|call|contact|ring|speak|talk|write|e-?mail)\b|\b(?:contact|get in touch with)\b"
        r"|\b(?:phone|telephone) numbers?\b|\be-?mails?\b",
        re.IGNORECASE,
    ),
}
_YEAR = r"(?:19|20)\d\d(?:[-/]\d{2,4})?"
_HELD = {
    NUMBER: re.compile(
        rf"(?<![\w.,/-])[-+£$€]?(?!{_YEAR}\b)\d|\b(?:half|halved|doubled|twice|a third|a quarter|two thirds)\b",
        re.IGNORECASE,
    ),
    DATE: re.compile(rf"\b{_YEAR}|\b(?:{_MONTHS})\b"),
    # Capitals within a sentence: a word after a full stop or a colon begins one, and brackets hold labels.
    NAME: re.compile(
        rf"(?<=[a-z,;] )(?!(?:{_MONTHS})\b)[A-Z][\w'’]+|(?<=: )[A-Z][\w'’]+ (?:(?:and|for|of|the|to) )*[A-Z]"
    ),
}


@lru_cache(maxsize=REMEMBERED)
def kinds_asked(question: str) -> Kinds:
    """Give the kinds of fact that a question asks for; none where any text may answer it."""
    found = frozenset(kind for kind, pattern in _ASKED.items() if pattern.search(question))
    # Who can be asked is told by a contact, whatever name or number it has.
    return frozenset({CONTACT}) if CONTACT in found else found


def asks_whom(question: str, first: int, end: int) -> bool:
    """Tell whether what stands between two places of a question only asks for a contact, and names nothing."""
    if CONTACT not in kinds_asked(question):
        return False
    return any(found.start() <= first and end <= found.end() for found in _ASKED[CONTACT].finditer(question))


@lru_cache(maxsize=REMEMBERED)
def kinds_held(text: str) -> Kinds:
    """Give the kinds of fact that a text holds; where and whom to ask are told by its field."""
    return frozenset(kind for kind, pattern in _HELD.items() if pattern.search(text))
