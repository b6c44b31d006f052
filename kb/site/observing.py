"""Counts and times what a server answers; logs each answer as a line of JSON, without what was asked or by whom."""

import json
import sys
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from time import perf_counter
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server
from prometheus_client.process_collector import ProcessCollector

from kb.errors import BrokenEnvironmentError
from kb.site.security import App, Message, Receive, Send

# The first part of an address tells what was asked for; other addresses are one kind, so that strangers can't add kinds.
KINDS = frozenset(
    (
        "",
        "search",
        "search.json",
        "entries",
        "compare",
        "map",
        "review",
        "about",
        "kb",
        "api",
        "openapi.json",
        "feed.atom",
        "mcp",
        "-",
    )
)
OTHER = "other"
SECONDS = (0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.4, 1.0, 2.0, 5.0)
REFUSED = frozenset(
    (
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.METHOD_NOT_ALLOWED,
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.SERVICE_UNAVAILABLE,
    )
)


class Metrics:
    """What Prometheus reads: answers, their times, refusals, and the version that is served."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._answers = Counter(
            "kb_answers", "Answers by kind of page and status.", ("kind", "status"), registry=self.registry
        )
        self._refused = Counter("kb_refusals", "Requests that were refused.", ("status",), registry=self.registry)
        self._seconds = Histogram(
            "kb_answer_seconds", "Time to answer.", ("kind",), buckets=SECONDS, registry=self.registry
        )
        self._version = Gauge("kb_version", "1 for the version that is served.", ("version",), registry=self.registry)

    def add(self, kind: str, status: int, seconds: float, version: str) -> None:
        """Count an answer."""
        self._answers.labels(kind, str(status)).inc()
        self._seconds.labels(kind).observe(seconds)
        if status in REFUSED:
            self._refused.labels(str(status)).inc()
        self.serving(version)

    def serving(self, version: str) -> None:
        """Note which version is served."""
        self._version.clear()
        self._version.labels(version).set(1)


@contextmanager
def published(metrics: Metrics, host: str, port: int | None) -> Iterator[None]:
    """Answer with the metrics at a port of their own while the block runs; without a port nothing is answered.

    Raises BrokenEnvironmentError where the port can't be used.
    """
    if port is None:
        yield
        return
    try:
        server, thread = start_http_server(port, addr=host, registry=metrics.registry)
    except OSError as error:
        raise BrokenEnvironmentError(f"port {port} for metrics: {error.strerror}; choose another") from error
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def observed(app: App, metrics: Metrics, version: Callable[[], str], *, log: bool) -> App:
    """Wrap an application so that each of its answers is counted, and logged where that is wanted."""

    async def wrapped(scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        answer = _Answer(version())
        started = perf_counter()

        async def send_and_note(message: Message) -> None:
            answer.note(message)
            await send(message)

        try:
            await app(scope, receive, send_and_note)
        finally:
            seconds = perf_counter() - started
            metrics.add(kind_of(scope["path"]), answer.status, seconds, answer.version)
            if log:
                _write(scope, answer, seconds)

    return wrapped


class _Answer:
    """What was sent of an answer; 500 stands until something is."""

    def __init__(self, version: str) -> None:
        self.version, self.status, self.size = version, int(HTTPStatus.INTERNAL_SERVER_ERROR), 0

    def note(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = int(message["status"])
        self.size += len(message.get("body", b""))


def kind_of(path: str) -> str:
    """Give what kind of page an address asks for."""
    first = path.lstrip("/").split("/")[0]
    return f"/{first}" if first in KINDS else OTHER


def _write(scope: MutableMapping[str, Any], answer: _Answer, seconds: float) -> None:
    """Write the line. The query string holds what people search for, and the client's address who they are."""
    line = {
        "time": datetime.now(tz=UTC).isoformat(timespec="milliseconds"),
        "method": scope["method"],
        "path": scope["path"],
        "status": answer.status,
        "ms": round(seconds * 1000, 1),
        "bytes": answer.size,
        "version": answer.version,
    }
    sys.stdout.write(json.dumps(line, ensure_ascii=True) + "\n")
    sys.stdout.flush()
