"""Words that say what a figure measures, cut to stems so that "admissions" meets "admission"."""

import re

from kb.numbers.legible import BROKEN, legible

STEM = 5
_WORD = re.compile(r"[^\W\d_]{3,}")
_EMPTY_WORDS = (
    "the and for that this with from have has had not but are was were been will would can could may than then them "
    "they their there its into over under about after before which who whom whose what when where while also each per "
    "percent printed year years number said says source text only other another more most some such same all any both "
    "one two three four five six seven eight nine ten out between because how being does did very own"
)
_EMPTY = frozenset(_EMPTY_WORDS.split())


def stems(text: str) -> frozenset[str]:
    """Give the stems of the words of a text that carry meaning."""
    return frozenset(
        word[:STEM] for word in _WORD.findall(legible(text).text.replace(BROKEN, "").casefold()) if word not in _EMPTY
    )
