"""What a database before has of the vectors that are wanted now."""

import sqlite3
import sys
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kb.errors import BrokenEnvironmentError, DatabaseError
from kb.search.meaning import Numbers
from kb.search.token_file import HASHES, STARTS, TOKENS, TokenFile, path_of

LOOKED_UP = 500
# Bytes of a hash by which it is looked up before the whole of it is compared.
BEGINNING = 8


def stored(previous: Path, hashes: Iterable[str]) -> dict[str, bytes]:
    """Give those of the vectors that a database holds; none where it is not there, or is damaged, which is said on stderr.

    Raises BrokenEnvironmentError where another program has locked it or it can't be opened.
    """
    if not previous.is_file():
        return {}
    wanted = list(hashes)
    found: dict[str, bytes] = {}
    try:
        with closing(sqlite3.connect(f"{previous.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            for at in range(0, len(wanted), LOOKED_UP):
                part = wanted[at : at + LOOKED_UP]
                query = f"select hash, vector from vectors where hash in ({','.join('?' * len(part))})"  # noqa: S608
                found.update(connection.execute(query, part).fetchall())
    except sqlite3.DatabaseError as error:
        if is_outside(error):
            message = f"{previous}: its vectors can't be read now ({error}); close what holds it, and build again"
            raise BrokenEnvironmentError(message) from error
        _say(f"{previous}: its vectors can't be read ({error}); all are computed again")
        return {}
    return found


def is_outside(error: sqlite3.Error) -> bool:
    """Tell whether a fault lies around a file, where a new file would have it too."""
    around = ("locked", "readonly", "unable to open", "disk is full", "disk I/O")
    return isinstance(error, sqlite3.OperationalError) and any(word in str(error) for word in around)


def token_file(previous: Path) -> TokenFile | None:
    """Give the token vectors beside a database; None where there are none, or they are damaged, which is said on stderr."""
    path = path_of(previous)
    if not path.is_file():
        return None
    try:
        return TokenFile.read(path)
    except DatabaseError:
        _say(f"{path}: these token vectors are damaged; all are computed again")
        return None


def without_tokens(previous: Path, hashes: Iterable[str]) -> frozenset[str]:
    """Give those of the hashes whose token vectors the file beside a database does not hold."""
    wanted = sorted(hashes)
    file = token_file(previous)
    if file is None:
        return frozenset(wanted)
    held = rows_of(file, wanted) >= 0
    return frozenset(hash_ for hash_, is_held in zip(wanted, held.tolist(), strict=True) if not is_held)


def stored_tokens(previous: Path, hashes: Sequence[str]) -> dict[str, bytes]:
    """Give those of the token vectors that the file beside a database holds."""
    file = token_file(previous)
    if file is None:
        return {}
    rows, starts, tokens = rows_of(file, hashes), file.array(STARTS), file.mapped(TOKENS)
    pairs = zip(hashes, rows.tolist(), strict=True)
    return {hash_: tokens[starts[row] : starts[row + 1]].tobytes() for hash_, row in pairs if row >= 0}


def rows_of(file: TokenFile, hashes: Sequence[str]) -> Numbers:
    """Give for each hash which passage of a file has it, or -1."""
    held = file.array(HASHES)
    wanted = np.frombuffer(bytes.fromhex("".join(hashes)), dtype=np.uint8).reshape(len(hashes), held.shape[1])
    found = np.full(len(wanted), -1, dtype=np.int64)
    if not len(held) or not len(wanted):
        return found
    order = np.argsort(_beginnings(held), kind="stable")
    places = np.searchsorted(_beginnings(held)[order], _beginnings(wanted))
    rows = order[np.minimum(places, len(held) - 1)]
    same = (held[rows] == wanted).all(axis=1)
    found[same] = rows[same]
    return found


def _beginnings(hashes: NDArray[np.uint8]) -> NDArray[np.uint64]:
    return np.ascontiguousarray(hashes[:, :BEGINNING]).view(np.uint64)[:, 0]


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)
