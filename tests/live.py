"""A real server on a free port of this machine, for tests that need one."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from datasette.app import Datasette

from kb.site.connections import options
from tests.publishing import site

# What never comes does not come in so long; a busy machine is slower than one would think.
SECONDS = 120


@contextmanager
def live(database: Path, make: Callable[[Path], Datasette] = site) -> Iterator[str]:
    """Serve a published database, as `make` opens it, while the block runs, and give the address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(make(database).app(), log_level="error", lifespan="on", ws="none", **options())
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        try:
            _wait(server)
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(SECONDS)


def _wait(server: uvicorn.Server) -> None:
    until = time.monotonic() + SECONDS
    while not server.started:
        if time.monotonic() > until:
            raise TimeoutError("the server did not start")
        time.sleep(0.05)
