"""The command `kb`. Each command imports what it needs when it runs, so that `kb check` loads no model."""

import gc
import json
import sys
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path

import click

from kb import __version__
from kb.errors import ContentError, KbError

DATABASE = Path("build/kb.db")
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
    """Check, build, search and extend an evidence base."""


@cli.command()
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


@cli.command()
@click.option(
    "--output", type=click.Path(path_type=Path), default=DATABASE, show_default=True, help="Database to write."
)
@click.option("--cluster", metavar="ADDRESS", help="Tag and embed on the Dask cluster whose scheduler is there.")
@ENTRIES
def build(output: Path, entries: Path, cluster: str | None) -> None:
    """Build the database from the entries; what has not changed is not done again."""
    from ingest.build import build as build_database
    from ingest.read.problems import as_text

    summary = build_database(entries, output, DATABASE if output != DATABASE else None, cluster)
    if summary.warnings:
        listed = output.with_name("warnings.txt")
        listed.write_text(as_text(summary.warnings) + "\n", encoding="utf-8")
        click.echo(as_text(summary.warnings[:SHOWN]), err=True)
        click.echo(f"{len(summary.warnings)} warnings in all, listed in {listed}", err=True)
    click.echo(f"{output}: {summary}", err=True)


@cli.command()
@click.argument("engine")
@DATABASE_OPTION
def vectors(engine: str, database: Path) -> None:
    """Write the vectors of a built database for ENGINE: int8, ivf, or the address of a PostgreSQL server with pgvector."""
    from ingest.commands.vectors import write

    click.echo(write(engine, database))


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Write a small base of your own into FOLDER, to check, build and serve as it is, and then to change."""
    from ingest.start.beginning import begin

    begun = begin(folder)
    database = begun.with_name(f"{begun.name}-build") / "kb.db"
    click.echo(f"{begun}: an example; base.yml in it says whose base it is. Now run:")
    click.echo(f"  kb check --entries {begun}")
    click.echo(f"  kb build --entries {begun} --output {database}")
    click.echo(f"  kb serve --database {database}")


@cli.command()
@click.argument("kind")
@click.argument("slug")
@ENTRIES
def new(kind: str, slug: str, entries: Path) -> None:
    """Write a commented file for a new entry of KIND, one of those in base.yml, to be called SLUG."""
    from ingest.read.template import new_entry

    click.echo(new_entry(kind, slug, entries))


@cli.command()
@click.option("--port", type=int, default=8001, show_default=True, help="Port; 0 takes a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on, such as a container's own.")
@click.option("--watch", is_flag=True, help="Change to a new version as soon as it is published.")
@click.option("--metrics", type=int, metavar="PORT", help="Port of 127.0.0.1 where Prometheus reads /-/metrics.")
@click.option("--log", is_flag=True, help="Write a line of JSON for each answer, without what was asked.")
@DATABASE_OPTION
def serve(port: int, host: str, database: Path, metrics: int | None, *, watch: bool, log: bool) -> None:
    """Serve the database with Datasette on this machine; SIGHUP changes to the version that is published by then."""
    from kb.site.server import Manner
    from kb.site.server import serve as serve_database

    serve_database(database, port, Manner(host, watch, metrics, log))


@cli.command()
@ENTRIES
def docs(entries: Path) -> None:
    """Write the generated documents and schemas anew."""
    from ingest.describe.generated import write
    from ingest.read.load import load

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
    from ingest.read.load import load
    from ingest.tag.table import as_table, to_json
    from ingest.tag.tagger import Tagger

    wanted = sys.stdin.read().splitlines() if texts == ("-",) else list(texts)
    found = Tagger(load(entries).vocabularies).tag(wanted)
    click.echo(to_json(found) if as_json else as_table(wanted, found))


def _search_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add an option for each parameter of /search.json; a filter may be given twice, which means either."""
    for name in reversed(SEARCH_OPTIONS):
        option = click.option(f"--{name.replace('_', '-')}", name, multiple=True, help=f"As {name} of /search.json.")
        command = option(command)
    return command


@cli.command()
@click.argument("words", default="")
@click.option("--json", "as_json", is_flag=True, help="Give the answer as /search.json does.")
@_search_options
@DATABASE_OPTION
def search(words: str, as_json: bool, database: Path, **options: tuple[str, ...]) -> None:
    """Search the database for WORDS, as the web page does."""
    from ingest.commands.terminal import as_lines, search_database

    pairs = [("q", words), *((name, value) for name, values in options.items() for value in values)]
    answer = search_database(database, pairs)
    click.echo(json.dumps(answer, indent=2, ensure_ascii=False) if as_json else as_lines(answer))


@cli.command()
@click.option("--sources", type=click.Path(path_type=Path), required=True, help="Folder of the sources' texts.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@ENTRIES
def verify(sources: Path, form: str, paths: tuple[Path, ...], entries: Path) -> None:
    """Look up each figure that entries cite, or those in PATHS, in the text of the cited source."""
    from ingest.read.load import load
    from ingest.verify.report import as_json, as_text
    from ingest.verify.verification import Status
    from ingest.verify.verification import verify as verify_base

    report = verify_base(load(entries), sources).below(paths)
    click.echo(as_json(report) if form == "json" else as_text(report))
    if report.cited(Status.NOT_FOUND):
        sys.exit(ContentError.exit_code)


@cli.command("eval")
@click.option("--queries", type=click.Path(path_type=Path), help="Judged queries to use instead of our own.")
@click.option("--beir", type=click.Path(path_type=Path), help="A collection in BEIR layout to search instead.")
@click.option("--json", "as_json", is_flag=True, help="Give the reports as JSON.")
@DATABASE_OPTION
@ENTRIES
def evaluate(queries: Path | None, beir: Path | None, as_json: bool, database: Path, entries: Path) -> None:
    """Measure the quality of search; without options, of tagging too, on our own judgements."""
    from ingest.evaluate.quality import reports

    found = reports(database, entries, queries, beir)
    as_data = {name: report.as_json() for name, report in found.items()}
    click.echo(json.dumps(as_data, indent=2) if as_json else "\n\n".join(map(str, found.values())))


@cli.command()
@click.option(
    "--output", type=click.Path(path_type=Path), default=Path("dist"), show_default=True, help="Folder to write into."
)
@DATABASE_OPTION
@ENTRIES
def release(output: Path, database: Path, entries: Path) -> None:
    """Write a release: the database, CSV files, JSON, their descriptions and checksums, as a folder and as a ZIP file."""
    from ingest.release.bundle import bundle

    folder = bundle(database, entries, output)
    click.echo(f"{folder}\n{folder}.zip")


def main() -> None:
    """Run the command; an error is one line and an exit code, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        # Where the terminal can't show a character, as a pound sign under LANG=C, its number is better than a traceback.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        cli()
    except ModuleNotFoundError as error:
        click.echo(f"kb: the package {error.name} is not installed; run `make build`, which installs it", err=True)
        sys.exit(KbError.exit_code)
    except KbError as error:
        click.echo(f"kb: {error}", err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"kb: {where}{error.strerror or error}; check permissions and free space", err=True)
        sys.exit(KbError.exit_code)
    finally:
        # What the models leave behind goes with the process; Python would look through all of it for a second.
        gc.freeze()
