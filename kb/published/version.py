"""A published version: database, encoder and metadata in one folder that never changes, and a manifest with their hashes."""

import fcntl
import hashlib
import json
import os
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.errors import BrokenEnvironmentError, DatabaseError

SCHEMA_VERSION = 1
DATABASE = "kb.db"
ENCODER = "encoder"
METADATA = "metadata.yml"
MANIFEST = "manifest.json"
# Hashing leaves the interpreter to others, so the largest file is read beside the rest.
READERS = 4
# A file of more bytes takes a while to read.
LARGE = 100_000_000


@dataclass(frozen=True)
class FileHash:
    """What a file of a version must be: its SHA-256 and its size in bytes."""

    sha256: str
    size: int

    @classmethod
    def of(cls, path: Path) -> "FileHash":
        """Read a file. Raises OSError where it can't be read."""
        with path.open("rb") as file:
            return cls(hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size)


@dataclass(frozen=True)
class Version:
    """A folder with a database, its encoder and metadata; what the build said of them, and the hash of each file."""

    folder: Path
    identity: Mapping[str, str | int]
    files: Mapping[str, FileHash]

    @property
    def name(self) -> str:
        """The folder's name: the data version, with a number where one data version was built again."""
        return self.folder.name

    @property
    def data_version(self) -> str:
        """Version of the data: the same for equal entries."""
        return str(self.identity["data_version"])

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / DATABASE

    @property
    def encoder(self) -> Path:
        """The folder of the query encoder."""
        return self.folder / ENCODER

    @property
    def metadata(self) -> Path:
        """What Datasette shows of each table and column."""
        return self.folder / METADATA

    def damage(self, files: Collection[str] | None = None) -> str | None:
        """Say which file has not the size that it was built with or, of those named or of all, not the hash; None where all have.

        Reads several at once, at about 1.2 gigabytes a second for each core.
        """
        sizes = (f"{name} {fault}" for name, file in self.files.items() if (fault := self._other_size(name, file)))
        largest_first = sorted(self.files if files is None else files, key=lambda name: -self.files[name].size)
        with ThreadPoolExecutor(READERS) as readers:
            faults = readers.map(lambda name: self._other_hash(name, self.files[name]), largest_first)
            hashes = (f"{name} {fault}" for name, fault in zip(largest_first, faults, strict=True) if fault)
            return next(sizes, None) or next(hashes, None)

    def require_whole(self, files: Collection[str] | None = None) -> None:
        """Raise DatabaseError where a file, of those named or of all, is not as it was built."""
        damage = self.damage(files)
        if damage:
            raise DatabaseError(f"{self.folder} is damaged: {damage}; run `make build`, which makes it anew")

    @property
    def large(self) -> frozenset[str]:
        """The files that take a while to read."""
        return frozenset(name for name, file in self.files.items() if file.size > LARGE)

    def _other_size(self, name: str, wanted: FileHash) -> str | None:
        try:
            size = (self.folder / name).stat().st_size
        except OSError as error:
            return f"can't be read ({error.strerror})"
        return None if size == wanted.size else f"has {size} bytes instead of {wanted.size}"

    def _other_hash(self, name: str, wanted: FileHash) -> str | None:
        try:
            return (
                None if FileHash.of(self.folder / name) == wanted else "has another hash than the one in the manifest"
            )
        except OSError as error:
            return f"can't be read ({error.strerror})"

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the version from being removed while the block runs."""
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH)
            yield
        finally:
            os.close(descriptor)


def open_version(database: Path) -> Version:
    """Give the version that a path such as build/kb.db leads to now, each of its files held to its hash.

    Raises DatabaseError where there is none, or one of other tables or damaged.
    """
    version = begin_version(database)
    version.require_whole(version.large)
    return version


def begin_version(database: Path) -> Version:
    """Give the version that a path leads to now; its large files have their sizes, and are still to be held to their hashes.

    Raises DatabaseError as `open_version` does. So that a server can get ready while they are read.
    """
    version = read_version(database)
    if version is None:
        raise DatabaseError(f"{database}: no version of the base lies here; run `make build`")
    built = version.identity.get("schema_version")
    if built != SCHEMA_VERSION:
        message = f"{database}: built by version {built} of the tables, this is {SCHEMA_VERSION}; run `make build`"
        raise DatabaseError(message)
    version.require_whole(version.files.keys() - version.large)
    return version


def read_version(database: Path) -> Version | None:
    """Give the version that a path leads to as its manifest tells; None where the file has no manifest beside it.

    Raises DatabaseError where there is no such file or its manifest is none.
    """
    if not database.is_file():
        raise DatabaseError(f"{database}: there is no such database; run `make build` first")
    # A pointer may change at any moment, so it is followed once.
    folder = database.resolve().parent
    manifest = folder / MANIFEST
    return _read(folder, manifest) if manifest.is_file() else None


def _read(folder: Path, manifest: Path) -> Version:
    try:
        content: dict[str, Any] = json.loads(manifest.read_text(encoding="utf-8"))
        files = {str(name): FileHash(str(one["sha256"]), int(one["bytes"])) for name, one in content["files"].items()}
        return Version(folder, dict(content["identity"]), files)
    except OSError as error:
        raise BrokenEnvironmentError(f"{manifest}: can't be read: {error.strerror}; check permissions") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DatabaseError(f"{manifest}: this is no manifest of ours ({error}); run `make build`") from error
