"""Words as a source prints them: patterns for quotations and addresses, and what quotations leave out."""

import re
from collections.abc import Iterator

from kb.numbers.legible import BROKEN, legible

ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*")
# How much a quotation may leave out in one place, in characters.
LEFT_OUT = 600
# Words that say the opposite of what stands without them.
_NEGATION = (
    r"\b(?:not|cannot|never|no|nor|neither|none|nobody|nothing|without|hardly|scarcely|barely|fail(?:s|ed|ure)?|unable"
    r"|instead|rather than|far from|unlikely|refus(?:ed|es))\b|n't\b"
)
NEGATION = re.compile(_NEGATION, re.IGNORECASE)
# Words that make a hope, a condition or a doubt of what stands without them.
HEDGE = re.compile(
    r"\b(?:if|unless|except|but|however|although|may|might|could|would|should|expect\w*|hop(?:e|ed|es|ing)|aim\w*|target\w*"
    r"|little|few|lack\w*|den(?:y|ied|ies)|doubt\w*|false\w*|wrong\w*|impossib\w*|prevent\w*|stop\w*|ceas\w*|avoid\w*|opposite"
    r"|plan(?:s|ned)?|forecast\w*|project(?:ed|ion)\w*|estimat\w*|assum\w*|potential\w*|claim\w*|only|almost|nearly)\b",
    re.IGNORECASE,
)
_JUST_BEFORE = re.compile(rf"({_NEGATION})(?:\W+\w+){{0,2}}\W*$", re.IGNORECASE)
BEFORE = 40


def pattern(words: str) -> re.Pattern[str]:
    """Match words in a legible text, whatever the spaces; an ellipsis stands for what is left out."""
    pieces = [piece for piece in ELLIPSIS.split(legible(words).text.strip()) if piece.strip(" ,.;:")]
    left_out = rf"(?=\W)(?:.{{0,{LEFT_OUT}}}?)"
    return re.compile(f"({left_out})".join(map(_piece, pieces)), re.IGNORECASE | re.DOTALL)


def _piece(words: str) -> str:
    pieces = [f"{BROKEN}?".join(map(_character, word)) for word in words.split()]
    begin = r"(?<!\w)" if words[:1].isalnum() else ""
    end = r"(?!\w)" if words[-1:].isalnum() else ""
    return begin + rf"[\s*]+{BROKEN}?".join(pieces) + end


def _character(character: str) -> str:
    if character == "-":
        return f"[-{BROKEN}]"
    if character in "'\"":
        return "['\"]"
    if character == "%":
        # The mark of a footnote may follow.
        return r"%(?:\d{1,2}(?!\d))?"
    return rf"\s?{re.escape(character)}" if character in ".,;:)" else re.escape(character)


def address(words: str) -> re.Pattern[str]:
    """Match an e-mail address or a telephone number letter by letter, but for the spaces that extraction puts in."""
    letters = rf"[ \n{BROKEN}]?".join(re.escape(letter) for letter in legible(words).text if letter != " ")
    return re.compile(rf"(?<![\w.@]){letters}(?![\w@])")


def is_turned(match: re.Match[str]) -> bool:
    """Tell whether a quotation leaves out a word that turns its meaning."""
    return any(NEGATION.search(left_out) for left_out in match.groups() if left_out)


def doubts_of(match: re.Match[str]) -> Iterator[str]:
    """Say what a reader should look at: hedges that a quotation leaves out, and a negation that stands just before it."""
    hedge = next((found for left_out in match.groups() if left_out and (found := HEDGE.search(left_out))), None)
    if hedge:
        yield f"what it leaves out holds {hedge.group()!r}"
    before = match.string[max(0, match.start() - BEFORE) : match.start()]
    sentence = re.split(r"[.;:!?\f]\s", before)[-1]
    if negation := _JUST_BEFORE.search(sentence):
        yield f"{negation[1]!r} stands just before it"
