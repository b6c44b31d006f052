"""`python -m ingest.evaluate.speed.cluster`: a build from nothing over two workers, beside the same build in one process."""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import click

from ingest.evaluate.speed.building import timed
from ingest.evaluate.speed.generator import Generator
from ingest.read.copying import copy_frame
from ingest.read.load import Base, load
from ingest.tag import texts
from ingest.vectors.passages import passages
from kb.errors import BrokenEnvironmentError
from kb.model.entry import Entry

ENTRIES = Path("entries")
WORKERS = 2
_ADDRESS = re.compile(r"Scheduler at:\s+(tcp://\S+)")


@contextmanager
def processes() -> Iterator[str]:
    """Give the address of a scheduler with its workers, each a process with one thread; they end with the block."""
    started = [_started("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")]
    try:
        address = _address(started[0])
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        started += [_started("dask_worker", address, *options) for _ in range(WORKERS)]
        yield address
    finally:
        for process in started:
            process.kill()
            process.wait()


def _started(name: str, *arguments: str) -> subprocess.Popen[str]:
    code = f"from distributed.cli.{name} import main; main()"
    command = [sys.executable, "-c", code, *arguments]
    # Only the scheduler says something that is read.
    said = subprocess.PIPE if name == "dask_scheduler" else subprocess.DEVNULL
    return subprocess.Popen(command, stderr=said, text=True)  # noqa: S603


def _address(scheduler: subprocess.Popen[str]) -> str:
    for line in scheduler.stderr or ():
        if found := _ADDRESS.search(line):
            return found[1]
    raise BrokenEnvironmentError("the scheduler ended by itself; see `dask scheduler`")


def written(folder: Path, wanted: int) -> tuple[Path, int]:
    """Write made-up entries with at least so many texts to tag or embed between them; give the folder and how many."""
    base, entries, count = load(ENTRIES), folder / "entries", 0
    copy_frame(ENTRIES, entries)
    for slug, entry in Generator(base).entries(wanted):
        path = entries / base.about.kinds[entry.kind].folder / f"{slug}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(entry.model_dump(exclude_none=True), ensure_ascii=False), encoding="utf-8")
        count += _texts(slug, entry, base)
        if count >= wanted:
            break
    return entries, count


def _texts(slug: str, entry: Entry, base: Base) -> int:
    embedded = sum(passage.embedded is not None for passage in passages(slug, entry, base.vocabularies))
    return len(texts(entry)) + embedded


@click.command()
@click.option("--texts", "wanted", default=20_000, show_default=True, help="How many to tag or embed.")
@click.option("--rounds", default=2, show_default=True)
def main(wanted: int, rounds: int) -> None:
    """Time builds from nothing in one process and over a cluster of this machine, by turns."""
    multiples = []
    with tempfile.TemporaryDirectory() as name, processes() as address:
        folder = Path(name)
        entries, count = written(folder, wanted)
        for number in range(rounds):
            alone = _built(entries, folder / f"alone-{number}")
            # Workers that have tagged and embedded keep nothing but their models.
            together = _built(entries, folder / f"together-{number}", "--cluster", address)
            multiples.append(together / alone)
            click.echo(f"{count} texts: {alone:.1f} s in one process, {together:.1f} s with {WORKERS} workers")
    click.echo(f"a cluster takes {median(multiples):.2f} times as long")


def _built(entries: Path, folder: Path, *options: str) -> float:
    return timed("build", "--entries", entries, "--output", folder / "kb.db", *options)


if __name__ == "__main__":
    main()
