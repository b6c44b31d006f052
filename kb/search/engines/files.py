"""The vectors of a database as files beside it, which all replicas on a machine share: written once, mapped, never changed."""

import json
import os
import sqlite3
import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib.format import open_memmap
from numpy.typing import NDArray

from kb.errors import BrokenEnvironmentError, DatabaseError
from kb.search.engines.layout import Layout, Wholes
from kb.search.meaning import Floats, Numbers

# The folder beside a database that holds its vectors.
FOLDER = "vectors"
MANIFEST = "manifest.json"
FORMAT = 1
FLOATS, ROUNDED, STEPS, INVERTED, ERROR = "float32.npy", "int8.npy", "steps.npy", "ivf.faiss", "ivf-error.npy"
PASSAGES, OWNERS, STARTS, DIRECTIONS, LENGTHS = (
    f"{name}.npy" for name in ("passages", "owners", "starts", "directions", "lengths")
)
# What ties the files to one database.
IDENTITY = ("content_hash", "builder_hash", "model_hash")


@dataclass(frozen=True)
class VectorFiles:
    """A folder of vectors, opened: nothing is read before it is used."""

    folder: Path
    layout: Layout
    wholes: Wholes

    @classmethod
    def open(cls, database: Path, entries: int) -> "VectorFiles":
        """Open the files beside a database.

        Raises BrokenEnvironmentError where there are none, DatabaseError where they are another database's or not whole.
        """
        folder = folder_of(database)
        manifest = _manifest(folder)
        if not are_of(database):
            raise DatabaseError(f"{folder}: these vectors are not those of {database}; write them with `kb vectors`")
        for name, size in manifest["bytes"].items():
            path = folder / name
            if not path.is_file() or path.stat().st_size != size:
                raise DatabaseError(f"{path}: missing or not whole; write the vectors again with `kb vectors`")
        layout = Layout(entries, *(_array(folder / name) for name in (PASSAGES, OWNERS, STARTS)))
        return cls(folder, layout, Wholes(_array(folder / DIRECTIONS), _array(folder / LENGTHS)))

    def mapped(self, name: str) -> np.memmap[Any, Any]:
        """Map a file of the folder into memory. Raises BrokenEnvironmentError where it has not been written."""
        return _mapped(self.folder / name)


class Floating:
    """The float32 vectors in a file, read for a few entries at a time: read, not mapped, so that they take no memory here."""

    def __init__(self, files: VectorFiles) -> None:
        vectors = files.mapped(FLOATS)
        self._file = os.open(files.folder / FLOATS, os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)
        self._first, self._row = int(vectors.offset), vectors.shape[1] * vectors.itemsize
        self._layout = files.layout
        self._rows, self._ends = files.layout.rows(), files.layout.ends

    def best(self, entries: Numbers, query: Floats) -> Floats:
        """Give the highest cosine among the passages of each of the entries; 0 for one without a passage."""
        found = np.zeros(len(entries), dtype=np.float32)
        rows = self._rows[entries]
        for place in np.flatnonzero(rows >= 0).tolist():
            found[place] = (self._of(int(rows[place])) @ query).max()
        return found

    def of_entry(self, entry: int, query: Floats) -> tuple[Numbers, Floats]:
        """Give the passages of an entry and their cosines."""
        row = int(self._rows[entry])
        if row < 0:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        part = slice(self._layout.starts[row], self._ends[row])
        return self._layout.passages[part], np.asarray(self._of(row) @ query, dtype=np.float32)

    def _of(self, row: int) -> Floats:
        start, end = int(self._layout.starts[row]), int(self._ends[row])
        read = os.pread(self._file, (end - start) * self._row, self._first + start * self._row)
        return np.frombuffer(read, dtype="<f4").reshape(end - start, -1)


def folder_of(database: Path) -> Path:
    """Give the folder of a database's vectors."""
    return database.resolve().parent / FOLDER


def identity_of(database: Path) -> dict[str, str]:
    """Give what tells a database from every other."""
    connection = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)
    try:
        row = connection.execute(f"select {', '.join(IDENTITY)} from build").fetchone()  # noqa: S608 - our own names
    finally:
        connection.close()
    return dict(zip(IDENTITY, row, strict=True))


def held(database: Path) -> frozenset[str]:
    """Give the names of the files that a database's folder of vectors holds; none where there is no such folder."""
    folder = folder_of(database)
    return frozenset(_manifest(folder)["bytes"]) if folder.is_dir() else frozenset()


def are_of(database: Path) -> bool:
    """Tell whether the vectors beside a database are its own."""
    manifest = _manifest(folder_of(database))
    return manifest.get("format") == FORMAT and manifest.get("identity") == identity_of(database)


def manifest_of(database: Path, folder: Path) -> Mapping[str, object]:
    """Describe the files of a folder as the vectors of a database."""
    sizes = {path.name: path.stat().st_size for path in sorted(folder.iterdir()) if path.name != MANIFEST}
    return {"format": FORMAT, "identity": identity_of(database), "bytes": sizes}


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        return dict(json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise BrokenEnvironmentError(f"{folder}: there are no vectors here; write them with `kb vectors`") from error
    except ValueError as error:
        raise DatabaseError(f"{folder}: its manifest is damaged; write the vectors again with `kb vectors`") from error


def _array(path: Path) -> NDArray[Any]:
    # What every search reads whole is better in memory of its own than mapped.
    return np.asarray(np.load(path))


def _mapped(path: Path) -> np.memmap[Any, Any]:
    if not path.is_file():
        raise BrokenEnvironmentError(f"{path}: there is no such file; write it with `kb vectors`")
    return open_memmap(path, mode="r")
