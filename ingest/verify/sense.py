"""What an entry says of a number beside its size: that something fell or rose, and with which word it is less than exact."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.read.load import Base
from kb.model.claims import Impact
from kb.model.facts import Fact
from kb.numbers.legible import legible
from kb.numbers.printed import Printed

AROUND, BEFORE, AFTER = 160, 32, 14
BEGINNING = 3
FALL, RISE = "decrease", "increase"
_FALL = re.compile(
    r"\b(?:f[ae]ll(?:s|en|ing)?|reduc\w*|decreas\w*|fewer|less|lower\w*|drop\w*|declin\w*|cuts?|cutting|down|sav(?:e|ed|es|ing|ings)"
    r"|short(?:er|fall)|avoid\w*|prevent\w*|slow\w*|minus|loss|lost|shr[aiu]nk\w*|halv\w*)\b",
    re.IGNORECASE,
)
_RISE = re.compile(
    r"\b(?:rose|ris(?:e|es|en|ing)|increas\w*|more|higher|grew|grow\w*|up(?! to\b)|gain\w*|improv\w*|doubl\w*|trebl\w*|extra"
    r"|additional|longer|plus|expan\w*)\b",
    re.IGNORECASE,
)
_NO_DIGITS = re.compile(r"(?=\d)")
_END = re.compile(r"[.!?;](?=\s)|\f|[•●▪]")


@dataclass(frozen=True)
class Sense:
    """Which way a change went, if it is one, and the words that may stand with the number: None where any may.

    `words` are those of the entry's qualifier; `others` are those of every other, which then may not stand there.
    """

    direction: str = ""
    words: tuple[str, ...] | None = None
    others: tuple[str, ...] = ()
    outcome: frozenset[str] = frozenset()
    """The beginnings of the words that name what changed: where savings rose, "saved" speaks of no fall."""


ANY = Sense()


def sense_of(base: Base, fact: Fact, name: str) -> Sense:
    """Give what an entry says of one of a fact's numbers beside its size."""
    if name == "comparator.value" and isinstance(fact, Impact):
        return _of_comparator(base, fact)
    if name not in {"value", "value_to"}:
        return ANY
    is_change = isinstance(fact, Impact) and getattr(fact, "measure", None) != "level"
    said = fact.direction if isinstance(fact, Impact) and is_change else ""
    direction = said if said in {FALL, RISE} else ""
    outcome = _outcome(base, fact) if direction else frozenset[str]()
    if "qualifier" not in type(fact).model_fields:
        return Sense(direction, outcome=outcome)
    terms = base.vocabularies.terms("qualifiers")
    forms = {id_: (term.label, *term.synonyms, *term.abbreviations) for id_, term in terms.items()}
    own = forms.get(str(getattr(fact, "qualifier", None)), ())
    others = tuple(form for words in forms.values() for form in words if form not in own)
    return Sense(direction, own, others, outcome)


def _of_comparator(base: Base, impact: Impact) -> Sense:
    """Take the way of a comparator's change from its sign: it has no direction of its own."""
    value = impact.comparator.value if impact.comparator else None
    if not value or impact.measure in {"level", "difference", "ratio"}:
        return ANY
    return Sense(FALL if value < 0 else RISE, outcome=_outcome(base, impact))


def _outcome(base: Base, fact: Fact) -> frozenset[str]:
    term = base.vocabularies.terms("outcomes").get(str(getattr(fact, "outcome", "")))
    return (
        frozenset(word[:BEGINNING].casefold() for word in re.findall(r"[^\W\d_]{4,}", term.label))
        if term
        else frozenset()
    )


def doubts(sense: Sense, figure: Printed, text: str) -> Iterator[str]:
    """Say where what stands around a figure does not go with what the entry says of it."""
    yield from _direction(sense, figure, text)
    yield from _qualifier(sense, figure, text)


def _direction(sense: Sense, figure: Printed, text: str) -> Iterator[str]:
    if not sense.direction:
        return
    sentence = _sentence(figure, text)
    falls, rises = _speaks(_FALL, sentence, sense) or figure.negative, _speaks(_RISE, sentence, sense)
    if sense.direction == FALL and rises and not falls:
        yield "the words around it speak of a rise"
    if sense.direction == RISE and falls and not rises:
        yield "the words around it speak of a fall"


def _speaks(words: re.Pattern[str], sentence: str, sense: Sense) -> bool:
    return any(found.group()[:BEGINNING].casefold() not in sense.outcome for found in words.finditer(sentence))


def _sentence(figure: Printed, text: str) -> str:
    before = legible(text[max(0, figure.start - AROUND) : figure.start]).text
    after = legible(text[figure.end : figure.end + AROUND]).text
    return _END.split(before)[-1] + " " + _END.split(after)[0]


def _qualifier(sense: Sense, figure: Printed, text: str) -> Iterator[str]:
    if sense.words is None:
        return
    near = legible(text[max(0, figure.start - BEFORE) : figure.end + AFTER]).text
    if sense.words and not any(_stands(word, near) for word in sense.words):
        yield f"{sense.words[0].casefold()!r} does not stand with it"
    # "c." is read with its number.
    close = legible(text[max(0, figure.start - BEFORE) : figure.start]).text + _NO_DIGITS.split(figure.text)[0]
    if not sense.words and (other := next((word for word in sense.others if _ends(word, close)), None)):
        yield f"printed with {other.casefold()!r}"


def _stands(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) is not None


def _ends(word: str, text: str) -> bool:
    """Tell whether a text ends in a word, but for an article or a sign."""
    return re.search(rf"(?<!\w){re.escape(word)}\W*(?:an?|the)?\W*$", text, re.IGNORECASE) is not None
