"""Finds denials: 'no evidence of a reduction', 'did not fall', 'failed to cut', 'neither … nor'."""

import re
from functools import cache

from spacy.tokens import Doc
from spacy.tokens import Span as Sentence

from ingest.tag.cues import VERB, Cue
from ingest.tag.knowledge import knowledge
from ingest.tag.reach import REACH, Outcome, boundaries

WINDOW = 9
NEAR = 3
ECHO = re.compile(r"\b(?P<how>as|so|nor|neither) (?:did|does|do|has|have|had|were|was|will|would)\b")
NOTHING = re.compile(
    r"[^,;.]{0,30}\b(?:not|never|n['’]t|fail(?:s|ed)? to)\b(?: \w+){0,2} "
    r"(?:significant|happen|materiali[sz]e|occur|c[ao]me|seen|achieved|confirmed|reali[sz]ed|delivered|observed|proven|"
    r"reached|found)\b"
)
GROWING = {"growing", "rising", "increasing", "falling", "declining", "mounting", "shrinking"}


def denied(sentence: Sentence, cue: Cue, outcome: Outcome) -> bool:
    """Tell whether a denial stands before the cue, or before the outcome that it speaks of, in the same thought."""
    doc = sentence.doc
    start = min(cue.first, outcome.first)
    first = max(sentence.start, start - (2 if _describes(doc, cue, outcome) else WINDOW))
    for index in range(cue.first - 1, first - 1, -1):
        word = doc[index].lower_.replace("’", "'")
        if word in boundaries() or (word == "," and index < start and doc[index - 1].lower_ not in {"no", "not"}):
            return False
        if word == "and" and index < start and _new_statement(doc, index, cue):
            return False
        if word == "significant" and [t.lower_ for t in doc[max(0, index - 2) : index]] == ["non", "-"]:
            return True
        if word in _denials() and not _harmless(doc, index):
            return word not in {"without", "hardly"} or cue.first - index <= NEAR
    return False


def denied_after(sentence: Sentence, outcome: Outcome) -> bool:
    """Tell whether a denial follows the outcome at once: 'the savings did not materialise'."""
    following = [token.lower_ for token in sentence.doc[outcome.last : min(outcome.last + NEAR, sentence.end)]]
    return bool({"not", "n't", "never"} & set(following))


def came_to_nothing(sentence: Sentence, outcome: Outcome) -> bool:
    """'The fall in admissions was not significant', 'the hoped-for fall in admissions never came'."""
    following = sentence.doc[outcome.last : min(outcome.last + REACH, sentence.end)].text
    return bool(NOTHING.match(following))


def short_answer(doc: Doc, index: int) -> bool | None:
    """'… but bed days did' repeats what was said before, '… bed days did not' denies it; otherwise None."""
    following = [token.lower_.replace("’", "'") for token in doc[index : index + 3]]
    if not following or following[0] not in {"did", "do", "does", "has", "have", "was", "were"}:
        return None
    rest = following[1:]
    if rest[:1] in (["not"], ["n't"]):
        return False if rest[1:] in ([], ["."], [","], [";"]) else None
    return True if rest[:1] in ([], ["."], [","], [";"]) else None


def echoed(between: str) -> bool | None:
    """'Admissions fell, as did bed days' says the same of both; 'nor did bed days' denies both; otherwise None."""
    echo = ECHO.search(between.lower())
    return echo["how"] in {"nor", "neither"} if echo else None


def excepted(between: str) -> bool:
    """Tell whether what stands between two outcomes excepts the second: 'a fall in A, but not in B'."""
    return " but not " in f" {between.lower()} "


@cache
def _denials() -> frozenset[str]:
    return frozenset(knowledge("cues")["denials"])


def _describes(doc: Doc, cue: Cue, outcome: Outcome) -> bool:
    """'Cannot meet the growing costs' denies the meeting and not the growth."""
    beside = cue.last <= outcome.first <= cue.last + 1
    return beside and doc[cue.first].tag_ == "VBG" and doc[cue.first].lower_ in GROWING


def _new_statement(doc: Doc, index: int, cue: Cue) -> bool:
    """'No fall in admissions and a rise in costs': the second has an article or a verb of its own."""
    return doc[index + 1].tag_ == "DT" or (cue.kind == VERB and doc[cue.first].tag_ in {"VBD", "VBZ", "VBP"})


def _harmless(doc: Doc, index: int) -> bool:
    """'Not only', 'no more than'; and 'failed' denies only what it failed to do."""
    following = {token.lower_ for token in doc[index + 1 : index + 3]}
    if doc[index].lower_.startswith("fail") and "to" not in following:
        return True
    around = " ".join(token.lower_ for token in doc[max(0, index - 2) : index + 3])
    return any(phrase in around for phrase in knowledge("cues")["not_denials"])
