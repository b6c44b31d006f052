"""Tells when a file of the base has changed."""

import time
from collections.abc import Iterator
from pathlib import Path

# How often the files are looked at, in seconds: soon enough for somebody who saves and looks.
PAUSE = 0.5


def changes(root: Path, pause: float = PAUSE) -> Iterator[None]:
    """Give once at the beginning, and once whenever a file has come, gone or changed."""
    known = None
    while True:
        found = _times(root)
        if found != known:
            known = found
            yield
        time.sleep(pause)


def _times(root: Path) -> dict[Path, int]:
    times = {}
    for path in root.rglob("*"):
        try:
            times[path] = path.lstat().st_mtime_ns
        except FileNotFoundError:
            # It went between the two looks; the next look sees the folder without it.
            continue
    return times
