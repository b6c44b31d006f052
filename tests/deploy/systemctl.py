"""Starts, stops and weighs replicas as `systemctl` would on a machine without systemd.

`restart` or `stop` and names of units; `set-property --runtime UNIT CPUWeight=N`, of which all but the usual 100 counts as low.
"""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

FOLDER = Path(os.environ["KB_TEST_FOLDER"])
SERVE = (sys.executable, "-c", "from ingest.cli import main; main()", "serve", "--database", os.environ["KB_DATABASE"])
LOW = 10


def main(action: str, *units: str) -> None:
    """Stop each unit, and start it anew where that is asked for; or weigh one."""
    if action == "set-property":
        weigh(FOLDER / re.sub(r"\D", "", units[1]), units[2] == "CPUWeight=100")
        return
    for unit in units:
        port = re.sub(r"\D", "", unit)
        stop(FOLDER / port)
        if action == "restart":
            low = ("nice", "-n", str(LOW)) if (FOLDER / port).with_suffix(".low").exists() else ()
            command = [*low, *SERVE, "--port", port]
            process = subprocess.Popen(
                command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
            )
            (FOLDER / port).write_text(str(process.pid))
            weigh_session(process.pid, LOW if low else 0)


def weigh(file: Path, usual: bool) -> None:
    """Let a replica, also one that starts later, have as much of the processors as others, or what they leave."""
    mark = file.with_suffix(".low")
    mark.unlink(missing_ok=True) if usual else mark.touch()
    if file.exists():
        weigh_session(int(file.read_text()), 0 if usual else LOW)
        for thread in Path(f"/proc/{file.read_text()}/task").iterdir():
            os.setpriority(
                os.PRIO_PROCESS, int(thread.name), os.getpriority(os.PRIO_PROCESS, 0) + (0 if usual else LOW)
            )


def weigh_session(process: int, nice: int) -> None:
    """Weigh a whole session, as Linux may share the processors between sessions first, where niceness says nothing."""
    session = Path(f"/proc/{process}/autogroup")
    if session.exists():
        session.write_text(str(nice))


def stop(file: Path) -> None:
    """End a process as systemd does, and wait for it."""
    if not file.exists():
        return
    process = int(file.read_text())
    try:
        os.kill(process, signal.SIGTERM)
        while Path(f"/proc/{process}/stat").read_text().split(")")[1].split()[0] != "Z":
            time.sleep(0.05)
    except (ProcessLookupError, FileNotFoundError):
        pass
    file.unlink()


if __name__ == "__main__":
    main(*sys.argv[1:])
