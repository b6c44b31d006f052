"""Builds the database: load, check, tag, embed, store. Nothing is done twice for what has not changed."""

import datetime
import json
import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from ingest.progress import stage
from ingest.read.check import check, errors
from ingest.read.load import Base, load
from ingest.read.problems import Problem, as_text
from ingest.store import fingerprint
from ingest.store.database import create, insert, prepare_folder, replacing
from ingest.store.disagreement_rows import disagreement_rows
from ingest.store.mentions import Tagged, tag
from ingest.store.rows import Row, rows
from ingest.store.search_index import write as write_search
from ingest.store.smoke import smoke_search
from ingest.store.update import CACHE, Update, changed, remember, update
from ingest.store.vector_files import refresh as refresh_vectors
from ingest.vectors.duplicates import possible_duplicates
from ingest.vectors.embed import Embedded, embed
from ingest.vectors.encoder_export import export, exporting
from ingest.vectors.model import Model, packaged
from ingest.vectors.passages import Passage, passages
from kb.errors import ContentError
from kb.published.database import SCHEMA_VERSION
from kb.search.encoder import FOLDER

# What of a database's identity comes from the entries; the rest from what builds it.
OF_CONTENT = frozenset({"data_version", "content_hash"})


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
    cache = output.parent / CACHE
    hashes = fingerprint.file_hashes(entries)
    identity = _identity(hashes, model)
    built = _built(output, tuple(identity))
    if built == identity:
        export(output.parent / FOLDER, model)
        refresh_vectors(output)
        return _summary(output, started, unchanged=True)
    done = _updated(entries, output, hashes, built, identity, model) if built else None
    if done is not None:
        refresh_vectors(output)
        return _summary(output, started, done.computed, done.warnings)

    base, warnings = _checked(entries)
    tagged = tag(base, cache)
    found = [
        passage for slug, entry in sorted(base.entries.items()) for passage in passages(slug, entry, base.vocabularies)
    ]
    with exporting(output.parent / FOLDER, model) as place:
        embedded = _embedded(found, model, output)
        with replacing(output, check=lambda draft: _require_pair(draft, place)) as database:
            _store(database, base, tagged, found, embedded, identity)
    refresh_vectors(output)
    remember(cache, hashes)
    seconds = time.perf_counter() - started
    made = (len(base.entries), len(tagged.rows), len(found), embedded.reused)
    alike = possible_duplicates(base, found, embedded)
    return Summary(*made, seconds, (*warnings, *alike, *tagged.warnings))


def _require_pair(draft: Path, place: Callable[[], bool]) -> None:
    """Search the new database; then its encoder takes its place, and right after it the database."""
    smoke_search(draft)
    place()


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
    facts = rows(base)
    derived = {
        "disagreements": disagreement_rows(facts["impacts"], facts["related"]),
        "tags": list(tagged.rows),
        "build": [{"id": 1, **identity, "built_at": _now()}],
    }
    insert(database, {**facts, **derived})
    write_search(database, found, embedded)


def _identity(hashes: Mapping[str, str], model: Model) -> Row:
    """Give all that decides what a build makes: two builds of one identity are the same."""
    content, builder = fingerprint.combined(hashes), fingerprint.builder_hash()
    return {
        "schema_version": SCHEMA_VERSION,
        "data_version": content[:12],
        "content_hash": content,
        "builder_hash": builder,
        "model": model.name,
        "model_hash": model.hash,
        "library_versions": json.dumps(fingerprint.library_versions(), sort_keys=True),
    }


def _built(output: Path, columns: tuple[str, ...]) -> Row | None:
    """Give the identity of the database that is there."""
    if not output.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{output.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            row = connection.execute(f"select {', '.join(columns)} from build").fetchone()  # noqa: S608 - our own names
    except sqlite3.DatabaseError:
        # A file of another version or a damaged one is built anew; it stays in place until that has succeeded.
        return None
    return dict(zip(columns, row, strict=True)) if row else None


def _updated(
    entries: Path, output: Path, hashes: Mapping[str, str], built: Row, identity: Row, model: Model
) -> Update | None:
    """Change the database that is there, where few entries of many have changed and nothing else has."""
    if any(built[name] != value for name, value in identity.items() if name not in OF_CONTENT):
        return None
    export(output.parent / FOLDER, model)
    cache = output.parent / CACHE
    slugs = changed(cache, hashes, str(built["content_hash"]))
    done = update(entries, slugs, output, model, {**identity, "built_at": _now()}) if slugs else None
    if done is not None:
        remember(cache, hashes)
    return done


def _now() -> str:
    return datetime.datetime.now(tz=datetime.UTC).isoformat(timespec="seconds")


def _summary(
    output: Path,
    started: float,
    computed: int = 0,
    warnings: tuple[Problem, ...] = (),
    *,
    unchanged: bool = False,
) -> Summary:
    """Sum up a build that left most of the database as it was."""
    with closing(sqlite3.connect(f"{output.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        entries, tags, found = (
            connection.execute(f"select count(*) from {name}").fetchone()[0]  # noqa: S608 - our own names
            for name in ("entries", "tags", "passages")
        )
    return Summary(entries, tags, found, found - computed, time.perf_counter() - started, warnings, unchanged)
