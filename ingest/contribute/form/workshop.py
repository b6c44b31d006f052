"""A process of its own in which forms are read, checked and written: what strangers send can't hold up or break the site."""

import asyncio
import multiprocessing
import signal
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from ingest.contribute.form.desk import Answer, Asked, Desk
from kb.errors import BrokenEnvironmentError, BusyError, KbError
from kb.exports.apart import step_back

# Seconds for one answer, for reading the base at the start, and how many may wait at once.
SECONDS, BEGINNING, WAITING = 20.0, 120.0, 8
STOPPED = (
    "This could not be answered. Go back: what you filled in is still there. Try again, or send less of it at once."
)


class TooLongError(KbError):
    """A form took longer than it may."""


class Workshop:
    """Answers one request after the other in another process, which is ended where one takes too long."""

    def __init__(self, entries: Path, root: str) -> None:
        self._entries, self._root = entries, root
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="contribute")
        self._lock = threading.Lock()
        self._waiting = 0

    async def answer(self, asked: Asked) -> Answer:
        """Answer a request, unless its reader leaves before its turn.

        Raises BusyError, TooLongError, or the KbError that answering raises.
        """
        with self._lock:
            if self._waiting >= WAITING:
                raise BusyError("Many people are at the form just now; try again in a moment.")
            self._waiting += 1
        future = self._thread.submit(self._exchanged, asked)
        future.add_done_callback(self._ended)
        # Cancelled, it is not begun; what has begun goes on, as the base would have to be read anew, for SECONDS at most.
        return await asyncio.wrap_future(future)

    def _ended(self, _future: "Future[Answer]") -> None:
        with self._lock:
            self._waiting -= 1

    def _exchanged(self, asked: Asked) -> Answer:
        connection = self._running()
        try:
            connection.send(asked)
            if not connection.poll(SECONDS):
                raise TooLongError("Checking this took too long; send less of it at once.")
            outcome: Answer | KbError = connection.recv()
        except (EOFError, OSError) as error:
            self.close()
            raise TooLongError(STOPPED) from error
        except TooLongError:
            self.close()
            raise
        if isinstance(outcome, KbError):
            raise outcome
        return outcome

    def _running(self) -> Connection:
        """Give the connection to the process, which is begun where there is none."""
        if self._connection is not None and self._process is not None and self._process.is_alive():
            return self._connection
        self.close()
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=_work, args=(there, self._entries, self._root), daemon=True)
        process.start()
        # Only the other process may hold its end, or neither would notice that the other has gone.
        there.close()
        self._process, self._connection = process, here
        try:
            ready = (
                here.recv() if here.poll(BEGINNING) else BrokenEnvironmentError("the form does not begin; try again")
            )
        except EOFError:
            ready = BrokenEnvironmentError("the form's process ended while it began; is there enough memory?")
        if isinstance(ready, KbError):
            self.close()
            raise ready
        return here

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = None


def _work(connection: Connection, entries: Path, root: str) -> None:
    """Answer requests until the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    step_back()
    try:
        desk = Desk(entries, root)
    except KbError as error:
        connection.send(error)
        return
    connection.send(None)
    while True:
        try:
            asked = connection.recv()
        except EOFError:
            return
        connection.send(_answered(desk, asked))


def _answered(desk: Desk, asked: Asked) -> Answer | KbError:
    try:
        return desk.answer(asked)
    except KbError as error:
        return error
    except RecursionError:
        return KbError("This is nested too deep to be read.")
