"""`kb tune`: teaches the encoder the base's own questions."""

from pathlib import Path

import click

from ingest.commands.options import DATABASE, ENTRIES


@click.command()
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=DATABASE,
    show_default=True,
    help="Database whose vectors are used; others are kept beside it as they are computed.",
)
@ENTRIES
def tune(output: Path, entries: Path) -> None:
    """Teach the encoder the questions of the entries; keep what it learnt in the base's folder `encoder`."""
    from ingest.build import checked_base
    from ingest.contribute.beginning import example
    from ingest.store.tuned import tune_base

    base, _ = checked_base(entries)
    tuning = tune_base(base, example(), entries, output)
    click.echo(f"{entries / 'encoder'}: {tuning}; `kb build` uses it from now on", err=True)
