"""Turns the Markdown of our own documents into HTML: headings, paragraphs, lists, tables, bold, italics, code, links."""

import re
from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup, escape

INLINE = (
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
    (re.compile(r"\*\*([^*]+)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"\*([^*]+)\*"), r"<em>\1</em>"),
    (re.compile(r"\[([^\]]+)\]\(((?:https?://|/|#)[^)\s]*)\)"), r'<a href="\2">\1</a>'),
)


def as_html(text: str) -> Markup:
    """Give the HTML of a document; whatever is not of the kinds above stays text."""
    blocks = re.split(r"\n\s*\n|\n(?=[-|#] ?)|(?<=\n)(?=#)", text.strip())
    parts: list[str] = []
    for kind, group in groupby((block.strip() for block in blocks if block.strip()), key=_kind):
        parts += _WRITERS[kind](list(group))
    return Markup("\n".join(parts))  # noqa: S704 - every piece of text went through escape


def anchor(heading: str) -> str:
    """Give the id of a heading: lower case, with hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", heading.lower()))


def _kind(block: str) -> str:
    return {"#": "heading", "-": "list", "|": "table"}.get(block[0], "paragraph")


def _inline(text: str) -> str:
    html = str(escape(" ".join(text.split())))
    for pattern, replacement in INLINE:
        html = pattern.sub(replacement, html)
    return html


def _headings(blocks: list[str]) -> Iterator[str]:
    for block in blocks:
        heading, _, rest = block.partition("\n")
        level = len(heading) - len(heading.lstrip("#"))
        title = heading.strip("# ")
        yield f'<h{level} id="{anchor(title)}">{_inline(title)}</h{level}>'
        if rest.strip():
            yield from _paragraphs([rest])


def _paragraphs(blocks: list[str]) -> Iterator[str]:
    yield from (f"<p>{_inline(block)}</p>" for block in blocks)


def _lists(blocks: list[str]) -> Iterator[str]:
    items = "".join(f"<li>{_inline(block[1:])}</li>" for block in blocks)
    yield f"<ul>{items}</ul>"


def _tables(blocks: list[str]) -> Iterator[str]:
    lines = (block.strip("|").split("|") for block in blocks if not re.match(r"\|[-|: ]+$", block))
    rows = [[_inline(cell) for cell in line] for line in lines]
    head = "".join(f'<th scope="col">{cell}</th>' for cell in rows[0])
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows[1:])
    yield f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


_WRITERS = {"heading": _headings, "paragraph": _paragraphs, "list": _lists, "table": _tables}
