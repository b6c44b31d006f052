"""Options that several commands share."""

from pathlib import Path

import click

DATABASE = Path("build/kb.db")
ENTRIES = click.option(
    "--entries",
    type=click.Path(path_type=Path),
    default=Path("entries"),
    show_default=True,
    help="Folder of entries.",
)
DATABASE_OPTION = click.option(
    "--database", type=click.Path(path_type=Path), default=DATABASE, show_default=True, help="Database to read."
)
