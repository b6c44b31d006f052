"""What a version answers before readers ask it, so that none of them waits while something is made ready for the first time."""

import asyncio
import gc
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from kb.search.engine import Search

if TYPE_CHECKING:  # Datasette loads this package while it loads itself
    from datasette.app import Datasette

# The pages that are read most, beside searches.
PAGES = ("/", "/topics", "/map", "/vanguards", "/contacts")
# After so many searches the next is hardly faster.
SEARCHES = 15

_practising: "WeakKeyDictionary[Datasette, asyncio.Task[None]]" = WeakKeyDictionary()


async def practised(datasette: "Datasette", engine: Search) -> None:
    """Wait until a site has answered what is read most, which it does once; it goes on where who asked has left."""
    if datasette not in _practising:
        _practising[datasette] = asyncio.create_task(_ask(datasette, tuple(addresses(engine))))
    await asyncio.shield(_practising[datasette])


def addresses(engine: Search) -> Iterator[str]:
    """Give the addresses to ask: pages, an entry, and searches for titles from the whole base."""
    yield from PAGES
    cards = engine.cards
    for card in cards[:: max(1, len(cards) // SEARCHES)][:SEARCHES]:
        yield f"/search?{urlencode({'q': card.title})}"
    yield from (f"/entries/{card.slug}" for card in cards[:1])


def forget(datasette: "Datasette") -> None:
    """Let go of a Datasette that serves no more."""
    _practising.pop(datasette, None)


async def _ask(datasette: "Datasette", asked: Sequence[str]) -> None:
    for address in asked:
        await datasette.client.get(address)
    settle()


def settle() -> None:
    """Let what has been read for good be looked through no more for what is no longer used: that stops all answers.

    What is of a version that serves no more is let go of first.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
