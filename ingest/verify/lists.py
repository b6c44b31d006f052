"""Numbers that only count the items of a list: 1. … 2. … 3. …"""

import re
from collections.abc import Iterable, Iterator

from ingest.verify.lines import Line

_ITEM = re.compile(r"(?:^|(?<=\s))(\d{1,2})[.)] (?=\S)")
SHORTEST = 2


def item_numbers(rows: list[Line]) -> frozenset[int]:
    """Give where item numbers stand: within one line, or at the beginnings of several."""
    starts = [places[0] for row in rows if (places := list(_numbers(row))) and places[0][0] == row.start]
    found = set(_sequence(starts))
    for row in rows:
        found |= set(_sequence(_numbers(row)))
    return frozenset(found)


def _numbers(row: Line) -> Iterator[tuple[int, int]]:
    """Give place and value of each number that looks like an item's. A line's text is stripped, its place is not."""
    for match in _ITEM.finditer(row.text):
        yield row.start + match.start(), int(match[1])


def _sequence(numbers: Iterable[tuple[int, int]]) -> Iterator[int]:
    """Only a run from 1 is a list; a number at a sentence's end ("a gap of 3. The …") is not in one."""
    run: list[int] = []
    for place, number in numbers:
        if number == 1:
            if len(run) >= SHORTEST:
                yield from run
            run = [place]
        elif run and number == len(run) + 1:
            run.append(place)
    if len(run) >= SHORTEST:
        yield from run
