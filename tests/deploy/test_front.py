"""The front's configuration is taken by nginx as it is shipped, and with TLS as docs/serving.md turns it on."""

import re
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from tests.samples import REPOSITORY

pytestmark = pytest.mark.skipif(shutil.which("nginx") is None, reason="needs nginx: apt-get install nginx-light")
SHIPPED = "deploy/nginx/nginx.conf"


def with_tls() -> str:
    """Give the configuration that the command in the document writes."""
    document = (REPOSITORY / "docs" / "serving.md").read_text(encoding="utf-8")
    command = next(line for line in document.splitlines() if line.startswith("sed ") and SHIPPED in line)
    words = ["bash", "-c", command.partition(" > ")[0]]
    return subprocess.run(words, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout


def certificate(folder: Path) -> None:
    folder.mkdir()
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost",
         "-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")],
        check=True, capture_output=True,
    )  # fmt: skip


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def taken(folder: Path, configuration: str) -> str:
    """Give what nginx says to a configuration whose folders are all within one."""
    upstream = (REPOSITORY / "deploy" / "nginx" / "kb-upstream.conf").read_text()
    (folder / "kb-upstream.conf").write_text(upstream.replace("kb-1", "127.0.0.1").replace("kb-2", "127.0.0.1"))
    for own in ("/tmp/", "/etc/nginx/", "/var/log/nginx/", "/run/"):  # noqa: S108 - first, as tests' folders lie there
        configuration = configuration.replace(f" {own}", f" {folder}/")
    # Testing binds the ports too, and those may be in use.
    configuration = re.sub(r"listen \d+", f"listen 127.0.0.1:{free_port()}", configuration)
    (folder / "nginx.conf").write_text(configuration)
    command = ["nginx", "-t", "-e", str(folder / "error.log"), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stderr


def test_the_configuration_is_taken_as_it_is_shipped(tmp_path: Path) -> None:
    assert taken(tmp_path, (REPOSITORY / SHIPPED).read_text()) == ""


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")
def test_the_configuration_is_taken_with_tls(tmp_path: Path) -> None:
    certificate(tmp_path / "tls")
    configuration = with_tls()
    listening = [line.split() for line in configuration.splitlines() if line.split()[:1] == ["listen"]]
    assert listening == [["listen", "443", "ssl;"]]
    assert "ssl_protocols TLSv1.2 TLSv1.3;" in configuration
    assert taken(tmp_path, configuration) == ""
