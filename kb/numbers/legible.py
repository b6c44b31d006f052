"""A text with one character for what typesetting and copying write in many ways, and where each stood before.

Dashes, quotation marks and spaces of all kinds become one each; ligatures and decomposed letters become plain letters;
soft hyphens go, raised footnote marks become spaces. A word that was broken at a line end keeps a soft hyphen, since only
a reader can tell whether the hyphen belongs to it.
"""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

# A space that holds a number together, the end of a line, the end of a paragraph, and the place where a word was broken.
TIGHT, LINE, PARAGRAPH, BROKEN = "\u00a0", "\n", "\f", "\u00ad"
# What stands for each character of a date, or of another figure, that is read already: nothing that a pattern looks for.
DATED, TAKEN = "\ufffd", "\ufffc"
# Any space within a sentence.
SPACE = f"[ {TIGHT}{LINE}]"
_LETTER = r"[^\W\d_]"
_KINDS = {
    "broken": rf"(?<={_LETTER})[-\u2010\u00ad][ \t]*\r?\n[ \t]*(?={_LETTER})",
    "range": r"(?<=[-\u2010-\u2015])[ \t]*\r?\n[ \t]*(?=[\d£$€])",
    "paragraph": r"[^\S\n]*\n[^\S\n]*\n\s*",
    "line": r"[ \t\r]*\n[ \t]*",
    "decomposed": rf"{_LETTER}[\u0300-\u036f]+",
    "compatible": r"[\ufb00-\ufb06\uff01-\uff5e]",
    "nothing": r"[\u00ad\u200b-\u200d\u2060\ufeff]",
    "footnote": r"[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+",
    "tight": r"[\u00a0\u2006-\u200a\u202f]",
    "space": r"[\t\u2000-\u2005\u205f\u3000]",
    "dash": r"[\u2010-\u2015\u2212]",
    "single": r"[‘’‚‛`´]",
    "double": r"[“”„‟]",
    "point": r"(?<=\d)[\u0387\u2022\u2027\u2219\u22c5](?=\d)",
}
_SPECIAL = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _KINDS.items()))
# Most texts have none of these, which is soon seen.
_ANY = re.compile(
    r"[\t\n\u00a0\u00ad\u00b2\u00b3\u00b9`´\u0300-\u036f\u0387\u2000-\u206f\u2070-\u2079\u2212\u2219\u22c5\u3000\ufb00-\ufb06\ufeff\uff01-\uff5e]"
)
_WRITTEN = {
    "broken": BROKEN, "range": "", "paragraph": PARAGRAPH, "line": LINE, "nothing": "", "footnote": " ", "tight": TIGHT,
    "space": " ", "dash": "-", "single": "'", "double": '"', "point": "·",
}  # fmt: skip


@dataclass(frozen=True)
class Legible:
    """The text, and for each of its characters and for its end where that stood in the text that was read."""

    text: str
    places: range | tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give where a part of the text stood before."""
        return self.places[start], max(self.places[end - 1] + 1, self.places[end]) if end > start else self.places[end]

    def at(self, place: int) -> int:
        """Give the first character of the text that stood at a place or after it."""
        return bisect_left(self.places, place)


def composed(text: str) -> str:
    """Give the text with plain letters for ligatures and one character for each letter with its accent."""
    plain = re.sub(_KINDS["compatible"], lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return unicodedata.normalize("NFC", plain)


@lru_cache(maxsize=64)
def legible(text: str) -> Legible:
    """Make a text legible."""
    if not _ANY.search(text):
        return Legible(text, range(len(text) + 1))
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for match in _SPECIAL.finditer(text):
        written = _written(match)
        pieces += [text[at : match.start()], written]
        places += [*range(at, match.start()), *[match.start()] * len(written)]
        at = match.end()
    places += range(at, len(text) + 1)
    return Legible("".join([*pieces, text[at:]]), tuple(places))


def _written(match: re.Match[str]) -> str:
    kind = str(match.lastgroup)
    if kind in ("decomposed", "compatible"):
        return unicodedata.normalize("NFC" if kind == "decomposed" else "NFKC", match[0])
    return _WRITTEN[kind]
