"""Reads a file of the base safely: a pull request may bring links, pipes, devices and anything of any size."""

import os
import stat
from pathlib import Path

MAX_BYTES = 1_000_000


class UnsafeFileError(OSError):
    """A file that is not read: the text says why, the advice what to do."""

    def __init__(self, rule: str, message: str, advice: str) -> None:
        """Keep what is said."""
        super().__init__(message)
        self.rule, self.message, self.advice = rule, message, advice


def contents(path: Path) -> bytes:
    """Give the bytes of a regular file of at most a million bytes; its size is looked at before its content.

    Raises UnsafeFileError for anything else, OSError where the file can't be read.
    """
    try:
        # Without O_NONBLOCK the opening of a pipe would wait for somebody to write into it.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        if path.is_symlink():
            message = "this is a link to another file, and links are not followed"
            raise UnsafeFileError("not-a-file", message, "put the file itself here") from None
        raise
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise UnsafeFileError("not-a-file", "this is no ordinary file", "put a text file here, or remove it")
        if found.st_size > MAX_BYTES:
            message = f"the file has {found.st_size} bytes; {MAX_BYTES} are allowed"
            raise UnsafeFileError("too-large", message, "split it")
        return file.read(MAX_BYTES + 1)
