"""`kb eval`: measures the quality of search and tagging."""

import json
from pathlib import Path

import click

from ingest.commands.options import DATABASE_OPTION, ENTRIES


@click.command("eval")
@click.option("--queries", type=click.Path(path_type=Path), help="Judged queries to use instead of our own.")
@click.option("--beir", type=click.Path(path_type=Path), help="A collection in BEIR layout to search instead.")
@click.option("--drafts", type=click.Path(path_type=Path), help="Folder of sources' texts to draft from instead.")
@click.option("--json", "as_json", is_flag=True, help="Give the reports as JSON.")
@DATABASE_OPTION
@ENTRIES
def evaluate(
    queries: Path | None, beir: Path | None, drafts: Path | None, as_json: bool, database: Path, entries: Path
) -> None:
    """Measure the quality of search; without options, of tagging too, on our own judgements."""
    from ingest.draft.finding.finder import Finder
    from ingest.draft.measure import measure
    from ingest.evaluate.quality import Report, reports
    from ingest.read.load import load

    found: dict[str, Report] = {}
    if drafts:
        base = load(entries)
        found["drafts"] = measure(base, drafts, Finder(base.vocabularies))
    else:
        found.update(reports(database, entries, queries, beir))
    as_data = {name: report.as_json() for name, report in found.items()}
    click.echo(json.dumps(as_data, indent=2) if as_json else "\n\n".join(map(str, found.values())))
