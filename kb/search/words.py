"""Turns text into words as search compares them: folded, numbers written out, inflections left to the stemmer."""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kb.numbers.forms import SHORT_SCALES, TYPED_DIGITS, multiplier, plain, value
from kb.numbers.legible import SPACE, Legible, composed, legible
from kb.numbers.words import CARDINAL, LISTED_FROM, SCALES_IN_WORDS, cardinal_at

_EMAIL = r"(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
_LONG = "(?:trillion|billion|million|thousand|hundred)s?|dozen"
_SHORT = "|".join(sorted(SHORT_SCALES, key=len, reverse=True))
_MONEY = rf"(?P<money>(?<!\w)(?:[£$€]|gbp|usd|eur){SPACE}?)"
_SCALE = rf"(?P<scale>\+?{SPACE}?(?:{_LONG})|(?(money){SPACE}?)(?:{_SHORT}))\b"
# The end of a range may hold the scale of both: £20-25m, between 5 and 6 million.
_RANGE = (
    rf"(?=(?P<through>{SPACE}?[-\u2010-\u2015]{SPACE}?|{SPACE}(?:to|or|and){SPACE})[£$€]?"
    rf"(?P<high>\d+(?:\.\d+)?)(?P<shared>{SPACE}?(?:{_LONG})|{_SHORT})\b)"
)
# A number that runs into a number or a percent sign is the mark of a footnote.
_NUMBER_OR_WORD = (
    rf"(?:{_MONEY}|(?<!\w)c(?=\d{{1,3}},\d))?(?<![%\d])(?P<number>{TYPED_DIGITS})(?:{_SCALE}|{_RANGE})?"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*(?:&[^\W\d_]+)*(?:\d[^\W_]*)?)"
)
_TOKEN = re.compile(f"{_EMAIL}|{_NUMBER_OR_WORD}")
_TOKEN_BUT_EMAIL = re.compile(_NUMBER_OR_WORD)
# What is written together with a word after an apostrophe, and is none of its own: the trust's, I'm, they've.
_CLITIC = re.compile(r"['’](?:s|m|d|ll|re|ve)$")
NEGATIONS = frozenset(
    {"dont", "didnt", "doesnt", "cant", "cannot", "couldnt", "wont", "isnt", "wasnt", "hasnt", "havent"}
)
# Words that carry the grammar of a question, not its subject. "no" and "not" stay: here they carry the finding.
STOP_WORDS = frozenset(
    """a about above after again all also am an and any are aren as at be because been before being below between both but
    by can could couldn d did didn do does doesn doing don down during each ever few for from further get gets getting give
    given gives got had has have having he her here hers him his how i if in into is isn it its itself just ll me more most
    much must my of off on once one only or other our ours out over own please re s same shall she should so some such t tell
    than that the their theirs them then there these they this those through to too under until up upon us ve very was we
    were what when where whether which while who whom whose why will with would you your yours show find know want like
    within without across among per via""".split()  # noqa: SIM905 - a paragraph of words reads better than a list
)


# Letters that are no plain letter with a mark, as people type them who lack the key.
_LETTERS = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th",
}  # fmt: skip
LETTERS = "".join(f"{letter}{letter.upper()}" for letter in _LETTERS if letter not in "ßı") + "ßẞı"
# What is written with more or fewer characters than it is compared with.
_UNEVEN = re.compile(r"[\n\u00a0\u00ad\u0300-\u036f\u2000-\u200d\u202f\u2060¹²³⁰⁴-⁹\ufb00-\ufb06\uff01-\uff5eæœßþÆŒẞÞ]")


# Where none of these stands, no number from three upwards is written in words.
COUNTING = frozenset(word for word, number in CARDINAL.items() if number >= 3) | SCALES_IN_WORDS


class Word(NamedTuple):
    """One word of a text: as compared, and where it stands. A tuple, as a build makes millions."""

    text: str
    start: int
    end: int
    capitals: bool = False


def fold(text: str) -> str:
    """Give the text in lower case, with plain letters for ligatures and for letters with accents and other marks."""
    return text.lower() if text.isascii() else "".join(map(_folded, composed(text)))


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    if not character.isalpha():
        return character
    lower = character.lower()
    if lower in _LETTERS:
        return _LETTERS[lower]
    base = unicodedata.normalize("NFKD", character)
    letter = next((part for part in base if not unicodedata.combining(part)), character).lower()
    return letter if len(letter) == 1 else character


def words(text: str) -> list[Word]:
    """Give the words of a text in order. Numbers are written out: £20m and 20 million are 20000000."""
    if _UNEVEN.search(text):
        return _words_of_uneven(text)
    folded = fold(text)
    return _counted([_word(match, text) for match in _token(folded).finditer(folded)], folded)


def _counted(found: list[Word], folded: str) -> list[Word]:
    """Write numbers in words out too: half a million is 500000. The words' places are those of the folded text."""
    if COUNTING.isdisjoint([word.text for word in found]):
        return found
    kept: list[Word] = []
    until = -1
    for at, word in enumerate(found):
        if word.start < until:
            continue
        cardinal = cardinal_at(folded, word.start) if _may_count(found, at) else None
        if cardinal and (cardinal[1] >= LISTED_FROM or cardinal[1] % 1 or _is_share(found, at)):
            until = cardinal[0]
            word = Word(plain(cardinal[1]), word.start, until)
        kept.append(word)
    return kept


def _may_count(found: list[Word], at: int) -> bool:
    """Tell whether a number in words may begin at a word: "a" and "half" begin one only before a scale."""
    if found[at].text not in {"a", "an", "half"}:
        return found[at].text in CARDINAL
    return not SCALES_IN_WORDS.isdisjoint(word.text for word in found[at + 1 : at + 5])


def _is_share(found: list[Word], at: int) -> bool:
    """Tell whether one or two counts something: one in six."""
    following = [word.text for word in found[at + 1 : at + 4]]
    of = following[1:2] if following[:1] == ["in"] else following[2:3] if following[:2] == ["out", "of"] else []
    return any(word in CARDINAL or is_number(word) for word in of)


def _token(folded: str) -> re.Pattern[str]:
    """Looking for an e-mail address at every word takes longer than all the rest."""
    return _TOKEN if "@" in folded else _TOKEN_BUT_EMAIL


def _words_of_uneven(text: str) -> list[Word]:
    """Read a text that has more or fewer characters once it is folded."""
    read = legible(text)
    folded = [_folded(character) for character in read.text]
    places = [at for at, letters in enumerate(folded) for _ in letters]
    joined = "".join(folded)
    found = _counted([_word(match, joined) for match in _token(joined).finditer(joined)], joined)
    return [_placed(word, places, read) for word in found]


def _placed(word: Word, places: list[int], read: Legible) -> Word:
    first, last = places[word.start], places[word.end - 1]
    capitals = len(word.text) > 1 and last > first and read.text[first : first + 2].isupper()
    return Word(word.text, *read.span(first, last + 1), capitals)


def _word(match: re.Match[str], text: str) -> Word:
    start, end = match.span()
    plain = match["word"]
    if plain is None:
        return _number_or_email(match, start, end)
    if not plain.isalpha():
        plain = _CLITIC.sub("", plain).replace("’", "'")
        plain = "not" if plain.endswith("n't") else plain.replace("'", "")
    if plain in NEGATIONS:
        plain = "not"
    return Word(plain, start, end, len(plain) > 1 and text[start : start + 2].isupper())


def _number_or_email(match: re.Match[str], start: int, end: int) -> Word:
    if match["number"]:
        number = value(match["number"])
        scale = match["scale"] or (match["shared"] if _is_low(number, match) else "")
        return Word(plain(number * multiplier((scale or "").strip(" +\n\u00a0"))), match.start("number"), end)
    return Word(match["email"].rstrip("."), start, end)


def _is_low(number: Decimal, match: re.Match[str]) -> bool:
    """Tell whether a number is the lower end of a range that has its scale at the end."""
    if not match["shared"] or number >= Decimal(match["high"]):
        return False
    return match["through"].strip() != "and" or match.string.endswith("between ", 0, match.start())


def is_number(word: str) -> bool:
    """Tell whether a word is a number, which is neither stemmed nor corrected."""
    return word[:1].isdigit()
