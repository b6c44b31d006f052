"""`kb fmt`: the one layout of files."""

import sys
from pathlib import Path

import click

from ingest.commands.options import ENTRIES
from kb.errors import ContentError


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit with 1 where something would change.")
@click.option(
    "--fix", is_flag=True, help="Mend too what is safe: 41,300, 4 April 2015, labels, tabs, .yaml and the like."
)
@ENTRIES
def fmt(paths: tuple[Path, ...], *, only_check: bool, fix: bool, entries: Path) -> None:
    """Write entries, sources and vocabularies (or those in PATHS) in their one layout: order, quotes, line ends."""
    from ingest.contribute.formatting import files, fixed, laid_out, moved
    from ingest.read.check import require_below
    from ingest.read.load import load
    from ingest.read.problems import printable

    require_below(entries, paths)
    base = load(entries, only=() if not fix else None)
    write = not only_check
    outcomes = list(moved(base, entries, paths, write=write)) if fix else []
    gone = {outcome.path for outcome in outcomes} if not write else set()
    beyond = (*paths, *(outcome.path for outcome in outcomes)) if paths else ()
    for path in files(base, entries, beyond):
        if path not in gone:
            outcomes.append(fixed(path, base, write=write) if fix else laid_out(path, write=write))
    changed = [outcome for outcome in outcomes if outcome.changes]
    faulty = [outcome for outcome in outcomes if outcome.fault]
    for outcome in changed:
        for change in outcome.changes:
            click.echo(printable(f"{outcome.path}:{change}"))
    for outcome in faulty:
        click.echo(printable(outcome.fault), err=True)
    done = "would change" if only_check else "changed"
    click.echo(f"{len(changed)} files {done}, {len(faulty)} can't be read", err=True)
    if faulty or (only_check and changed):
        sys.exit(ContentError.exit_code)
