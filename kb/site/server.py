"""Serves a database with Datasette, read-only, with the settings of a public instance."""

import errno
import os
import socket
import sys
from pathlib import Path

from kb.errors import BrokenEnvironmentError
from kb.published.database import require

HOST = "127.0.0.1"
# SQL from strangers can take a process down by one call, so tables and search are the way in; see docs/serving.md.
SETTINGS = {
    "default_allow_sql": "off",
    "allow_download": "off",
    "allow_csv_stream": "on",
    "max_csv_mb": "100",
    "suggest_facets": "off",
    "default_page_size": "50",
    "max_returned_rows": "1000",
    "sql_time_limit_ms": "500",
    "facet_time_limit_ms": "200",
}


def serve(database: Path, port: int, metadata: Path) -> None:
    """Replace this process by Datasette. Raises BrokenEnvironmentError where that can't work, and says why."""
    require(database)
    port = _free(port)
    print(f"Serving on http://{HOST}:{port} (stop with Ctrl-C)", flush=True)
    os.execv(sys.executable, [sys.executable, "-m", "datasette", *arguments(database, port, metadata)])  # noqa: S606


def arguments(database: Path, port: int, metadata: Path) -> list[str]:
    """Give the arguments of `datasette` that serve the database."""
    settings = [part for name, value in SETTINGS.items() for part in ("--setting", name, value)]
    named = ["--metadata", str(metadata)] if metadata.is_file() else []
    return ["serve", "--immutable", str(database), "--host", HOST, "--port", str(port), "--cors", *named, *settings]


def _free(port: int) -> int:
    """Give the port where it is free; for 0, one that is."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
            return int(probe.getsockname()[1])
        except OSError as error:
            reason = "is in use" if error.errno == errno.EADDRINUSE else f"can't be used: {error.strerror}"
            raise BrokenEnvironmentError(f"port {port} {reason}; choose another: make serve PORT=8002") from error
        except OverflowError as error:
            raise BrokenEnvironmentError(f"{port} is no port; choose one between 1024 and 65535") from error
