"""Tells whether a word of change can be about an outcome: by where it stands, what it is, and what lies between."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from ingest.tag.cues import NOUN, OFTEN_KIND, PHRASE, QUALITY, Cue, spoken_of_itself, without_object
from ingest.tag.knowledge import knowledge

REACH = 14
STATED = {"VBD", "VBZ", "VBP"}
LOOSE = {"with", "for", "on", "by", "at", "that", "who", "where"}
HELPING = {"have", "has", "had", "did", "do", "does", "would", "will", "could", "may"}


@dataclass(frozen=True)
class Outcome:
    """An outcome's tokens, from first up to last, the direction that is good, and whether it is counted in money or made."""

    first: int
    last: int
    desirable: str | None
    in_money: bool
    made: bool


def words(tokens: Iterable[Token]) -> list[str]:
    """Give the lower-case words of some tokens."""
    return [token.lower_ for token in tokens]


def boundary(doc: Doc, first: int, last: int) -> bool:
    """Tell whether a new thought begins between two tokens."""
    return any(token.lower_ in boundaries() for token in doc[first:last])


@cache
def boundaries() -> frozenset[str]:
    """Give the words and marks at which a new thought begins."""
    return frozenset(knowledge("cues")["boundaries"])


def speaks_forward(doc: Doc, cue: Cue, outcome: Outcome, others: list[Outcome]) -> bool:
    """Tell whether a cue before the outcome can be about it."""
    between = words(doc[cue.last : outcome.first])
    if len(between) > REACH or boundary(doc, cue.last, outcome.first):
        return False
    if cue.kind == PHRASE:
        return bool(between) and between[0] in {"in", "on", "to", "for", "of", "between"}
    if cue.kind == OFTEN_KIND:
        return len(between) < 2
    if cue.kind == NOUN:
        return _noun_reaches(set(between))
    if cue.kind == QUALITY:
        return _quality_reaches(doc, cue, outcome, others)
    return _verb_reaches(doc, cue, outcome, others)


def speaks_back(doc: Doc, cue: Cue, outcome: Outcome, others: list[Outcome]) -> bool:
    """Tell whether a cue after the outcome can be about it."""
    between = words(doc[outcome.last : cue.first])
    if len(between) > REACH or boundary(doc, outcome.last, cue.first) or _aside(between):
        return False
    if cue.kind == OFTEN_KIND or (not between and _bare(doc, cue)):
        return len(between) < 4
    if cue.kind == NOUN:
        return _noun_follows(doc, cue, outcome, others)
    if cue.kind in {PHRASE, QUALITY}:
        linking = {*knowledge("cues")["being"], *knowledge("cues")["showing"]}
        predicate = cue.kind == PHRASE or set(between) & linking or _amount(doc, cue)
        return bool(predicate) and not _another(outcome, cue, others)
    alone = spoken_of_itself(doc, cue) or _either_way(doc, cue, outcome, others)
    return alone and not _other_statement(doc, outcome, cue, others)


def _either_way(doc: Doc, cue: Cue, outcome: Outcome, others: list[Outcome]) -> bool:
    """'Admissions have increased this winter', but not 'longer stays increased costs'."""
    helped = {token.lower_ for token in doc[outcome.last : cue.first]} <= HELPING | {"not", "n't", "also", "be", "been"}
    followed = any(cue.last <= other.first < cue.last + 4 for other in others)
    return helped and not followed and doc[cue.first].lower_ in knowledge("cues")["either_way"]


def _noun_reaches(between: set[str]) -> bool:
    """'A fall in admissions', 'a reduction was seen in admissions'."""
    linked = {"in", "of", "to", "on", "for", "among"} & between
    return bool(linked) and not (between & {"led", "meant", "made", "where", "by"})


def _quality_reaches(doc: Doc, cue: Cue, outcome: Outcome, others: list[Outcome]) -> bool:
    """'Lower costs', 'fewer people were admitted to care homes'."""
    between = set(words(doc[cue.last : outcome.first]))
    if doc[cue.last].lower_ in {"and", "or", "but", "in", "at"} and doc[cue.first].tag_ != "RBR":
        return False
    counted = {"fewer", "more", "less"} & set(words(doc[cue.first : cue.last]))
    if between & {"than", ","} or (LOOSE & between and not counted):
        return False
    return (bool(counted) and "with" not in between) or not _has_verb(doc, cue.last, outcome.first, others)


def _verb_reaches(doc: Doc, cue: Cue, outcome: Outcome, others: list[Outcome]) -> bool:
    """'Reduced admissions', 'to cut the number of admissions', 'falling admissions'."""
    if cue.last == outcome.first:
        return doc[cue.first].tag_ in {"VBG", "VBN", "JJ"} or not spoken_of_itself(doc, cue)
    leads_in = doc[cue.last].lower_ in {"both", "further", "significantly", "not", "the", "only"}
    if spoken_of_itself(doc, cue) and not leads_in:
        return False
    return not _has_verb(doc, cue.last, outcome.first, others)


def _noun_follows(doc: Doc, cue: Cue, outcome: Outcome, others: list[Outcome]) -> bool:
    """'The bed day reduction', 'admissions saw a fall'."""
    between = doc[outcome.last : cue.first]
    adjacent = all(token.tag_ in {"CD", "NN", "HYPH"} or token.text == "%" for token in between)
    if adjacent and (cue.last == len(doc) or without_object(doc, cue)):
        return True
    shown = set(words(between)) & set(knowledge("cues")["showing"]) and "," not in words(between)
    return bool(shown) and not _another(outcome, cue, others)


def _aside(between: list[str]) -> bool:
    """Tell whether the cue stands in an aside: 'admissions, which had been rising, fell'."""
    return between[:1] == [","] and between[1:2] in (["which"], ["who"]) and "," not in between[1:]


def _bare(doc: Doc, cue: Cue) -> bool:
    """'They used hospital care less.'"""
    return words(doc[cue.first : cue.last]) in (["more"], ["less"]) and without_object(doc, cue)


def _amount(doc: Doc, cue: Cue) -> bool:
    """'Admissions, down 9%'."""
    return doc[cue.first].lower_ in {"up", "down"}


def _another(outcome: Outcome, cue: Cue, others: list[Outcome]) -> bool:
    return any(outcome.last <= other.first < cue.first for other in others)


def _other_statement(doc: Doc, outcome: Outcome, cue: Cue, others: list[Outcome]) -> bool:
    """Tell whether another statement ends before the cue: 'admissions fell and costs rose'."""
    between = doc[outcome.last : cue.first]
    helping = HELPING | set(knowledge("cues")["being"])
    stated = any(token.tag_ in STATED and token.lower_ not in helping for token in between)
    joined = {"and", "or", ","} & set(words(between))
    return stated and (bool(joined) or _another(outcome, cue, others))


def _has_verb(doc: Doc, first: int, last: int, others: list[Outcome]) -> bool:
    inside = {index for other in others for index in range(other.first, other.last)}
    return any(token.tag_ in STATED | {"MD"} and token.i not in inside for token in doc[first:last])
