"""Requests as no browser writes them, byte for byte the same for one seed, and what a server says to them."""

import random
import re
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

STATUS = re.compile(rb"^HTTP/1\.[01] (\d{3})(?= |\r)", re.MULTILINE)
LAST = b"GET /-/healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
METHODS = (
    b"GET", b"GET", b"GET", b"GET", b"HEAD", b"POST", b"PUT", b"DELETE", b"OPTIONS", b"TRACE", b"CONNECT", b"PATCH",
    b"PRI", b"get",
    b"", b"G\x00T", b"\xff\xfe", b"GET" * 2000,
)  # fmt: skip
PATHS = (
    b"/", b"/search", b"/search.json", b"/search.csv", b"/entries", b"/entries/sampleton-mcp",
    b"/entries/sampleton-mcp.json", b"/compare",
    b"/map", b"/map.svg", b"/review", b"/review.json", b"/topics/outcomes/cost", b"/suggest.json", b"/kb",
    b"/kb/entries", b"/kb/entries.json",
    b"/kb/impacts.csv", b"/kb/entries/sampleton-mcp", b"/sources/leaflet-2016.ris", b"/feed.atom", b"/basket",
    b"/claims.csv", b"/api",
    b"/-/healthz", b"/-/readyz", b"/-/static/app.css", b"/nowhere", b"*", b"", b"http://evil.example/search",
    b"evil.example:80", b"//evil.example",
)  # fmt: skip
ODD = (
    b"%00", b"%ff", b"%", b"%z", b"%u0041", b"%c0%ae", b"%2e%2e%2f", b"/../", b"//", b"\\", b"%0d%0aX-Made: up", b"\x00",
    b"\x01", b"\x1b[31m",
    b"\x7f", b"\xff", b"\xc3\xa9", b"%C3%A9", b"%E2%80%AE", b"%F0%9F%98%80", b"%ED%A0%80", b" ", b"\t", b"#", b"?", b"&",
    b";", b"=", b"<script>",
    b"{{7*7}}", b"${7*7}", b"'", b'"', b"~", b"~00", b"~FF", b"9" * 400, b"a" * 5000, b"%41" * 300, b".json", b".csv",
    b".blob", b"/", b"|", b"^",
)  # fmt: skip
NAMES = (
    b"q", b"size", b"next", b"sort", b"mode", b"entry", b"by", b"region", b"min_strength", b"area_population", b"_size",
    b"_next", b"_facet",
    b"_sort", b"_col", b"_shape", b"_through", b"_search", b"title__contains", b"slug", b"rowid__gt", b"_json", b"_ttl",
    b"claim", b"", b"%00",
    b"_timelimit", b"_labels",
)  # fmt: skip
VALUES = (
    *ODD,
    b"",
    b"1",
    b"-1",
    b"50",
    b"max",
    b"on",
    b"title",
    b"cost",
    b"sampleton-mcp",
    b"[",
    b"{}",
    b"care+home",
    b"1e999",
    b"nan",
)
VERSIONS = (
    *(b"HTTP/1.1",) * 12, b"HTTP/1.0", b"HTTP/0.9", b"HTTP/2.0", b"HTTP/9.9", b"http/1.1", b"HTTP/1.1 x", b"", b"HTTP/1.\xff",
)  # fmt: skip
HOSTS = (
    *(b"Host: localhost",) * 10, b"Host: evil.example", b"Host:", b"Host: localhost:99999", b"Host: localhost:x",
    b"Host: [::1]", b"Host: [::",
    b"Host: a@localhost", b"Host: localhost, evil.example", b"Host: \xff", b"Host: localhost\r\nHost: evil.example",
    b"X-No-Host: 1",
    b"Host: localhost/x", b"Host: " + b"a" * 3000,
)  # fmt: skip
HEADERS = (
    b"X-Forwarded-Host: evil.example", b"X-Forwarded-Proto: javascript", b"X-Forwarded-For: \xff",
    b"Forwarded: host=evil.example",
    b"X-Original-URL: /-/versions", b"Cookie: ds_actor=x; =; a=\xff", b"Authorization: Bearer x",
    b"Authorization: Bearer dstok_x",
    b"Accept-Encoding: gzip;q=x, \xff", b"Accept: " + b"*/*," * 500, b"Range: bytes=0-1,2-1,-",
    b"If-None-Match: " + b'"a",' * 300,
    b"If-Modified-Since: never", b"Expect: 100-continue", b"Expect: nonsense",
    b"Upgrade: websocket\r\nSec-WebSocket-Key: x", b"Upgrade: h2c",
    b"Content-Length: 5", b"Content-Length: -1", b"Content-Length: x", b"Content-Length: 5\r\nContent-Length: 6",
    b"Transfer-Encoding: chunked",
    b"Transfer-Encoding: gzip, chunked", b"Transfer-Encoding: chunked\r\nContent-Length: 3", b"Content-Length: " + b"9" * 300,
    b"Content-Type: multipart/form-data", b" folded: line", b"No colon", b": no name", b"Bad Name: x", b"X\x00: y",
    b"X: a\x00b", b"X: a\rb",
    b"X: \xff\xfe", b"X: " + b"x" * 30_000, b"X: " + b"x" * 90_000, b"Accept-Language: %s%n", b"Referer: javascript:alert(1)",
)  # fmt: skip
NOISE = (b"\x16\x03\x01\x02\x00\x01", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"\r\n" * 50, b"SSH-2.0-x")


@dataclass(frozen=True)
class Raw:
    """Bytes to send. `until` says what to wait for: the end of the connection, the first answer, or nothing."""

    sent: bytes
    until: str = "end"


@dataclass
class Said:
    """How often each status was answered (0: closed without an answer), what failed, and the seconds of the slowest."""

    statuses: Counter[int] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    slowest: float = 0.0


def raw_requests(seed: int, count: int) -> Iterator[Raw]:
    """Give so many requests, the same for one seed."""
    chance = random.Random(seed)  # noqa: S311 - the same requests in every run
    for _ in range(count):
        yield chance.choice(KINDS)(chance)


def _target(chance: random.Random) -> bytes:
    path = chance.choice(PATHS)
    for _ in range(chance.choice((0, 0, 1, 2))):
        at = chance.randrange(len(path) + 1)
        path = path[:at] + chance.choice(ODD) + path[at:]
    pairs = [chance.choice(NAMES) + b"=" + chance.choice(VALUES) for _ in range(chance.choice((0, 1, 1, 2, 3)))]
    return path + (b"?" + b"&".join(pairs) if pairs else b"")


def _head(method: bytes, target: bytes, version: bytes, *headers: bytes) -> bytes:
    return b"\r\n".join((b" ".join((method, target, version)), *headers, b"Connection: close", b"", b""))


def _plain(chance: random.Random) -> Raw:
    """An odd address, asked properly."""
    return Raw(_head(b"GET", _target(chance), b"HTTP/1.1", b"Host: localhost"))


def _any(chance: random.Random) -> Raw:
    """Anything odd anywhere."""
    headers = [chance.choice(HEADERS) for _ in range(chance.choice((0, 1, 1, 2, 5)))]
    head = _head(chance.choice(METHODS), _target(chance), chance.choice(VERSIONS), chance.choice(HOSTS), *headers)
    return Raw(head + chance.choice((b"", b"", b"12345", b"5\r\nab", b"zz\r\n", chance.randbytes(50))), "first")


def _long(chance: random.Random) -> Raw:
    """A long query: one value, one name, or many parameters of one name or of different ones."""
    name, value = chance.choice(NAMES), chance.choice(VALUES)[:20]
    number = chance.choice((50, 199, 250, 3000))
    query = chance.choice(
        (
            name + b"=" + b"care+home+" * number,
            b"&".join([name + b"=" + value] * number),
            b"&".join(b"%s%d=%s" % (name, one, value) for one in range(number)),
            b"&" * number,
            b"%00" * number,
        )
    )
    return Raw(_head(b"GET", chance.choice(PATHS) + b"?" + query, b"HTTP/1.1", b"Host: localhost"), "first")


def _mangled(chance: random.Random) -> Raw:
    """A proper request with some bytes overwritten, and a proper one behind it."""
    head = bytearray(_head(b"GET", _target(chance), b"HTTP/1.1", b"Host: localhost", chance.choice(HEADERS)))
    for _ in range(chance.randint(1, 8)):
        head[chance.randrange(len(head))] = chance.randrange(256)
    return Raw(bytes(head) + b"\r\n\r\n" + LAST, "first")


def _partial(chance: random.Random) -> Raw:
    """A request that breaks off, in its head or in its body."""
    head = _head(
        chance.choice((b"GET", b"POST")), _target(chance), b"HTTP/1.1", b"Host: localhost", b"Content-Length: 999"
    )
    return Raw(head[: chance.randrange(len(head))] if chance.random() < 0.7 else head + b"abc", "nothing")


def _noise(chance: random.Random) -> Raw:
    """Bytes that are no HTTP, or that of another protocol."""
    noise = (
        chance.randbytes(chance.randint(1, 300)),
        b"\x16\x03\x01\x02\x00\x01",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\r\n" * 50,
        b"SSH-2.0-x",
    )
    return Raw(chance.choice(noise) + b"\r\n\r\n" + LAST, "first")


def _pipelined(chance: random.Random) -> Raw:
    """Several requests at once, some of which break the connection."""
    ones = [_head(b"GET", _target(chance), b"HTTP/1.1", b"Host: localhost") for _ in range(chance.randint(2, 8))]
    return Raw(b"".join(one.replace(b"Connection: close\r\n", b"") for one in ones) + LAST)


KINDS: tuple[Callable[[random.Random], Raw], ...] = (
    _plain, _plain, _any, _any, _any, _any, _long, _mangled, _mangled, _partial, _noise, _pipelined,
)  # fmt: skip


def ask_all(address: str, asked: Iterator[Raw], patience: float) -> Said:
    """Send each request on a connection of its own; an answer that does not come within `patience` seconds is a failure."""
    host, port = address.removeprefix("http://").split(":")
    said = Said()
    for one in asked:
        started = time.monotonic()
        try:
            answers = _ask((host, int(port)), one, patience)
        except TimeoutError:
            said.failures.append(f"hung: {one.sent[:300]!r}")
            continue
        said.slowest = max(said.slowest, time.monotonic() - started)
        statuses = [int(status) for status in STATUS.findall(answers)] or [0]
        said.statuses.update(statuses)
        said.failures.extend(f"{status}: {one.sent[:300]!r}" for status in statuses if status >= 500)
        if one.until != "nothing" and answers and statuses == [0]:
            said.failures.append(f"no HTTP: {one.sent[:300]!r}")
    return said


def _ask(server: tuple[str, int], one: Raw, patience: float) -> bytes:
    answers = bytearray()
    with socket.create_connection(server, timeout=patience) as connection:
        try:
            connection.sendall(one.sent)
            while one.until != "nothing" and (part := connection.recv(65_536)):
                answers += part
                if one.until == "first" and STATUS.search(answers):
                    break
        # The server may close while the rest of a request is still on its way.
        except (ConnectionResetError, BrokenPipeError):
            pass
    return bytes(answers)
