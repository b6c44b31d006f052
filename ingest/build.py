"""Builds the database: load, check, tag, embed, store. Nothing is done twice for what has not changed."""

import datetime
import json
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from ingest import fingerprint
from ingest.check import check, errors
from ingest.disagreement_rows import disagreement_rows
from ingest.duplicates import possible_duplicates
from ingest.embed import Embedded, embed
from ingest.encoder_export import export
from ingest.load import Base, load
from ingest.mentions import Tagged, tag
from ingest.model import Model, packaged
from ingest.passages import Passage, passages
from ingest.problems import Problem, as_text
from ingest.progress import stage
from ingest.rows import Row, rows
from ingest.search_index import write as write_search
from ingest.store import create, insert, prepare_folder, replacing
from kb.database import SCHEMA_VERSION
from kb.errors import ContentError

ENCODER = "encoder"
CACHE = "cache.db"


@dataclass(frozen=True)
class Summary:
    """What a build made, and what it cost."""

    entries: int
    tags: int
    passages: int
    reused: int
    seconds: float
    warnings: tuple[Problem, ...] = ()
    unchanged: bool = False

    def __str__(self) -> str:
        """Give one line for people."""
        state = "nothing has changed; " if self.unchanged else ""
        made = f"{self.entries} entries, {self.tags} tags, {self.passages} passages ({self.reused} reused)"
        return f"{state}{made}, {self.seconds:.1f} s"


def build(entries: Path, output: Path) -> Summary:
    """Build the database from the entries folder, or leave it where nothing has changed.

    Raises ContentError where the entries have errors, BrokenEnvironmentError where a file or package is missing.
    """
    started = time.perf_counter()
    model = packaged()
    prepare_folder(output.parent)
    identity = _identity(entries, model)
    current = _current(output, identity)
    if current is not None:
        export(output.parent / ENCODER, model)
        counts = (current["entries"], current["tags"], current["passages"])
        return Summary(*counts, counts[2], time.perf_counter() - started, unchanged=True)

    base, warnings = _checked(entries)
    tagged = tag(base, output.parent / CACHE)
    found = [
        passage for slug, entry in sorted(base.entries.items()) for passage in passages(slug, entry, base.vocabularies)
    ]
    embedded = _embedded(found, model, output)
    with replacing(output) as database:
        _store(database, base, tagged, found, embedded, identity)
    export(output.parent / ENCODER, model)
    seconds = time.perf_counter() - started
    made = (len(base.entries), len(tagged.rows), len(found), embedded.reused)
    alike = possible_duplicates(base, found, embedded)
    return Summary(*made, seconds, (*warnings, *alike, *tagged.warnings))


def _checked(entries: Path) -> tuple[Base, list[Problem]]:
    base = load(entries)
    problems = check(base)
    wrong = errors(problems)
    if wrong:
        raise ContentError(f"{len(wrong)} errors keep the base from being built:\n{as_text(wrong)}")
    return base, problems


def _embedded(found: list[Passage], model: Model, output: Path) -> Embedded:
    with stage("embed", len(found)) as advance:
        done = 0

        def progress(now: int, _total: int) -> None:
            nonlocal done
            advance(now - done)
            done = now

        return embed(found, model, output, progress)


def _store(
    database: Database, base: Base, tagged: Tagged, found: list[Passage], embedded: Embedded, identity: Row
) -> None:
    create(database)
    built_at = datetime.datetime.now(tz=datetime.UTC).isoformat(timespec="seconds")
    facts = rows(base)
    derived = {
        "disagreements": disagreement_rows(facts["impacts"], facts["related"]),
        "tags": list(tagged.rows),
        "build": [{"id": 1, **identity, "built_at": built_at}],
    }
    insert(database, {**facts, **derived})
    write_search(database, found, embedded)


def _identity(entries: Path, model: Model) -> Row:
    """Give all that decides what a build makes: two builds of one identity are the same."""
    content, builder = fingerprint.content_hash(entries), fingerprint.builder_hash()
    return {
        "schema_version": SCHEMA_VERSION,
        "data_version": content[:12],
        "content_hash": content,
        "builder_hash": builder,
        "model": model.name,
        "model_hash": model.hash,
        "library_versions": json.dumps(fingerprint.library_versions(), sort_keys=True),
    }


def _current(output: Path, identity: Row) -> dict[str, int] | None:
    """Give the counts of the database that is there, if it is what a build would make now."""
    if not output.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{output.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            columns = ", ".join(identity)
            row = connection.execute(f"select {columns} from build").fetchone()  # noqa: S608 - our own names
            if row != tuple(identity.values()):
                return None
            return {
                name: connection.execute(f"select count(*) from {name}").fetchone()[0]  # noqa: S608 - our own names
                for name in ("entries", "tags", "passages")
            }
    except sqlite3.DatabaseError:
        # A file of another version or a damaged one is built anew; it stays in place until that has succeeded.
        return None
