"""Says what the text around an outcome tells of it: up, down, no evidence of change; and whether by denying."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc
from spacy.tokens import Span as Sentence

from ingest.tag.cues import NOUN, OFTEN_KIND, PHRASE, QUALITY, VERB, Cue, Lexicon, cues, spoken_of_itself, without_object
from ingest.tag.knowledge import knowledge
from ingest.tag.mention import Span

REACH = 14
MEASURED_IN_MONEY = {"cost", "savings", "financial-gap"}
LINKS = {"of", "for", "on", "from", "in"}
OPPOSITE = {"increase": "decrease", "decrease": "increase"}
SIGN = re.compile(r"[^;]{0,70}?(?<![\w.])(?P<sign>[+−-]|minus|plus) ?\d[\d. ]*(?:%|per ?cent)")
UP = {"+", "plus"}
LOOSE = {"with", "for", "on", "by", "at", "that", "who", "where", ","}
GROWING = {"growing", "rising", "increasing", "falling", "declining", "mounting", "shrinking"}
UNCHANGED = "no-evidence-of-change"


@dataclass(frozen=True)
class Said:
    """What is said of an outcome: a direction, or None, and whether it is a denial."""

    direction: str | None
    negated: bool
    side: str = ""


@dataclass(frozen=True)
class Outcome:
    """An outcome's tokens, from first up to last, its term and the direction that is good."""

    first: int
    last: int
    term: str
    desirable: str | None


def directions(doc: Doc, spans: list[Span], good: dict[str, str | None], known: Lexicon) -> dict[Span, Said]:
    """Give what is said of each outcome among the spans."""
    said: dict[Span, Said] = {}
    for sentence in doc.sents:
        inside = [s for s in spans if sentence.start_char <= s.start < sentence.end_char]
        outcomes = {s: _outcome(doc, s, good) for s in inside if s.vocabulary == "outcomes"}
        if outcomes:
            names = [s for s in inside if s.vocabulary != "outcomes"]
            taken = {token.i for s in names for token in doc.char_span(s.start, s.end, alignment_mode="expand")}
            found = list(cues(sentence, known, taken))
            said |= _sentence(sentence, outcomes, found)
    return said


def _outcome(doc: Doc, span: Span, good: dict[str, str | None]) -> Outcome:
    tokens = doc.char_span(span.start, span.end, alignment_mode="expand")
    return Outcome(tokens.start, tokens.end, str(span.term), good.get(str(span.term)))


def _sentence(sentence: Sentence, outcomes: dict[Span, Outcome], found: list[Cue]) -> dict[Span, Said]:
    ordered = sorted(outcomes.items(), key=lambda pair: pair[1].first)
    modifiers = _modifiers(sentence.doc, [outcome for _, outcome in ordered])
    said = {span: Said(None, negated=False) for span in outcomes}
    ordered = [(span, outcome) for span, outcome in ordered if outcome not in modifiers]
    rest = [outcome for _, outcome in ordered]
    said |= {span: _direct(sentence, outcome, found, rest) for span, outcome in ordered}
    _inherit(sentence.doc, ordered, said)
    for span, outcome in ordered:
        if said[span].direction is None:
            said[span] = _by_itself(sentence, outcome, rest) or said[span]
    return said


def _direct(sentence: Sentence, outcome: Outcome, found: list[Cue], others: list[Outcome]) -> Said:
    """Weigh the cues before and after the outcome; the nearer one that can speak to it wins."""
    doc = sentence.doc
    for cue in found:
        if cue.kind == PHRASE and cue.meaning != "unchanged" and _same_thought(doc, cue, outcome, sentence):
            return Said(cue.meaning, negated=False, side="over")
    before = [c for c in found if c.last <= outcome.first and _speaks_forward(doc, c, outcome, others)]
    after = [c for c in found if c.first >= outcome.last and _speaks_back(doc, c, outcome, others)]
    left, right = (before[-1] if before else None), (after[0] if after else None)
    if left and right:
        near_left, near_right = outcome.first - left.last, right.first - outcome.last
        left = left if near_left <= near_right or (left.kind != NOUN and near_left < 2) else None
    if right and not left and _both_ways(doc, right, found, others):
        return Said("mixed", negated=False, side="right")
    within = next((c for c in found if outcome.first <= c.first < outcome.last), None)
    cue = left or right or within
    return _meant(sentence, cue, outcome, "left" if left else "right") if cue else Said(None, negated=False)


def _meant(sentence: Sentence, cue: Cue, outcome: Outcome, side: str) -> Said:
    denied = _denied(sentence, cue, outcome)
    good = outcome.desirable if outcome.desirable in OPPOSITE else "increase"
    meaning = {"improving": good, "worsening": OPPOSITE[str(good)]}.get(cue.meaning, cue.meaning)
    if meaning == "unchanged":
        first = sentence.doc[cue.first].lower_
        return Said(UNCHANGED, first in {"no", "not", "did"} or "no" in _words(sentence.doc, cue) or denied, side)
    if meaning == "changing":
        return Said(UNCHANGED, True, side) if denied else Said(None, negated=False)
    return Said(UNCHANGED, True, side) if denied else Said(meaning, False, side)


def _words(doc: Doc, cue: Cue) -> list[str]:
    return [token.lower_ for token in doc[cue.first : cue.last]]


def _speaks_forward(doc: Doc, cue: Cue, outcome: Outcome, others: list[Outcome]) -> bool:
    """Tell whether a cue before the outcome can be about it."""
    between = doc[cue.last : outcome.first]
    if len(between) > REACH or _boundary(doc, cue.last, outcome.first):
        return False
    words = [token.lower_ for token in between]
    if cue.kind == PHRASE:
        return bool(words) and words[0] in {"in", "on", "to", "for", "of", "between"}
    if cue.kind == OFTEN_KIND:
        return len(words) < 2
    if cue.kind == NOUN:
        return _noun_reaches(words)
    if cue.kind == QUALITY:
        counted = {"fewer", "more", "less"} & set(_words(doc, cue))
        if "than" in words or (LOOSE & set(words) and not counted) or "," in words:
            return False
        return (bool(counted) and "with" not in words) or not _has_verb(doc, cue.last, outcome.first, others)
    return _verb_reaches(doc, cue, outcome, others)


def _noun_reaches(words: list[str]) -> bool:
    linked = {"in", "of", "to", "on", "for", "among"} & set(words)
    return bool(linked) and not (set(words) & {"led", "meant", "made", "where", "by"})


def _verb_reaches(doc: Doc, cue: Cue, outcome: Outcome, others: list[Outcome]) -> bool:
    if cue.last == outcome.first:
        return doc[cue.first].tag_ in {"VBG", "VBN", "JJ"} or not spoken_of_itself(doc, cue)
    if spoken_of_itself(doc, cue) and not _leads_in(doc, cue, outcome):
        return False
    return not _has_verb(doc, cue.last, outcome.first, others)


def _leads_in(doc: Doc, cue: Cue, outcome: Outcome) -> bool:
    """'Reduced both A and B', 'reduced, by a fifth, the bed days', 'cut further the delays'."""
    following = doc[cue.last].lower_ if cue.last < len(doc) else ""
    return following in {"both", "further", "significantly", "not", "the", "only"} and cue.last < outcome.first


def _speaks_back(doc: Doc, cue: Cue, outcome: Outcome, others: list[Outcome]) -> bool:
    """Tell whether a cue after the outcome can be about it."""
    between = doc[outcome.last : cue.first]
    if len(between) > REACH or _boundary(doc, outcome.last, cue.first):
        return False
    if cue.kind == PHRASE:
        return not _another(outcome, cue, others)
    words = {token.lower_ for token in between}
    if cue.kind == OFTEN_KIND or (not between and _words(doc, cue) in (["more"], ["less"]) and without_object(doc, cue)):
        return len(between) < 4
    if cue.kind == NOUN:
        adjacent = not between or all(token.tag_ in {"CD", "NN", "HYPH"} or token.text == "%" for token in between)
        follows = without_object(doc, cue) or cue.last == len(doc)
        shown = bool(words & set(knowledge("cues")["showing"])) and "," not in words
        return (adjacent and follows) or (shown and not _another(outcome, cue, others))
    if cue.kind == QUALITY:
        predicate = words & set(knowledge("cues")["being"]) or _words(doc, cue)[0] in {"up", "down"}
        return bool(predicate) and not _another(outcome, cue, others)
    return spoken_of_itself(doc, cue) and not _other_verb(doc, outcome, cue, others)


def _another(outcome: Outcome, cue: Cue, others: list[Outcome]) -> bool:
    return any(outcome.last <= other.first < cue.first for other in others)


def _other_verb(doc: Doc, outcome: Outcome, cue: Cue, others: list[Outcome]) -> bool:
    """Tell whether another statement ends before the cue: 'admissions fell and costs rose'."""
    between = doc[outcome.last : cue.first]
    helping = set(knowledge("cues")["being"]) | {"have", "has", "had", "did", "do", "does", "would", "will", "could", "may"}
    full = [t for t in between if t.tag_ in {"VBD", "VBZ", "VBP"} and t.lower_ not in helping]
    joined = any(t.lower_ in {"and", "or", ","} for t in between)
    return bool(full) and (joined or _another(outcome, cue, others))


def _has_verb(doc: Doc, first: int, last: int, others: list[Outcome]) -> bool:
    inside = {i for other in others for i in range(other.first, other.last)}
    return any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} and t.i not in inside for t in doc[first:last])


def _boundary(doc: Doc, first: int, last: int) -> bool:
    return any(token.lower_ in _boundaries() for token in doc[first:last])


@cache
def _boundaries() -> frozenset[str]:
    return frozenset(knowledge("cues")["boundaries"])


def _modifiers(doc: Doc, outcomes: list[Outcome]) -> set[Outcome]:
    """'The costs of emergency admissions and bed days' speaks of costs only."""
    found: set[Outcome] = set()
    for a, b in itertools.pairwise(outcomes):
        linked = [token.lower_ for token in doc[a.last : b.first]]
        if a.term in MEASURED_IN_MONEY and linked and {linked[0], linked[-1]} & LINKS and len(linked) <= 3:
            found.add(b)
        elif a in found and linked in (["and"], ["or"], [","]):
            found.add(b)
    return found


def _same_thought(doc: Doc, cue: Cue, outcome: Outcome, sentence: Sentence) -> bool:
    if cue.last <= outcome.first:
        return not any(t.text == ";" or t.lower_ in {"but", "while"} for t in doc[cue.last : outcome.first])
    within = doc[outcome.last : cue.first]
    return not any(t.text in {";", ","} or t.lower_ in _boundaries() for t in within) and cue.last <= sentence.end


def _both_ways(doc: Doc, cue: Cue, found: list[Cue], others: list[Outcome]) -> bool:
    """'Fell at two sites and rose at the third.'"""
    later = next((c for c in found if c.first > cue.first), None)
    if later is None or {cue.meaning, later.meaning} != {"increase", "decrease"} or {cue.kind, later.kind} != {VERB}:
        return False
    between = doc[cue.last : later.first]
    joined = any(token.lower_ in {"and", "but", ","} for token in between[-2:])
    return joined and not any(cue.last <= other.first < later.first for other in others) and spoken_of_itself(doc, later)


def _denied(sentence: Sentence, cue: Cue, outcome: Outcome) -> bool:
    """Look for a denial in the same thought, before the cue; close to it where the outcome stands first."""
    doc = sentence.doc
    start = min(cue.first, outcome.first)
    first = max(sentence.start, start - (2 if _describes(doc, cue, outcome) else 9))
    for index in range(cue.first - 1, first - 1, -1):
        word = doc[index].lower_.replace("’", "'")
        if word in _boundaries() or (word == "," and index < start and doc[index - 1].lower_ not in {"no", "not"}):
            return False
        if word in _denials() and not _harmless(doc, index):
            return word not in {"without", "hardly"} or cue.first - index <= 3
    return False


def _describes(doc: Doc, cue: Cue, outcome: Outcome) -> bool:
    """'Cannot meet the growing costs' denies the meeting and not the growth."""
    return cue.last <= outcome.first <= cue.last + 1 and doc[cue.first].tag_ == "VBG" and doc[cue.first].lower_ in GROWING


@cache
def _denials() -> frozenset[str]:
    return frozenset(knowledge("cues")["denials"])


def _harmless(doc: Doc, index: int) -> bool:
    around = " ".join(token.lower_ for token in doc[max(0, index - 2) : index + 3])
    if doc[index].lower_.startswith("fail") and "to" not in {token.lower_ for token in doc[index + 1 : index + 3]}:
        return True
    return any(phrase in around for phrase in knowledge("cues")["not_denials"])


def _inherit(doc: Doc, ordered: list[tuple[Span, Outcome]], said: dict[Span, Said]) -> None:
    """In a list of outcomes, what is said of one is said of all: 'admissions and bed days fell'."""
    pairs = list(itertools.pairwise(ordered))
    for (giver, a), (taker, b) in pairs:
        if said[taker].direction is None and said[giver].direction and _excepted(doc, a, b):
            said[taker] = Said(UNCHANGED, negated=True)
        elif said[taker].direction is None and said[giver].direction and _listed(doc, a, b):
            said[taker] = said[giver]
    for (taker, a), (giver, b) in reversed(pairs):
        if said[taker].direction is None and said[giver].side == "right" and _listed(doc, a, b):
            said[taker] = said[giver]


def _excepted(doc: Doc, a: Outcome, b: Outcome) -> bool:
    """'A fall in admissions, but not in bed days.'"""
    return " but not " in f" {doc[a.last : b.first].text.lower()} "


def _listed(doc: Doc, a: Outcome, b: Outcome) -> bool:
    between = doc[a.last : b.first]
    joins = any(t.lower_ in {"and", "or", ",", "&", "/", "nor", "plus", "including"} for t in between)
    if not joins or any(t.lower_ == "with" for t in between) or _boundary(doc, a.last, b.first) or len(between) > REACH:
        return False
    spoken = [t for t in between if t.tag_ in {"VB", "VBD", "VBZ", "VBP", "MD", "VBG"}]
    return all(t.lower_ in knowledge("cues")["intransitive"] or t.lower_ in {"reduced", "cut"} for t in spoken)


def _by_itself(sentence: Sentence, outcome: Outcome, others: list[Outcome]) -> Said | None:
    """Without a cue, a sign says it ('-1.4%'); and savings that are made go up."""
    doc = sentence.doc
    later = min((o.first for o in others if o.first >= outcome.last), default=sentence.end)
    match = SIGN.match(doc[outcome.last : later].text if outcome.last < later else "")
    if match:
        return Said("increase" if match["sign"] in UP else "decrease", negated=False)
    if outcome.term != "savings":
        return None
    made = list(_makers(sentence, outcome))
    here = Cue(outcome.first, outcome.last, "increase", NOUN)
    if _denied(sentence, here, outcome):
        return Said(UNCHANGED, negated=True)
    return Said("increase", negated=False) if made else None


def _makers(sentence: Sentence, outcome: Outcome) -> Iterator[int]:
    for token in sentence:
        near = abs(token.i - outcome.first) < REACH
        if near and (token.lower_ in knowledge("cues")["yielding"] or token.text[:1] in {"£", "$"}):
            yield token.i
