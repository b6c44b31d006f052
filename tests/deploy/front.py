"""Debian's nginx with the configuration that is shipped, before replicas that a stand-in for systemd starts."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.samples import REPOSITORY

# How long an answer or a start may take before something is wrong, in seconds.
PATIENCE = 60.0
HAS_NGINX = shutil.which("nginx") is not None


@dataclass(frozen=True)
class Front:
    """nginx with its configuration as shipped, but for ports and folders, and what starts replicas."""

    folder: Path
    pointer: Path
    port: int
    replicas: tuple[int, ...]

    @property
    def nginx(self) -> list[str]:
        return ["nginx", "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")]

    @property
    def environment(self) -> dict[str, str]:
        ports = list(map(str, self.replicas))
        return {
            **os.environ,
            "PATH": f"{self.folder}:{os.environ['PATH']}",
            "KB_TEST_FOLDER": str(self.folder),
            "KB_DATABASE": str(self.pointer),
            "KB_UPSTREAM": str(self.folder / "kb-upstream.conf"),
            "KB_NGINX": " ".join(self.nginx),
            "KB_BLUE": " ".join(ports[:2]),
            "KB_GREEN": " ".join(ports[2:]),
            "KB_DRAIN": "2",
            "KB_PATIENCE": str(int(4 * PATIENCE)),
        }

    def roll(self) -> str:
        """Run the script that is shipped; it must succeed."""
        done = subprocess.run(
            [str(REPOSITORY / "deploy" / "roll")],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=5 * PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


def free_ports(count: int) -> tuple[int, ...]:
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return tuple(probe.getsockname()[1] for probe in probes)
    finally:
        for probe in probes:
            probe.close()


@contextmanager
def front_of(pointer: Path, folder: Path) -> Iterator[Front]:
    """Run nginx in a folder before replicas of what a pointer leads to; the first `roll` starts them."""
    port, *replicas = free_ports(5)
    text = (REPOSITORY / "deploy" / "nginx" / "nginx.conf").read_text()
    text = text.replace("listen 8080;", f"listen 127.0.0.1:{port};").replace(" /tmp/", f" {folder}/")
    for usual in ("/etc/nginx/", "/var/log/nginx/", "/run/"):
        text = text.replace(f" {usual}", f" {folder}/")
    if os.getuid() == 0:
        text = f"user root;\n{text}"
    (folder / "nginx.conf").write_text(text)
    folder.chmod(0o755)
    systemctl = folder / "systemctl"
    script = Path(__file__).with_name("systemctl.py")
    systemctl.write_text(f'#!/bin/sh\ncd "{REPOSITORY}" && exec "{sys.executable}" "{script}" "$@"\n')
    systemctl.chmod(0o755)
    found = Front(folder, pointer, port, tuple(replicas))
    (folder / "kb-upstream.conf").write_text(
        (REPOSITORY / "deploy/nginx/kb-upstream.conf")
        .read_text()
        .replace("kb-1", "127.0.0.1")
        .replace("kb-2", "127.0.0.1")
    )
    subprocess.run(found.nginx, check=True)
    try:
        yield found
    finally:
        subprocess.run([*found.nginx, "-s", "quit"], check=True)
        subprocess.run([str(systemctl), "stop", *map(str, replicas)], env=found.environment, check=True)


async def fetched(client: httpx.AsyncClient, address: str) -> httpx.Response:
    """Ask as browsers do: once more where a connection that was kept open turns out to be closed before any answer."""
    try:
        return await client.get(address)
    except httpx.RemoteProtocolError:
        return await client.get(address)
