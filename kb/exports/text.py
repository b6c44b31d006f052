"""Text that another format can hold: without characters that it forbids, and on one line where it must be."""

import re

# XML 1.0, and so Atom and Word, forbids these; lone surrogates can't be written as UTF-8.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Give the text without the characters that XML forbids."""
    return FORBIDDEN.sub("", text)


def one_line(text: str) -> str:
    """Give the text on one line, with single spaces."""
    return " ".join(clean(text).split())
