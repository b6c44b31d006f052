"""Whether the addresses of sources still answer."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

import httpx

from ingest.read.load import Base

AT_ONCE, SECONDS = 8, 20.0
# Some servers refuse programs that do not say who they are, and some refuse to be asked for the head alone.
HEADERS = {"user-agent": "Mozilla/5.0 (compatible; kb links)"}
REFUSED = frozenset({403, 405, 406, 429, 501})
GONE = 400


@dataclass(frozen=True)
class Link:
    """A source's address and what came back: the status, or what went wrong."""

    source: str
    address: str
    answer: str
    broken: bool


def addresses(base: Base) -> tuple[tuple[str, str], ...]:
    """Give (source, address) for each source that has one, by source."""
    return tuple((name, source.url) for name, source in sorted(base.sources.items()) if source.url)


def look(found: Iterable[tuple[str, str]]) -> tuple[Link, ...]:
    """Ask each address, eight at a time and for 20 seconds at most; give them in the same order."""
    return asyncio.run(_all(tuple(found)))


async def _all(found: tuple[tuple[str, str], ...]) -> tuple[Link, ...]:
    free = asyncio.Semaphore(AT_ONCE)
    async with httpx.AsyncClient(timeout=SECONDS, follow_redirects=True, headers=HEADERS) as client:

        async def one(source: str, address: str) -> Link:
            async with free:
                return await _ask(client, source, address)

        return tuple(await asyncio.gather(*(one(*pair) for pair in found)))


async def _ask(client: httpx.AsyncClient, source: str, address: str) -> Link:
    try:
        answer = await client.head(address)
        if answer.status_code in REFUSED:
            answer = await client.get(address)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return Link(source, address, f"no answer ({type(error).__name__})", True)
    # A page that turns programs away is there all the same.
    broken = answer.status_code >= GONE and answer.status_code not in REFUSED
    return Link(source, address, str(answer.status_code), broken)
