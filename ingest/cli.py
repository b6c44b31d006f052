"""The command `kb`. Each command imports what it needs when it runs, so that `kb check` loads no model."""

import sys
from pathlib import Path

import click

from kb import __version__
from kb.errors import ContentError, KbError

ENTRIES = click.option(
    "--entries",
    type=click.Path(path_type=Path),
    default=Path("entries"),
    show_default=True,
    help="Folder of entries.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kb")
def cli() -> None:
    """Check, build, search and extend the New Care Models Evidence Base."""


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True
)
@ENTRIES
def check(paths: tuple[Path, ...], form: str, entries: Path) -> None:
    """List every problem of the entries, or of those in PATHS."""
    from ingest.check import below, errors
    from ingest.check import check as check_base
    from ingest.load import load
    from ingest.problems import FORMATS

    base = load(entries)
    problems = below(check_base(base), paths)
    if problems or form == "json":
        click.echo(FORMATS[form](problems))
    wrong = len(errors(problems))
    summary = f"{len(base.slugs)} entries checked: {wrong} errors, {len(problems) - wrong} warnings"
    click.echo(summary, err=True)
    if wrong:
        sys.exit(ContentError.exit_code)


def main() -> None:
    """Run the command; an error is one line and an exit code, never a traceback."""
    try:
        cli()
    except KbError as error:
        click.echo(f"kb: {error}", err=True)
        sys.exit(error.exit_code)
