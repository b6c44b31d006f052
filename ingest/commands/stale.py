"""`kb stale`: what is past its date."""

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path

import click

from ingest.commands.options import ENTRIES

MONTHS = click.IntRange(min=0, max=1200)


@click.command()
@click.option(
    "--entries-after", default=24, show_default=True, type=MONTHS, help="Months until an entry is checked again."
)
@click.option(
    "--contacts-after", default=36, show_default=True, type=MONTHS, help="Months until a contact may have changed."
)
@click.option("--links-after", default=24, show_default=True, type=MONTHS, help="Months until a link is opened again.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Day to count from; today where it is left out.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@ENTRIES
def stale(
    entries_after: int, contacts_after: int, links_after: int, today: datetime | None, form: str, entries: Path
) -> None:
    """List entries, contacts and links that are past their date, by who looks after them."""
    from ingest.contribute.stale import Ages
    from ingest.contribute.stale import stale as find
    from ingest.read.load import load

    day: date = (today or datetime.now(tz=UTC)).date()
    found = find(load(entries), Ages(entries_after, contacts_after, links_after), day)
    if form == "json":
        click.echo(json.dumps([asdict(one) for one in found], indent=2, ensure_ascii=False))
        return
    for owner, items in groupby(found, key=lambda one: one.owner):
        click.echo(f"{owner}:")
        for one in items:
            click.echo(f"  {one.path}:{one.line}: {one.what} since {one.since}")
    click.echo(f"{len(found)} past their date", err=True)
