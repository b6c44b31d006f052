"""Shows mentions: as a table for people, as JSON for programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from ingest.tag.mention import Mention

HEADINGS = ("text", "vocabulary", "term", "direction", "found by")


def to_json(found: Sequence[Sequence[Mention]]) -> str:
    """Give a list for each text: start, end, text, vocabulary, term, method, direction and negated of each mention."""
    return json.dumps([[asdict(mention) for mention in mentions] for mentions in found], indent=2, ensure_ascii=False)


def as_table(texts: Sequence[str], found: Sequence[Sequence[Mention]]) -> str:
    """Give each text and, below it, a line for each mention."""
    return "\n\n".join(_block(text, mentions) for text, mentions in zip(texts, found, strict=True))


def _block(text: str, mentions: Sequence[Mention]) -> str:
    if not mentions:
        return f"{text}\n  nothing found"
    rows = [HEADINGS, *map(_row, mentions)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([text, *(f"  {line}" for line in lines)])


def _row(mention: Mention) -> tuple[str, ...]:
    direction = mention.direction or ""
    if direction and mention.negated:
        direction += " (negated)"
    return (mention.text, mention.vocabulary, mention.term or "", direction, mention.method)
