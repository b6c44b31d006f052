"""`python -m tests.torture.endurance`: readers without pause behind nginx, at a share of capacity, and a swap each minute.

Needs nginx, curl and a built base; prints the figures and ends with 1 where an answer failed or mixed two versions.
"""

import asyncio
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from statistics import quantiles
from time import monotonic

import click
import httpx
import yaml

from ingest.build import build
from ingest.evaluate.speed.language import name
from ingest.evaluate.speed.questions import questions
from ingest.store.versions import own_versions, point
from tests.deploy.front import PATIENCE, Front, fetched, front_of
from tests.samples import REPOSITORY

READERS, AT_ONCE = 60, 12
WARM_UP, PROBE = 10.0, 20.0
CHANGED = "torbay-and-south-devon-integrated-care"
TITLES = ("Integrated trust before the swap", "Integrated trust after the swap")
PAGES = (f"/entries/{CHANGED}.json", "/", f"/entries/{CHANGED}", "/topics", "/map", "/vanguards", "/contacts")


@dataclass
class Seen:
    """What the readers saw: seconds of each answer, and what was wrong with others."""

    seconds: list[float] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)

    def percentile(self, number: int) -> float:
        """Give a percentile of the answers' times, in milliseconds."""
        return quantiles(self.seconds, n=100, method="inclusive")[number - 1] * 1000


@dataclass(frozen=True)
class Readers:
    """Clients with addresses of their own on this machine, and what they look for."""

    clients: tuple[httpx.AsyncClient, ...]
    front: Front
    titles: dict[str, str]
    """Data version to title of the entry that is another in each."""

    async def ask(self, number: int, path: str, seen: Seen) -> None:
        """Ask one address and note how it went."""
        started = monotonic()
        try:
            answer = await fetched(
                self.clients[number % len(self.clients)], f"http://127.0.0.1:{self.front.port}{path}"
            )
        except httpx.HTTPError as error:
            seen.faults[repr(error)] += 1
            return
        seen.seconds.append(monotonic() - started)
        if answer.status_code != 200:
            seen.faults[f"{answer.status_code} {path.split('?')[0]}"] += 1
        elif path == PAGES[0] and self.titles.get(answer.json()["data_version"]) != answer.json()["title"]:
            seen.faults["mixed"] += 1


def paths() -> Iterator[str]:
    """Give what readers ask for, endlessly: three searches that nobody asked before, then a page."""
    pages = cycle(PAGES)
    for number, query in enumerate(cycle(questions())):
        kind = ".json" if number % 2 else ""
        yield str(httpx.URL(f"/search{kind}", params={"q": f"{query} in {name(number)}"}))
        if number % 3 == 2:
            yield next(pages)


async def capacity(readers: Readers, asked: Iterator[str], seconds: float) -> float:
    """Give how many answers a second come where each of a few readers asks as soon as it is answered."""
    seen, until = Seen(), monotonic() + seconds

    async def one(number: int) -> None:
        turn = 0
        while monotonic() < until:
            await readers.ask(number + turn * AT_ONCE, next(asked), seen)
            turn += 1

    await asyncio.gather(*map(one, range(AT_ONCE)))
    return len(seen.seconds) / seconds


async def steadily(readers: Readers, asked: Iterator[str], rate: float, ended: asyncio.Event) -> Seen:
    """Ask so many times a second, whether or not earlier answers have come, until told to end."""
    seen, started, number = Seen(), monotonic(), 0
    async with asyncio.TaskGroup() as asking:
        while not ended.is_set():
            await asyncio.sleep(max(0.0, started + number / rate - monotonic()))
            asking.create_task(readers.ask(number, next(asked), seen))
            number += 1
    return seen


async def swap(front: Front, minutes: float, every: float) -> int:
    """Roll out the other version every so many seconds, or as soon as the last is out; give how often."""
    versions, started, number = list(own_versions(front.pointer)), monotonic(), 0
    until = started + minutes * 60
    while (next_ := max(monotonic(), started + (number + 1) * every)) < until:
        await asyncio.sleep(next_ - monotonic())
        version = next(one for one in versions if one.folder != front.pointer.resolve().parent)
        point(front.pointer, version)
        await asyncio.to_thread(front.roll)
        number += 1
    await asyncio.sleep(max(0.0, until - monotonic()))
    return number


def two_versions(folder: Path) -> Path:
    """Build the base twice, an entry's title changed in between; give the pointer."""
    entries, pointer = folder / "entries", folder / "out" / "kb.db"
    shutil.copytree(REPOSITORY / "entries", entries)
    # What has been tagged and embedded once is used again.
    shutil.copytree(
        REPOSITORY / "build", pointer.parent, symlinks=True, ignore=shutil.ignore_patterns("bench", "tests")
    )
    path = next(entries.rglob(f"{CHANGED}.yml"))
    for title in TITLES:
        path.write_text(yaml.safe_dump(yaml.safe_load(path.read_text()) | {"title": title}, allow_unicode=True))
        build(entries, pointer)
    return pointer


@asynccontextmanager
async def reading(front: Front) -> AsyncIterator[Readers]:
    """Give readers of the front."""
    titles = {
        version.data_version: title
        for version in own_versions(front.pointer)
        for title in TITLES
        if title.encode() in version.database.read_bytes()
    }
    clients = tuple(
        httpx.AsyncClient(transport=httpx.AsyncHTTPTransport(local_address=f"127.0.0.{number + 2}"), timeout=PATIENCE)
        for number in range(READERS)
    )
    yield Readers(clients, front, titles)
    for client in clients:
        await client.aclose()


async def endure(front: Front, minutes: float, share: float, every: float) -> bool:
    """Measure what the front can do, ask for a share of it as long as is wanted, and print what was seen."""
    await asyncio.to_thread(front.roll)
    async with reading(front) as readers:
        asked = paths()
        await capacity(readers, asked, WARM_UP)
        most = await capacity(readers, asked, PROBE)
        ended = asyncio.Event()
        load = asyncio.create_task(steadily(readers, asked, most * share, ended))
        swaps = await swap(front, minutes, every)
        ended.set()
        seen = await load
    click.echo(f"capacity {most:.1f} answers a second; asked at {share:.0%} of it for {minutes:g} minutes")
    click.echo(f"{len(seen.seconds)} answers, {swaps} swaps, faults: {dict(seen.faults) or 'none'}")
    click.echo("ms: " + ", ".join(f"p{number} {seen.percentile(number):.0f}" for number in (50, 95, 99)))
    return not seen.faults


@click.command()
@click.option("--minutes", default=10.0, show_default=True)
@click.option("--share", default=0.8, show_default=True, help="Of what the machine can do.")
@click.option("--every", default=60.0, show_default=True, help="Seconds between two swaps.")
def main(minutes: float, share: float, every: float) -> None:
    """Ask replicas behind nginx for minutes on end while versions change."""
    with tempfile.TemporaryDirectory() as folder:
        pointer = two_versions(Path(folder))
        (Path(folder) / "nginx").mkdir()
        with front_of(pointer, Path(folder) / "nginx") as front:
            sys.exit(not asyncio.run(endure(front, minutes, share, every)))


if __name__ == "__main__":
    main()
