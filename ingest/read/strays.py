"""Files below the entries folder that nothing reads: somebody believes each of them to be published."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from ingest.read.problems import Problem
from kb.model.base import FILE, OTHER_FOLDERS, SOURCES, TAGGING, VOCABULARIES, BaseFile
from kb.model.encoder import FOLDER as ENCODER
from kb.model.encoder import TUNED
from kb.model.facts import is_slug
from kb.model.likeness import nearest
from kb.model.outline import FILE as OUTLINE
from kb.model.tagging import FILES as TAGGING_MODELS
from kb.model.vocabulary import NAMES

# Windows adds .txt and hides it; backups of editors end in ~ and are nobody's work.
YAML = re.compile(r"\.ya?ml(\..*[^~])?$", re.IGNORECASE)
BACKUP = re.compile(r"^[.#]|[~#]$|\.(?:bak|swp|orig|rej|tmp)$|\.ya?ml", re.IGNORECASE)


def strays(root: Path, about: BaseFile) -> Iterator[Problem]:
    """Find folders that are links, and files of a name or place that nothing reads."""
    known = {*about.folders, *(OTHER_FOLDERS - {""})}
    for folder in sorted(root / name for name in known):
        if folder.is_symlink():
            message = "this folder is a link, and links are not followed"
            yield _problem(folder, "not-a-file", message, "put the folder itself here")
    for path in sorted(root.rglob("*"), key=str):
        yield from _odd(path, root, about, known)
    for listed, names, what in (
        (VOCABULARIES, (*NAMES, *about.own_vocabularies), "a vocabulary"),
        (TAGGING, tuple(TAGGING_MODELS), "a list of the tagger"),
        (ENCODER, (TUNED.removesuffix(".yml"),), "what `kb tune` writes"),
    ):
        for path in sorted((root / listed).glob("*.yml")):
            if path.stem not in names:
                message = f"{path.stem!r} is not {what}"
                yield Problem(str(path), 1, 1, "error", "stray-file", message, path.stem, names, "rename the file")


def _odd(path: Path, root: Path, about: BaseFile, known: set[str]) -> Iterator[Problem]:
    """Find a folder that is a link, a file in no place of the base, and a file of another ending among entries."""
    if path.is_dir():
        if path.is_symlink() and path.name not in known:
            message = "this folder is a link, and nothing behind it is read"
            yield _problem(path, "not-a-file", message, "remove it, or put the files themselves into their folders")
    elif YAML.search(path.name):
        if path not in (root / FILE, root / OUTLINE):
            yield from _stray(path, root, about, known)
    elif _is_beside_entries(path, root, about) and not BACKUP.search(path.name):
        message = f"nothing reads a file that ends in {path.suffix or 'no .yml'}"
        advice = f"write what it says into {_as_slug(path.stem)}, or keep it outside"
        yield _problem(path, "stray-file", message, advice)


def _is_beside_entries(path: Path, root: Path, about: BaseFile) -> bool:
    return path.parent.parent == root and path.parent.name in {*about.folders, SOURCES, VOCABULARIES}


def _stray(path: Path, root: Path, about: BaseFile, known: set[str]) -> Iterator[Problem]:
    if path.parent.parent != root or path.parent.name not in known:
        yield _problem(path, "stray-file", "nothing reads a file in this place", _other_place(path, root, about, known))
    elif path.suffix != ".yml":
        message = f"nothing reads a file that ends in {''.join(path.suffixes)}"
        yield _problem(path, "stray-file", message, f"rename it to {path.name.split('.')[0]}.yml")
    elif path.parent.name not in (VOCABULARIES, TAGGING) and not is_slug(path.stem):
        message = f"{path.stem!r} can't be part of an address"
        yield _problem(path, "bad-name", message, f"rename the file: {_as_slug(path.stem)}; {NAMES_OF_FILES}")


NAMES_OF_FILES = "a name has at most 80 lower-case letters, digits and single hyphens before .yml"


def _problem(path: Path, rule: str, message: str, advice: str) -> Problem:
    return Problem(str(path), 1, 1, "error", rule, message, advice=advice)


def _other_place(path: Path, root: Path, about: BaseFile, known: set[str]) -> str:
    """Say where a file belongs: the folder of a name like this one, or of a kind that is called so."""
    stem, folder = path.name.split(".")[0], path.parent.name
    if path.parent == root and stem.casefold() == "base":
        return "the file of the base is called base.yml; rename this one, or remove it where that is there"
    above = next((parent.name for parent in path.parents if parent.parent == root and parent.name in known), "")
    if above:
        return f"files stand in {root / above} itself: move it to {root / above / stem}.yml"
    of_kind = about.kinds[folder].folder if folder in about.kinds else nearest(folder, known)
    if of_kind and path.parent != root:
        return f"did you mean the folder {of_kind}? move it to {root / of_kind / stem}.yml"
    return f"move it to {root}/<one of {', '.join(sorted(known))}>/{stem}.yml"


def place_of(path: Path, root: Path, about: BaseFile) -> Path | None:
    """Give the place where a file would be read, where only its ending or the name of its folder is amiss; else None."""
    known = {*about.folders, *(OTHER_FOLDERS - {""})}
    folder, stem = path.parent.name, path.name.split(".")[0]
    if path.parent.parent != root or not is_slug(stem):
        return None
    of_kind = (
        folder if folder in known else about.kinds[folder].folder if folder in about.kinds else nearest(folder, known)
    )
    return root / of_kind / f"{stem}.yml" if of_kind else None


def _as_slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", YAML.sub("", name)).encode("ascii", "ignore").decode()
    return ("-".join(re.findall("[a-z0-9]+", plain.lower()))[:80].strip("-") or "name-of-it") + ".yml"
