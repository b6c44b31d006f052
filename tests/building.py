"""What tests of builds do to an entry, and how they compare databases."""

import sqlite3
from pathlib import Path

from tests.samples import entry, write_entry


def dump(path: Path) -> list[str]:
    """Give all that a database holds, but for what tells of the build itself."""
    with sqlite3.connect(path) as connection:
        return [line for line in connection.iterdump() if not line.startswith('INSERT INTO "build"')]


def check_again(entries: Path, day: int) -> None:
    """Change the entry in a way that needs neither tagging nor embedding."""
    write_entry(entries, "sampleton-mcp", entry(review={"last_checked": f"2017-04-{day:02}", "by": "Test editors"}))
