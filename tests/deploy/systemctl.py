"""Starts and stops replicas as `systemctl` would on a machine without systemd: `restart` or `stop`, and names of units."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

FOLDER = Path(os.environ["KB_TEST_FOLDER"])
SERVE = (sys.executable, "-c", "from ingest.cli import main; main()", "serve", "--database", os.environ["KB_DATABASE"])


def main(action: str, *units: str) -> None:
    """Stop each unit, and start it anew where that is asked for."""
    for unit in units:
        port = re.sub(r"\D", "", unit)
        stop(FOLDER / port)
        if action == "restart":
            process = subprocess.Popen(
                [*SERVE, "--port", port], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
            )
            (FOLDER / port).write_text(str(process.pid))


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
