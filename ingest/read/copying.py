"""Copies what all entries of a base stand on: base.yml, sources, vocabularies and the tagger's lists."""

import shutil
from pathlib import Path

from kb.model.base import FILE, OTHER_FOLDERS


def copy_frame(base: Path, folder: Path, without: frozenset[str] = frozenset()) -> None:
    """Copy a base without its entries into a folder, which need not be there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(base / FILE, folder / FILE)
    for name in sorted(OTHER_FOLDERS - {""} - without):
        if (base / name).is_dir():
            shutil.copytree(base / name, folder / name, dirs_exist_ok=True)
