"""Finds signs in a text that nobody types: unseen ones, letters as documents set them, other scripts' twins, broken ones."""

import re
import unicodedata
from collections.abc import Iterator

import yaml

from ingest.read.yaml_fault import FaultError
from kb.numbers.legible import composed

# Copied text brings them along: the parser stumbles over some, and no reader finds a term that holds one.
UNSEEN = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\xad\u061c\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f]|(?<!^)\ufeff"
)
# Letters as a PDF sets them: the form of a word that nobody types.
SET = re.compile(r"[\ufb00-\ufb06]|[^\W\d_][\u0300-\u036f]+")
# Letters of other scripts inside a word of Latin ones. A Greek letter may end a word, as in IFNγ, but not look like a Latin one.
_LATIN, _CYRILLIC, _GREEK = "A-Za-z", "\u0400-\u052f", "\u0370-\u03ff"
_TWINS = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρυ"
TWIN = re.compile(
    rf"(?<=[{_LATIN}])(?:[{_CYRILLIC}{_TWINS}]|[{_GREEK}](?=[{_LATIN}]))|[{_CYRILLIC}{_TWINS}](?=[{_LATIN}])"
)
# UTF-8 that was read as the encoding of an old Windows, and the sign that stands for what could not be read.
BROKEN = re.compile(r"\ufffd|[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u2013-\u203a\u20ac\u2122]{1,3}")


def letter_faults(text: str) -> Iterator[FaultError]:
    """Give the first fault of each kind that the letters of a file have, the worst kind first."""
    for find in (_unseen, _set, _twins, _broken):
        yield from find(text)


def unseen(mark: yaml.Mark, character: str) -> FaultError:
    """Give the fault of a sign that can't be seen."""
    message = f"a character that can't be seen stands here: {_name(character)} (U+{ord(character):04X})"
    return FaultError(mark, "unseen-character", message, "delete it, and type a space if there must be one")


def mark(before: bytes) -> yaml.Mark:
    """Give the place behind the bytes."""
    line = before.rpartition(b"\n")[2].decode("utf-8", errors="replace")
    return yaml.Mark("", 0, before.count(b"\n"), len(line), None, 0)


def read_again(letters: str) -> str:
    """Give the sign that was read in a wrong encoding; nothing where the letters may be meant."""
    for encoding in ("cp1252", "latin-1"):
        try:
            return letters.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return ""


def _unseen(text: str) -> Iterator[FaultError]:
    if found := UNSEEN.search(text):
        yield unseen(_mark(text, found.start()), found[0])


def _set(text: str) -> Iterator[FaultError]:
    """Find ligatures and letters whose accents stand apart: a search for the word as typed would not find them."""
    for match in SET.finditer(text):
        typed = composed(match[0])
        if typed != match[0]:
            message = f"{match[0]!r} is written as documents set it, not as people type it ({_names(match[0])})"
            yield FaultError(_mark(text, match.start()), "set-letter", message, f"type {typed}")
            return


def _twins(text: str) -> Iterator[FaultError]:
    if found := TWIN.search(text):
        message = f"{found[0]!r} looks like another letter: it is a {_name(found[0])}, in a word of Latin letters"
        yield FaultError(_mark(text, found.start()), "twin-letter", message, "type the whole word anew")


def _broken(text: str) -> Iterator[FaultError]:
    for match in BROKEN.finditer(text):
        meant = read_again(match[0])
        if match[0] == "\ufffd" or meant:
            advice = f"type {meant}" if meant else "type what the source prints"
            message = f"{match[0]!r} is what a program made of a sign that it could not read"
            yield FaultError(_mark(text, match.start()), "broken-letter", message, advice)
            return


def _mark(text: str, at: int) -> yaml.Mark:
    return mark(text[:at].encode(errors="replace"))


def _name(letter: str) -> str:
    return unicodedata.name(letter, "control character").lower()


def _names(letters: str) -> str:
    return ", ".join(f"U+{ord(letter):04X} {_name(letter)}" for letter in letters)
