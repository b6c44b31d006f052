"""Finds the text that belongs to each source, by the file's name or by a table in INDEX.md."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ingest.verify.lines import Span, lines
from ingest.verify.lists import item_numbers
from kb.errors import BrokenEnvironmentError
from kb.numbers.legible import Legible, legible
from kb.numbers.printed import Printed
from kb.numbers.reader import figures

INDEX = "INDEX.md"


@dataclass(frozen=True)
class SourceText:
    """The text of one source, with its figures."""

    source: str
    path: Path
    text: str

    @property
    def legible(self) -> Legible:
        """The text with one character for what typesetting writes in many ways."""
        return legible(self.text)

    def find(self, words: re.Pattern[str], span: Span | None = None) -> Iterator[tuple[Span, re.Match[str]]]:
        """Give where a pattern matches the legible text, as places of the text itself, and the match."""
        read = self.legible
        limits = (read.at(span[0]), read.at(span[1])) if span else (0, len(read.text))
        for match in words.finditer(read.text, *limits):
            yield read.span(*match.span()), match

    @cached_property
    def figures(self) -> list[Printed]:
        """Every figure of the text, in order."""
        return figures(self.text)

    @cached_property
    def list_numbers(self) -> frozenset[int]:
        """Where the numbers stand that only count the items of a list."""
        return item_numbers(lines(self.text))

    def line(self, offset: int) -> int:
        """Give the number, from 1, of the line that holds a character."""
        return bisect_right(self._line_ends, offset - 1) + 1

    @cached_property
    def _line_ends(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self.text)]


def texts(folder: Path, sources: list[str]) -> dict[str, SourceText]:
    """Read the text of each source that the folder has one for. Raises BrokenEnvironmentError if it has none."""
    if not folder.is_dir():
        raise BrokenEnvironmentError(f"{folder}: there is no such folder; name the folder of the sources' texts")
    index = _index(folder / INDEX)
    found: dict[str, SourceText] = {}
    for source in sources:
        path = folder / index[source] if source in index else _named(folder, source)
        if path is not None:
            found[source] = SourceText(source, path, _read(path))
    if not found:
        message = f"name a file <source-id>.txt (such as {sources[0]}.txt)" if sources else "there are no sources"
        advice = f"{message}, or give a table with the columns 'source id' and 'file' in {INDEX}"
        raise BrokenEnvironmentError(f"{folder}: holds no text of any source; {advice}")
    return found


def _named(folder: Path, source: str) -> Path | None:
    """Of the files whose name holds the id, the shortest name: a longer one may belong to a longer id."""
    candidates = [path for path in folder.glob("*.txt") if source in path.stem]
    return min(candidates, key=lambda path: (len(path.stem), path.name), default=None)


def _index(path: Path) -> dict[str, str]:
    """Read the rows of a Markdown table that has the columns `source id` and `file`."""
    if not path.is_file():
        return {}
    rows = [_cells(line) for line in _read(path).splitlines() if line.strip().startswith("|")]
    head = next((row for row in rows if {"source id", "file"} <= set(row)), None)
    if head is None:
        return {}
    source, file = head.index("source id"), head.index("file")
    width = max(source, file)
    return {row[source]: row[file] for row in rows if len(row) > width and not re.fullmatch(r"[-: ]*", row[file])}


def _cells(line: str) -> list[str]:
    return [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenEnvironmentError(f"{path}: the text can't be read as UTF-8: {error}") from error
