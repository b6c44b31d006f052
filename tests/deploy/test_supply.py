"""Nothing is installed or run that has not the hash that it had when it was chosen."""

import re
from pathlib import Path

import pytest
import yaml

from tests.samples import REPOSITORY

LOCKS = sorted(REPOSITORY.glob("requirements*.lock"))
WORKFLOWS = sorted((REPOSITORY / ".github" / "workflows").glob("*.yml"))
INSTALLS = [REPOSITORY / "Makefile", REPOSITORY / "deploy" / "Containerfile"]
# This project itself, and what a build of torch needs besides on a machine with a graphics card.
OWN = ("--editable .", "/wheels/*.whl", "requirements-torch.lock)")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_each_package_of_a_lock_has_its_hashes(lock: Path) -> None:
    text = re.sub(r"\\\n\s*", " ", lock.read_text())
    packages = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert packages
    assert [line for line in packages if "==" not in line or "--hash=sha256:" not in line] == []


@pytest.mark.parametrize("path", INSTALLS, ids=lambda path: path.name)
def test_everything_is_installed_by_hash(path: Path) -> None:
    lines = [line for line in re.sub(r"\\\n\s*", " ", path.read_text()).split("\n") if "pip install" in line]
    parts = [part for line in lines for part in re.split(r"&&|\|\||;", line) if "pip install" in part]
    assert parts
    assert [part for part in parts if "--require-hashes" not in part and not part.rstrip(" }").endswith(OWN)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_each_action_is_named_by_the_hash_of_its_commit(path: Path) -> None:
    used = re.findall(r"uses:\s*(\S+)", path.read_text())
    assert used
    assert [one for one in used if not re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}", one)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_each_workflow_says_what_it_may_do_and_runs_nothing_that_was_proposed_with_rights(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text())
    assert "permissions" in workflow
    for job in workflow["jobs"].values():
        rights = {**(workflow["permissions"] or {}), **job.get("permissions", {})}
        # YAML reads the word "on" as true.
        proposed = "pull_request" in (workflow[True] if isinstance(workflow[True], dict) else {})
        assert not (proposed and "write" in rights.values())
