"""`kb check`: lists every problem of the entries."""

import sys
from pathlib import Path

import click

from ingest.commands.options import ENTRIES
from kb.errors import ContentError, KbError


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option("--explain", metavar="RULE", help="Print what a rule says, with a wrong and a right example.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes, until Ctrl-C.")
@ENTRIES
def check(paths: tuple[Path, ...], form: str, explain: str | None, watch: bool, entries: Path) -> None:
    """List every problem of the entries, or of those in PATHS."""
    if explain is not None:
        click.echo(_explained(explain))
        return
    if watch:
        from ingest.read.watching import changes

        for _ in changes(entries):
            click.clear()
            _listed(paths, form, entries)
    if _listed(paths, form, entries):
        sys.exit(ContentError.exit_code)


def _listed(paths: tuple[Path, ...], form: str, entries: Path) -> int:
    """Print every problem and give the number of errors."""
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
    return wrong


def _explained(name: str) -> str:
    from ingest.describe.rule_pages import explained
    from kb.model.likeness import nearest
    from kb.rules.catalogue import RULES

    if name not in RULES:
        meant = nearest(name, RULES)
        advice = f"did you mean {meant}?" if meant else "docs/rules/README.md lists them all"
        raise KbError(f"there is no rule {name!r}; {advice}")
    return explained(RULES[name])
