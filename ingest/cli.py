"""The command `kb`. Each command imports what it needs when it runs, so that `kb check` loads no model."""

import json
import sys
from pathlib import Path

import click

from kb import __version__
from kb.entry import FOLDERS, Kind
from kb.errors import ContentError, KbError

DATABASE = Path("build/kb.db")
# More lines than this hide the summary that follows them; the rest stands in a file.
SHOWN = 10

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


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kb")
def cli() -> None:
    """Check, build, search and extend the New Care Models Evidence Base."""


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
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


@cli.command()
@click.option(
    "--output", type=click.Path(path_type=Path), default=DATABASE, show_default=True, help="Database to write."
)
@ENTRIES
def build(output: Path, entries: Path) -> None:
    """Build the database from the entries; what has not changed is not done again."""
    from ingest.build import build as build_database
    from ingest.problems import as_text

    summary = build_database(entries, output)
    if summary.warnings:
        listed = output.with_name("warnings.txt")
        listed.write_text(as_text(summary.warnings) + "\n", encoding="utf-8")
        click.echo(as_text(summary.warnings[:SHOWN]), err=True)
        click.echo(f"{len(summary.warnings)} warnings in all, listed in {listed}", err=True)
    click.echo(f"{output}: {summary}", err=True)


@cli.command()
@click.argument("kind", type=click.Choice(list(FOLDERS.values())))
@click.argument("slug")
@ENTRIES
def new(kind: Kind, slug: str, entries: Path) -> None:
    """Write a commented file for a new entry of KIND, to be called SLUG."""
    from ingest.template import new_entry

    click.echo(new_entry(kind, slug, entries))


@cli.command()
@click.option("--port", type=int, default=8001, show_default=True, help="Port on 127.0.0.1.")
@DATABASE_OPTION
def serve(port: int, database: Path) -> None:
    """Serve the database with Datasette on this machine."""
    from kb.server import serve as serve_database

    serve_database(database, port, Path("metadata.yml"))


@cli.command()
@ENTRIES
def docs(entries: Path) -> None:
    """Write the generated documents and schemas anew."""
    from ingest.generated import write
    from ingest.load import load

    for path in write(load(entries), Path()):
        click.echo(path)


@cli.command()
@click.argument("texts", nargs=-1, required=True)
@click.option(
    "--json", "as_json", is_flag=True, help="Give a list a text: start, end, text, vocabulary, term, method …"
)
@ENTRIES
def tag(texts: tuple[str, ...], as_json: bool, entries: Path) -> None:
    """Show what the tagger finds in each of TEXTS; - reads one text a line."""
    from ingest.load import load
    from ingest.tag.table import as_table, to_json
    from ingest.tag.tagger import Tagger

    wanted = sys.stdin.read().splitlines() if texts == ("-",) else list(texts)
    found = Tagger(load(entries).vocabularies).tag(wanted)
    click.echo(to_json(found) if as_json else as_table(wanted, found))


@cli.command()
@click.argument("words")
@click.option("--json", "as_json", is_flag=True, help="Give the answer as /search.json does.")
@click.option(
    "--filter", "filters", multiple=True, metavar="NAME=VALUE", help="Any parameter of /search.json; repeatable."
)
@DATABASE_OPTION
def search(words: str, as_json: bool, filters: tuple[str, ...], database: Path) -> None:
    """Search the database for WORDS, as the web page does."""
    from ingest.terminal import as_lines, search_database

    answer = search_database(database, words, filters)
    click.echo(json.dumps(answer, indent=2, ensure_ascii=False) if as_json else as_lines(answer))


def main() -> None:
    """Run the command; an error is one line and an exit code, never a traceback."""
    try:
        cli()
    except KbError as error:
        click.echo(f"kb: {error}", err=True)
        sys.exit(error.exit_code)
