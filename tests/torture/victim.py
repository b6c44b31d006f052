"""A base to torture: quick to build, with a build in a process of its own that can be killed at a moment or at a call."""

import json
import os
import random
import resource
import signal
import sqlite3
import sys
import traceback
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ingest.build import build
from ingest.contribute.beginning import begin
from ingest.store import update
from ingest.vectors import encoder_export
from ingest.vectors.model import packaged
from kb.errors import KbError
from kb.published.version import Version, open_version

# Where a build changes names or makes sure that something is on the disk.
CALLS = ("rename", "replace", "fsync", "unlink", "remove", "rmdir", "mkdir", "symlink")
Fault = Callable[[], object]
EXPECTED = {"kb.db", "cache.db", "build.lock", "versions"}
# The entry that is changed, and where: the page that it cites.
ENTRY, CITED = "millbrook-things", "at: page {}\n"


@dataclass
class Victim:
    """The base of `kb init`, the pointer to what is published, and the page that an entry cites, which each change turns."""

    root: Path
    page: int = 15
    failures: list[str] = field(default_factory=list)
    saying: dict[int, int] = field(default_factory=dict)

    @classmethod
    def make(cls, root: Path) -> "Victim":
        """Make a base that builds in a moment: its encoder is a few bytes, and later changes need no model."""
        begin(root / "entries")
        victim = cls(root)
        _small_encoder(victim.pointer.parent / "encoder")
        build(victim.entries, victim.pointer)
        (victim.pointer.parent / "encoder" / "manifest.json").unlink()
        for path in (victim.pointer.parent / "encoder").iterdir():
            path.unlink()
        (victim.pointer.parent / "encoder").rmdir()
        return victim

    @property
    def entries(self) -> Path:
        """The folder of entries."""
        return self.root / "entries"

    @property
    def pointer(self) -> Path:
        """What leads to the published version."""
        return self.root / "out" / "kb.db"

    def change(self) -> str:
        """Change the entry, and give what the database must say afterwards."""
        (path,) = self.entries.glob(f"*/{ENTRY}.yml")
        text = path.read_text(encoding="utf-8")
        assert CITED.format(self.page) in text
        path.write_text(text.replace(CITED.format(self.page), CITED.format(self.page + 1)), encoding="utf-8")
        self.page += 1
        return f"page {self.page}"

    def start(self, *faults: Fault) -> int:
        """Start a build in a process of its own, which first does to itself what the faults say."""
        reading, writing = os.pipe()
        process = os.fork()
        if process:
            os.close(writing)
            self.saying[process] = reading
            return process
        code = 70
        try:
            with os.fdopen(writing, "w") as said:
                os.dup2(said.fileno(), 2)
                sys.stderr = said
                for fault in faults:
                    fault()
                code = _build(self.entries, self.pointer)
        finally:
            os._exit(code)

    def end(self, process: int) -> tuple[int, str]:
        """Wait for a build; give how it ended (negative: by which signal) and what it said."""
        with os.fdopen(self.saying.pop(process), encoding="utf-8") as reading:
            said = reading.read()
        _, status = os.waitpid(process, 0)
        return os.waitstatus_to_exitcode(status), said

    def published(self) -> tuple[Version, str]:
        """Open what is published, each file held to its hash, and give it with what it says."""
        version = open_version(self.pointer)
        with closing(sqlite3.connect(f"{version.database.as_uri()}?mode=ro", uri=True)) as connection:
            assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
            (told,) = connection.execute("select distinct at from citations where entry = ?", [ENTRY]).fetchone()
            return version, str(told)

    def require_whole(self, what: str, allowed: set[str]) -> None:
        """Note a failure where what is published is damaged, or says anything that it may not."""
        try:
            _, told = self.published()
        except (KbError, sqlite3.Error) as error:
            self.failures.append(f"{what}: {error}")
        else:
            if told not in allowed:
                self.failures.append(f"{what}: says {told}, not one of {sorted(allowed)}")

    def require_recovery(self, what: str, told: str, *faults: Fault) -> None:
        """Note a failure where the next build does not succeed, or leaves anything that is not its own."""
        code, said = self.end(self.start(*faults))
        if code != 0:
            self.failures.append(f"{what}: the next build ended with {code}: {said[-300:]}")
        self.require_whole(f"{what}, next build", {told})
        left = {path.name for path in self.pointer.parent.iterdir()} - EXPECTED
        versions = sorted(path.name for path in (self.pointer.parent / "versions").iterdir())
        if left or len(versions) > 2 or any(name.startswith(".") for name in versions):
            self.failures.append(f"{what}: left {sorted(left)}, versions {versions}")


def _build(entries: Path, pointer: Path) -> int:
    try:
        build(entries, pointer)
    except KbError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except Exception:  # noqa: BLE001 - whatever it is, it is a defect and is told
        traceback.print_exc()
        return 70
    return 0


def _small_encoder(folder: Path) -> None:
    folder.mkdir(parents=True)
    for name in encoder_export.FILES:
        (folder / name).write_text(f"stands for {name}")
    manifest = {**encoder_export._described(packaged()), "files": encoder_export._hashes(folder)}
    (folder / "manifest.json").write_text(json.dumps(manifest))


def kill_after(seconds: float) -> Fault:
    """Give a fault that kills the process once it has worked so long; what others do meanwhile does not count."""

    def fault() -> None:
        signal.signal(signal.SIGPROF, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        signal.setitimer(signal.ITIMER_PROF, max(seconds, 0.0001))

    return fault


def kill_at(number: int, *, before: bool) -> Fault:
    """Give a fault that kills the process before or after a call that changes names or syncs, counted from 0."""

    def die(count: int, is_before: bool) -> None:
        if count == number and is_before == before:
            os.kill(os.getpid(), signal.SIGKILL)

    return partial(_watch, die)


def count_into(path: Path) -> Fault:
    """Give a fault that does nothing but count the calls."""

    def note(count: int, _is_before: bool) -> None:
        path.write_text(str(count + 1))

    return partial(_watch, note)


def _watch(at: Callable[[int, bool], object]) -> None:
    count = -1

    def watched(call: Callable[..., object], *given: object, **named: object) -> object:
        nonlocal count
        count += 1
        own = count
        at(own, True)
        answer = call(*given, **named)
        at(own, False)
        return answer

    for name in CALLS:
        setattr(os, name, partial(watched, getattr(os, name)))


def updating() -> None:
    """Change a copy of what is published, as builds of many entries do, however few there are."""
    update.SMALLEST = 0


def full_disk(most: int) -> Fault:
    """Give a fault by which no file can grow beyond some bytes."""

    def fault() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))

    return fault


def nobody() -> None:
    """Be a user who may write nowhere."""
    if os.getuid() == 0:
        os.setgid(65534)
        os.setuid(65534)


def moment(chance: random.Random, longest: float) -> float:
    """Give a moment within a build, early ones as likely as late ones."""
    return chance.uniform(0, longest)


def seconds_of_a_build(victim: Victim, *faults: Fault) -> float:
    """Give how long a build that publishes something works."""
    victim.change()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    victim.end(victim.start(*faults))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
