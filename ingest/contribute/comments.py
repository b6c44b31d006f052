"""Comments of a YAML text: found with what they stand before or behind, and put there again in another layout."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

# A comment begins at the start of a line or after a blank.
COMMENT = re.compile(r"(?:^|(?<=[ \t]))#.*$", re.MULTILINE)
Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Comments:
    """The lines before each field or item, the comment behind it, and the lines at the end of the file."""

    before: dict[Place, list[str]] = field(default_factory=dict)
    behind: dict[Place, str] = field(default_factory=dict)
    last: list[str] = field(default_factory=list)

    def inside(self, at: Place) -> bool:
        """Tell whether a comment stands somewhere inside the value at a place."""
        return any(len(place) > len(at) and place[: len(at)] == at for place in (*self.before, *self.behind))


def comments(text: str, node: yaml.Node) -> Comments:
    """Find the comments of a text that was read as `node`."""
    found = Comments()
    lines = text.split("\n")
    starts = sorted(_starts(node, ()))
    for line, column, comment in _found(text, node):
        if lines[line][:column].strip():
            place = next((at for start, _, at in reversed(starts) if start <= line), ())
            found.behind[place] = comment
        else:
            after = [at for start, _, at in starts if start > line]
            (found.before.setdefault(after[0], []) if after else found.last).append(comment)
    return found


def _found(text: str, node: yaml.Node) -> Iterator[tuple[int, int, str]]:
    """Give line, column and text of each comment: what looks like one and stands in no value."""
    taken = [(one.start_mark.index, one.end_mark.index) for one in _texts(node)]
    taken = [(text.find("\n", start) if text[start] in "|>" else start, end) for start, end in taken if start < end]
    ends = [0, *(end for _, end in taken)]
    begins = [*(start for start, _ in taken), len(text)]
    for end, begin in zip(ends, begins, strict=True):
        for match in COMMENT.finditer(text, end, max(begin, end)):
            if match.start() == end and end and text[end - 1] not in " \t\n":
                continue
            line = text.count("\n", 0, match.start())
            yield line, match.start() - text.rfind("\n", 0, match.start()) - 1, match[0].rstrip()


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
