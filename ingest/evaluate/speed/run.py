"""Runs the benchmarks, part by part."""

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from time import perf_counter
from typing import Any

from ingest.evaluate.speed import building, searching, server
from ingest.evaluate.speed.bases import MadeBase, entries_for, made_base
from ingest.evaluate.speed.goals import results
from ingest.evaluate.speed.report import SearchFigures, as_json, as_text
from ingest.evaluate.speed.searching import Encoders, Plan
from ingest.read.load import load
from ingest.vectors.encoder_export import export
from ingest.vectors.model import packaged
from kb.published.version import ENCODER, open_version

ENTRIES, DATABASE = Path("entries"), Path("build/kb.db")
FOLDER = Path("build/bench")
SHARES = (1.0, 0.1, 0.01)
MANY_ENTRIES = 10_000
FULL, QUICK = Plan(rounds=5, queries=30), Plan(rounds=1, queries=10)


@dataclass
class Bench:
    """What is measured with, and what has been found so far."""

    plan: Plan
    sizes: dict[str, int]
    figures: dict[str, float | None] = field(default_factory=dict)
    searches: list[SearchFigures] = field(default_factory=list)

    @classmethod
    def of(cls, *, quick: bool) -> "Bench":
        """Choose how much to measure."""
        return cls(QUICK, {"10k": 10_000}) if quick else cls(FULL, {"10k": 10_000, "100k": 100_000})

    @property
    def repeats(self) -> int:
        """How often to time what takes seconds."""
        return min(self.plan.rounds, 3)

    @property
    def is_quick(self) -> bool:
        """Tell whether the largest bases are left out."""
        return self.plan is QUICK

    @cached_property
    def bases(self) -> dict[str, Path]:
        """The databases to search by name, made where they are missing."""
        open_version(DATABASE)
        return {"real": DATABASE, **{name: self._made(name, size).database for name, size in self.sizes.items()}}

    @cached_property
    def encoders(self) -> Encoders:
        """The encoder that serves, and the usual one as it was published."""
        usual = packaged()
        plain = replace(usual, encoder=usual.encoder.model_copy(update={"quantisation": "none"}))
        export(FOLDER / "reference", plain)
        return Encoders(_encoder(), FOLDER / "reference")

    def _made(self, name: str, size: int) -> MadeBase:
        _say(f"base of {size:,} passages")
        return made_base(DATABASE, ENTRIES, FOLDER / name, entries_for(load(ENTRIES), size))

    def run(self, parts: tuple[str, ...], keep: Callable[[dict[str, Any]], None]) -> str:
        """Measure the parts, and give the report as text; `keep` is given the report as JSON after each part."""
        for number, name in enumerate(parts, start=1):
            started = perf_counter()
            PARTS[name](self)
            keep(as_json(self.searches, results(self.figures)))
            _say(f"{name}: {perf_counter() - started:.0f} s, part {number} of {len(parts)}")
        return as_text(self.searches, results(self.figures))

    def search(self) -> None:
        """Time searches of every base, with filters of every share."""
        for name, database in self.bases.items():
            for number, filtered in enumerate(searching.filters(database, SHARES)):
                start = number * self.plan.rounds * self.plan.queries
                times = searching.measure(database, self.encoders, filtered, self.plan, start)
                self.searches.append(SearchFigures.of(name, _passages(database), filtered.share, times))
            whole = self.searches[-len(SHARES)]
            self.figures |= {f"{name}_p50": whole.multiple_p50, f"{name}_p95": whole.multiple_p95}

    def server(self) -> None:
        """Measure server processes."""
        for name, database in self.bases.items():
            found = server.measure(database, _encoder(), self.plan.queries)
            self.figures |= {f"start_{name}": found.first_answer, f"memory_{name}": found.memory}
            if name == "real":
                self.figures["warm_search"] = found.above_encoding
            if name == "100k":
                self.figures["disk"] = database.stat().st_size / _passages(database)

    def build(self) -> None:
        """Time builds of forty entries, and the check."""
        self.figures |= building.forty(ENTRIES, FOLDER / "forty", self.repeats)

    def rebuild(self) -> None:
        """Time the rebuild of a large base after one change."""
        if not self.is_quick:
            _say(f"base of {MANY_ENTRIES:,} entries")
            made = made_base(DATABASE, ENTRIES, FOLDER / "entries", MANY_ENTRIES)
            self.figures |= building.rebuild(ENTRIES, made.entries, made.database, self.plan.rounds)

    def throughput(self) -> None:
        """Compare embedding in the build with the model alone."""
        self.figures |= building.throughput(ENTRIES, self.repeats)


PARTS: dict[str, Callable[[Bench], None]] = {
    "search": Bench.search,
    "server": Bench.server,
    "build": Bench.build,
    "rebuild": Bench.rebuild,
    "throughput": Bench.throughput,
}


def _encoder() -> Path:
    return DATABASE.resolve().parent / ENCODER


def _passages(database: Path) -> int:
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        return int(connection.execute("select count(*) from passages").fetchone()[0])


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
