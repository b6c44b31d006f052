"""Undoes what typesetting does to words: ligatures, spaces that don't break, soft hyphens, words broken at line ends."""

import re
from collections.abc import Iterable

_SPACES = dict.fromkeys(
    map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"), " "
)
_NOTHING = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), None)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
_LETTERS = str.maketrans({**_SPACES, **_NOTHING, **{ord(key): value for key, value in _LIGATURES.items()}})
_MARK = re.compile(r"[⁰¹²³⁴-⁹]+|(?<=[a-z.,;:)])\[\d{1,3}(?:[,–-]\d{1,3})*\]")
# Some journals print decimals with a raised point.
_MIDDLE_DOT = re.compile(r"(?<=\d)·(?=\d)")
BULLET = re.compile(r"^(?:(?:[–—\-*·o§]\s+)?[•●▪■◦‣⁃\uf0b7\uf0a7\uf0d8]\s*|[–—\-*·o§]\s+|-(?=[A-Z]))(?=\S)")
_BROKEN = re.compile(r"([A-Za-z]+)-$")
# What keeps its hyphen where a line ends after it.
_PREFIXES = frozenset(
    re.findall(
        r"\w+",
        "multi non co self well long short cross pre post high low full part face year evidence person patient inter "
        "intra half in out on off one two three four five six seven eight nine ten hard follow",
    )
)


def tidy(text: str) -> str:
    """Give a text in plain letters and single spaces, without the marks that point to footnotes."""
    return " ".join(_MIDDLE_DOT.sub(".", _MARK.sub("", text.translate(_LETTERS))).split())


def without_bullet(text: str) -> tuple[str, bool]:
    """Give a line without the sign that begins an item of a list, and whether there was one."""
    plain = BULLET.sub("", text)
    return plain, plain != text


def joined(lines: Iterable[str], hyphened: frozenset[str] = frozenset()) -> str:
    """Join the lines of a paragraph; a word broken at a line's end is made whole, unless it is one of the hyphened."""
    text = ""
    for line in lines:
        broken = _BROKEN.search(text)
        if broken and line[:1].islower():
            first, rest = broken[1].lower(), re.match(r"[a-z]*", line)
            kept = first in _PREFIXES or f"{first}-{rest[0] if rest else ''}" in hyphened
            text = text + line if kept else text[:-1] + line
        else:
            text = f"{text} {line}" if text else line
    return text


def hyphened(text: str) -> frozenset[str]:
    """Give the words that a text prints with a hyphen within a line, in lower case."""
    return frozenset(word.lower() for word in re.findall(r"\b[A-Za-z]+-[A-Za-z]+\b", text))
