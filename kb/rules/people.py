"""Rules on people: contacts reach somebody at work, and nobody's private life is kept."""

import re
from collections.abc import Iterator

from kb.model.citations import Location
from kb.model.entry import Entry
from kb.rules.finding import Context, Finding

ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
E_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
# Hosts at which anybody may have an address of their own.
PRIVATE_HOSTS = re.compile(
    r"@(gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|aol|icloud|me|mac|btinternet|sky|talktalk|virginmedia|ntlworld"
    r"|blueyonder|tiscali|gmx|proton|protonmail|mail|zoho|fastmail)\.[a-z.]+$",
    re.IGNORECASE,
)
PHONE = re.compile(r"\+?[\d ().\-/–]+(,? ?(ext|x|extension|option)\.? ?\d+)?", re.IGNORECASE)
DIGITS = range(7, 19)
# A number of one or two different digits is nobody's.
FEWEST_DIGITS = 3
MOBILE = re.compile(r"(\+?44 ?\(?0?\)?|0)7[1-57-9]\d")
# One person: a title before a name, an age of one, a house with its street, a postcode, an NHS number.
# Without one of these a text tells of nobody, and need not be looked at further.
TELLING = re.compile(
    r"\d|\bM(?:rs?|s|iss)\b|named|called|of birth|(?:ent|carer|son|ter|ife|and|ther|man|lady|girl|boy|ow|ower),? [A-Z]"
)
TELEPHONE = re.compile(r"(?<![\d.,])(?:\+44 ?|\(?0)\d{2,4}\)?[ -]?\d{3,4}[ -]?\d{3,4}(?![\d.,]\d)")
ONE = r"(?:patient|resident|woman|man|lady|gentleman|girl|boy|widow(?:er)?|mother|father)"
PRIVATE = (
    (re.compile(r"\b(?:Mr|Mrs|Ms|Miss)\.? [A-Z][a-z]*"), "a person's name"),
    (
        re.compile(
            r"\b(?:[Aa]n?|[Tt]he|[Tt]his|[Hh]er|[Hh]is) (?:\w+ )?\d{1,3}[- ]years?[- ]olds?\b(?! (?:cohort|group|programme))"
        ),
        "a person's age",
    ),
    (
        re.compile(
            rf"\b(?:[Aa]|[Tt]he|[Oo]ne|[Tt]his) (?:\w+ ){{0,2}}{ONE}(?:,| who (?:is|was))? (?:aged )?\d{{1,3}}\b"
            r"(?! or| and over| years? (?:or|and))"
        ),
        "a person's age",
    ),
    (
        re.compile(r"\b(?:patient|resident|client|carer)s?,? (?:named |called )?[A-Z][a-z]+ [A-Z][a-z]+, \d{1,3}\b"),
        "a person's name",
    ),
    (re.compile(r"\b(?:patient|resident|client) (?:named|called) [A-Z][a-z]+"), "a person's name"),
    (re.compile(r"\b[A-Z][a-z]+, (?:aged )?(?:[1-9]\d|10\d),"), "a person's name and age"),
    (
        re.compile(
            rf"\b(?:[Aa]|[Tt]he|[Oo]ne|[Hh]er|[Hh]is|[Tt]heir) (?:\w+ )?(?:{ONE}|carer|client|daughter|son|wife|husband),? "
            r"[A-Z][a-z]+(?:,| (?:was|is|had|has|could|said|says|lives|lived|felt|who)\b)"
        ),
        "a person's name",
    ),
    (
        re.compile(r"\b\d+[a-z]? [A-Z][a-z]+ (?:Street|Road|Lane|Avenue|Close|Drive|Gardens|Crescent|Terrace|Grove)\b"),
        "somebody's address",
    ),
    (re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"), "a postcode"),
    (re.compile(r"\b\d{3} \d{3} \d{4}\b"), "an NHS number"),
    (re.compile(r"\bborn (?:on|in) (?:the )?(?:[A-Z][a-z]+ )?\d|\b[Dd]ate of birth\b"), "a date of birth"),
)
ROLE = re.compile(
    r"team|editor|review|unit|group|board|office|lead|manager|director|librar|analyst|committee|staff|panel|desk|author|council"
    r"|partner|trust|service|secretar|network|research|adviser|officer|curator|maintain|contribut",
    re.IGNORECASE,
)
ONESELF = frozenset({"me", "i", "myself", "us", "we", "somebody", "someone"})


def contacts_can_be_reached(entry: Entry, _context: Context) -> Iterator[Finding]:
    """A contact says whom to ask, or where, by an address and a number that work."""
    for index, contact in enumerate(entry.contacts):
        at = ("contacts", index)
        if not (contact.name or contact.email or contact.phone):
            message = "the contact has neither name nor e-mail nor phone"
            yield Finding(at, "empty-contact", message, "add what the source prints, or remove it")
        if contact.name and ("@" in contact.name or sum(map(str.isdigit, contact.name)) >= DIGITS.start):
            message = f"the name {contact.name!r} holds an address or a number"
            yield Finding((*at, "name"), "contact-name", message, "move it to email or phone, and keep the name alone")
        if contact.email:
            yield from _address(contact.email, (*at, "email"))
        if contact.phone:
            yield from _number(contact.phone, (*at, "phone"))


def _address(email: str, at: tuple[str | int, ...]) -> Iterator[Finding]:
    if not ADDRESS.fullmatch(email):
        found = ADDRESS.search(email.removeprefix("mailto:"))
        advice = f"write it as {found[0]}" if found else "copy it as printed, or leave it out"
        yield Finding(at, "email-shape", f"{email!r} is more than an e-mail address, or less", advice)
    elif PRIVATE_HOSTS.search(email):
        message = f"{email!r} is at a host of private addresses"
        yield Finding(
            at, "private-mail", message, "give the address at work that the source prints, or leave email out"
        )


def _number(phone: str, at: tuple[str | int, ...]) -> Iterator[Finding]:
    number = re.split(r"ext|x|option", phone, maxsplit=1, flags=re.IGNORECASE)[0]
    digits = [sign for sign in number if sign.isdigit()]
    if not PHONE.fullmatch(phone) or len(digits) not in DIGITS or len(set(digits)) < FEWEST_DIGITS:
        message = f"{phone!r} is no telephone number"
        yield Finding(
            at,
            "phone-shape",
            message,
            "write digits and blanks, with the area's code; leave phone out if none is printed",
        )
    elif MOBILE.match(phone):
        message = f"{phone!r} is a mobile number, which may be somebody's own"
        yield Finding(at, "mobile-phone", message, "give the number of the office, or leave phone out")


def private_findings(at: Location, text: str) -> Iterator[Finding]:
    """Give what a text outside contacts tells of one person, and the addresses in it."""
    if "@" in text and E_MAIL.search(text):
        advice = "move it to contacts, with its date and place, or remove it"
        yield Finding(at, "email-outside-contacts", "an e-mail address stands outside contacts", advice)
    elif (found := TELEPHONE.search(text)) and at[-1] not in {"printed", "at"}:
        advice = "move it to contacts, with its date and place, or remove it"
        yield Finding(
            at, "phone-outside-contacts", f"the telephone number {found[0]!r} stands outside contacts", advice
        )
    for pattern, what in PRIVATE if TELLING.search(text) else ():
        if found := pattern.search(text):
            advice = "leave out what tells one person from others: name, age, address, number"
            yield Finding(at, "private-data", f"{found[0]!r} looks like {what}", advice)
            return


def reviewer_is_a_role(entry: Entry, _context: Context) -> Iterator[Finding]:
    """A team or a role checked the entry, not a private name."""
    by = entry.review.by
    names = re.fullmatch(r"(?:[A-Z][\w'’.-]*,? ?){1,4}", by) is not None
    if by.casefold().strip(". ") in ONESELF or (names and not ROLE.search(by)):
        message = f"{by!r} is somebody's name, or nobody's"
        yield Finding(("review", "by"), "reviewer-is-a-role", message, "name the team or the role: Evidence editors")


PEOPLE_RULES = (contacts_can_be_reached, reviewer_is_a_role)
