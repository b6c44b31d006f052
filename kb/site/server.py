"""The server process: one port, one version of the base at a time, and signals that change it."""

import asyncio
import ctypes
import errno
import os
import signal
import socket
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn

from kb.errors import BrokenEnvironmentError
from kb.site.connections import options
from kb.site.instance import Plugins
from kb.site.observing import Metrics, observed, published
from kb.site.public import PROXIES
from kb.site.security import App
from kb.site.serving import Serving

HOST = "127.0.0.1"
# Heaps of glibc's that threads share, by `M_ARENA_MAX` of malloc.h. With one for each thread a process took a tenth more memory.
HEAPS, M_ARENA_MAX = 2, -8
# Seconds that answers under way may take once the process has been told to end.
GRACE = 20


@dataclass(frozen=True)
class Manner:
    """How to serve: `host` is where readers are answered, `metrics` a port of this machine alone for Prometheus.

    `plugins` are settings of further plugins, by their names.
    """

    host: str = HOST
    watch: bool = False
    metrics: int | None = None
    log: bool = False
    plugins: Plugins = field(default_factory=dict)


def serve(database: Path, port: int, manner: Manner) -> None:
    """Serve the version that a path leads to until the process is told to end; SIGHUP takes the version of that moment.

    With `watch` a new version is taken as soon as the path leads to it.
    Raises KbError where there is no version that can be served or a port can't be used.
    """
    share_heaps()
    with _listening(manner.host, port) as listening:
        asyncio.run(_serve(database, listening, manner))


def share_heaps() -> bool:
    """Let threads that are yet to come share what is freed. Tells whether the system's C library can do so."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and mallopt(M_ARENA_MAX, HEAPS) == 1


async def _serve(database: Path, listening: socket.socket, manner: Manner) -> None:
    serving, metrics = await Serving.open(database, manner.plugins), Metrics()
    metrics.serving(serving.version.name)
    app = observed(serving, metrics, lambda: serving.version.name, log=manner.log)
    server = uvicorn.Server(_config(app))
    host, port = listening.getsockname()[:2]
    with published(metrics, HOST, manner.metrics):
        print(f"Serving on http://{host}:{port} (stop with Ctrl-C)", flush=True)
        async with asyncio.TaskGroup() as tasks:
            asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, lambda: tasks.create_task(serving.renew()))
            watching = tasks.create_task(serving.watch()) if manner.watch else None
            await server.serve(sockets=[listening])
            if watching:
                watching.cancel()
    await serving.close()


def _config(app: App) -> uvicorn.Config:
    proxies = os.environ.get(PROXIES, "")
    return uvicorn.Config(
        app,
        log_level="info",
        lifespan="off",
        ws="none",
        access_log=False,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies,
        timeout_graceful_shutdown=GRACE,
        **options(),
    )


def _listening(host: str, port: int) -> socket.socket:
    """Give a socket bound to the port; for 0, to one that is free."""
    # asyncio sends at once, and does not wait for more to send, on what says that it is TCP. Otherwise each further answer
    # on a connection comes 40 ms later (Nagle's algorithm, and a client that delays what it acknowledges).
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        reason = "is in use" if error.errno == errno.EADDRINUSE else f"can't be used: {error.strerror}"
        raise BrokenEnvironmentError(f"port {port} {reason}; choose another: make serve PORT=8002") from error
    except OverflowError as error:
        listening.close()
        raise BrokenEnvironmentError(f"{port} is no port; choose one between 1024 and 65535") from error
    return listening
