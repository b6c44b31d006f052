"""The figures of a text that no entry uses, and the reasons that the source's file gives for leaving them out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.verify.lines import Span
from ingest.verify.matching import Searched
from ingest.verify.wording import pattern
from kb.model.source import Source, UnusedFigure
from kb.numbers.printed import Printed

CONTEXT = 60
_BETWEEN = re.compile(r" · |[,;] ")


@dataclass(frozen=True)
class Unused:
    """A figure of a source that no entry uses; `reason` is empty where nobody has explained it."""

    source: str
    line: int
    printed: str
    context: str
    reason: str = ""


def unused(searched: Searched, source: Source, used: list[Span]) -> Iterator[Unused]:
    """Give the figures that count something, number no part or item of the text, and stand in no used place."""
    reasons = list(_reasons(searched, source.unused_figures))
    for figure in searched.figures:
        if figure.counts and figure.start not in searched.text.list_numbers and not _overlaps(figure, used):
            reason = next((reason for span, reason in reasons if _overlaps(figure, [span])), "")
            yield _unused(searched, figure, reason)


def _unused(searched: Searched, figure: Printed, reason: str) -> Unused:
    text = searched.text.text
    around = text[max(0, figure.start - CONTEXT) : figure.end + CONTEXT]
    line = searched.text.line(figure.start)
    return Unused(searched.text.source, line, figure.text, " ".join(around.split()), reason)


def _overlaps(figure: Printed, spans: list[Span]) -> bool:
    return any(low < figure.end and figure.start < high for low, high in spans)


def _reasons(searched: Searched, rows: list[UnusedFigure]) -> Iterator[tuple[Span, str]]:
    """Each piece of what a row lists explains the places where it is printed, in the part that the row names."""
    text = searched.text.text
    for row in rows:
        spans = (searched.parts.spans(row.at) if row.at else ()) or ((0, len(text)),)
        for piece in filter(str.strip, _BETWEEN.split(row.printed)):
            wanted = pattern(piece)
            yield from ((found, row.reason) for span in spans for found, _ in searched.text.find(wanted, span))
