"""Writes the vectors of a finished database as files beside it, for the engines that map them."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
from numpy.lib.format import open_memmap
from numpy.typing import NDArray

from ingest.progress import Advance, stage
from ingest.store.database import prepare_folder
from kb.errors import BrokenEnvironmentError
from kb.search.engines import files
from kb.search.engines.choice import FROM
from kb.search.engines.inverted import require as require_inverted
from kb.search.engines.inverted import write as write_inverted
from kb.search.engines.layout import Layout, Wholes, read, shape
from kb.search.engines.rounded import rounded
from kb.search.meaning import Floats

PART = 65_536
# Bytes of a float, of what is listed of each passage or entry, and of descriptions.
FLOAT, LISTED, SPACE = 4, 32, 1_000_000


def write(database: Path, *, inverted: bool = False) -> Path:
    """Write the folder of vectors beside a database, in place of the one that is there, and give it.

    Raises BrokenEnvironmentError where it can't be written or has too little space, before anything is read.
    """
    folder = files.folder_of(database)
    beside, old = (folder.with_name(f".{folder.name}.{name}") for name in ("new", "old"))
    prepare_folder(folder.parent, _space(database, inverted=inverted))
    if inverted:
        require_inverted()
    try:
        for left in (beside, old):
            shutil.rmtree(left, ignore_errors=True)
        beside.mkdir()
        _write(database, beside, write_inverted if inverted else None)
        if folder.exists():
            folder.rename(old)
        beside.rename(folder)
    except OSError as error:
        message = f"{folder}: the vectors can't be written: {error.strerror or error}; check permissions and free space"
        raise BrokenEnvironmentError(message) from error
    finally:
        for left in (beside, old):
            shutil.rmtree(left, ignore_errors=True)
    return folder


def _space(database: Path, *, inverted: bool) -> int:
    """Give about how many bytes the files take beside those that they replace: as floats, rounded, and in lists."""
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        passages, dimensions = shape(connection)
        entries = int(connection.execute("select count(*) from entries").fetchone()[0])
    each = (FLOAT + 1 + inverted) * dimensions + LISTED
    return passages * each + entries * (FLOAT * dimensions + LISTED) + SPACE


def refresh(database: Path, before: Path | None) -> None:
    """Write the files of a new database where it is large, or where the database before has such files."""
    held = files.held(before) if before else frozenset()
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        is_large = shape(connection)[0] >= FROM
    if held or is_large:
        write(database, inverted=files.INVERTED in held)


def _write(database: Path, folder: Path, more: Callable[[Path, Floats, Advance], None] | None) -> None:
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        slugs = [row[0] for row in connection.execute("select slug from entries order by slug")]
        vectors = open_memmap(folder / files.FLOATS, mode="w+", dtype="<f4", shape=shape(connection))
        with stage("read", len(vectors)) as advance:
            layout = read(connection, slugs, vectors, advance)
    _write_rounded(folder, vectors)
    _write_layout(folder, layout, Wholes.of(layout, vectors))
    if more is not None:
        with stage("list", len(vectors)) as advance:
            more(folder / files.INVERTED, vectors, advance)
    vectors.flush()
    described = json.dumps(files.manifest_of(database, folder), indent=2)
    (folder / files.MANIFEST).write_text(f"{described}\n", encoding="utf-8")


def _write_rounded(folder: Path, vectors: Floats) -> None:
    small = open_memmap(folder / files.ROUNDED, mode="w+", dtype="i1", shape=vectors.shape)
    steps = np.zeros(len(vectors), dtype="<f4")
    with stage("round", len(vectors)) as advance:
        for at in range(0, len(vectors), PART):
            part = slice(at, at + PART)
            small[part], steps[part] = rounded(vectors[part])
            advance(len(vectors[part]))
    small.flush()
    np.save(folder / files.STEPS, steps)


def _write_layout(folder: Path, layout: Layout, wholes: Wholes) -> None:
    arrays: dict[str, NDArray[np.generic]] = {
        files.PASSAGES: layout.passages,
        files.OWNERS: layout.owners,
        files.STARTS: layout.starts,
        files.DIRECTIONS: wholes.directions,
        files.LENGTHS: wholes.lengths,
    }
    for name, array in arrays.items():
        np.save(folder / name, array)
