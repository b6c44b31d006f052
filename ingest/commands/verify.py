"""`kb verify`: looks up cited figures in the texts of their sources."""

import sys
from pathlib import Path

import click

from ingest.commands.options import ENTRIES
from kb.errors import ContentError


@click.command()
@click.option(
    "--sources",
    type=click.Path(path_type=Path),
    required=True,
    multiple=True,
    help="Folder of the sources' texts; may be given again.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@ENTRIES
def verify(sources: tuple[Path, ...], form: str, paths: tuple[Path, ...], entries: Path) -> None:
    """Look up each figure that entries cite, or those in PATHS, in the text of the cited source."""
    from ingest.read.load import load
    from ingest.verify.report import as_json, as_text
    from ingest.verify.verification import Status
    from ingest.verify.verification import verify as verify_base

    report = verify_base(load(entries), *sources).below(paths)
    click.echo(as_json(report) if form == "json" else as_text(report))
    if report.cited(Status.NOT_FOUND) or report.placeless:
        sys.exit(ContentError.exit_code)
