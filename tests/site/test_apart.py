"""Pictures and Word files are written in processes of their own: kept, in line, and ended with the request."""

import asyncio
import contextlib
import os
import sys
from pathlib import Path
from subprocess import CalledProcessError

import pytest
from datasette.app import Datasette

from kb.errors import BusyError
from kb.exports import apart as exports
from kb.site import apart
from kb.site.apart import Kept, written

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="9"><rect width="4" height="4"/></svg>'
pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to see the writers")
# To paint this takes minutes.
ENDLESS = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="4000"><filter id="f"><feTurbulence numOctaves="400"/>'
    "</filter>" + '<rect width="4000" height="4000" filter="url(#f)"/>' * 40 + "</svg>"
)


async def writer() -> int:
    """Wait until a writer is at work, and give its process."""
    while True:
        for children in Path("/proc/self/task").glob("*/children"):
            for child in children.read_text(encoding="ascii").split():
                if b"kb.exports.apart" in Path(f"/proc/{child}/cmdline").read_bytes():
                    return int(child)
        await asyncio.sleep(0.01)


def lives(process: int) -> bool:
    return Path(f"/proc/{process}").exists()


@pytest.mark.parametrize(
    "address", ["/entries/sampleton-mcp/results.png", "/map.png", "/review.docx", "/topics/care_models/mcp.docx"]
)
async def test_what_was_written_is_given_again_without_a_process(
    served: Datasette, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    first = await served.client.get(address)
    monkeypatch.setattr(apart, "COMMAND", ("/nowhere/python",))
    again = await served.client.get(address)
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.content[:2] in {b"\x89P", b"PK"}
    assert first.content == again.content


async def test_a_writer_ends_when_the_reader_leaves_and_the_next_is_served() -> None:
    leaving = asyncio.create_task(written("png", ENDLESS, 4.0))
    waiting = asyncio.create_task(written("png", SVG.format(11), 1.0))
    process = await writer()
    leaving.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await leaving
    assert not lives(process)
    assert (await waiting).startswith(b"\x89PNG")


async def test_only_so_many_stand_in_line() -> None:
    standing = [asyncio.create_task(written("png", f"{ENDLESS}<!--{n}-->", 4.0)) for n in range(apart.MOST_WAITING)]
    await writer()
    with pytest.raises(BusyError, match="try again in a moment"):
        await written("png", SVG.format(12), 1.0)
    for one in standing:
        one.cancel()
    await asyncio.gather(*standing, return_exceptions=True)
    assert (await written("png", SVG.format(12), 1.0)).startswith(b"\x89PNG")


async def test_a_writer_that_works_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "SECONDS", 0.5)
    with pytest.raises(BusyError, match="takes too long"):
        await written("png", ENDLESS, 4.0)


async def test_a_reader_is_told_to_come_again(served: Datasette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MOST_WAITING", 0)
    for address in ("/map.png?q=care", "/review.docx?q=care"):
        answer = await served.client.get(address)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert answer.json()["error"] == apart.BUSY


async def test_a_writer_that_fails_is_a_defect() -> None:
    with pytest.raises(CalledProcessError):
        await written("png", "no drawing", 1.0)


async def test_a_writer_gives_way_to_others() -> None:
    writing = asyncio.create_task(written("png", ENDLESS, 4.0))
    process = await writer()
    while os.getpriority(os.PRIO_PROCESS, process) == os.getpriority(os.PRIO_PROCESS, 0):
        await asyncio.sleep(0.01)
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)


def test_files_that_were_asked_for_longest_ago_make_room() -> None:
    kept = Kept(most=10)
    for key in (b"a", b"b"):
        kept.put(key, b"12345")
    assert kept.get(b"a") == b"12345"
    kept.put(b"c", b"1234")
    assert [kept.get(key) is not None for key in (b"a", b"b", b"c")] == [True, False, True]
    kept.put(b"d", b"too large for it")
    assert (kept.size, len(kept.files)) == (0, 0)


def test_a_process_of_its_own_finds_its_parts_wherever_it_starts(tmp_path: Path) -> None:
    (tmp_path / "kb").mkdir()
    (tmp_path / "kb" / "__init__.py").write_text("raise SystemExit('another kb')")
    assert apart.COMMAND[:2] == (sys.executable, "-P")
    with contextlib.chdir(tmp_path):
        assert asyncio.run(written("png", SVG.format(13), 1.0)).startswith(b"\x89PNG")
