"""`kb docs`: writes the generated documents."""

from pathlib import Path

import click

from ingest.commands.options import ENTRIES


@click.command()
@ENTRIES
def docs(entries: Path) -> None:
    """Write the generated documents and schemas anew, and add new slugs to the list of those in use."""
    from ingest.describe.generated import write
    from ingest.read.load import load
    from ingest.read.published_slugs import add_published

    base = load(entries)
    for path in (*write(base, Path()), *filter(None, [add_published(base, entries)])):
        click.echo(path)
