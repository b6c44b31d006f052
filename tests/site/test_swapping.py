"""The server takes a new version under load: nothing fails, and no answer mixes two versions."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from ingest.build import build
from ingest.store.versions import own_versions, point
from kb.errors import DatabaseError
from kb.published import version as version_module
from kb.published.version import Version, open_version
from kb.site.serving import Serving
from tests.samples import entry, write_base, write_entry

SWAPS, A_SECOND, AT_ONCE = 10, 60, 30
TITLES = ("Sampleton community provider", "Sampleton provider by another name")
ADDRESSES = ("/search.json?q=sampleton", "/entries/sampleton-mcp.json", "/kb/entries.json?_shape=array&_size=5")
# So many answers of each kind are awaited from a version before the next takes its place, however slow the machine is.
OF_EACH = 3
# What never comes does not come in so long.
PATIENCE = 300.0


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, encoder_folder: Path) -> Path:
    """A pointer to one of two versions, whose only entry has another title in each."""
    root = tmp_path_factory.mktemp("swapped")
    (root / "out").mkdir()
    (root / "out" / "encoder").symlink_to(encoder_folder)
    entries, pointer = write_base(root / "entries"), root / "out" / "kb.db"
    for title in TITLES:
        write_entry(entries, "sampleton-mcp", entry(title=title))
        build(entries, pointer)
    return pointer


@contextmanager
def serving(pointer: Path, *options: str) -> Iterator[tuple[str, int]]:
    """Serve in a process of its own; give its address and number."""
    program = [sys.executable, "-c", "from ingest.cli import main; main()"]
    command = [*program, "serve", "--port", "0", "--database", str(pointer), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            assert server.stdout
            yield server.stdout.readline().split()[2], server.pid
        finally:
            server.terminate()


def current(address: str) -> str:
    return str(httpx.get(f"{address}/-/readyz", timeout=PATIENCE).raise_for_status().json()["data_version"])


def wait_for(address: str, version: Version) -> None:
    until = time.monotonic() + PATIENCE
    while current(address) != version.data_version:
        assert time.monotonic() < until
        time.sleep(0.05)


def swap(pointer: Path, address: str, process: int, found: Counter[tuple[str, ...]]) -> None:
    """Point to each version in turn, once the one before has answered; every other time the server has to notice by itself."""
    versions = sorted(own_versions(pointer), key=lambda version: version.folder == pointer.resolve().parent)
    for number in range(SWAPS):
        version = versions[number % 2]
        point(pointer, version)
        if number % 2:
            os.kill(process, signal.SIGHUP)
        wait_for(address, version)
        wait_for_answers(version, found)


def wait_for_answers(version: Version, found: Counter[tuple[str, ...]]) -> None:
    """Wait until a version has answered each kind of request a few times more."""
    title = next(title for title in TITLES if title.encode() in version.database.read_bytes())
    kinds = ((version.data_version, title), (title,))
    wanted = {kind: found[kind] + OF_EACH for kind in kinds}
    until = time.monotonic() + PATIENCE
    while any(found[kind] < count for kind, count in wanted.items()):
        assert time.monotonic() < until, found
        time.sleep(0.05)


def said(answer: httpx.Response) -> tuple[str, ...]:
    """Give data version and title as far as the answer tells them."""
    body = answer.json()
    if isinstance(body, list):
        return (body[0]["title"],)
    return (body["data_version"], body["results"][0]["title"] if "results" in body else body["title"])


async def load(address: str, ended: asyncio.Event, found: Counter[tuple[str, ...]]) -> None:
    """Ask at a steady rate until told to end; count what was said."""
    # A machine that can't answer so many a second is asked as many as it can.
    free = asyncio.Semaphore(AT_ONCE)

    async def ask(client: httpx.AsyncClient, path: str) -> None:
        answer = await client.get(f"{address}{path}")
        found[said(answer) if answer.status_code == 200 else ("failed", str(answer.status_code))] += 1
        free.release()

    async with httpx.AsyncClient(timeout=PATIENCE) as client, asyncio.TaskGroup() as asking:
        number = 0
        while not ended.is_set():
            await free.acquire()
            asking.create_task(ask(client, ADDRESSES[number % len(ADDRESSES)]))
            number += 1
            await asyncio.sleep(1 / A_SECOND)


async def test_ten_swaps_under_load_fail_nothing_and_mix_nothing(published: Path) -> None:
    titles = {version_of(published, title): title for title in TITLES}
    with serving(published, "--watch") as (address, process):
        await asyncio.to_thread(wait_for, address, open_version(published))
        ended = asyncio.Event()
        found: Counter[tuple[str, ...]] = Counter()
        loading = asyncio.create_task(load(address, ended, found))
        await asyncio.to_thread(swap, published, address, process, found)
        ended.set()
        await loading
    allowed = {*titles.items(), *((title,) for title in TITLES)}
    assert set(found) == allowed
    assert min(found.values()) >= SWAPS // 2 * OF_EACH


def version_of(pointer: Path, title: str) -> str:
    """Give the data version in which the entry has the title."""
    for version in own_versions(pointer):
        if title.encode() in version.database.read_bytes():
            return version.data_version
    raise LookupError(title)


def test_a_version_that_is_damaged_is_not_taken(published: Path, tmp_path: Path) -> None:
    version = open_version(published)
    pointer = tmp_path / "kb.db"
    point(pointer, version)
    with serving(pointer) as (address, process):
        wait_for(address, version)
        bad = tmp_path / "versions" / "damaged"
        bad.mkdir(parents=True)
        (bad / "kb.db").write_bytes(version.database.read_bytes()[:-1] + b"?")
        for name in ("manifest.json", "metadata.yml", "encoder"):
            (bad / name).symlink_to(version.folder / name)
        pointer.unlink()
        pointer.symlink_to(bad / "kb.db")
        os.kill(process, signal.SIGHUP)
        for _ in range(5):
            assert current(address) == version.data_version


async def test_a_large_file_is_read_while_the_rest_gets_ready_and_none_is_served_before(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(version_module, "LARGE", 10_000)
    version = open_version(published)
    assert "kb.db" in version.large
    serving = await Serving.open(published)
    assert serving.version.name == version.name
    await serving.close()
    for damage in (b"?", b"?" * 60_000):
        bad = tmp_path / f"damaged-{len(damage)}"
        shutil.copytree(version.folder, bad)
        (bad / "kb.db").write_bytes(version.database.read_bytes()[: -len(damage)] + damage)
        with pytest.raises(DatabaseError, match=r"kb\.db has another hash"):
            await Serving.open(bad / "kb.db")


def test_readiness_tells_the_version_and_notices_a_file_that_is_written_over(published: Path, tmp_path: Path) -> None:
    version = open_version(published)
    pointer = tmp_path / "kb.db"
    point(pointer, version)
    with serving(pointer) as (address, _):
        answer = httpx.get(f"{address}/-/readyz", timeout=PATIENCE).json()
        assert answer["version"] == version.name
        assert answer["database_hash"] == version.files["kb.db"].sha256
        assert answer["inode"] == version.database.stat().st_ino
        assert answer["age_seconds"] >= 0
        assert answer["found"] == "sampleton-mcp"
        whole = version.database.read_bytes()
        version.database.write_bytes(whole)
        changed = httpx.get(f"{address}/-/readyz", timeout=PATIENCE)
        assert (changed.status_code, changed.json()["ok"]) == (503, False)
        assert "changed or replaced" in changed.json()["error"]
        assert httpx.get(f"{address}/-/healthz", timeout=PATIENCE).status_code == 200
