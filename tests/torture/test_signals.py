"""A build that is told to end, ends, without a traceback, and nothing is lost."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.torture.victim import Victim

# The program says when it begins: what arrives while Python itself starts is Python's to answer.
CODE = "from ingest.cli import main; print('begun', flush=True); main()"
# What does not end does so never; a busy machine takes long.
PATIENCE = 120
FEW, MANY = 4, 20


def started(victim: Victim) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", CODE, "build", "--entries", str(victim.entries), "--output", str(victim.pointer)]
    process = subprocess.Popen(command, stdout=-1, stderr=-1, text=True, cwd=victim.root)
    assert process.stdout
    assert process.stdout.readline() == "begun\n"
    return process


def seconds_of_a_build(victim: Victim) -> float:
    victim.change()
    process = started(victim)
    began = time.monotonic()
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, said
    return time.monotonic() - began


@pytest.mark.parametrize("moments", [FEW, pytest.param(MANY, marks=pytest.mark.torture)])
@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT], ids=lambda told: told.name)
def test_a_build_that_is_told_to_end_ends_and_nothing_is_lost(
    tmp_path: Path, told: signal.Signals, moments: int
) -> None:
    victim = Victim.make(tmp_path)
    longest = seconds_of_a_build(victim)
    for number in range(moments):
        _, before = victim.published()
        after = victim.change()
        process = started(victim)
        time.sleep(longest * (number + 0.5) / moments)
        process.send_signal(told)
        _, said = process.communicate(timeout=PATIENCE)
        what = f"{told.name} after {number} of {moments} parts"
        if "Traceback" in said or "Exception ignored" in said:
            victim.failures.append(f"{what}: {said[-600:]}")
        victim.require_whole(what, {before, after})
        victim.require_recovery(what, after)
    assert victim.failures == []
