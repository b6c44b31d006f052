"""The search engine behind the pages: opened once for each server, asked in worker threads."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from threadpoolctl import threadpool_limits

from kb.published.version import ENCODER
from kb.search.answer import SearchAnswer
from kb.search.encoder import Encoder
from kb.search.engine import Search
from kb.search.engines.choice import opening
from kb.search.request import SearchRequest
from kb.site.site import Site

if TYPE_CHECKING:  # Datasette loads this package while it loads itself
    from datasette.app import Datasette

_engines: "WeakKeyDictionary[Datasette, Search]" = WeakKeyDictionary()
_opening: "WeakKeyDictionary[Datasette, asyncio.Lock]" = WeakKeyDictionary()

# Searches share one interpreter: more at once end no sooner, and each of them later.
_AT_ONCE = 2
_searching = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="search")


async def engine_of(site: Site) -> Search:
    """Give the search engine of a site. Raises KbError where its encoder is missing or not the database's."""
    async with _opening.setdefault(site.datasette, asyncio.Lock()):
        if site.datasette not in _engines:
            _engines[site.datasette] = await asyncio.to_thread(open_engine, site.path)
    return _engines[site.datasette]


def open_engine(database: Path) -> Search:
    """Open the engine of a database; the encoder lies in a folder beside it."""
    # Threads that wait for each other inside one search cost more than they save once there are two searches.
    threadpool_limits(limits=1, user_api="blas")
    return Search(database, Encoder(database.resolve().parent / ENCODER), opening(database))


def forget(datasette: "Datasette") -> None:
    """Let go of the engine of a Datasette that serves no more."""
    _engines.pop(datasette, None)
    _opening.pop(datasette, None)


async def answer(site: Site, request: SearchRequest) -> SearchAnswer:
    """Answer a search without holding up other requests."""
    engine = await engine_of(site)
    return await asyncio.get_running_loop().run_in_executor(_searching, engine.answer, request)
