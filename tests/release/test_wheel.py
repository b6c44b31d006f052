"""The wheel alone in an empty environment, as somebody has it who only reads: small, without torch, and it searches."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.samples import REPOSITORY

MOST_BYTES = 350_000_000
SOURCES = ("pyproject.toml", "README.md", "LICENSE", "kb", "ingest")
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
PINNED = re.compile(r"^[A-Za-z0-9._-]+==[^ ;\\]+", re.MULTILINE)
# Every module of the reading side that needs no extra.
IMPORT_ALL = """
import importlib, pkgutil, sys, kb
names = [module.name for module in pkgutil.walk_packages(kb.__path__, "kb.") if module.name != "kb.library.mcp"]
for name in names: importlib.import_module(name)
print(len(names))
"""


def run(*command: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, cwd=cwd)


def wheel(folder: Path) -> Path:
    """Build the wheel from a copy of the sources, as building leaves files beside them."""
    for name in SOURCES:
        path = REPOSITORY / name
        if path.is_dir():
            shutil.copytree(path, folder / "src" / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            (folder / "src").mkdir(exist_ok=True)
            shutil.copyfile(path, folder / "src" / name)
    done = run(*PIP, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, folder / "src", cwd=folder)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


def require_index(folder: Path) -> None:
    """Skip where no index answers: nothing can be installed there."""
    done = run(*PIP, "download", "--no-deps", "--no-cache-dir", "--dest", folder / "reached", "asgi-gzip", cwd=folder)
    if done.returncode:
        pytest.skip(f"pip reaches no index: {done.stderr.strip().splitlines()[-1]}")


def installed(folder: Path, built: Path) -> Path:
    """Install the wheel and what it says that it needs, in the versions of the lock; give the environment."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "venv"], check=True)
    pins = folder / "pins.txt"
    lock = (REPOSITORY / "requirements-serve.lock").read_text(encoding="utf-8")
    pins.write_text("\n".join(PINNED.findall(lock)), encoding="utf-8")
    target = folder / "venv" / "bin" / "python"
    done = run(*PIP, "--python", target, "install", "--no-compile", "--constraint", pins, built, cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "venv"


def served(kb: Path, database: Path, folder: Path) -> dict[str, object]:
    """Start `kb serve`, search once, and end it."""
    command = [str(kb), "serve", "--port", "0", "--database", str(database)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=folder) as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().split()[2]
            found: dict[str, object] = httpx.get(f"{address}/search.json?q=telehealth", timeout=30).json()
        finally:
            server.terminate()
    return found


def test_the_wheel_alone_searches_and_serves_a_release(released: Path, tmp_path: Path) -> None:
    require_index(tmp_path)
    venv = installed(tmp_path, wheel(tmp_path))
    python, kb, database = venv / "bin" / "python", venv / "bin" / "kb", released / "kb.db"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()

    assert sum(path.stat().st_size for path in venv.rglob("*") if path.is_file()) < MOST_BYTES
    imported = run(python, "-c", IMPORT_ALL, cwd=elsewhere)
    assert (imported.returncode, imported.stderr) == (0, "")
    assert int(imported.stdout) > 100

    found = run(kb, "search", "--json", "--database", database, "telehealth", cwd=elsewhere)
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout)["results"] == served(kb, database, elsewhere)["results"] != []
    ask = f"import kb; print(kb.open({str(database)!r}).search('telehealth').confident)"
    assert run(python, "-c", ask, cwd=elsewhere).stdout == "True\n"

    for command in (("build",), ("tag", "telehealth"), ("draft", "report.pdf"), ("eval",), ("release",)):
        refused = run(kb, *command, "--entries", REPOSITORY / "entries", cwd=elsewhere)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert re.fullmatch(r"kb: .* is not installed; .*`pip install \"\.\[build\]\"`\n", refused.stderr), (
            refused.stderr
        )
    refused = run(kb, "mcp", "--database", database, cwd=elsewhere)
    assert 'run `pip install ".[mcp]"`' in refused.stderr
    assert list(elsewhere.iterdir()) == []
