"""Words of several senses: people who have falls, and use that falls. What stands near them tells which is meant."""

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from kb.search.words import fold

# How many characters before and after a word are looked at.
REACH = 40
ROWS = "select text, near, unless from senses order by id"


@dataclass(frozen=True)
class Sense:
    """What must stand near a word that it means its term, and what must not."""

    near: re.Pattern[str] | None
    unless: re.Pattern[str] | None

    def fits(self, text: str, start: int, end: int) -> bool:
        """Tell whether the word from start to end of a text means its term."""
        around = text[max(0, start - REACH) : end + REACH]
        if self.unless and self.unless.search(around):
            return False
        return not self.near or bool(self.near.search(around))


def load_senses(connection: sqlite3.Connection) -> Mapping[str, Sense]:
    """Read the senses, by the words that they are of, folded."""
    return {fold(text): Sense(_pattern(near), _pattern(unless)) for text, near, unless in connection.execute(ROWS)}


def _pattern(written: str | None) -> re.Pattern[str] | None:
    return re.compile(written, re.IGNORECASE) if written else None
