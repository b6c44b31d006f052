"""`kb serve`: serves a published version."""

from pathlib import Path

import click

from ingest.commands.options import DATABASE_OPTION


@click.command()
@click.option("--port", type=int, default=8001, show_default=True, help="Port on 127.0.0.1; 0 takes a free one.")
@click.option("--watch", is_flag=True, help="Change to a new version as soon as it is published.")
@DATABASE_OPTION
def serve(port: int, database: Path, *, watch: bool) -> None:
    """Serve the database with Datasette on this machine; SIGHUP changes to the version that is published by then."""
    from kb.site.server import serve as serve_database

    serve_database(database, port, watch=watch)
