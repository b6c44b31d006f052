"""Serves one whole version at a time, and changes to a new one while it runs: requests under way end on the old one."""

import asyncio
import logging
import sqlite3
from collections.abc import MutableMapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette.utils import StartupError, parse_metadata

from kb.errors import DatabaseError, KbError
from kb.published.version import Version, begin_version
from kb.site.instance import Plugins, instance
from kb.site.mcp import forget as forget_mcp
from kb.site.practice import forget as forget_practice
from kb.site.practice import practised, settle
from kb.site.searching import engine_of
from kb.site.searching import forget as forget_engine
from kb.site.security import App, Receive, Send
from kb.site.site import DATABASE, site_of
from kb.site.site import forget as forget_site

if TYPE_CHECKING:
    from datasette.app import Datasette

log = logging.getLogger("uvicorn.error")
# How often a server that watches looks whether the pointer leads elsewhere, in seconds.
EVERY = 1.0


@dataclass
class Served:
    """A version that is open: database, search engine and encoder, which come and go together."""

    version: Version
    datasette: "Datasette"
    app: App
    held: ExitStack
    under_way: int = 0
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    @classmethod
    async def open(cls, version: Version, plugins: Plugins) -> "Served":
        """Open a version, ready for its first reader. Raises KbError where it can't be served."""
        held = ExitStack()
        try:
            held.enter_context(version.held())
            metadata = parse_metadata(version.metadata.read_text(encoding="utf-8"))
            datasette = instance(version.database, metadata, plugins)
            await datasette.invoke_startup()
            await datasette.get_database(DATABASE).table_counts(limit=60_000)
        except (OSError, StartupError, sqlite3.Error) as error:
            held.close()
            raise DatabaseError(f"{version.folder} can't be served: {error}") from error
        return cls(version, datasette, datasette.app(), held)

    async def answer(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer a request, and be kept open until it has ended."""
        self.under_way += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.under_way -= 1
            if not self.under_way:
                self.ended.set()

    async def close(self) -> None:
        """Let go of everything once the last request has ended."""
        while self.under_way:
            self.ended.clear()
            await self.ended.wait()
        forget_mcp(self.datasette)
        forget_practice(self.datasette)
        forget_engine(self.datasette)
        forget_site(self.datasette)
        if self.datasette.executor is not None:
            await asyncio.to_thread(self.datasette.executor.shutdown)
        for database in self.datasette.databases.values():
            database.close()
        self.held.close()
        settle()


async def opened(pointer: Path, plugins: Plugins) -> Served:
    """Open the version that a path leads to; its largest files are held to their hashes while the rest gets ready.

    Nothing is answered from it before all of them are. Raises KbError where it can't be served or is damaged.
    """
    version = await asyncio.to_thread(begin_version, pointer)
    reading = asyncio.to_thread(version.require_whole, version.large)
    served, fault = await asyncio.gather(Served.open(version, plugins), reading, return_exceptions=True)
    # Where it can't be opened because it is damaged, the damage is what is told.
    if fault is not None:
        if isinstance(served, Served):
            await served.close()
        raise fault
    if isinstance(served, BaseException):
        raise served
    return served


async def ready(pointer: Path, plugins: Plugins) -> Served:
    """Open a version and let it answer what is read most, while another still serves readers. Raises as `opened` does."""
    served = await opened(pointer, plugins)
    try:
        await practised(served.datasette, await engine_of(await site_of(served.datasette)))
    except KbError:
        await served.close()
        raise
    return served


class Serving:
    """The application that a server runs: it hands each request to the version that is current when it comes."""

    def __init__(self, pointer: Path, current: Served, plugins: Plugins) -> None:
        self._pointer, self._current, self._plugins = pointer, current, plugins
        self._changing = asyncio.Lock()
        self._closing: set[asyncio.Task[None]] = set()

    @classmethod
    async def open(cls, pointer: Path, plugins: Plugins | None = None) -> "Serving":
        """Open the version that a path leads to, with settings of further plugins.

        Raises KbError where there is none that can be served.
        """
        settings = plugins or {}
        return cls(pointer, await opened(pointer, settings), settings)

    @property
    def version(self) -> Version:
        """The version that answers now."""
        return self._current.version

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer a request from the current version."""
        await self._current.answer(scope, receive, send)

    async def renew(self) -> Path | None:
        """Change to the version that the pointer leads to now.

        Where that can't be served, the old one goes on and the folder that was refused is given.
        """
        async with self._changing:
            database = self._pointer.resolve()
            if database.parent == self.version.folder:
                return None
            try:
                new = await ready(database, self._plugins)
            except KbError as error:
                log.error("version %s goes on: %s", self.version.name, error)
                return database.parent
            old, self._current = self._current, new
            log.info("now serving version %s instead of %s", new.version.name, old.version.name)
            closing = asyncio.create_task(old.close())
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)
            return None

    async def watch(self) -> None:
        """Look every second whether the pointer leads elsewhere; what was refused is tried again only after another."""
        refused: Path | None = None
        while True:
            await asyncio.sleep(EVERY)
            if self._pointer.is_file() and self._pointer.resolve().parent != refused:
                refused = await self.renew()

    async def close(self) -> None:
        """Close the current version and those that are still ending."""
        await asyncio.gather(*self._closing, self._current.close())
