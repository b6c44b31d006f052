"""`kb release`: writes the release bundle."""

from pathlib import Path

import click

from ingest.commands.options import DATABASE_OPTION, ENTRIES


@click.command()
@click.option(
    "--output", type=click.Path(path_type=Path), default=Path("dist"), show_default=True, help="Folder to write into."
)
@DATABASE_OPTION
@ENTRIES
def release(output: Path, database: Path, entries: Path) -> None:
    """Write a release: the database, CSV files, JSON, their descriptions and checksums, as a folder and as a ZIP file."""
    from ingest.release.bundle import bundle

    folder = bundle(database, entries, output)
    click.echo(f"{folder}\n{folder}.zip")
