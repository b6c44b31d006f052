import sqlite3
from contextlib import closing

from ingest.mentions import TABLE, remember


def test_two_builds_may_keep_the_mentions_of_one_text() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(TABLE)
        remember(connection, {"key": []})
        remember(connection, {"key": []})
        assert connection.execute("select * from mentions").fetchall() == [("key", "[]")]
