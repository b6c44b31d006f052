"""A version of the base as Datasette serves it: read-only, with the settings of a public instance."""

import sqlite3
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.database import Database

from kb.site.site import DATABASE

# SQL from strangers can take a process down by one call, so tables and search are the way in; see docs/serving.md.
SETTINGS: dict[str, bool | int] = {
    "default_allow_sql": False,
    "allow_download": False,
    "allow_csv_stream": True,
    "max_csv_mb": 60,
    "suggest_facets": False,
    "default_page_size": 50,
    "max_returned_rows": 1000,
    "sql_time_limit_ms": 500,
    "facet_time_limit_ms": 200,
}


class Published(Database):  # type: ignore[misc]
    """A database of Datasette whose file may lie at a path of any characters."""

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """Open the file as one that never changes. Raises OSError where it is to be written."""
        if write:
            raise OSError(f"{self.path} is published and never written")
        address = f"{Path(self.path).resolve().as_uri()}?immutable=1"
        connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        self._all_file_connections.append(connection)
        return connection


def instance(database: Path, metadata: dict[str, Any] | None = None) -> Datasette:
    """Give a Datasette that serves one database under our name, whatever its file is called."""
    datasette = Datasette([], metadata=metadata, settings=dict(SETTINGS), cors=True)
    for name in [name for name in datasette.databases if name != "_internal"]:
        datasette.remove_database(name)
    datasette.add_database(Published(datasette, path=str(database), is_mutable=False), name=DATABASE)
    return datasette
