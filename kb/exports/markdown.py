"""A review as Markdown. Text from entries is escaped, so that it can't become markup."""

import re
from urllib.parse import quote

from kb.exports.document import Block, Bullets, Drawing, Grid, Heading, Link, Paragraph
from kb.exports.text import one_line

# What an address keeps as it is: no sign that could end it.
IN_ADDRESS = ":/?#[]@!$&'*+,;=%"
SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~$]|&(?=#?\w+;))")
# At the beginning of a line these would start a list, a quotation or a rule.
START = re.compile(r"^(\d*)([-+=:.)])")


def markdown(blocks: tuple[Block, ...]) -> str:
    """Write blocks with an empty line between them."""
    return "\n\n".join(_written(block) for block in blocks) + "\n"


def escaped(text: str) -> str:
    """Give text on one line that Markdown shows as it is."""
    plain = SIGNS.sub(r"\\\1", one_line(text))
    return START.sub(r"\1\\\2", plain)


def _written(block: Block) -> str:
    match block:
        case Heading(level, text):
            return f"{'#' * level} {escaped(text)}"
        case Paragraph(text, lead):
            return f"**{escaped(lead)}:** {escaped(text)}" if lead else escaped(text)
        case Link(lead, address):
            return f"**{escaped(lead)}:** {escaped(address)}"
        case Bullets(items):
            return "\n".join(f"- {escaped(item)}" for item in items)
        case Drawing(words, address, _):
            return f"![{escaped(words)}](<{quote(address, safe=IN_ADDRESS)}>)"
        case Grid():
            return _grid(block)


def _grid(grid: Grid) -> str:
    lines = [grid.header, tuple("---" for _ in grid.header), *grid.rows]
    rows = "\n".join(f"| {' | '.join(line if line == '---' else escaped(line) for line in cells)} |" for cells in lines)
    return f"**{escaped(grid.caption)}**\n\n{rows}"
