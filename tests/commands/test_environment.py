"""Where a package, a file or a terminal is not as it must be, every command says so in one line, never with a traceback."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.build import build
from tests.samples import write_base, write_entry

# A command that should have ended and serves instead does so for ever; a busy machine takes long.
PATIENCE = 300
ASCII = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, encoder_folder: Path) -> Path:
    """A small published base, with its entries beside it."""
    root = tmp_path_factory.mktemp("environment")
    (root / "out").mkdir()
    (root / "out" / "encoder").symlink_to(encoder_folder)
    build(write_base(root / "entries"), root / "out" / "kb.db")
    return root / "out" / "kb.db"


def run(code: str, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `kb` in a process of its own, after some code and in an environment."""
    command = [sys.executable, "-c", f"{code}; from ingest.cli import main; main()", *map(str, arguments)]
    told = {**os.environ, **environment}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=told, timeout=PATIENCE)


PACKAGES = {
    "check": ("yaml", "pydantic", "rapidfuzz"),
    "fmt": ("ruamel.yaml",),
    "build": ("sqlite_utils", "numpy"),
    "tag": ("spacy",),
    "search": ("onnxruntime", "tokenizers", "numpy"),
    "serve": ("datasette", "uvicorn", "orjson", "prometheus_client"),
    "mcp": ("mcp",),
    "eval": ("spacy",),
}
FIRST = ("yaml", "spacy", "onnxruntime", "datasette")
NEEDS_ONE = [
    pytest.param(command, package, marks=() if package in FIRST else pytest.mark.torture)
    for command, packages in PACKAGES.items()
    for package in packages
]


@pytest.mark.parametrize(("command", "package"), NEEDS_ONE)
def test_a_package_that_is_missing_is_named_in_one_line(published: Path, command: str, package: str) -> None:
    entries = ("--entries", published.parent.parent / "entries")
    database = ("--database", published)
    given: dict[str, tuple[object, ...]] = {
        "check": entries,
        "fmt": ("--check", *entries),
        "build": (*entries, "--output", published.parent.parent / "other" / package / "kb.db"),
        "tag": ("Emergency admissions fell by 9%.",),
        "search": ("sampleton", *database),
        "serve": ("--port", 0, *database),
        "mcp": database,
        "eval": database,
    }
    done = run(f"import sys; sys.modules[{package!r}] = None", command, *given[command])
    assert done.returncode == 2, done.stderr
    assert done.stderr.splitlines()[-1].startswith("kb: the package ")
    assert "Traceback" not in done.stderr
    assert package.split(".")[0].replace("_", "-") in done.stderr.replace("_", "-")


@pytest.mark.parametrize("command", ["check", "fmt", "tag", "search", "stale", "build"])
def test_a_terminal_that_knows_ascii_alone_gets_every_line(published: Path, tmp_path: Path, command: str) -> None:
    root = write_base(tmp_path / "entries")
    write_entry(root, "£20m", "kind: 1")
    given: dict[str, tuple[object, ...]] = {
        "check": ("--entries", root),
        "fmt": ("--check", "--entries", root),
        "tag": ("It saved £20m – a “third” of 60m.",),
        "search": ("£20m", "--database", published),
        "stale": ("--entries", root),
        "build": ("--entries", root, "--output", tmp_path / "out" / "kb.db"),
    }
    done = run("pass", command, *given[command], **ASCII)
    said = done.stdout + done.stderr
    assert done.returncode in {0, 1}, said
    assert "Traceback" not in said
    assert said


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def overwritten(path: Path) -> None:
    path.write_bytes(bytes(byte ^ 0xFF for byte in path.read_bytes()[:5000]) + path.read_bytes()[5000:])


def replaced(path: Path) -> None:
    path.unlink()
    path.mkdir()


SPOILT = [
    cut,
    *(pytest.param(spoil, marks=pytest.mark.torture) for spoil in (emptied, overwritten, replaced, Path.unlink)),
]


@pytest.mark.parametrize("spoil", SPOILT, ids=lambda spoil: spoil.__name__)
@pytest.mark.parametrize("command", ["search", "serve"])
def test_a_damaged_encoder_is_said_in_one_line(
    published: Path, tmp_path: Path, command: str, spoil: Callable[[Path], object]
) -> None:
    for name in sorted(path.name for path in (published.resolve().parent / "encoder").iterdir()):
        folder = tmp_path / f"without {name}"
        shutil.copytree(published.resolve().parent, folder)
        spoil(folder / "encoder" / name)
        given = ("sampleton",) if command == "search" else ("--port", 0)
        done = run("pass", command, *given, "--database", folder / "kb.db")
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), name
        assert name in done.stderr
        assert "make build" in done.stderr
