"""What is shipped to run the base in public is held to the linters and programs that read it."""

import shutil
import subprocess
from pathlib import Path

import kubernetes_validate
import pytest
import yaml

from deploy.serving_lock import blocks, needed
from tests.samples import REPOSITORY

DEPLOY = REPOSITORY / "deploy"
LOCK = """\
click==8.1 \\
    --hash=sha256:aa
    # via
    #   -r requirements.in
    #   datasette
datasette==0.65.5 \\
    --hash=sha256:bb
    # via -r requirements.in
uvicorn==0.30 \\
    --hash=sha256:cc
    # via datasette
spacy==3.8 \\
    --hash=sha256:dd
    # via -r requirements.in
thinc==9.0 \\
    --hash=sha256:ee
    # via spacy
"""


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"needs {program}")


def test_serving_needs_what_is_named_and_what_that_needs() -> None:
    packages = blocks(LOCK)
    assert needed(packages, {"datasette"}) == {"datasette", "click", "uvicorn"}
    assert packages["uvicorn"].splitlines()[1].strip() == "--hash=sha256:cc"


def test_everything_that_serving_needs_is_a_part_of_the_whole() -> None:
    names = [
        [line.split("=")[0].split(">")[0] for line in (REPOSITORY / name).read_text().splitlines() if line[0].isalpha()]
        for name in ("requirements-serve.in", "requirements.in")
    ]
    assert set(names[0]) <= set(names[1])
    assert not {"torch", "spacy", "sentence-transformers"} & set(names[0])


@pytest.mark.parametrize("document", list(yaml.safe_load_all((DEPLOY / "kubernetes" / "kb.yaml").read_text())), ids=str)
def test_the_manifests_are_what_kubernetes_takes(document: dict[str, object]) -> None:
    kubernetes_validate.validate(document, "1.37", strict=True)


def test_the_composed_services_write_nothing_and_may_do_nothing() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yml").read_text())["services"]
    assert set(services) == {"kb-1", "kb-2", "front"}
    for service in services.values():
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert service["user"].split(":")[0] != "0"
        assert service["mem_limit"]


@needs("systemd-analyze")
def test_the_unit_is_one_and_is_closed_off(tmp_path: Path) -> None:
    unit = tmp_path / "kb@8001.service"
    # The program is not installed where it is tested.
    unit.write_text((DEPLOY / "systemd" / "kb@.service").read_text().replace("/srv/kb/.venv/bin/kb ", "/bin/true "))
    done = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    measured = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(unit)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert measured.returncode == 0, measured.stdout.splitlines()[-1]


@needs("bash")
def test_the_script_is_one() -> None:
    subprocess.run(["bash", "-n", str(DEPLOY / "roll")], check=True)
