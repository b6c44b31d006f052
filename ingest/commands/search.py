"""`kb search`: searches in the terminal."""

import json
from collections.abc import Callable
from pathlib import Path

import click

from ingest.commands.options import DATABASE_OPTION, TYPED

SEARCH_OPTIONS = (
    "kind",
    "care_model",
    "contract_type",
    "outcome",
    "effect",
    "aim",
    "basis",
    "setting",
    "population_group",
    "status",
    "region",
    "source",
    "min_strength",
    "population_min",
    "population_max",
    "mode",
    "sort",
    "size",
    "next",
    "expand",
)


def _search_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add an option for each parameter of /search.json; a filter may be given twice, which means either."""
    for name in reversed(SEARCH_OPTIONS):
        option = click.option(
            f"--{name.replace('_', '-')}", name, multiple=True, type=TYPED, help=f"As {name} of /search.json."
        )
        command = option(command)
    return command


@click.command()
@click.argument("words", default="", type=TYPED)
@click.option("--json", "as_json", is_flag=True, help="Give the answer as /search.json does.")
@_search_options
@DATABASE_OPTION
def search(words: str, as_json: bool, database: Path, **options: tuple[str, ...]) -> None:
    """Search the database for WORDS, as the web page does."""
    from ingest.commands.terminal import as_lines, search_database

    pairs = [("q", words), *((name, value) for name, values in options.items() for value in values)]
    answer = search_database(database, pairs)
    click.echo(json.dumps(answer, indent=2, ensure_ascii=False) if as_json else as_lines(answer))
