"""Measures a real server process: how soon it answers its first search, how fast, and how much memory it takes."""

import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.parse import urlencode

from ingest.evaluate.speed.building import COMMAND
from ingest.evaluate.speed.questions import WARM_UP, shuffled
from kb.errors import BrokenEnvironmentError
from kb.search.encoder import Encoder
from kb.site.server import HOST

STARTS = 3
PATIENCE = 60.0
STEP = 0.01
READERS = 4
_PEAK = re.compile(r"^VmHWM:\s+(\d+) kB$", re.MULTILINE)


@dataclass(frozen=True)
class ServerFigures:
    """What a server process costs. Memory is its peak in MB, None where the system does not tell."""

    first_answer: float
    above_encoding: float
    memory: float | None


def measure(database: Path, encoder: Path, queries: int) -> ServerFigures:
    """Start a server of the database several times, ask it one query after another, then several at once."""
    starts = [_first_answer(database) for _ in range(STARTS)]
    asked = shuffled(WARM_UP + queries * 2)
    with served(database) as (port, process):
        for query in asked[:WARM_UP]:
            ask(HTTPConnection(HOST, port), query)
        above = _above_encoding(port, Encoder(encoder), asked[WARM_UP:-queries])
        with ThreadPoolExecutor(READERS) as readers:
            list(readers.map(lambda query: ask(HTTPConnection(HOST, port), query), asked[-queries:]))
        memory = peak_memory(process.pid)
    return ServerFigures(median(starts), above, memory)


def _first_answer(database: Path) -> float:
    started = perf_counter()
    with served(database):
        return perf_counter() - started


@contextmanager
def served(
    database: Path, options: Sequence[str] = (), settings: Mapping[str, str] | None = None
) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Give port and process of a server, with options and settings in its environment, that has answered its first search."""
    port = _free_port()
    command = [*COMMAND, "serve", "--database", str(database), "--port", str(port), *options]
    environment = {**os.environ, **(settings or {})}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        _wait(port, process)
        yield port, process
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = perf_counter() + PATIENCE
    while perf_counter() < until and process.poll() is None:
        try:
            ask(HTTPConnection(HOST, port), "did telehealth reduce hospital admissions")
        except (ConnectionError, HTTPException):
            time.sleep(STEP)
        else:
            return
    fault = f"gave no answer in {PATIENCE:.0f} s" if process.poll() is None else "ended by itself"
    raise BrokenEnvironmentError(f"the server on port {port} {fault}; see what `kb serve` says")


def ask(connection: HTTPConnection, query: str) -> bytes:
    """Search, and give the answer. Raises BrokenEnvironmentError where there is none."""
    connection.request("GET", f"/search.json?{urlencode({'q': query})}")
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise BrokenEnvironmentError(f"/search.json answered {answer.status}: {body[:200]!r}; see `kb serve`")
    return body


def _above_encoding(port: int, encoder: Encoder, queries: list[str]) -> float:
    """Give the median of what the server takes beyond encoding the same query here, in milliseconds."""
    connection = HTTPConnection(HOST, port)
    beyond = []
    for query in queries:
        started = perf_counter()
        encoder.encode(query)
        encoded = perf_counter()
        ask(connection, query)
        beyond.append((perf_counter() - encoded) - (encoded - started))
    return median(beyond) * 1000


def peak_memory(process: int) -> float | None:
    """Give the most memory that a process has held, in MB; None where there is no /proc to tell."""
    status = Path(f"/proc/{process}/status")
    found = _PEAK.search(status.read_text(encoding="utf-8")) if status.is_file() else None
    return int(found[1]) / 1024 if found else None
