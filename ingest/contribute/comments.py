"""Comments of a YAML text: found with what they stand before or behind, so that another layout can put them there again."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

# A comment begins at the start of a line or after a blank.
COMMENT = re.compile(r"(?:^|(?<=[ \t]))#.*$", re.MULTILINE)
LINE_END = re.compile("\n")
Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Comments:
    """The lines before each field or item, the comment behind it, and the lines at the end of the file."""

    before: dict[Place, list[str]] = field(default_factory=dict)
    behind: dict[Place, str] = field(default_factory=dict)
    last: list[str] = field(default_factory=list)
    around: set[Place] = field(default_factory=set)
    """Every place that has a comment somewhere inside its value."""

    def inside(self, at: Place) -> bool:
        """Tell whether a comment stands somewhere inside the value at a place."""
        return at in self.around


def comments(text: str, node: yaml.Node) -> Comments:
    """Find the comments of a text that was read as `node`."""
    found = Comments()
    starts = sorted(_starts(node, ()), key=lambda start: start[:2])
    lines = [line for line, _, _ in starts]
    for line, alone, comment in _found(text, node):
        after = bisect_right(lines, line)
        if not alone:
            found.behind[starts[after - 1][2] if after else ()] = comment
        elif after < len(starts):
            found.before.setdefault(starts[after][2], []).append(comment)
        else:
            found.last.append(comment)
    for place in (*found.before, *found.behind):
        found.around.update(place[:length] for length in range(len(place)))
    return found


def _found(text: str, node: yaml.Node) -> Iterator[tuple[int, bool, str]]:
    """Give the line of each comment, whether it stands there alone, and its text: what looks like one and is in no value."""
    taken = [(one.start_mark.index, one.end_mark.index) for one in _texts(node)]
    taken = [(text.find("\n", start) if text[start] in "|>" else start, end) for start, end in taken if start < end]
    ends = [match.start() for match in LINE_END.finditer(text)]
    begin = 0
    for start, end in [*taken, (len(text), len(text))]:
        for match in COMMENT.finditer(text, begin, max(start, begin)):
            number = bisect_right(ends, match.start())
            opening = ends[number - 1] + 1 if number else 0
            yield number, not text[opening : match.start()].strip(), match[0].rstrip()
        begin = end


def _texts(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
        return
    for child in node.value:
        for part in child if isinstance(child, tuple) else (child,):
            yield from _texts(part)


def _starts(node: yaml.Node, at: Place) -> Iterator[tuple[int, int, Place]]:
    """Give line and depth of every field and item with its place."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key.start_mark.line, len(at), (*at, key.value)
            yield from _starts(value, (*at, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield item.start_mark.line, len(at), (*at, index)
            yield from _starts(item, (*at, index))
