"""The release bundle in one folder, and the same as a ZIP file: a whole version, CSV files, JSON and their descriptions."""

import hashlib
import json
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.describe.data_dictionary import data_dictionary
from ingest.describe.descriptions import Description
from ingest.read.load import Base, load
from ingest.release.datapackage import File, datapackage
from ingest.release.published import Build, entries_as_json, opened, rows, tables
from ingest.release.texts import citation, encoder_licence, readme
from ingest.store.database import prepare_folder
from kb.errors import BrokenEnvironmentError
from kb.exports.table import as_csv
from kb.published.version import MANIFEST, Version, open_version

CHECKSUMS = "SHA256SUMS"
# The earliest time that a ZIP file can hold: the same data always make the same file.
TIMESTAMP = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644
# A release holds the version twice, once packed, and its tables as CSV and JSON.
GROWTH = 3


def bundle(database: Path, entries: Path, output: Path) -> Path:
    """Write the release of a database into the output folder; give its folder, beside which stands its ZIP file.

    Raises DatabaseError where the database is damaged or was not built from these entries, BrokenEnvironmentError where
    a file can't be read or written. A release that is there stays whole until the new one is complete.
    """
    version = open_version(database)
    prepare_folder(output, GROWTH * sum(file.size for file in version.files.values()))
    base = load(entries)
    about, vocabularies = base.about, base.vocabularies
    with opened(version.database, entries) as (connection, build):
        target = output / f"{about.short_name}-{build.data_version}"
        with _replacing(target) as draft:
            _copy_version(version, draft)
            shutil.copyfile(entries / "LICENSE.md", draft / "LICENSE.md")
            _write_tables(draft, connection, build, base)
            _write(draft / "entries.json", _json(entries_as_json(connection, build)))
            _write(draft / "data-dictionary.md", data_dictionary(vocabularies))
            _write(draft / "README.md", readme(about, build))
            _write(draft / "CITATION.cff", citation(about, build))
            _write(draft / "ENCODER-LICENSE.txt", encoder_licence())
            _write(draft / CHECKSUMS, _checksums(draft))
    return target


@contextmanager
def _replacing(target: Path) -> Iterator[Path]:
    """Give a new folder; it and its ZIP file take the place of the old ones only if the block succeeds."""
    draft = target.with_name(f".{target.name}.{os.getpid()}.draft")
    packed = draft.with_suffix(".zip")
    try:
        draft.mkdir()
        yield draft
        _pack(draft, packed)
        if target.exists():
            shutil.rmtree(target)
        draft.rename(target)
        packed.replace(target.with_name(f"{target.name}.zip"))
    except OSError as error:
        message = f"{error.filename or target}: {error.strerror}; check that it is there, permissions and free space"
        raise BrokenEnvironmentError(message) from error
    finally:
        if draft.exists():
            shutil.rmtree(draft)
        packed.unlink(missing_ok=True)


def _copy_version(version: Version, folder: Path) -> None:
    """Copy database, encoder, metadata and manifest, so that the release can be searched and served as it is."""
    for name in (*version.files, MANIFEST):
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(version.folder / name, target)


def _write_tables(folder: Path, connection: sqlite3.Connection, build: Build, base: Base) -> None:
    """Write the CSV files, and datapackage.json, which describes them."""
    (folder / "csv").mkdir()
    described = tables(base.vocabularies)
    written = {_write_table(folder, connection, table): table for table in described}
    sources = next(table for table in described if table.name == "sources")
    _write(folder / "datapackage.json", _json(datapackage(base.about, build, written, list(rows(connection, sources)))))


def _write_table(folder: Path, connection: sqlite3.Connection, table: Description) -> File:
    path = f"csv/{table.name}.csv"
    raw = _write(folder / path, as_csv([column.name for column in table.columns], rows(connection, table)))
    return File(path, len(raw), hashlib.sha256(raw).hexdigest())


def _write(path: Path, text: str) -> bytes:
    raw = text.encode()
    path.write_bytes(raw)
    return raw


def _json(document: object) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _checksums(folder: Path) -> str:
    """Give a line a file, as sha256sum writes and reads it."""
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in _files(folder)
    )


def _pack(folder: Path, target: Path) -> None:
    """Pack a folder so that the same files always make the same archive.

    The files stand at the top of the archive, as Frictionless tools then open it without unpacking.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in _files(folder):
            member = zipfile.ZipInfo(path.relative_to(folder).as_posix(), TIMESTAMP)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = READABLE << 16
            archive.writestr(member, path.read_bytes())
