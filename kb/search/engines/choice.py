"""Chooses the engine of a database: by what the setting says, else by what lies beside it."""

import os
from collections.abc import Callable
from pathlib import Path

from kb.errors import BrokenEnvironmentError
from kb.search.engines import files
from kb.search.engines.memory import InMemory
from kb.search.meaning import Opening

# Names an engine, or the address of a PostgreSQL server; nothing lets the files beside the database decide.
SETTING = "KB_VECTORS"
# From so many passages on a build writes the files that the larger engines need.
FROM = 500_000


def is_address(engine: str) -> bool:
    """Tell whether an engine is named by the address of a server."""
    return engine.startswith(("postgresql://", "postgres://"))


def _rounded(database: Path) -> Opening:
    from kb.search.engines.rounded import Mapped

    return Mapped.opening(database)


def _inverted(database: Path) -> Opening:
    from kb.search.engines.inverted import Inverted

    return Inverted.opening(database)


ENGINES: dict[str, Callable[[Path], Opening]] = {
    "memory": lambda _database: InMemory,
    "int8": _rounded,
    "ivf": _inverted,
}


def opening(database: Path, setting: str | None = None) -> Opening:
    """Give what opens the vectors of a database. Raises BrokenEnvironmentError where the setting names no engine."""
    named = os.environ.get(SETTING, "") if setting is None else setting
    if is_address(named):
        from kb.search.engines.postgres import Central

        return Central.opening(named, database)
    if not named:
        named = "int8" if files.ROUNDED in files.held(database) else "memory"
    if named not in ENGINES:
        allowed = ", ".join((*ENGINES, "postgresql://…"))
        raise BrokenEnvironmentError(f"{SETTING}={named[:40]}: there is no such engine; choose one of {allowed}")
    return ENGINES[named](database)
