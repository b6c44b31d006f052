"""Rules on what the words of an entry tell of its results: a text that says fell stands beside no rise."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kb.model.citations import Location
from kb.model.claims import Impact
from kb.model.entry import Entry
from kb.model.rating import LEVEL, OPPOSITE, RATIO
from kb.model.vocabulary import VocabularyTerm
from kb.numbers.printed import Mark
from kb.numbers.reader import figures
from kb.rules.finding import Context, Finding
from kb.rules.naming import called

FALL, RISE = "decrease", "increase"
WAYS = {FALL: "a fall", RISE: "a rise"}
_FELL = r"f[ae]ll(?:s|en|ing)?|reduc\w+|decreas\w+|fewer|lower\w*|dropp?(?:s|ed|ing)?|declin\w+|cuts?|cutting"
_ROSE = r"rose|ris(?:e|es|en|ing)|increas\w+|more|higher|grew|grow(?:s|n|ing)?"
FELL, ROSE = (re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in (_FELL, _ROSE))
# Words that turn what stands beside them, so that nothing can be told from it.
TURNED = re.compile(
    r"\b(?:no|not|nor|never|without|neither|less|slow\w*|smaller|avoid\w*|prevent\w*|aim\w*|if|than|instead|expected|would"
    r"|revers\w*|rather|hope\w*|plan\w*|target\w*|stay\w*|below|above|growth)\b|n't\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[.;:!?](?=\s|$)|,(?=\s)|[()]|\b(?:but|while|whereas|and|against|compared|or|from)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Told:
    """A clause of a text: its words, and which way it says that something went."""

    at: Location
    words: str
    way: str


@dataclass(frozen=True)
class Number:
    """A number of a result that says which way something went, and what the result's own words tell."""

    at: Location
    value: float
    mark: Mark
    way: str
    told: list[Told]


def words_agree_with_results(entry: Entry, context: Context) -> Iterator[Finding]:
    """What title, summary, lessons and notes tell of a result goes the way of the result."""
    told = [clause for at, text in _texts(entry) for clause in _clauses(at, text)]
    numbers = [one for index, impact in enumerate(entry.impacts) for one in _numbers(index, impact)]
    for one in numbers:
        # Where another result has this number and the other way, the words may be of that one.
        if not any(other.way != one.way and abs(other.value) == abs(one.value) for other in numbers):
            yield from _against([*told, *one.told], one)
    yield from _outcomes(entry, told, context.vocabularies.terms("outcomes"))


def _numbers(index: int, impact: Impact) -> Iterator[Number]:
    """Give the value of a result and that of its comparator, where they say which way something went."""
    if impact.measure in {LEVEL, RATIO}:
        return
    told = list(_clauses(("impacts", index, "note"), impact.note or ""))
    mark = Mark.PERCENT if impact.unit == "percent" else Mark.NONE
    if impact.value is not None and impact.direction in OPPOSITE:
        yield Number(("impacts", index, "direction"), impact.value, mark, impact.direction, told)
    if impact.comparator and impact.comparator.value:
        way = FALL if impact.comparator.value < 0 else RISE
        told += _clauses(("impacts", index, "comparator", "name"), impact.comparator.name)
        yield Number(("impacts", index, "comparator", "value"), impact.comparator.value, mark, way, told)


def _texts(entry: Entry) -> Iterator[tuple[Location, str]]:
    yield ("title",), entry.title
    yield ("summary",), entry.summary
    yield from ((("lessons", index, "text"), lesson.text) for index, lesson in enumerate(entry.lessons))


def _clauses(at: Location, text: str) -> Iterator[Told]:
    """Give the clauses of a text that say which way something went, and nothing that turns it."""
    for words in _CLAUSE.split(text):
        falls, rises = FELL.search(words), ROSE.search(words)
        if bool(falls) != bool(rises) and not TURNED.search(words):
            yield Told(at, words, FALL if falls else RISE)


def _against(told: list[Told], one: Number) -> Iterator[Finding]:
    """Find the first clause that tells of the same number, and of the other way."""
    for clause in told:
        if clause.way != one.way and _holds(clause.words, abs(one.value), one.mark):
            size = f"{abs(one.value):g}"
            message = (
                f"{called(clause.at)} tells of {WAYS[clause.way]} by {size}, and {called(one.at)} of {WAYS[one.way]}"
            )
            advice = "correct the one that is not as the source has it, with its sign"
            yield Finding(one.at, "words-against-result", message, advice)
            return


def _holds(words: str, value: float, mark: Mark) -> bool:
    found = (reading for figure in figures(words) if figure.counts for reading in figure.readings)
    return any(float(reading.number) == value and reading.mark == mark and not reading.doubt for reading in found)


def _outcomes(entry: Entry, told: list[Told], outcomes: Mapping[str, VocabularyTerm]) -> Iterator[Finding]:
    """Find a title or summary that tells of an outcome the other way than every result on it."""
    ways: dict[str, set[str]] = {}
    for impact in entry.impacts:
        ways.setdefault(impact.outcome, set()).add(impact.direction)
    for name, found in ways.items():
        term, way = outcomes.get(name), next(iter(found))
        if len(found) != 1 or way not in OPPOSITE or term is None:
            continue
        once = {at for at, text in _texts(entry) if at[0] != "lessons" and len(_name(term).findall(text)) == 1}
        clause = next((one for one in told if one.at in once and one.way != way and _names(one, term)), None)
        if clause:
            message = f"{called(clause.at)} tells that {term.label.casefold()} {'fell' if way == RISE else 'rose'}, "
            message += f"and the result that they {'rose' if way == RISE else 'fell'}"
            advice = "correct direction and sign of the result, or the text, as the source has it"
            yield Finding(clause.at, "words-against-result", message, advice)


def _name(term: VocabularyTerm) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in (term.label, *term.synonyms))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def _names(clause: Told, term: VocabularyTerm) -> bool:
    """Tell whether an outcome stands right before or behind the word that tells which way it went."""
    name, verb = _name(term).pattern, _FELL if clause.way == FALL else _ROSE
    near = rf"{name}(?:\W+\w+){{0,1}}\W+(?:{verb})\b|\b(?:{verb})(?:\W+in)?(?:\W+(?:the|its|their))?\W+{name}"
    return re.search(near, clause.words, re.IGNORECASE) is not None


TELLING_RULES = (words_agree_with_results,)
