"""Says what the text around an outcome tells of it: up, down, no evidence of change; and whether by denying."""

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.tokens import Span as Sentence

from ingest.tag.cues import NOUN, PHRASE, VERB, Cue, Lexicon, cues, spoken_of_itself
from ingest.tag.denial import came_to_nothing, denied, denied_after, echoed, excepted, short_answer
from ingest.tag.knowledge import knowledge
from ingest.tag.mention import Span
from ingest.tag.reach import REACH, Outcome, boundaries, boundary, speaks_back, speaks_forward, words

HEDGES = {"may", "might", "could", "appear", "appears", "appeared", "seem", "seems", "seemed", "perhaps"}
UNCHANGED = "no-evidence-of-change"
OPPOSITE = {"increase": "decrease", "decrease": "increase"}
JOINS = {"and", "or", ",", "&", "/", "nor", "plus", "including"}
LINKS = {"of", "for", "on", "from", "in"}
SIGN = re.compile(r"[^;]{0,70}?(?<![\w.])(?P<sign>[+−-]|minus|plus) ?\d[\d. ]*(?:%|per ?cent)")


@dataclass(frozen=True)
class Outcomes:
    """What is known of outcomes by their ids: the direction that is good, which are counted in money, which are made."""

    good: Mapping[str, str | None]
    in_money: frozenset[str]
    made: frozenset[str]


@dataclass(frozen=True)
class Said:
    """What is said of an outcome: a direction, or None; whether it is a denial; on which side; what is denied."""

    direction: str | None
    negated: bool = False
    side: str = ""
    denied: str | None = None


NOTHING = Said(None)
DENIED = Said(UNCHANGED, negated=True)


def directions(doc: Doc, spans: list[Span], known_outcomes: Outcomes, known: Lexicon) -> dict[Span, Said]:
    """Give what is said of each outcome among the spans."""
    said: dict[Span, Said] = {}
    if not any(span.vocabulary == "outcomes" for span in spans):
        return said
    starts = [token.idx for token in doc]
    for sentence in doc.sents:
        inside = [span for span in spans if sentence.start_char <= span.start < sentence.end_char]
        outcomes = {span: _outcome(starts, span, known_outcomes) for span in inside if span.vocabulary == "outcomes"}
        if outcomes:
            taken = {i for span in inside if span.vocabulary != "outcomes" for i in range(*_tokens(starts, span))}
            said |= _sentence(sentence, outcomes, list(cues(sentence, known, taken)))
    return said


def _tokens(starts: list[int], span: Span) -> tuple[int, int]:
    """Give the tokens that a span touches, as first and the one after the last."""
    return bisect_right(starts, span.start) - 1, bisect_left(starts, span.end)


def _outcome(starts: list[int], span: Span, known: Outcomes) -> Outcome:
    term = str(span.term)
    return Outcome(*_tokens(starts, span), known.good.get(term), term in known.in_money, term in known.made)


def _sentence(sentence: Sentence, outcomes: dict[Span, Outcome], found: list[Cue]) -> dict[Span, Said]:
    said = dict.fromkeys(outcomes, NOTHING)
    modifiers = _modifiers(sentence.doc, list(outcomes.values()))
    main = [(span, outcome) for span, outcome in outcomes.items() if outcome not in modifiers]
    rest = [outcome for _, outcome in main]
    said |= {span: _direct(sentence, outcome, found, rest) for span, outcome in main}
    _inherit(sentence.doc, main, said)
    for span, outcome in main:
        if said[span].direction is None:
            said[span] = _by_itself(sentence, outcome, rest)
    return said


def _modifiers(doc: Doc, outcomes: list[Outcome]) -> set[Outcome]:
    """'The costs of emergency admissions and bed days' speaks of costs only."""
    found: set[Outcome] = set()
    for a, b in itertools.pairwise(outcomes):
        linked = words(doc[a.last : b.first])
        of_money = a.in_money and 0 < len(linked) <= 3 and {linked[0], linked[-1]} & LINKS
        if of_money or (a in found and linked in (["and"], ["or"], [","])):
            found.add(b)
    return found


def _direct(sentence: Sentence, outcome: Outcome, found: list[Cue], others: list[Outcome]) -> Said:
    """Weigh the cues before, after and inside the outcome; the nearer one that can speak to it wins."""
    doc = sentence.doc
    for cue in found:
        if cue.kind == PHRASE and cue.meaning != "unchanged" and _same_thought(doc, cue, outcome):
            return Said(cue.meaning, side="over")
    before = [cue for cue in found if cue.last <= outcome.first and speaks_forward(doc, cue, outcome, others)]
    after = [cue for cue in found if cue.first >= outcome.last and speaks_back(doc, cue, outcome, others)]
    left, right = _nearer(before[-1] if before else None, after[0] if after else None, outcome)
    if right and _both_ways(doc, right, found, others):
        return Said("mixed", side="right")
    within = next((cue for cue in found if outcome.first <= cue.first < outcome.last), None)
    chosen = left or right or within
    return _meant(sentence, chosen, outcome, "right" if chosen is right else "left") if chosen else NOTHING


def _nearer(left: Cue | None, right: Cue | None, outcome: Outcome) -> tuple[Cue | None, Cue | None]:
    if left and right:
        distance = outcome.first - left.last
        closer = distance <= right.first - outcome.last or (left.kind != NOUN and distance < 2)
        return (left, None) if closer else (None, right)
    return left, right


def _meant(sentence: Sentence, cue: Cue, outcome: Outcome, side: str) -> Said:
    good = "decrease" if outcome.desirable == "decrease" else "increase"
    meaning = {"improving": good, "worsening": OPPOSITE[good]}.get(cue.meaning, cue.meaning)
    is_denied = denied(sentence, cue, outcome) or (side == "left" and came_to_nothing(sentence, outcome))
    if meaning == "unchanged":
        own = {"no", "not", "did"} & set(words(sentence.doc[cue.first : cue.last]))
        return Said(UNCHANGED, bool(own) or is_denied, side)
    if is_denied:
        return Said(UNCHANGED, True, side, None if meaning == "changing" else meaning)
    return NOTHING if meaning == "changing" else Said(meaning, False, side)


def _same_thought(doc: Doc, cue: Cue, outcome: Outcome) -> bool:
    """A doubt reaches forward up to 'but', and back up to a comma; over it where the statement is hedged."""
    if cue.last <= outcome.first:
        return not {";", "but", "while"} & set(words(doc[cue.last : outcome.first]))
    between = set(words(doc[outcome.last : cue.first]))
    return bool(between & HEDGES) or not ({";", ","} | boundaries()) & between


def _both_ways(doc: Doc, cue: Cue, found: list[Cue], others: list[Outcome]) -> bool:
    """'Fell at two sites and rose at the third.'"""
    later = next((other for other in found if other.first > cue.first), None)
    if later is None or {cue.meaning, later.meaning} != set(OPPOSITE) or {cue.kind, later.kind} != {VERB}:
        return False
    joined = {"and", "but", ","} & set(words(doc[max(cue.last, later.first - 2) : later.first]))
    apart = any(cue.last <= other.first < later.first for other in others)
    return bool(joined) and not apart and spoken_of_itself(doc, later)


def _inherit(doc: Doc, ordered: list[tuple[Span, Outcome]], said: dict[Span, Said]) -> None:
    """In a list of outcomes, what is said of one is said of all: 'admissions and bed days fell'."""
    pairs = list(itertools.pairwise(ordered))
    for (giver, a), (taker, b) in pairs:
        if said[taker].direction is None and said[giver].direction:
            between = doc[a.last : b.first].text
            answer = short_answer(doc, b.last)
            if answer is not None:
                said[taker] = Said(said[giver].denied or said[giver].direction) if answer else DENIED
            elif excepted(between) or echoed(between):
                said[taker] = DENIED
            elif echoed(between) is False or _listed(doc, a, b, said[giver].side):
                said[taker] = said[giver]
    for (taker, a), (giver, b) in reversed(pairs):
        if said[taker].direction is None and said[giver].side == "right" and _listed(doc, a, b, ""):
            said[taker] = said[giver]


def _listed(doc: Doc, a: Outcome, b: Outcome, side: str) -> bool:
    """Tell whether two outcomes are in one list; in 'A were down by 8% and B by 3%' the verb stands once, after A."""
    between = doc[a.last : b.first]
    joins = [token.i for token in between if token.lower_ in JOINS]
    if not joins or "with" in words(between) or boundary(doc, a.last, b.first) or len(between) > REACH:
        return False
    checked = doc[joins[-1] : b.first] if side == "right" else between
    spoken = {token.lower_ for token in checked if token.tag_ in {"VB", "VBD", "VBZ", "VBP", "MD", "VBG"}}
    return spoken <= {*knowledge("cues")["intransitive"], "reduced", "cut"}


def _by_itself(sentence: Sentence, outcome: Outcome, others: list[Outcome]) -> Said:
    """Without a cue, a sign says it ('-1.4%'); and savings that are made go up."""
    later = min((other.first for other in others if other.first >= outcome.last), default=sentence.end)
    match = SIGN.match(sentence.doc[outcome.last : later].text)
    if match:
        return Said("increase" if match["sign"] in {"+", "plus"} else "decrease")
    if not outcome.made:
        return NOTHING
    here = Cue(outcome.first, outcome.last, "increase", NOUN)
    if denied(sentence, here, outcome) or denied_after(sentence, outcome) or came_to_nothing(sentence, outcome):
        return DENIED
    return Said("increase") if any(_makers(sentence, outcome)) else NOTHING


def _makers(sentence: Sentence, outcome: Outcome) -> Iterator[bool]:
    """'Generated', 'achieved', or a sum of money near the savings."""
    for token in sentence:
        if abs(token.i - outcome.first) < REACH:
            yield token.lower_ in knowledge("cues")["yielding"] or token.text[:1] in {"£", "$"}
