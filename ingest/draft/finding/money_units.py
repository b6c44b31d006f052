"""Says what a sum of money or a percentage is of: for each person, for each year, for each pound."""

import re

_YEARLY = r"(?:a year|per year|per annum|p\.?a\.?|annually|every year|each year|yearly|/year)"
_PERSON = r"(?:person|head|inhabitant|capita|resident|client|user|participant|adult|member)"
_EACH = r"(?:per|a|an|for each|for every|each|/)"
_QALY = r"(?:QALY|quality[- ]adjusted)"
A_YEAR = re.compile(rf"^\s?{_YEARLY}(?!\w)", re.IGNORECASE)


def _compiled(*told: tuple[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((unit, re.compile(pattern, re.IGNORECASE)) for unit, pattern in told)


# What follows a sum says most; each unit is taken only where the vocabulary has it.
_AFTER = _compiled(
    ("-per-person-a-year", rf"\s?{_YEARLY}?,? ?per (?:\w+ )?(?:{_PERSON}|patient) {_YEARLY}"),
    ("-per-person-a-year", rf"\s?{_YEARLY} per {_PERSON}"),
    ("-per-qaly", rf"\s?{_EACH} {_QALY}"),
    ("-per-patient", rf"\s?{_EACH} (?:\w+ )?patient\b"),
    ("-per-person", rf"\s?(?:for each|{_EACH}) (?:\w+ )?{_PERSON}\b"),
    ("-for-each-pound", r"\s?(?:for |per )(?:each |every )?(?:£1\b(?![\d.,]*\d)|pound)"),
)
# Words before a sum, in the same clause: 'the cost per patient was £9'.
_BEFORE = _compiled(
    ("-per-qaly", rf"\bper {_QALY}|willingness[- ]to[- ]pay threshold"),
    ("-per-person-a-year", rf"\bper (?:\w+ )?(?:{_PERSON}|patient),? (?:{_YEARLY})"),
    ("-per-patient", r"\bper (?:\w+ )?patient\b"),
    ("-per-person", rf"\bper (?:\w+ )?{_PERSON}\b"),
)
_CLAUSE = re.compile(r"[.;](?=\s)|\b(?:total|overall|altogether)\b")
_FARTHEST = 130
_YEARLY_BEFORE = re.compile(
    r"\b(?:annual(?:ly)?|yearly|recurrent(?:ly)?|each year|every year)\b[^.;£$€]{0,60}$", re.IGNORECASE
)
_YEARLY_AFTER = re.compile(
    rf"^(?: \w+){{0,4}}? (?:annual|annually|yearly|recurrent|recurrently|{_YEARLY})(?!\w)", re.IGNORECASE
)
_GROWTH = re.compile(
    r"\b(?:year[- ]on[- ]year|annual(?:ly)?|yearly|each year|every year)\b[^.;]{0,60}"
    r"\b(?:by|of|at|is|was)\b[^.;\d]{0,14}$",
    re.IGNORECASE,
)
_GROWTH_AFTER = re.compile(
    r"^ (?:annual|yearly|year[- ]on[- ]year) (?:growth|increase|rise|reduction|fall|rate)", re.IGNORECASE
)


def money_unit(currency: str, before: str, rest: str, known: frozenset[str]) -> str:
    """Give the unit of a sum of a currency by the words after and before it; the currency where they say no more."""
    for unit, told in _AFTER:
        if f"{currency}{unit}" in known and told.match(rest):
            return f"{currency}{unit}"
    if f"{currency}-a-year" in known and (_YEARLY_AFTER.match(rest) or A_YEAR.match(rest)):
        return f"{currency}-a-year"
    clause = _CLAUSE.split(before[-_FARTHEST:])[-1]
    for unit, told in _BEFORE:
        if f"{currency}{unit}" in known and told.search(clause):
            return f"{currency}{unit}"
    return f"{currency}-a-year" if f"{currency}-a-year" in known and _YEARLY_BEFORE.search(before) else currency


def percent_unit(unit: str, before: str, after: str) -> str:
    """Give percent a year where the words around a percentage say so."""
    yearly = A_YEAR.match(after) or _GROWTH.search(before) or _GROWTH_AFTER.match(after)
    return "percent-a-year" if unit == "percent" and yearly else unit
