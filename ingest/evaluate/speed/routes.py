"""`python -m ingest.evaluate.speed.routes DATABASE`: what each route costs, and how long it makes ordinary searches wait."""

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from threading import Event
from time import perf_counter

import click

from ingest.evaluate.speed.addresses import addresses
from ingest.evaluate.speed.posts import OPTIONS, SETTINGS, Post, posts
from ingest.evaluate.speed.questions import WARM_UP, questions, shuffled
from ingest.evaluate.speed.report import table
from ingest.evaluate.speed.server import ask, peak_memory, served
from kb.errors import KbError
from kb.site.server import HOST

# At most so many seconds on one route, so that the bench ends by itself.
LONGEST = 15.0
FEWEST = 3
MOST_SECONDS, MOST_MEGABYTES, MOST_DELAY = 2.0, 64.0, 300.0
MEGABYTE = 1e6
# Some addresses of old lead to where things are now; forms are refused where one reader sends too many.
FINE = frozenset({200, 301, 429})
_HELD = re.compile(r"^VmRSS:\s+(\d+) kB$", re.MULTILINE)


@dataclass(frozen=True)
class Asked:
    """What came of one address: its status, seconds of each answer, its bytes as sent, MB that the process grew by at most,
    and the milliseconds of each ordinary search beside it."""

    address: str
    status: int
    seconds: tuple[float, ...]
    size: int
    grown: float | None
    beside: tuple[float, ...]


@dataclass(frozen=True)
class Found:
    """All addresses, and the milliseconds of ordinary searches alone: before the first and after each of them."""

    asked: tuple[Asked, ...]
    alone: tuple[float, ...]

    def delay(self, one: Asked) -> float:
        """Give by how many milliseconds the slowest hundredth of searches came later beside an address than alone."""
        return p99(one.beside) - p99(self.alone)

    def over(self, one: Asked) -> tuple[str, ...]:
        """Say which limits an address is over."""
        limits = {
            f"status {one.status}": one.status not in FINE,
            "time": median(one.seconds) > MOST_SECONDS,
            "bytes": one.size > MOST_MEGABYTES * MEGABYTE,
            "memory": (one.grown or 0) > MOST_MEGABYTES,
            "delay": self.delay(one) > MOST_DELAY,
        }
        return tuple(name for name, is_over in limits.items() if is_over)


def p99(times: Sequence[float]) -> float:
    """Give the 99th percentile."""
    return quantiles(times, n=100, method="inclusive")[-1] if len(times) > 1 else times[0]


def measure(database: Path, searches: int, asked: Sequence[str | Post]) -> Found:
    """Ask a server of the database for each again and again while it answers so many ordinary searches.

    Raises BrokenEnvironmentError where a search is answered with anything but 200.
    """
    words = _ordinary()
    with served(database, OPTIONS, SETTINGS) as (port, process):
        _search(port, words, WARM_UP)
        alone = _search(port, words, searches)
        found = []
        for one in asked:
            found.append(_beside(port, process.pid, one, words, searches))
            alone += _search(port, words, max(searches // 5, 1))
    return Found(tuple(found), tuple(alone))


def _ordinary() -> Iterator[str]:
    """Give queries without end, none twice, as answers to those just given are remembered."""
    every = shuffled(len(list(questions())))
    for number in count():
        yield from (f"{query} {number}" if number else query for query in every)


def _search(port: int, words: Iterator[str], most: int, ended: Event | None = None) -> list[float]:
    """Search so often, one after the other, or until told to end, but at least once; give the milliseconds of each."""
    connection = HTTPConnection(HOST, port)
    times: list[float] = []
    while not times or (len(times) < most and not (ended and ended.is_set())):
        started = perf_counter()
        ask(connection, next(words))
        times.append((perf_counter() - started) * 1000)
    connection.close()
    return times


def _beside(port: int, process: int, asked: str | Post, words: Iterator[str], searches: int) -> Asked:
    before = _start_of_peak(process)
    seconds: list[float] = []
    status = size = 0
    stop = Event()
    with ThreadPoolExecutor(1) as searcher:
        searching = searcher.submit(_search, port, words, searches, stop)
        until = perf_counter() + LONGEST
        while len(seconds) < FEWEST or (not searching.done() and perf_counter() < until):
            started = perf_counter()
            status, size = _fetch(port, asked)
            seconds.append(perf_counter() - started)
        stop.set()
    peak = peak_memory(process)
    grown = peak - before if peak is not None and before is not None else None
    return Asked(_name(asked), status, tuple(seconds), size, grown, tuple(searching.result()))


def _name(asked: str | Post) -> str:
    return asked if isinstance(asked, str) else asked.name


def _fetch(port: int, asked: str | Post) -> tuple[int, int]:
    """Give status and bytes of an answer, read in parts, so that this process need not hold it; 0 for no whole answer."""
    size = 0
    with closing(HTTPConnection(HOST, port, timeout=LONGEST)) as connection:
        try:
            _ask(connection, asked)
            answer = connection.getresponse()
            while part := answer.read(1 << 16):
                size += len(part)
        except (OSError, HTTPException):
            return 0, size
    return answer.status, size


def _ask(connection: HTTPConnection, asked: str | Post) -> None:
    if isinstance(asked, str):
        connection.request("GET", asked, headers={"accept-encoding": "identity"})
    else:
        headers = {"accept": "application/json, text/event-stream, text/html", "content-type": asked.content_type}
        connection.request("POST", asked.path, asked.body, {"accept-encoding": "identity", **headers})


def _start_of_peak(process: int) -> float | None:
    """Let the system count the peak from now on, and give what the process holds, in MB; None where it can't."""
    folder = Path(f"/proc/{process}")
    try:
        (folder / "clear_refs").write_text("5")
        held = _HELD.search((folder / "status").read_text(encoding="utf-8"))
    except OSError:
        return None
    return int(held[1]) / 1024 if held else None


HEAD = ("address", "median s", "slowest s", "bytes", "MB grown", "search p99 ms", "of alone", "over")
MOST_SHOWN = 70


def report(found: Found) -> str:
    """Give a line for each address, those that make others wait longest first."""
    lines = sorted(found.asked, key=found.delay, reverse=True)
    rows = [_cells(found, one) for one in lines]
    over = sum(bool(found.over(one)) for one in found.asked)
    times = found.alone
    alone = f"Ordinary searches alone: median {median(times):.0f} ms, p99 {p99(times):.0f} ms, {len(times)} of them."
    limits = f"{MOST_SECONDS:g} s in the median, {MOST_MEGABYTES:g} MB sent or grown, or {MOST_DELAY:g} ms more at p99"
    return "\n".join([*table(HEAD, rows), "", alone, f"{over} of {len(rows)} are over {limits}."])


def _cells(found: Found, one: Asked) -> tuple[str, ...]:
    shown = one.address if len(one.address) <= MOST_SHOWN else f"{one.address[:MOST_SHOWN]}…"
    return (
        shown,
        f"{median(one.seconds):.2f}",
        f"{max(one.seconds):.2f}",
        f"{one.size:,}",
        "?" if one.grown is None else f"{one.grown:.0f}",
        f"{p99(one.beside):.0f}",
        f"{p99(one.beside) / p99(found.alone):.1f} x",
        ", ".join(found.over(one)),
    )


@click.command()
@click.argument("database", type=click.Path(path_type=Path, exists=True))
@click.option("--searches", default=100, show_default=True, help="Ordinary searches beside each address.")
@click.option("--only", multiple=True, help="Ask addresses that begin so; repeatable.")
def main(database: Path, searches: int, only: tuple[str, ...]) -> None:
    """Ask every route while ordinary searches go on; ends with 1 where one is over a limit."""
    try:
        every: list[str | Post] = [*addresses(database), *posts(database)]
        found = measure(database, searches, [one for one in every if _name(one).startswith(only or ("/", "POST"))])
    except KbError as error:
        raise click.ClickException(str(error)) from error
    click.echo(report(found))
    raise SystemExit(any(found.over(one) for one in found.asked))


if __name__ == "__main__":
    main()
