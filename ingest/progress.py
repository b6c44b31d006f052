"""Progress with the time left: a bar on a terminal, a line now and then elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from tqdm import tqdm

Advance = Callable[[int], None]
# Seconds between lines where there is no terminal.
EVERY = 20.0


@contextmanager
def stage(name: str, total: int) -> Iterator[Advance]:
    """Give a function that reports how many more of `total` are done; nothing is shown where there is nothing to do."""
    if sys.stderr.isatty():
        with tqdm(total=total, desc=f"{name:<8}", unit="", leave=True, disable=total == 0) as bar:

            def advance(done: int) -> None:
                bar.update(done)

            yield advance
        return
    yield _lines(name, total)
    print(f"{name}: {total}", file=sys.stderr)


def _lines(name: str, total: int) -> Advance:
    started = said = monotonic()
    done = 0

    def advance(more: int) -> None:
        nonlocal done, said
        done += more
        now = monotonic()
        if now - said >= EVERY and 0 < done < total:
            said = now
            left = (now - started) / done * (total - done)
            print(f"{name}: {done:,} of {total:,}, about {_time(left)} left", file=sys.stderr, flush=True)

    return advance


def _time(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds >= 90 else f"{max(seconds, 1):.0f} s"


def told(advance: Advance) -> Callable[[int, int], None]:
    """Give a function that is told how many of how many are done, and reports how many more those are."""
    before = 0

    def progress(done: int, _total: int) -> None:
        nonlocal before
        advance(done - before)
        before = done

    return progress
