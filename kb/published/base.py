"""What the base says of itself, as the published database holds it."""

import json
import sqlite3

from kb.model.base import BaseFile


def read_base(connection: sqlite3.Connection) -> BaseFile:
    """Read the table base. Raises sqlite3.Error where the database has none, ValueError where it holds something else."""
    return BaseFile.model_validate(
        {name: json.loads(value) for name, value in connection.execute("select * from base")}
    )
