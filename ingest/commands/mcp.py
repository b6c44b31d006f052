"""`kb mcp`: answers programs that speak the Model Context Protocol."""

from pathlib import Path

import click

from ingest.commands.options import DATABASE_OPTION
from kb.errors import missing_part


@click.command()
@DATABASE_OPTION
def mcp(database: Path) -> None:
    """Answer over the Model Context Protocol on standard input and output, for programs that start this command."""
    import kb

    try:
        from kb.library.mcp import server_of
    except ModuleNotFoundError as error:
        raise missing_part(str(error.name), "mcp") from error
    server_of(kb.open(database)).run()
