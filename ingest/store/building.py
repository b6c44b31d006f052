"""One build at a time: the lock on a folder of versions, which says who holds it."""

import fcntl
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from kb.errors import BrokenEnvironmentError

LOCK = "build.lock"


@contextmanager
def building(folder: Path) -> Iterator[None]:
    """Hold the folder for one build; where another holds it, say which on stderr and wait for its end.

    The system frees the lock of a process that dies. Raises BrokenEnvironmentError where the folder can't be written.
    """
    path = folder / LOCK
    try:
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise BrokenEnvironmentError(f"{path}: can't be written: {error.strerror}; choose another folder") from error
    with file:
        _lock(file, path)
        _sign(file)
        try:
            yield
        finally:
            file.truncate(0)


def _lock(file: TextIO, path: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        holder = file.read().strip() or "another process"
        print(f"{path}: held by {holder}; waiting for it to end (Ctrl-C to give up)", file=sys.stderr, flush=True)
        fcntl.flock(file, fcntl.LOCK_EX)


def _sign(file: TextIO) -> None:
    started = datetime.now(tz=UTC).isoformat(timespec="seconds")
    said = f"a build, process {os.getpid()} on {socket.gethostname()}, since {started}\n"
    try:
        os.ftruncate(file.fileno(), 0)
        os.write(file.fileno(), said.encode())
    except OSError as error:
        message = f"{file.name}: can't be written: {error.strerror}; check free space"
        raise BrokenEnvironmentError(message) from error
