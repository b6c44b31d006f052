"""A new version behind a real nginx, under load: nothing fails, no answer mixes two, though a replica is killed too."""

import asyncio
import os
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from ingest.store.versions import own_versions, point
from tests.deploy.front import HAS_NGINX, PATIENCE, Front, fetched, front_of
from tests.samples import REPOSITORY
from tests.site.test_swapping import ADDRESSES, TITLES, published, said, version_of

__all__ = ["published"]
A_SECOND, AT_ONCE, READERS = 50, 30, 12
BETWEEN = 4.0

pytestmark = pytest.mark.skipif(not HAS_NGINX, reason="needs nginx: apt-get install nginx-light")


@pytest.fixture
def front(published: Path, tmp_path: Path) -> Iterator[Front]:
    with front_of(published, tmp_path) as found:
        yield found


async def load(front: Front, ended: asyncio.Event) -> Counter[tuple[str, ...]]:
    """Ask at a steady rate, as many readers with addresses of their own, until told to end; count what was said."""
    found: Counter[tuple[str, ...]] = Counter()
    free = asyncio.Semaphore(AT_ONCE)

    async def ask(client: httpx.AsyncClient, path: str) -> None:
        try:
            answer = await fetched(client, f"http://127.0.0.1:{front.port}{path}")
            found[said(answer) if answer.status_code == 200 else ("failed", str(answer.status_code))] += 1
        except httpx.HTTPError as error:
            found["failed", repr(error)] += 1
        finally:
            free.release()

    clients = [
        httpx.AsyncClient(transport=httpx.AsyncHTTPTransport(local_address=f"127.0.0.{number + 2}"), timeout=PATIENCE)
        for number in range(READERS)
    ]
    async with asyncio.TaskGroup() as asking:
        number = 0
        while not ended.is_set():
            await free.acquire()
            # Every third answer may come from the cache, the others can't.
            path = ADDRESSES[number % len(ADDRESSES)] + (
                f"&_={number}" if number % 3 and "search" in ADDRESSES[number % 3] else ""
            )
            asking.create_task(ask(clients[number % READERS], path))
            number += 1
            await asyncio.sleep(1 / A_SECOND)
    for client in clients:
        await client.aclose()
    return found


async def test_two_rolls_and_a_killed_replica_fail_nothing_and_mix_nothing(front: Front, published: Path) -> None:
    versions = {version_of(published, title): title for title in TITLES}
    by_name = {version.data_version: version for version in own_versions(published)}
    first, second = (by_name[name] for name in versions)
    point(published, first)
    assert first.name in await asyncio.to_thread(front.roll)
    ended = asyncio.Event()
    loading = asyncio.create_task(load(front, ended))
    for version in (second, first):
        await asyncio.sleep(BETWEEN)
        point(published, version)
        assert version.name in await asyncio.to_thread(front.roll)
    served = next(port for port in front.replicas if (front.folder / str(port)).exists())
    os.kill(int((front.folder / str(served)).read_text()), signal.SIGKILL)
    await asyncio.sleep(BETWEEN)
    ended.set()
    found = await loading
    allowed = {*versions.items(), *((title,) for title in TITLES)}
    assert set(found) == allowed
    assert min(found.values()) > 2
    assert "served already" in await asyncio.to_thread(front.roll)


async def test_a_version_that_does_not_start_changes_nothing(front: Front, published: Path, tmp_path: Path) -> None:
    version = (
        own_versions(published)[0] if isinstance(own_versions(published), list) else next(iter(own_versions(published)))
    )
    point(published, version)
    await asyncio.to_thread(front.roll)
    before = (front.folder / "kb-upstream.conf").read_text()
    bad = tmp_path / "versions" / "damaged"
    shutil.copytree(version.folder, bad)
    (bad / "kb.db").write_bytes(b"no database")
    pointer = tmp_path / "kb.db"
    pointer.symlink_to(bad / "kb.db")
    done = await asyncio.to_thread(
        subprocess.run,
        [str(REPOSITORY / "deploy" / "roll")],
        env={**front.environment, "KB_DATABASE": str(pointer), "KB_PATIENCE": "8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert f"version {version.name} goes on" in done.stderr
    assert (front.folder / "kb-upstream.conf").read_text() == before
    async with httpx.AsyncClient(timeout=PATIENCE) as client:
        answer = await client.get(f"http://127.0.0.1:{front.port}/-/readyz")
    assert answer.json()["data_version"] == version.data_version


async def test_the_front_refuses_what_no_reader_needs(front: Front, published: Path) -> None:
    del published
    await asyncio.to_thread(front.roll)
    address = f"http://127.0.0.1:{front.port}"
    async with httpx.AsyncClient(timeout=PATIENCE) as client:
        assert (await client.get(f"{address}/-/metrics")).status_code == 404
        assert (await client.post(f"{address}/search", content="q=a")).status_code == 405
        assert (await client.get(f"{address}/search?q={'a' * 40_000}")).status_code == 414
        answer = await client.get(f"{address}/search?q=sampleton")
        assert answer.headers["content-encoding"] == "gzip"
        answers = await asyncio.gather(*(client.get(f"{address}/about?_={number}") for number in range(150)))
    assert 429 in {answer.status_code for answer in answers}
    written = (front.folder / "access.log").read_text()
    assert '"path":"/search"' in written
    assert "sampleton" not in written
