"""Writes a small base to begin with: two kinds, five entries, two sources, its own words, all made up."""

import shutil
from importlib.resources import as_file, files
from pathlib import Path

from ingest.read.load import Base, load
from kb.errors import KbError


def begin(folder: Path) -> Path:
    """Write the example into a folder that is empty or not there yet, and give it. Raises KbError where it is neither."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise KbError(f"{folder}: there is something already; name a folder that is empty or not there yet")
    with as_file(files("ingest.contribute").joinpath("base")) as example:
        shutil.copytree(example, folder, dirs_exist_ok=True)
    return folder


def example() -> Base:
    """Give the example itself, on a subject that hardly any other base has."""
    with as_file(files("ingest.contribute").joinpath("base")) as folder:
        return load(folder)
