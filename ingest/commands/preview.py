"""`kb preview`: shows entries as they would be, and what a change does to the base."""

from pathlib import Path

import click

from ingest.commands.options import DATABASE_OPTION, ENTRIES

PAGES = Path("build/preview")


@click.command()
@click.argument("slugs", nargs=-1)
@click.option("--base", "reference", metavar="REF", help="Tell what has changed since this commit, branch or tag.")
@click.option("--sources", type=click.Path(path_type=Path), help="Folder of the sources' texts, to look figures up in.")
@click.option("--pages", type=click.Path(path_type=Path), help=f"Folder to write pages into; {PAGES} without --base.")
@click.option(
    "--links", is_flag=True, help="Ask the web addresses of the change whether they answer; needs the network."
)
@ENTRIES
@DATABASE_OPTION
def preview(
    slugs: tuple[str, ...],
    reference: str | None,
    sources: Path | None,
    pages: Path | None,
    links: bool,
    entries: Path,
    database: Path,
) -> None:
    """Write the pages of the entries SLUGS as they would be; with --base, tell what has changed, as Markdown."""
    from ingest.commands.judging import judged
    from ingest.contribute.preview.page import pages as write_pages
    from ingest.contribute.preview.review import Request, reviewed, shown
    from ingest.read.load import load

    if reference is None and not slugs:
        raise click.UsageError("name the entries to show, or a commit with --base")
    if reference is None:
        for path in write_pages(list(slugs), load(entries), pages or PAGES):
            click.echo(path)
        return
    asked = Request(entries, reference, slugs, sources, database if database.exists() else None, links)
    change = shown(asked)
    click.echo(reviewed(asked, change, judged(asked, change)))
    if pages is not None:
        for path in write_pages(list(change.slugs), change.after, pages):
            click.echo(path, err=True)
