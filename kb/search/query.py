"""Reads what a user typed: words, "phrases", -words and field:words. Any text is a query; none is an error."""

import re
from dataclasses import dataclass

from kb.numbers.legible import composed
from kb.search.words import words

# No question is longer; what follows is not read, so that a pasted report can't hold up the server.
MAX_CHARACTERS = 2000
# In a pasted paragraph quotation marks, hyphens and colons are its own, and no conditions on what to find.
PARAGRAPH = 32
TEXT_FIELDS = {
    "title": "title",
    "summary": "summary",
    "question": "questions",
    "questions": "questions",
    "impact": "impacts",
    "impacts": "impacts",
    "lesson": "lessons",
    "lessons": "lessons",
    "contract": "contract",
    "population": "population",
    "contact": "contacts",
    "contacts": "contacts",
    "figure": "figures",
    "figures": "figures",
    "milestone": "milestones",
    "milestones": "milestones",
    "place": "place",
    "organisation": "organisations",
    "organisations": "organisations",
    "not_stated": "not_stated",
}
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\0": " "})
# Without one of these, all that was typed is plain words.
_MARKS = re.compile('[-:"]')
_PART = re.compile(
    r'(?<!\S)(?P<minus>-(?=[^\W\d]|"))?(?:(?P<field>[A-Za-z_]+):)?(?:"(?P<phrase>[^"]*)"|(?P<bare>[^\s"]+))'
)


@dataclass(frozen=True)
class Condition:
    """Words that must stand in a field (any field where None), together if they were quoted, or must not stand."""

    text: str
    field: str | None = None
    exact: bool = False
    negated: bool = False


@dataclass(frozen=True)
class Query:
    """What was typed, taken apart: the text to rank by, conditions on words, and names of fields with values."""

    text: str
    conditions: tuple[Condition, ...] = ()
    values: tuple[Condition, ...] = ()


def read(typed: str, filters: frozenset[str]) -> Query:
    """Take apart what was typed. `filters` are the names that take a vocabulary's values."""
    text = " ".join(composed(typed[:MAX_CHARACTERS]).translate(_QUOTES).split())
    if not _MARKS.search(text) or len(text.split()) > PARAGRAPH:
        return Query(text)
    kept: list[str] = []
    conditions: list[Condition] = []
    values: list[Condition] = []
    at = 0
    for match in _PART.finditer(text):
        kept.append(text[at : match.start()])
        at = match.end()
        condition = _condition(match, filters)
        if condition is None:
            kept.append(match[0])
        elif condition.field in filters:
            values.append(condition)
        else:
            conditions.append(condition)
            kept.append("" if condition.negated else condition.text)
    return Query(" ".join(" ".join([*kept, text[at:]]).split()), tuple(conditions), tuple(values))


def _condition(match: re.Match[str], filters: frozenset[str]) -> Condition | None:
    """Give the condition that a part of the text states; None for a plain word."""
    name = (match["field"] or "").lower()
    field = _filter_name(name, filters) or TEXT_FIELDS.get(name)
    exact = match["phrase"] is not None
    content = match["phrase"] if exact else match["bare"]
    if name and not field:
        return None
    if not words(content) or not (field or exact or match["minus"]):
        return None
    return Condition(content, field, exact, bool(match["minus"]))


def _filter_name(name: str, filters: frozenset[str]) -> str | None:
    """Give the filter that is meant; the plural is as good as the singular."""
    return next((known for known in (name, name.removesuffix("s")) if known in filters), None)
