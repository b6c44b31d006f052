"""`kb serve`: serves a published version."""

from pathlib import Path

import click

from ingest.commands.options import DATABASE_OPTION, ENTRIES


@click.command()
@click.option("--port", type=int, default=8001, show_default=True, help="Port; 0 takes a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on, such as a container's own.")
@click.option("--watch", is_flag=True, help="Change to a new version as soon as it is published.")
@click.option("--metrics", type=int, metavar="PORT", help="Port of 127.0.0.1 where Prometheus reads /-/metrics.")
@click.option("--log", is_flag=True, help="Write a line of JSON for each answer, without what was asked.")
@click.option("--contribute", is_flag=True, help="Let readers propose entries and corrections, at /contribute.")
@ENTRIES
@DATABASE_OPTION
def serve(
    port: int,
    host: str,
    database: Path,
    entries: Path,
    metrics: int | None,
    *,
    watch: bool,
    log: bool,
    contribute: bool,
) -> None:
    """Serve the database with Datasette on this machine; SIGHUP changes to the version that is published by then."""
    from kb.site.server import Manner
    from kb.site.server import serve as serve_database

    plugins = {}
    if contribute:
        from ingest.contribute.form.opening import opened

        plugins = opened(entries)
    serve_database(database, port, Manner(host, watch, metrics, log, plugins))
