"""`kb tag`: shows what the tagger finds."""

import sys
from pathlib import Path

import click

from ingest.commands.options import ENTRIES, TYPED, as_typed


@click.command()
@click.argument("texts", nargs=-1, required=True, type=TYPED)
@click.option(
    "--json", "as_json", is_flag=True, help="Give a list a text: start, end, text, vocabulary, term, method …"
)
@ENTRIES
def tag(texts: tuple[str, ...], as_json: bool, entries: Path) -> None:
    """Show what the tagger finds in each of TEXTS; - reads one text a line."""
    from ingest.read.load import load
    from ingest.tag.table import as_table, to_json
    from ingest.tag.tagger import Tagger

    wanted = as_typed(sys.stdin.read()).splitlines() if texts == ("-",) else list(texts)
    found = Tagger(load(entries).vocabularies).tag(wanted)
    click.echo(to_json(found) if as_json else as_table(wanted, found))
