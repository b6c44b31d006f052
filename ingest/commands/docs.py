"""`kb docs`: writes the generated documents."""

from pathlib import Path

import click

from ingest.commands.options import ENTRIES


@click.command()
@ENTRIES
def docs(entries: Path) -> None:
    """Write the generated documents and schemas anew."""
    from ingest.describe.generated import write
    from ingest.read.load import load

    for path in write(load(entries), Path()):
        click.echo(path)
