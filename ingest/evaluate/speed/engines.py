"""`python -m ingest.evaluate.speed.engines DATABASE`: engines of the meaning half beside the exact one, each in a process."""

import json
import subprocess
import sys
from os import getpid
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import Any

import click
from threadpoolctl import threadpool_limits

from ingest.evaluate.speed.questions import WARM_UP, shuffled
from ingest.evaluate.speed.server import peak_memory
from kb.errors import BrokenEnvironmentError
from kb.search.encoder import Encoder
from kb.search.engine import Search
from kb.search.engines.choice import is_address, opening
from kb.search.engines.postgres import shown
from kb.search.request import SearchRequest

EXACT = "memory"
FIRST = 10
WARM = WARM_UP // 5
Figures = dict[str, Any]


def measure(database: Path, engine: str, queries: int, region: str | None) -> Figures:
    """Ask one engine one query after the other.

    Times are those of the whole search beyond encoding, in milliseconds; `works` is processor time, which tells more where
    others use the machine too.
    """
    filters = {"region": (region,)} if region else {}
    encoder = Encoder(database.resolve().parent / "encoder")
    # As the server does: threads of a product that wait for each other would count as work.
    threadpool_limits(limits=1, user_api="blas")
    started = perf_counter()
    search = Search(database, encoder, opening(database, engine))
    opened = perf_counter() - started
    times, works, hits, totals = [], [], [], []
    for number, query in enumerate(shuffled(WARM + queries)):
        encoder.encode(query)
        started, worked = perf_counter(), process_time()
        answer = search.answer(SearchRequest(query, filters=filters))
        took, work = (perf_counter() - started) * 1000, (process_time() - worked) * 1000
        if number >= WARM:
            times.append(took)
            works.append(work)
            hits.append([hit.slug for hit in answer.results[:FIRST]])
            totals.append([answer.total, answer.complete])
    return {
        "engine": shown(engine) if is_address(engine) else engine,
        "opened": opened,
        "times": times,
        "works": works,
        "hits": hits,
        "totals": totals,
        "peak": peak_memory(getpid()),
        "own": _anonymous_memory(),
    }


def compared(found: Figures, exact: Figures) -> tuple[str, ...]:
    """Give the cells of an engine's line."""
    p95 = quantiles(found["times"], n=20, method="inclusive")[-1]
    pairs = list(zip(found["hits"], exact["hits"], strict=True))
    recall = sum(len(set(one) & set(other)) for one, other in pairs) / max(sum(len(other) for _, other in pairs), 1)
    same = sum(one == other for one, other in pairs) / len(pairs)
    totals = list(zip(found["totals"], exact["totals"], strict=True))
    right = sum(one[0] == other[0] for one, other in totals) / len(totals)
    complete = sum(one[1] for one, _ in totals) / len(totals)
    numbers = (found["opened"], median(found["times"]), p95, median(found["works"]))
    shares = (same, right, complete)
    memory = (found["peak"], found["own"])
    return (
        found["engine"],
        *(f"{number:.1f}" for number in numbers),
        f"{recall:.4f}",
        *(f"{share:.0%}" for share in shares),
        *(f"{megabytes or 0:,.0f}" for megabytes in memory),
    )


HEAD = (
    "engine",
    "open s",
    "p50 ms",
    "p95 ms",
    "processor ms",
    "recall@10",
    "same order",
    "total right",
    "complete",
    "peak MB",
    "own MB",
)


def _anonymous_memory() -> float | None:
    """Give the memory that is this process's own, in MB, without mapped files, which all processes share."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="utf-8").splitlines() if status.is_file() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("RssAnon")), None)


def _in_a_process(database: Path, engine: str, queries: int, region: str | None) -> Figures:
    code = "import sys, json; from pathlib import Path; from ingest.evaluate.speed.engines import measure;"
    code += "print(json.dumps(measure(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4] or None)))"
    command = [sys.executable, "-c", code, str(database), engine, str(queries), region or ""]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BrokenEnvironmentError(f"{engine}: {done.stderr.strip()[-400:]}")
    return dict(json.loads(done.stdout))


@click.command()
@click.argument("database", type=click.Path(path_type=Path, exists=True))
@click.option("--engine", multiple=True, default=("int8",), show_default=True, help="Engine to compare; repeatable.")
@click.option("--queries", default=60, show_default=True, help="How many to ask.")
@click.option("--region", help="A region to filter by.")
def main(database: Path, engine: tuple[str, ...], queries: int, region: str | None) -> None:
    """Compare engines over a built database with the exact one."""
    exact = _in_a_process(database, EXACT, queries, region)
    found = [exact, *(_in_a_process(database, name, queries, region) for name in engine if name != EXACT)]
    rows = [HEAD, *(compared(one, exact) for one in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


if __name__ == "__main__":
    main()
