"""`kb new`: writes a file for a new entry."""

from pathlib import Path

import click

from ingest.commands.options import ENTRIES


@click.command()
@click.argument("kind")
@click.argument("slug")
@ENTRIES
def new(kind: str, slug: str, entries: Path) -> None:
    """Write a commented file for a new entry of KIND, one of those in base.yml, to be called SLUG."""
    from ingest.read.template import new_entry

    click.echo(new_entry(kind, slug, entries))
