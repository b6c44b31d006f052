"""`kb build`: builds the database."""

from pathlib import Path

import click

from ingest.commands.options import DATABASE, ENTRIES

# More lines than this hide the summary that follows them; the rest stands in a file.
SHOWN = 10


@click.command()
@click.option(
    "--output", type=click.Path(path_type=Path), default=DATABASE, show_default=True, help="Database to write."
)
@click.option("--cluster", metavar="ADDRESS", help="Tag and embed on the Dask cluster whose scheduler is there.")
@ENTRIES
def build(output: Path, entries: Path, cluster: str | None) -> None:
    """Build the database from the entries; what has not changed is not done again."""
    from ingest.build import build as build_database
    from ingest.read.problems import as_text

    summary = build_database(entries, output, DATABASE if output != DATABASE else None, cluster)
    if summary.warnings:
        listed = output.with_name("warnings.txt")
        listed.write_text(as_text(summary.warnings) + "\n", encoding="utf-8")
        click.echo(as_text(summary.warnings[:SHOWN]), err=True)
        click.echo(f"{len(summary.warnings)} warnings in all, listed in {listed}", err=True)
    click.echo(f"{output}: {summary}", err=True)
