"""`kb new`: writes a file for a new entry."""

from pathlib import Path

import click

from ingest.commands.options import ENTRIES
from kb.model.entry import FOLDERS, Kind


@click.command()
@click.argument("kind", type=click.Choice(list(FOLDERS.values())))
@click.argument("slug")
@ENTRIES
def new(kind: Kind, slug: str, entries: Path) -> None:
    """Write a commented file for a new entry of KIND, to be called SLUG."""
    from ingest.read.template import new_entry

    click.echo(new_entry(kind, slug, entries))
