"""Progress: a bar on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

Advance = Callable[[int], None]


@contextmanager
def stage(name: str, total: int) -> Iterator[Advance]:
    """Give a function that reports how many more of `total` are done; nothing is shown where there is nothing to do."""
    if sys.stderr.isatty():
        with tqdm(total=total, desc=f"{name:<8}", unit="", leave=True, disable=total == 0) as bar:

            def advance(done: int) -> None:
                bar.update(done)

            yield advance
        return
    yield _ignore
    print(f"{name}: {total}", file=sys.stderr)


def _ignore(_done: int) -> None:
    """Nothing moves where nobody watches."""
