"""`kb vectors`: writes the vectors of a built database for one of the larger engines."""

from pathlib import Path

import click

from ingest.commands.options import DATABASE_OPTION
from ingest.store import vector_files, vector_server
from ingest.store.building import building
from ingest.store.versions import write_manifest
from kb.errors import BrokenEnvironmentError
from kb.published.version import open_version
from kb.search.engines.choice import SETTING, is_address
from kb.search.engines.postgres import shown

IN_FILES = ("int8", "ivf")


def write(engine: str, database: Path) -> str:
    """Write the vectors, and say where they are. Raises BrokenEnvironmentError where there is no such engine."""
    version = open_version(database)
    if is_address(engine):
        schema = vector_server.write(version.database, engine)
        return f"{shown(engine)}: schema {schema}; serve with {SETTING} set to this address"
    if engine not in IN_FILES:
        allowed = ", ".join((*IN_FILES, "postgresql://…"))
        raise BrokenEnvironmentError(f"{engine[:40]}: nothing is written for such an engine; choose one of {allowed}")
    with building(version.folder.parent.parent):
        folder = vector_files.write(version.database, inverted=engine == "ivf")
        write_manifest(version.folder, version.identity)
    return f"{folder}; `kb serve` uses them from now on" + (f" with {SETTING}=ivf" if engine == "ivf" else "")


@click.command()
@click.argument("engine")
@DATABASE_OPTION
def vectors(engine: str, database: Path) -> None:
    """Write the vectors of a built database for ENGINE: int8, ivf, or the address of a PostgreSQL server with pgvector."""
    click.echo(write(engine, database))
