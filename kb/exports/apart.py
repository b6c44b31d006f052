"""`python -m kb.exports.apart SECONDS` writes one file and ends, since a server that wrote it would serve nobody else.

It reads, pickled, the name of a writer and what it takes, and gives the file's bytes.
"""

import os
import pickle
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from kb.exports.word import word

# How far other processes go before one of these, and the seconds of work after which it ends, with this signal, even where
# nobody is left to end it. What others work meanwhile does not count.
NICENESS, SECONDS, OVER = 10, 10.0, signal.SIGPROF


def png(drawing: str, sharpness: float) -> bytes:
    """Paint a drawing in SVG, `sharpness` pixels for each of its own."""
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(svg_string=drawing, zoom=sharpness))


WRITERS: dict[str, Callable[..., bytes]] = {"docx": word, "png": png}


def main(asked: bytes) -> bytes:
    """Write what is asked for: the pickled name of a writer and its arguments."""
    name, given = _unpacked(asked)
    return WRITERS[name](*given)


def step_back() -> None:
    """Let all other processes go first; where the system lets none step back, this one works as any other."""
    with suppress(PermissionError):
        os.nice(NICENESS)


def _unpacked(asked: bytes) -> tuple[str, tuple[Any, ...]]:
    found: tuple[str, tuple[Any, ...]] = pickle.loads(asked)  # noqa: S301 - from the process that started this one
    return found


if __name__ == "__main__":
    # The system itself ends it, whatever it is doing.
    signal.signal(OVER, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, float(sys.argv[1]))
    # Ctrl-C reaches all processes of a terminal; the server says when this one ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    step_back()
    sys.stdout.buffer.write(main(sys.stdin.buffer.read()))
