"""Files that cost much are written in a process of their own, one at a time, so that searches go on; what was written is kept.

The process ends with the request: when the reader leaves, when it takes too long, and when the server ends.
"""

import asyncio
import hashlib
import pickle
import sys
from collections import OrderedDict
from dataclasses import dataclass, field
from subprocess import PIPE, CalledProcessError
from weakref import WeakKeyDictionary

from kb.errors import BusyError
from kb.exports import apart

COMMAND = (sys.executable, "-P", "-m", apart.__name__)
# Files that may wait for their turn, and bytes of those that are kept.
MOST_WAITING, MOST_KEPT = 8, 32_000_000
BUSY = "Many files are being written just now; try again in a moment."
TOO_LONG = "Writing this file takes too long; ask for less."


@dataclass
class Kept:
    """Files that were written, by the hash of what they were written from, so that those of an old version are never given."""

    most: int = MOST_KEPT
    files: OrderedDict[bytes, bytes] = field(default_factory=OrderedDict)
    size: int = 0

    def get(self, key: bytes) -> bytes | None:
        """Give a file that is kept; it stays longer for it."""
        if key in self.files:
            self.files.move_to_end(key)
        return self.files.get(key)

    def put(self, key: bytes, file: bytes) -> None:
        """Keep a file, in place of those that were asked for longest ago."""
        self.size += len(file) - len(self.files.pop(key, b""))
        self.files[key] = file
        while self.size > self.most:
            self.size -= len(self.files.popitem(last=False)[1])


@dataclass
class Line:
    """Who waits for a process: one at a time is served, and only so many may stand in line."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


kept = Kept()
_lines: "WeakKeyDictionary[asyncio.AbstractEventLoop, Line]" = WeakKeyDictionary()


async def written(writer: str, *given: object) -> bytes:
    """Give the file that a writer of `kb.exports.apart` makes.

    Raises BusyError where too many wait or it takes too long, CalledProcessError where the writer fails.
    """
    # Equal values may be pickled in different ways; they are written in one.
    key = hashlib.sha256(repr((writer, given)).encode()).digest()
    found = kept.get(key)
    if found is not None:
        return found
    line = _lines.setdefault(asyncio.get_running_loop(), Line())
    if line.waiting >= MOST_WAITING:
        raise BusyError(BUSY)
    line.waiting += 1
    try:
        async with line.turn:
            # Whoever was before may have asked for the same.
            found = kept.get(key)
            if found is None:
                found = await _by_process(pickle.dumps((writer, given)))
                kept.put(key, found)
            return found
    finally:
        line.waiting -= 1


async def _by_process(asked: bytes) -> bytes:
    process = await asyncio.create_subprocess_exec(*COMMAND, str(apart.SECONDS), stdin=PIPE, stdout=PIPE)
    try:
        file, _ = await process.communicate(asked)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode == -apart.OVER:
        raise BusyError(TOO_LONG)
    if process.returncode:
        raise CalledProcessError(process.returncode, COMMAND)
    return file
