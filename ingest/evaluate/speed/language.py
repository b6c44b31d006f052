"""Made-up language: sentences that follow the real base's words, with coined names so that the vocabulary grows."""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from random import Random

from kb.rules.words import SAYS_NOTHING

_SYLLABLES = (
    "bar",
    "bel",
    "bren",
    "cal",
    "car",
    "cot",
    "dal",
    "den",
    "dor",
    "ed",
    "fal",
    "fen",
    "gar",
    "gil",
    "ham",
    "hat",
    "hol",
    "kel",
    "ken",
    "lam",
    "lin",
    "lor",
    "mal",
    "mar",
    "mel",
    "nor",
    "ol",
    "pen",
    "quen",
    "ram",
    "ros",
    "sal",
    "sel",
    "stan",
    "tam",
    "tor",
    "ul",
    "ver",
    "wal",
    "wen",
    "wil",
    "yar",
)
_ENDINGS = ("bury", "by", "combe", "den", "field", "ford", "ham", "ley", "minster", "stead", "ton", "worth")
_DIGITS = re.compile(r"\d+")
NAMED = 0.7
# What a made-up text can't use by chance without breaking a rule for texts: marks that quote, words that make a person's age, and
# "here", which makes "describe … here" unfinished.
_QUOTES = "\"'“”‘’"
_LEFT_OUT = frozenset({"born", "aged", "here", "old", "thousands", "millions", "billions", "£m", "£k", *SAYS_NOTHING})


def name(number: int) -> str:
    """Give the place name with a number; no two numbers share one."""
    number, ending = divmod(number, len(_ENDINGS))
    parts = [_ENDINGS[ending]]
    while number or len(parts) < 2:
        number, syllable = divmod(number, len(_SYLLABLES))
        parts.insert(0, _SYLLABLES[syllable])
    return "".join(parts).capitalize()


class Language:
    """Which word follows which in some texts, and sentences made from that."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._after: dict[str, list[str]] = defaultdict(list)
        self._first: list[str] = []
        for text in texts:
            words = [word for word in map(_unquoted, text.split()) if word.strip("(),;:.").casefold() not in _LEFT_OUT]
            self._first += words[:1]
            for word, following in pairwise(words):
                self._after[word].append(following)

    def text(self, count: int, names: int, random: Random) -> str:
        """Give a text of `count` words; its names are drawn from the first `names` coined ones, early ones most often."""
        words = [random.choice(self._first)]
        while len(words) < count:
            following = self._after.get(words[-1])
            words.append(random.choice(following) if following else random.choice(self._first))
        shown = [self._varied(word, at, names, random) for at, word in enumerate(words)]
        return " ".join(shown).strip(" ,;:")

    def _varied(self, word: str, at: int, names: int, random: Random) -> str:
        if at and word[:1].isupper() and word.isalpha() and not word.isupper() and random.random() < NAMED:
            return name(int(names * random.random() ** 2))
        return _DIGITS.sub(lambda match: _number(len(match[0]), random), word)


def _unquoted(word: str) -> str:
    return word.strip(_QUOTES)


def _number(digits: int, random: Random) -> str:
    return str(random.randint(10 ** (digits - 1), 10**digits - 1))
