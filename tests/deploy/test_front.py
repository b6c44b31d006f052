"""The front's configuration is taken by nginx as it is shipped, and with TLS as docs/serving.md turns it on."""

import shutil
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


def taken(folder: Path, configuration: str) -> str:
    """Give what nginx says to a configuration whose folders are all within one."""
    upstream = (REPOSITORY / "deploy" / "nginx" / "kb-upstream.conf").read_text()
    (folder / "kb-upstream.conf").write_text(upstream.replace("kb-1", "127.0.0.1").replace("kb-2", "127.0.0.1"))
    for own in ("/tmp/", "/etc/nginx/", "/var/log/nginx/", "/run/"):  # noqa: S108 - first, as tests' folders lie there
        configuration = configuration.replace(f" {own}", f" {folder}/")
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
    assert taken(tmp_path, configuration.replace("listen 443", "listen 127.0.0.1:8443")) == ""
