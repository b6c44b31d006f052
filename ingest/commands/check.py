"""`kb check`: lists every problem of the entries."""

import sys
from pathlib import Path

import click

from ingest.commands.options import ENTRIES
from kb.errors import ContentError


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@ENTRIES
def check(paths: tuple[Path, ...], form: str, entries: Path) -> None:
    """List every problem of the entries, or of those in PATHS."""
    from ingest.read.check import below, counted, errors, require_below
    from ingest.read.check import check as check_base
    from ingest.read.load import load
    from ingest.read.problems import FORMATS

    base = load(entries)
    require_below(entries, paths)
    problems = below(check_base(base), paths)
    if problems or form == "json":
        click.echo(FORMATS[form](problems))
    wrong = len(errors(problems))
    summary = f"{counted(base, paths)} checked: {wrong} errors, {len(problems) - wrong} warnings"
    click.echo(summary, err=True)
    if wrong:
        sys.exit(ContentError.exit_code)
