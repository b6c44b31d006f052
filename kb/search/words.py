"""Turns text into words as search compares them: folded, numbers written out, inflections left to the stemmer."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

MAGNITUDES = {
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "million": 1_000_000,
    "bn": 1_000_000_000,
    "billion": 1_000_000_000,
}
_EMAIL = r"(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
_NUMBER_OR_WORD = (
    r"(?P<number>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:(?P<magnitude>(?:\s?(?:million|billion|thousand)|k|mn|m|bn))\b)?"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*(?:&[^\W\d_]+)*(?:\d[^\W_]*)?)"
)
_TOKEN = re.compile(f"{_EMAIL}|{_NUMBER_OR_WORD}")
_TOKEN_BUT_EMAIL = re.compile(_NUMBER_OR_WORD)
_POSSESSIVE = re.compile(r"['’]s$")
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


class Word(NamedTuple):
    """One word of a text: as compared, and where it stands. A tuple, as a build makes millions."""

    text: str
    start: int
    end: int
    capitals: bool = False


def fold(text: str) -> str:
    """Give the text in lower case without accents; one character stays one character, so that places still hold."""
    return text.lower() if text.isascii() else "".join(map(_folded, text))


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    if character.isascii():
        return character.lower()
    base = unicodedata.normalize("NFKD", character)
    plain = next((part for part in base if not unicodedata.combining(part)), character)
    lower = plain.lower()
    return lower if len(lower) == 1 else character


def words(text: str) -> list[Word]:
    """Give the words of a text in order. Numbers are written out: £20m and 20 million are 20000000."""
    folded = fold(text)
    # Looking for an e-mail address at every word takes longer than all the rest.
    token = _TOKEN if "@" in folded else _TOKEN_BUT_EMAIL
    return [_word(match, text) for match in token.finditer(folded)]


def _word(match: re.Match[str], text: str) -> Word:
    start, end = match.span()
    plain = match["word"]
    if plain is None:
        return _number_or_email(match, start, end)
    if not plain.isalpha():
        plain = _POSSESSIVE.sub("", plain).replace("’", "'")
        plain = "not" if plain.endswith("n't") else plain.replace("'", "")
    if plain in NEGATIONS:
        plain = "not"
    return Word(plain, start, end, len(plain) > 1 and text[start : start + 2].isupper())


def _number_or_email(match: re.Match[str], start: int, end: int) -> Word:
    if match["number"]:
        return Word(_number(match["number"], match["magnitude"]), start, end)
    return Word(match["email"].rstrip("."), start, end)


def _number(digits: str, magnitude: str | None) -> str:
    value = digits.replace(",", "")
    if magnitude:
        amount = float(value) * MAGNITUDES[magnitude.strip()]
        return str(int(amount)) if amount == int(amount) else str(amount)
    if "." in value:
        value = value.rstrip("0").rstrip(".")
    return value.lstrip("0") or "0"


def is_number(word: str) -> bool:
    """Tell whether a word is a number, which is neither stemmed nor corrected."""
    return word[:1].isdigit()
