"""`kb links`: asks whether the addresses of sources still answer."""

from pathlib import Path

import click

from ingest.commands.options import ENTRIES


@click.command()
@ENTRIES
def links(entries: Path) -> None:
    """List sources whose address no longer answers; needs the network."""
    from ingest.contribute.links import addresses, look
    from ingest.read.load import load

    found = look(addresses(load(entries)))
    broken = [one for one in found if one.broken]
    for one in broken:
        click.echo(f"entries/sources/{one.source}.yml: {one.address}: {one.answer}")
    click.echo(f"{len(found)} addresses asked, {len(broken)} of them do not answer")
    raise SystemExit(1 if broken else 0)
