"""What is shipped to run the base in public is held to the linters and programs that read it."""

import shutil
import subprocess
from pathlib import Path

import kubernetes_validate
import pytest
import yaml

from tests.samples import REPOSITORY

DEPLOY = REPOSITORY / "deploy"


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"needs {program}")


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


@needs("docker-compose")
def test_the_composed_services_are_what_compose_takes() -> None:
    command = ["docker-compose", "--file", str(DEPLOY / "compose.yml"), "config", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


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


def test_the_image_takes_the_pointer_with_what_it_points_to() -> None:
    """A link that is copied by itself becomes a file, which leads to no version."""
    served = (DEPLOY / "Containerfile").read_text().split("AS serve")[1]
    copied = [line.split()[-2] for line in served.splitlines() if line.startswith("COPY --from=build")]
    assert copied == ["/opt/kb", "/published"]


@needs("bash")
def test_the_script_is_one() -> None:
    subprocess.run(["bash", "-n", str(DEPLOY / "roll")], check=True)
