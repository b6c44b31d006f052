"""Builds the database: load, check, tag, embed, store. Nothing is done twice for what has not changed."""

import datetime
import json
import shutil
import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from ingest.describe.metadata import metadata
from ingest.progress import stage, told
from ingest.read.check import check, errors
from ingest.read.load import Base, load, require_folder
from ingest.read.problems import Problem, as_text
from ingest.store import fingerprint
from ingest.store.building import building
from ingest.store.cache import CACHE, adopt, known_warnings, recover, remember_build
from ingest.store.database import create, insert, prepare_folder, replacing
from ingest.store.disagreement_rows import disagreement_rows
from ingest.store.mentions import Tagged, tag
from ingest.store.rows import Row, rows
from ingest.store.search_index import write as write_search
from ingest.store.smoke import smoke_search
from ingest.store.token_files import write as write_tokens
from ingest.store.update import Update, changed, update
from ingest.store.vector_files import refresh as refresh_vectors
from ingest.store.versions import (
    clean,
    drafting,
    is_whole,
    own_versions,
    point,
    publish,
    published_version,
    whole_versions,
)
from ingest.store.workers import Workers, workers
from ingest.vectors.duplicates import possible_duplicates
from ingest.vectors.embed import Embedded, embed
from ingest.vectors.encoder_export import export
from ingest.vectors.model import Model, of_base
from ingest.vectors.passages import Passage, passages
from kb.errors import ContentError, DamagedError
from kb.model.base import OTHER_FOLDERS
from kb.published.version import DATABASE, ENCODER, METADATA, SCHEMA_VERSION, Version

# What of a database's identity comes from the entries; the rest from what builds it.
OF_CONTENT = frozenset({"data_version", "content_hash"})
# Bytes that a build takes with its encoder, and that each byte of the entries comes to in versions, drafts and cache.
SPACE, GROWTH = 100_000_000, 40


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


@dataclass(frozen=True)
class _Work:
    """What is built from what: folders, hashes of the files, and the identity of the result."""

    entries: Path
    output: Path
    elsewhere: Path | None
    scheduler: str | None
    model: Model
    hashes: Mapping[str, str]
    identity: Row
    started: float

    @property
    def cache(self) -> Path:
        return self.output.parent / CACHE


def build(entries: Path, output: Path, elsewhere: Path | None = None, scheduler: str | None = None) -> Summary:
    """Publish a version of the base built from the entries folder, or leave what is there where nothing has changed.

    `elsewhere` is a database of another folder to reuse parts of; `scheduler` is the address of a cluster's scheduler,
    whose workers then tag and embed what is new in a whole build. Raises ContentError where the entries have errors,
    BrokenEnvironmentError where a file or package is missing; what is published then stays.
    """
    started = time.perf_counter()
    require_folder(entries)
    model = of_base(entries)
    prepare_folder(output.parent, _space(entries))
    with building(output.parent):
        clean(output)
        recover(output.parent / CACHE)
        hashes = fingerprint.file_hashes(entries)
        work = _Work(entries, output, elsewhere, scheduler, model, hashes, _identity(hashes, model), started)
        if elsewhere is not None:
            adopt(work.cache, elsewhere.parent / CACHE)
        summary = _built_already(work) or _updated(work) or _built_by(work)
        clean(output)
    return summary


def _space(entries: Path) -> int:
    """Give about how many bytes a build writes: the draft of a version, the copy that is checked, and the cache."""
    return SPACE + GROWTH * sum(path.stat().st_size for path in entries.rglob("*.yml"))


def _built_already(work: _Work) -> Summary | None:
    """Point to the version that a build would make, where there is one and it is whole."""
    same = (
        version
        for version in own_versions(work.output)
        if all(version.identity.get(name) == value for name, value in work.identity.items()) and is_whole(version)
    )
    version = next(same, None)
    if version is None:
        return None
    if work.output.resolve() != version.database:
        point(work.output, version)
    return _summary(work, unchanged=True)


def _built_by(work: _Work) -> Summary:
    with workers(work.scheduler, work.cache) as by:
        return _built_anew(work, by)


def _built_anew(work: _Work, by: Workers) -> Summary:
    base, warnings = checked_base(work.entries)
    tagged = tag(base, work.cache, by.tag)
    found = [
        passage for slug, entry in sorted(base.entries.items()) for passage in passages(slug, entry, base.vocabularies)
    ]
    whole = list(whole_versions(work.output, work.elsewhere))
    row = {**work.identity, "built_at": _now()}
    with drafting(work.output) as draft:
        export(draft / ENCODER, work.model, [*(version.encoder for version in whole), work.output.parent / ENCODER])
        previous = _previous(work.output, whole)
        embedded = _embedded(found, work.model, previous, by)
        with replacing(draft / DATABASE, check=smoke_search) as database:
            _store(database, base, tagged, found, embedded, row)
        write_tokens(draft / DATABASE, embedded.tokens, work.model.projection, previous)
        (draft / METADATA).write_text(metadata(base), encoding="utf-8")
        refresh_vectors(draft / DATABASE, whole[0].database if whole else None)
        publish(draft, work.output, row)
    alike = possible_duplicates(base, found, embedded)
    all_warnings = (*warnings, *alike, *tagged.warnings)
    remember_build(work.cache, work.hashes, all_warnings)
    made = (len(base.entries), len(tagged.rows), len(found), embedded.reused)
    return Summary(*made, time.perf_counter() - work.started, all_warnings)


def _previous(output: Path, whole: list[Version]) -> Path | None:
    """Give the database to take vectors from: an undamaged version, or the plain file of a time before versions."""
    if whole:
        return whole[0].database
    return output if output.is_file() and not output.is_symlink() else None


def checked_base(entries: Path) -> tuple[Base, list[Problem]]:
    """Read a base and give it with its warnings. Raises ContentError where it has errors."""
    base = load(entries)
    problems = check(base)
    wrong = errors(problems)
    if wrong:
        raise ContentError(f"{len(wrong)} errors keep the base from being built:\n{as_text(wrong)}")
    return base, problems


def _embedded(found: list[Passage], model: Model, previous: Path | None, by: Workers) -> Embedded:
    with stage("embed", len(found)) as advance:
        return embed(found, model, previous, told(advance), by.encode)


def _store(database: Database, base: Base, tagged: Tagged, found: list[Passage], embedded: Embedded, row: Row) -> None:
    create(database)
    facts = rows(base)
    derived = {
        "disagreements": disagreement_rows(facts["impacts"], facts["related"]),
        "tags": list(tagged.rows),
        "build": [{"id": 1, **row}],
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


def _updated(work: _Work) -> Summary | None:
    """Publish a changed copy of the version that is there, where few entries of many have changed and nothing else has."""
    before = published_version(work.output)
    fixed = {name: value for name, value in work.identity.items() if name not in OF_CONTENT}
    if before is None or any(before.identity.get(name) != value for name, value in fixed.items()):
        return None
    slugs = changed(work.cache, work.hashes, str(before.identity["content_hash"]))
    if not slugs:
        return None
    with drafting(work.output) as draft:
        done = _published_update(work, before, slugs, draft)
    if done is None:
        return None
    kept = [problem for problem in known_warnings(work.cache) if not _is_of(problem, slugs)]
    warnings = (*kept, *done.warnings)
    remember_build(work.cache, work.hashes, warnings)
    return _summary(work, done.computed, warnings)


def _published_update(work: _Work, before: Version, slugs: frozenset[str], draft: Path) -> Update | None:
    row = {**work.identity, "built_at": _now()}
    try:
        done = update(work.entries, slugs, before, draft / DATABASE, work.cache, work.model, row)
    except DamagedError:
        # The whole build says what is damaged, and takes nothing from it.
        return None
    if done is not None:
        write_tokens(draft / DATABASE, done.tokens, work.model.projection, before.database)
        export(draft / ENCODER, work.model, [before.encoder])
        shutil.copyfile(before.metadata, draft / METADATA)
        refresh_vectors(draft / DATABASE, before.database)
        publish(draft, work.output, row)
    return done


def _is_of(problem: Problem, slugs: frozenset[str]) -> bool:
    path = Path(problem.path)
    return path.stem in slugs and path.parent.name not in OTHER_FOLDERS


def _now() -> str:
    return datetime.datetime.now(tz=datetime.UTC).isoformat(timespec="seconds")


def _summary(work: _Work, computed: int = 0, warnings: tuple[Problem, ...] = (), *, unchanged: bool = False) -> Summary:
    """Sum up a build that left most of the database as it was."""
    with closing(sqlite3.connect(f"{work.output.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        entries, tags, found = (
            connection.execute(f"select count(*) from {name}").fetchone()[0]  # noqa: S608 - our own names
            for name in ("entries", "tags", "passages")
        )
    seconds = time.perf_counter() - work.started
    return Summary(entries, tags, found, found - computed, seconds, warnings, unchanged)
