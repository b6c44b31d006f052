"""The token vectors of a database in a file beside it, which all replicas on a machine share: written once, never changed.

The form is safetensors: the length of a head in JSON; the head, which says where each array stands; the arrays.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.errors import DatabaseError
from kb.search.engines.files import identity_of

# What the file's name has in the place of the database's ending.
ENDING = ".tokens.safetensors"
# The arrays: the hash of each passage's text and model, the first of its tokens, the first passage of each entry, the tokens.
HASHES, STARTS, ENTRIES, TOKENS = "hashes", "starts", "entries", "tokens"
TYPES: dict[str, np.dtype[Any]] = {"U8": np.dtype("u1"), "I8": np.dtype("i1"), "I64": np.dtype("<i8")}
# Bytes of the length of the head.
LENGTH = 8
AGAIN = "build the database again with `make build`"


@dataclass(frozen=True)
class Part:
    """Where an array stands in the file."""

    type: np.dtype[Any]
    shape: tuple[int, ...]
    first: int

    @property
    def size(self) -> int:
        """Its bytes."""
        return int(np.prod(self.shape)) * self.type.itemsize


@dataclass(frozen=True)
class TokenFile:
    """A file of token vectors of which the head has been read."""

    path: Path
    identity: Mapping[str, str]
    parts: Mapping[str, Part]

    @classmethod
    def beside(cls, database: Path) -> "TokenFile | None":
        """Open the file beside a database; None where there is none.

        Raises DatabaseError where it is another database's or not whole.
        """
        path = path_of(database)
        if not path.is_file():
            return None
        found = cls.read(path)
        if found.identity != identity_of(database):
            raise DatabaseError(f"{path}: these token vectors are not those of {database}; {AGAIN}")
        return found

    @classmethod
    def read(cls, path: Path) -> "TokenFile":
        """Read a file's head. Raises DatabaseError where the file is damaged."""
        try:
            with path.open("rb") as file:
                length = int.from_bytes(file.read(LENGTH), "little")
                head = json.loads(file.read(min(length, path.stat().st_size)))
            identity = dict(head.pop("__metadata__"))
            parts = {name: _part(each, LENGTH + length) for name, each in head.items()}
            whole = max(part.first + part.size for part in parts.values()) == path.stat().st_size
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DatabaseError(f"{path}: these token vectors are damaged; {AGAIN}") from error
        if not whole or set(parts) != {HASHES, STARTS, ENTRIES, TOKENS}:
            raise DatabaseError(f"{path}: these token vectors are not whole; {AGAIN}")
        return cls(path, identity, parts)

    def array(self, name: str) -> NDArray[Any]:
        """Read an array into memory."""
        part = self.parts[name]
        found = np.fromfile(self.path, part.type, part.size // part.type.itemsize, offset=part.first)
        return found.reshape(part.shape)

    def mapped(self, name: str) -> NDArray[Any]:
        """Map an array: nothing of it is read before it is used."""
        part = self.parts[name]
        if not part.size:
            return np.zeros(part.shape, part.type)
        return np.memmap(self.path, part.type, "r", part.first, part.shape)


def path_of(database: Path) -> Path:
    """Give the file of a database's token vectors."""
    return database.resolve().with_suffix(ENDING)


def is_beside(database: Path) -> bool:
    """Tell whether a database has token vectors of its own beside it."""
    try:
        return TokenFile.beside(database) is not None
    except DatabaseError:
        return False


def head(identity: Mapping[str, str], shapes: Mapping[str, tuple[str, tuple[int, ...]]]) -> bytes:
    """Give what stands before the arrays, which have these types and shapes and follow in this order."""
    described: dict[str, object] = {"__metadata__": dict(identity)}
    first = 0
    for name, (type_, shape) in shapes.items():
        after = first + int(np.prod(shape)) * TYPES[type_].itemsize
        described[name] = {"dtype": type_, "shape": list(shape), "data_offsets": [first, after]}
        first = after
    text = json.dumps(described).encode()
    # Numbers of eight bytes then stand where the processor reads them best.
    text += b" " * (-len(text) % LENGTH)
    return len(text).to_bytes(LENGTH, "little") + text


def _part(described: Mapping[str, Any], after_head: int) -> Part:
    return Part(TYPES[described["dtype"]], tuple(described["shape"]), after_head + int(described["data_offsets"][0]))
