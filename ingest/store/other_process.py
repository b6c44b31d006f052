"""Runs a function in a process of its own, as Python loads one model at a time in a process and loading takes seconds."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import ParamSpec, TypeVar

from kb.errors import BrokenEnvironmentError, KbError

P = ParamSpec("P")
Result = TypeVar("Result")


def call(function: Callable[P, Result], *arguments: P.args, **named: P.kwargs) -> Result:
    """Give what the function gives. It, its arguments and its result must be such as pickle takes.

    Raises the KbError that the function raises, and BrokenEnvironmentError where the process ends without an answer.
    """
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(sending, function, arguments, named), daemon=True)
    process.start()
    # Only the other process may hold this end, or its end would not be noticed.
    sending.close()
    try:
        outcome: Result | KbError = receiving.recv()
    except EOFError as error:
        process.join()
        message = f"a process of the build ended with code {process.exitcode}; is there enough memory? Build again"
        raise BrokenEnvironmentError(message) from error
    finally:
        receiving.close()
        process.join()
    if isinstance(outcome, KbError):
        raise outcome
    return outcome


def _answer(
    sending: Connection, function: Callable[..., object], arguments: tuple[object, ...], named: dict[str, object]
) -> None:
    try:
        sending.send(function(*arguments, **named))
    except KbError as error:
        sending.send(error)
