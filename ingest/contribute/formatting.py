"""Lays out and mends the files of a base on disk, and says what it changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.contribute.layout import canonical
from ingest.contribute.mending import mended
from ingest.read.check import is_below
from ingest.read.files import UnsafeFileError, contents
from ingest.read.load import Base
from ingest.read.strays import YAML, place_of
from kb.errors import ContentError
from kb.model.base import SOURCES, VOCABULARIES


@dataclass(frozen=True)
class Outcome:
    """What became of a file: what was changed or is to change, in words, or what keeps it from being laid out."""

    path: Path
    changes: tuple[str, ...] = ()
    fault: str = ""


def files(base: Base, root: Path, paths: tuple[Path, ...]) -> list[Path]:
    """Give the files of entries, sources and vocabularies that are below the named paths, all where none is named."""
    folders = {*base.about.folders, SOURCES, VOCABULARIES}
    # A folder that is a link leads out of the base, and what lies there is nobody's to change.
    there = (root / folder for folder in sorted(folders) if not (root / folder).is_symlink())
    found = (path for folder in there for path in sorted(folder.glob("*.yml")))
    return [path for path in found if is_below(str(path), paths)]


def laid_out(path: Path, *, write: bool) -> Outcome:
    """Lay out one file, or tell whether it would change."""
    try:
        text = _text(path)
        better = canonical(text, str(path))
    except ContentError as error:
        return Outcome(path, fault=str(error))
    if better == text:
        return Outcome(path)
    if write:
        _write(path, better)
    return Outcome(path, (_first_difference(text, better),))


def fixed(path: Path, base: Base, *, write: bool) -> Outcome:
    """Mend one file and lay it out, or tell what would change."""
    try:
        text = _text(path)
        better = mended(text, base, str(path))
    except ContentError as error:
        return Outcome(path, fault=str(error))
    if better.text == text:
        return Outcome(path)
    if write:
        _write(path, better.text)
    return Outcome(path, better.changes or (_first_difference(text, better.text),))


def moved(base: Base, root: Path, paths: tuple[Path, ...], *, write: bool) -> Iterator[Outcome]:
    """Rename files of another ending, and move those whose folder is called almost like one of the base."""
    for path in sorted(root.rglob("*")):
        if not path.is_file() or path.is_symlink() or not YAML.search(path.name) or not is_below(str(path), paths):
            continue
        better = place_of(path, root, base.about)
        if better is None or better == path:
            continue
        if better.exists():
            yield Outcome(path, fault=f"{path}:1:1: it would be moved to {better}, where a file is already")
            continue
        if write:
            better.parent.mkdir(exist_ok=True)
            path.rename(better)
        yield Outcome(better, (f"1: moved here from {path}",))


def _write(path: Path, text: str) -> None:
    """Write a file as a whole: whatever stops this, either the old text is there or the new one."""
    draft = path.with_name(f".{path.name}~")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def _text(path: Path) -> str:
    try:
        return contents(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise ContentError(f"{path}:1:1: the file is not UTF-8 text; save it as UTF-8 in a text editor") from error
    except UnsafeFileError as error:
        raise ContentError(f"{path}:1:1: {error.message}; {error.advice}") from error


def _first_difference(text: str, better: str) -> str:
    lines, others = text.splitlines(), better.splitlines()
    number = next(
        (n for n, (one, other) in enumerate(zip(lines, others, strict=False), 1) if one != other),
        min(len(lines), len(others)) + 1,
    )
    return f"{number}: the layout is another from here"
