"""The published database as a file: is it there, is it ours, is it of this version."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from kb.errors import BrokenEnvironmentError, DatabaseError

SCHEMA_VERSION = 1
MANIFEST = Path("encoder") / "manifest.json"


def require(path: Path) -> None:
    """Raise DatabaseError where the file is not a database of this version with the encoder of its model beside it."""
    if not path.is_file():
        raise DatabaseError(f"{path}: there is no such database; run `make build` first")
    version, model = _built_with(path)
    if version != SCHEMA_VERSION:
        raise DatabaseError(
            f"{path}: built by version {version} of the tables, this is {SCHEMA_VERSION}; run `make build`"
        )
    encoder = _encoder_model(path.parent / MANIFEST)
    if model != encoder:
        message = (
            f"{path}: built with the model {model[:12]}, but the encoder beside it is {encoder[:12]}; run `make build`"
        )
        raise DatabaseError(message)


def _built_with(path: Path) -> tuple[object, str]:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            row = connection.execute("select schema_version, model_hash from build").fetchone()
    except sqlite3.DatabaseError as error:
        raise DatabaseError(f"{path}: this is no database of ours ({error}); run `make build`") from error
    if row is None:
        raise DatabaseError(f"{path}: the build is not complete; run `make build`")
    return row[0], str(row[1])


def _encoder_model(manifest: Path) -> str:
    try:
        return str(json.loads(manifest.read_text(encoding="utf-8"))["model_hash"])
    except (OSError, ValueError, KeyError) as error:
        message = f"{manifest.parent}: there is no query encoder here; run `make build`, which exports it"
        raise BrokenEnvironmentError(message) from error
