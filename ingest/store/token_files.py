"""Writes the token vectors of a finished database into the file beside it: the new ones, the others from the file before."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path

import numpy as np

from ingest.store.database import prepare_folder
from ingest.vectors.previous import rows_of, token_file
from ingest.vectors.projection import Projection
from kb.errors import BrokenEnvironmentError
from kb.search.engines.files import identity_of
from kb.search.meaning import Numbers
from kb.search.token_file import ENTRIES, HASHES, STARTS, TOKENS, TokenFile, head, path_of

COMPARED = """select entries.number, passages.vector
from (select slug, row_number() over (order by slug) - 1 as number from entries) as entries
join passages on passages.entry = entries.slug
where passages.vector is not null order by passages.id"""


@dataclass(frozen=True)
class Contents:
    """What goes into a file: the hash and the number of tokens of each passage, whose they are, and the tokens in order."""

    identity: Mapping[str, str]
    entries: Numbers
    hashes: Sequence[str]
    counts: Numbers
    dimensions: int
    tokens: Iterable[bytes]


@dataclass(frozen=True)
class _Wanted:
    """The passages that have a vector: where each entry's begin and the last end, and the hash of each."""

    entries: Numbers
    hashes: Sequence[str]


def write(database: Path, new: Mapping[str, bytes], projection: Projection | None, before: Path | None) -> None:
    """Write the file of a database, where its encoder projects token vectors.

    `new` are token vectors by hash, `before` a database whose file has the others. Raises BrokenEnvironmentError where it
    can't be written.
    """
    if projection is None:
        return
    wanted = _wanted(database)
    known = token_file(before) if before else None
    rows = rows_of(known, wanted.hashes) if known else np.full(len(wanted.hashes), -1, dtype=np.int64)
    counts = _counts(wanted, new, projection.dimensions, known, rows)
    tokens = _tokens(wanted, new, known, rows)
    identity = identity_of(database)
    write_file(
        path_of(database), Contents(identity, wanted.entries, wanted.hashes, counts, projection.dimensions, tokens)
    )


def write_file(path: Path, contents: Contents) -> None:
    """Write a file, in place of the one that is there. Raises BrokenEnvironmentError where it can't be written."""
    counts, hashes = contents.counts, bytes.fromhex("".join(contents.hashes))
    total = int(counts.sum())
    shapes = {
        STARTS: ("I64", (len(counts) + 1,)),
        ENTRIES: ("I64", contents.entries.shape),
        HASHES: ("U8", (len(counts), sha256().digest_size)),
        TOKENS: ("I8", (total, contents.dimensions)),
    }
    prepare_folder(path.parent, total * contents.dimensions)
    draft = path.with_name(f".{path.name}.draft")
    try:
        with draft.open("wb") as file:
            file.write(head(contents.identity, shapes))
            file.write(np.r_[0, np.cumsum(counts)].astype("<i8").tobytes())
            file.write(contents.entries.astype("<i8").tobytes())
            file.write(hashes)
            file.writelines(contents.tokens)
        draft.replace(path)
    except OSError as error:
        message = f"{path}: the token vectors can't be written: {error.strerror or error}"
        raise BrokenEnvironmentError(f"{message}; check permissions and free space") from error
    finally:
        draft.unlink(missing_ok=True)


def _wanted(database: Path) -> _Wanted:
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        rows = connection.execute(COMPARED).fetchall()
        entries = int(connection.execute("select count(*) from entries").fetchone()[0])
    owners = np.array([row[0] for row in rows], dtype=np.int64)
    return _Wanted(np.searchsorted(owners, np.arange(entries + 1)), [row[1] for row in rows])


def _counts(
    wanted: _Wanted, new: Mapping[str, bytes], dimensions: int, known: TokenFile | None, rows: Numbers
) -> Numbers:
    """Give the number of each passage's tokens."""
    lengths = np.diff(known.array(STARTS)) if known else np.zeros(0, dtype=np.int64)
    counts = np.zeros(len(rows), dtype=np.int64)
    counts[rows >= 0] = lengths[rows[rows >= 0]]
    for at in np.flatnonzero(rows < 0).tolist():
        counts[at] = len(new[wanted.hashes[at]]) // dimensions
    return counts


def _tokens(wanted: _Wanted, new: Mapping[str, bytes], known: TokenFile | None, rows: Numbers) -> Iterator[bytes]:
    """Give the tokens of all passages in order; what stood together before is copied together."""
    tokens, starts = (known.mapped(TOKENS), known.array(STARTS)) if known else (np.zeros(0), np.zeros(0))
    # Passages that follow each other there as here have the same difference of their places.
    for offset, run in groupby(enumerate(rows.tolist()), key=lambda pair: pair[1] - pair[0] if pair[1] >= 0 else None):
        places = list(run)
        if offset is None:
            yield from (new[wanted.hashes[at]] for at, _ in places)
        else:
            yield tokens[starts[places[0][1]] : starts[places[-1][1] + 1]].tobytes()
