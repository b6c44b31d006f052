"""Publishes versions: each is made in a folder of its own, then one pointer is changed to it by a rename."""

import fcntl
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kb.errors import BrokenEnvironmentError, KbError
from kb.published.version import DATABASE, ENCODER, MANIFEST, METADATA, FileHash, Version, read_version
from kb.search.engines.files import FOLDER as VECTORS
from kb.search.token_file import ENDING

VERSIONS = "versions"
KEPT = 2
# What a build that died leaves, of this program and of the one before it.
LEFTOVERS = (".*.draft", ".*.pointer", ".*.probe", f"{VERSIONS}/.*", f"{ENCODER}.new", f"{ENCODER}.old")
Identity = Mapping[str, str | int]


@contextmanager
def drafting(output: Path) -> Iterator[Path]:
    """Give a new folder for a version; it is removed where the block fails, and where it was not published.

    Raises BrokenEnvironmentError where nothing can be written.
    """
    draft = output.parent / VERSIONS / ".draft"
    try:
        draft.mkdir(parents=True)
        yield draft
    except OSError as error:
        message = f"{output}: the version can't be written: {error.strerror or error}; check permissions and free space"
        raise BrokenEnvironmentError(message) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def publish(draft: Path, output: Path, identity: Identity) -> Version:
    """Give the finished draft its name and point to it. What was published before stays until the pointer changes."""
    files = write_manifest(draft, identity)
    for path in sorted(draft.rglob("*"), reverse=True):
        _flush(path)
    _flush(draft)
    folder = _free_name(output.parent / VERSIONS, str(identity["data_version"]))
    draft.rename(folder)
    _flush(folder.parent)
    version = Version(folder, dict(identity), files)
    point(output, version)
    return version


def write_manifest(folder: Path, identity: Identity) -> dict[str, FileHash]:
    """Write what the files of a version are, by which anyone can tell later whether they still are."""
    folders = [*(folder / ENCODER).glob("*"), *(folder / VECTORS).glob("*")]
    parts = [folder / DATABASE, folder / METADATA, *folder.glob(f"*{ENDING}"), *folders]
    files = {str(path.relative_to(folder)): FileHash.of(path) for path in sorted(parts) if path.is_file()}
    hashes = {name: {"sha256": file.sha256, "bytes": file.size} for name, file in files.items()}
    content = json.dumps({"identity": dict(identity), "files": hashes}, indent=2)
    draft = folder / f".{MANIFEST}.draft"
    draft.write_text(f"{content}\n", encoding="utf-8")
    draft.replace(folder / MANIFEST)
    return files


def point(output: Path, version: Version) -> None:
    """Change the pointer to a version, in one step; a plain file that stood there before versions is replaced."""
    plain = output.is_file() and not output.is_symlink()
    pointer = output.with_name(f".{output.name}.pointer")
    pointer.unlink(missing_ok=True)
    pointer.symlink_to(os.path.relpath(version.database, output.parent.resolve()))
    pointer.replace(output)
    _flush(output.parent)
    if plain:
        shutil.rmtree(output.parent / ENCODER, ignore_errors=True)


def published_version(output: Path) -> Version | None:
    """Give the version that is pointed to, as its manifest tells; None where there is none."""
    return _readable(output)


def own_versions(output: Path) -> list[Version]:
    """Give the versions of the folder, the published one first."""
    return sorted(_built(output.parent), key=lambda version: version.folder != output.resolve().parent)


def whole_versions(output: Path, elsewhere: Path | None = None) -> Iterator[Version]:
    """Give the undamaged versions to reuse parts of: those of the folder, then one that is elsewhere."""
    other = None if elsewhere is None else _readable(elsewhere)
    yield from (version for version in (*own_versions(output), other) if version is not None and is_whole(version))


def is_whole(version: Version) -> bool:
    """Tell whether every file of a version is as it was built; damage is said on stderr."""
    damage = version.damage()
    if damage:
        print(f"{version.folder} is damaged: {damage}; nothing is taken from it", file=sys.stderr, flush=True)
    return damage is None


def clean(output: Path) -> None:
    """Remove what dead builds left, and versions that are not kept: the newest, those pointed to, those being served."""
    folder = output.parent
    for path in (found for pattern in LEFTOVERS for found in folder.glob(pattern)):
        _remove(path)
    pointed = {path.resolve().parent for path in folder.iterdir() if path.is_symlink()}
    newest = sorted(_built(folder), key=lambda version: _age(version.folder), reverse=True)
    others = [version for version in newest if version.folder not in pointed]
    for version in others[max(KEPT - 1, 0) :]:
        _remove_unless_held(version.folder)
    whole = {version.folder for version in newest}
    for path in (folder / VERSIONS).glob("*"):
        if path.resolve() not in whole and path.resolve() not in pointed:
            _remove(path)


def _built(folder: Path) -> list[Version]:
    """Give the versions of a folder that have a manifest."""
    databases = sorted((folder.resolve() / VERSIONS).glob(f"[!.]*/{DATABASE}"))
    return [version for path in databases if (version := _readable(path))]


def _readable(database: Path) -> Version | None:
    """Give a version; one without a database or manifest is none to build on."""
    try:
        return read_version(database)
    except KbError:
        return None


def _age(folder: Path) -> int:
    return (folder / MANIFEST).stat().st_mtime_ns


def _free_name(versions: Path, data_version: str) -> Path:
    """Give a name that no folder has: one data version may be built again by other code, or after damage."""
    number, folder = 1, versions / data_version
    while folder.exists():
        number += 1
        folder = versions / f"{data_version}-{number}"
    return folder


def _remove_unless_held(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Without its manifest a folder is no version, so a removal that is cut short leaves nothing that looks like one.
        (folder / MANIFEST).unlink()
        _remove(folder)
    except BlockingIOError:
        # A server has it open. The build after that server has let go removes it.
        return
    finally:
        os.close(descriptor)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    """Make sure that a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
