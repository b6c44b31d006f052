"""Kills builds at every call and at random moments, starves them, and sets them upon each other."""

import random
import signal
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice

from ingest.progress import stage
from tests.torture.victim import (
    Fault,
    Victim,
    count_into,
    full_disk,
    kill_after,
    kill_at,
    moment,
    nobody,
    seconds_of_a_build,
    updating,
)

SEED = 20161103
# Sizes at which a disk is full: before the manifest, within the database, within the cache.
SIZES = (0, 2_000, 5_000, 60_000, 200_000, 400_000)

# Both ways in which a build makes a version, each with what it needs to be told.
BUILDS: dict[str, list[Fault]] = {"a whole build": [], "an update of a copy": [updating]}


@dataclass
class Report:
    """What was done how often, and what came of it."""

    done: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0
    is_cut_short: bool = False

    def __str__(self) -> str:
        """Give a Markdown table for docs/reliability.md."""
        rows = [f"| {what} | {count} |" for what, count in self.done.items()]
        ends = ", ".join(f"{what}: {count}" for what, count in sorted(self.ended.items()))
        head = ["| done to a build | times |", "|---|---|"]
        tail = [
            "",
            f"Ends: {ends}. Failures: {len(self.failures)}. {self.seconds:.0f} s{', cut short' if self.is_cut_short else ''}.",
        ]
        return "\n".join([*head, *rows, *tail, *self.failures])


def torture(victim: Victim, kills: int, stride: int = 1) -> Report:
    """Torture a base: at every `stride`-th call, then at random moments until there are so many kills."""
    started = time.perf_counter()
    report = Report()
    try:
        _starved(victim, report)
        _at_once(victim, report, max(kills // 100, 2))
        with stage("kill", kills) as advance:
            for name, what, faults, next_faults in _kills(victim, kills, stride):
                _one(victim, report, name, what, faults, next_faults)
                advance(1)
    except KeyboardInterrupt:
        # Whoever has seen enough gets the figures so far.
        report.is_cut_short = True
    report.failures = victim.failures
    report.seconds = time.perf_counter() - started
    return report


def _kills(victim: Victim, kills: int, stride: int) -> Iterator[tuple[str, str, list[Fault], list[Fault]]]:
    """Give for each kill its kind, what it is, the faults of the build that is killed, and what the next is told."""
    done = 0
    for kind, faults in BUILDS.items():
        for number in range(0, _calls(victim, faults), stride):
            for side, before in (("before", True), ("after", False)):
                done += 1
                yield (
                    f"{kind} killed {side} a rename, sync, unlink, …",
                    f"{kind} killed {side} call {number}",
                    [*faults, kill_at(number, before=before)],
                    faults,
                )
    chance = random.Random(SEED)  # noqa: S311 - the same moments in every run
    longest = {kind: seconds_of_a_build(victim, *faults) for kind, faults in BUILDS.items()}
    for kind in islice(cycle(BUILDS), max(kills - done, 0)):
        seconds = moment(chance, longest[kind])
        yield (
            f"{kind} killed at a random moment",
            f"{kind} killed after {seconds:.4f} s",
            [*BUILDS[kind], kill_after(seconds)],
            BUILDS[kind],
        )


def _calls(victim: Victim, faults: list[Fault]) -> int:
    victim.change()
    counted = victim.root / "calls.txt"
    victim.end(victim.start(*faults, count_into(counted)))
    return int(counted.read_text())


def _one(
    victim: Victim, report: Report, name: str, what: str, faults: list[Fault], next_faults: Sequence[Fault] = ()
) -> None:
    _, before = victim.published()
    told = victim.change()
    code, said = victim.end(victim.start(*faults))
    report.done[name] += 1
    report.ended["killed" if code == -signal.SIGKILL else f"exit {code}"] += 1
    if "Traceback" in said:
        victim.failures.append(f"{what}: {said[-400:]}")
    victim.require_whole(what, {before, told})
    victim.require_recovery(what, told, *next_faults)


def _starved(victim: Victim, report: Report) -> None:
    for size in SIZES:
        _one(victim, report, "disk full", f"no file over {size} bytes", [full_disk(size)])
    folders = [victim.pointer.parent, victim.pointer.parent / "versions"]
    for folder in folders:
        mode = folder.stat().st_mode
        folder.chmod(0o555)
        try:
            _, before = victim.published()
            told = victim.change()
            code, said = victim.end(victim.start(nobody))
            victim.require_whole(f"{folder.name} read-only", {before})
            if code != 2 or "Traceback" in said:
                victim.failures.append(f"{folder.name} read-only: exit {code}: {said[-300:]}")
        finally:
            folder.chmod(mode)
        report.done["folder read-only"] += 1
        victim.require_recovery(f"{folder.name} read-only", told)


def _at_once(victim: Victim, report: Report, times: int) -> None:
    chance = random.Random(SEED)  # noqa: S311
    for number in range(times):
        _, before = victim.published()
        told = victim.change()
        faults = [kill_after(moment(chance, 0.3))] if number % 2 else []
        builds = [victim.start(*faults), victim.start(), victim.start()]
        ends = [victim.end(build) for build in builds]
        report.done["three builds at once"] += 1
        for code, said in ends[len(faults) :]:
            if code != 0:
                victim.failures.append(f"at once: exit {code}: {said[-300:]}")
        victim.require_whole("three at once", {told})
        victim.require_recovery("three at once", told)
        assert before != told
