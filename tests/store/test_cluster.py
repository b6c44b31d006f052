"""Builds over a real scheduler and workers that are processes of their own; they are killed on the way."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Thread

import pytest
import torch
from distributed import wait

from ingest.build import build
from ingest.store import cluster as cluster_module
from ingest.store import mentions
from ingest.store.cache import CACHE
from ingest.vectors import embed
from ingest.vectors.model import packaged
from kb.errors import BrokenEnvironmentError
from tests.samples import entry, write_base

TABLES = ("tags", "passages", "vectors", "search_terms", "search_lengths", "words")
PORTION = 4


@dataclass
class Processes:
    """A scheduler and its workers."""

    folder: Path
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def scheduler(self) -> str:
        """Start a scheduler, and give its address."""
        process = self._start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        assert process.stderr
        for line in process.stderr:
            if found := re.search(r"Scheduler at:\s+(tcp://\S+)", line):
                Thread(target=process.stderr.read, daemon=True).start()
                return found[1]
        raise AssertionError("the scheduler ended")

    def worker(self, address: str) -> subprocess.Popen[str]:
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        process = self._start("dask_worker", address, *options, "--local-directory", str(self.folder))
        assert process.stderr
        Thread(target=process.stderr.read, daemon=True).start()
        return process

    def _start(self, name: str, *arguments: str) -> subprocess.Popen[str]:
        code = f"from distributed.cli.{name} import main; main()"
        command = [sys.executable, "-c", code, *arguments]
        process = subprocess.Popen(
            command, stderr=subprocess.PIPE, text=True, env={**os.environ, "OMP_NUM_THREADS": "1"}
        )
        self.started.append(process)
        return process

    def end(self) -> None:
        for process in self.started:
            process.kill()
            process.wait()
            if process.stderr:
                process.stderr.close()


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[Processes]:
    found = Processes(tmp_path / "workers")
    yield found
    found.end()


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (mentions, cluster_module):
        monkeypatch.setattr(module, "PORTION", PORTION)
    monkeypatch.setattr(embed, "PART", PORTION)


@pytest.fixture
def entries(tmp_path: Path) -> Path:
    many = {
        f"place-{number}": entry(
            title=f"Place {number} and its team", summary=f"Place {number} tried {number + 2} things at home."
        )
        for number in range(8)
    }
    return write_base(tmp_path / "entries", **many)


@pytest.fixture
def _one_thread() -> Iterator[None]:
    """How many threads share a product decides its last bit, and a worker has one."""
    embed.encoder_of(packaged())
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def rows(database: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(database)) as connection:
        return {name: connection.execute(f"select * from {name} order by 1, 2").fetchall() for name in TABLES}


@contextmanager
def after(kept: int, act: Callable[[], object]) -> Iterator[list[int]]:
    """Do something once so many parts have been kept, and give the sizes of those that are kept in all."""
    sizes: list[int] = []

    def counting(keep: Callable[[Path, Mapping[str, object]], None]) -> Callable[[Path, Mapping[str, object]], None]:
        def kept_one(cache: Path, found: Mapping[str, object]) -> None:
            keep(cache, found)
            sizes.append(len(found))
            if len(sizes) == kept:
                act()

        return kept_one

    with pytest.MonkeyPatch.context() as patch:
        for name in ("_keep_mentions", "keep_vectors"):
            patch.setattr(cluster_module, name, counting(getattr(cluster_module, name)))
        yield sizes


@pytest.mark.usefixtures("_one_thread")
def test_a_cluster_makes_what_one_process_makes_though_a_worker_is_killed_and_then_the_scheduler(
    entries: Path, processes: Processes, tmp_path: Path, encoder_folder: Path
) -> None:
    folders = [tmp_path / name for name in ("alone", "together")]
    for folder in folders:
        folder.mkdir()
        (folder / "encoder").symlink_to(encoder_folder)
    alone, together = (folder / "kb.db" for folder in folders)
    build(entries, alone)

    address = processes.scheduler()
    first, second = processes.worker(address), processes.worker(address)
    with after(3, lambda: first.send_signal(signal.SIGKILL)) as parts:
        build(entries, together, scheduler=address)
    assert first.wait() == -signal.SIGKILL
    assert second.poll() is None
    assert rows(together) == rows(alone)

    # The same anew: now the scheduler dies on the way, and a second run does only the rest.
    again = tmp_path / "again" / "kb.db"
    again.parent.mkdir()
    (again.parent / "encoder").symlink_to(encoder_folder)
    processes.worker(address)
    scheduler = processes.started[0]
    with (
        after(len(parts) // 2, lambda: scheduler.send_signal(signal.SIGKILL)) as before,
        pytest.raises(BrokenEnvironmentError, match="what was done is kept"),
    ):
        build(entries, again, scheduler=address)
    assert not again.exists()
    assert len(parts) // 2 <= len(before) < len(parts)
    address = processes.scheduler()
    processes.worker(address)
    with after(0, list) as rest:
        build(entries, again, scheduler=address)
    assert sum(before) + sum(rest) == sum(parts)
    assert rows(again) == rows(alone)
    with closing(sqlite3.connect(again.parent / CACHE)) as connection:
        assert connection.execute("select count(*) from encoded").fetchone() == (0,)


def test_a_scheduler_that_dies_between_a_part_and_its_result_is_told(processes: Processes, tmp_path: Path) -> None:
    address = processes.scheduler()
    processes.worker(address)
    with (
        pytest.raises(BrokenEnvironmentError, match="scheduler is gone; what was done is kept"),
        cluster_module.cluster(address, tmp_path / CACHE) as cluster,
    ):
        parts = cluster.client.map(len, ["one", "three"])
        wait(parts)  # type: ignore[no-untyped-call]
        processes.started[0].kill()
        list(cluster._results(parts))


def test_a_part_whose_worker_dies_before_its_result_is_here_is_done_again(processes: Processes, tmp_path: Path) -> None:
    address = processes.scheduler()
    worker = processes.worker(address)
    with cluster_module.cluster(address, tmp_path / CACHE) as cluster:
        parts = cluster.client.map(len, ["one", "three"])
        wait(parts)  # type: ignore[no-untyped-call]
        results = cluster._results(parts)
        found = dict([next(results)])
        worker.kill()
        while not any(part.status == "lost" for part in parts):
            worker.wait()
        processes.worker(address)
        assert found | dict(results) == {part.key: size for part, size in zip(parts, (3, 5), strict=True)}


def test_a_scheduler_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_module, "PATIENCE", 1)
    with (
        pytest.raises(BrokenEnvironmentError, match="there is no scheduler"),
        cluster_module.cluster("tcp://127.0.0.1:1", tmp_path / CACHE),
    ):
        pass


def test_a_cluster_without_workers_is_told(
    processes: Processes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_module, "PATIENCE", 2)
    with (
        pytest.raises(BrokenEnvironmentError, match="no worker has come"),
        cluster_module.cluster(processes.scheduler(), tmp_path / CACHE),
    ):
        pass


def test_a_worker_with_other_weights_is_refused() -> None:
    model = packaged()
    other = replace(model, encoder=model.encoder.model_copy(update={"sha256": "0" * 64}))
    with pytest.raises(BrokenEnvironmentError, match="install the model again"):
        cluster_module.embed_part(["text"], other)
