"""`kb draft`: proposes entries from a report."""

from pathlib import Path

import click

from ingest.commands.options import ENTRIES


@click.command()
@click.argument("report", type=click.Path(path_type=Path))
@click.option(
    "--output", type=click.Path(path_type=Path), default=Path("drafts"), show_default=True, help="Folder to write into."
)
@click.option("--source", default="", help="Id of the report's source; its record is drafted where the base has none.")
@click.option(
    "--format", "form", type=click.Choice(["yaml", "html"]), default="yaml", show_default=True, help="Files or a page."
)
@click.option("--proposer", default="", help="An installed plug-in that proposes more facts.")
@ENTRIES
def draft(report: Path, output: Path, source: str, form: str, proposer: str, entries: Path) -> None:
    """Propose entries from REPORT, a PDF, DOCX, PPTX, HTML or text file, each fact with its place and how sure it is."""
    from ingest.draft.drafting import drafts, found, page, page_path, require_new, write
    from ingest.draft.finding.finder import Finder
    from ingest.read.load import load
    from ingest.store.database import prepare_folder

    prepare_folder(output)
    if form == "html":
        require_new([output / page_path(report)])
    base = load(entries)
    findings = found(report, base, Finder(base.vocabularies), source, proposer)
    files = [page(findings)] if form == "html" else drafts(findings, base, source)
    for path in write(files, output):
        click.echo(path)
    click.echo(findings.summary, err=True)
